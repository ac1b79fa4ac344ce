extension Renderer {
  /// Formats a date; an input that is none, and an empty pattern, give the input back.
  mutating func date(_ input: Value, _ format: Value) throws(Halt) -> Value {
    let pattern = textBytes(format)
    guard !pattern.isEmpty, let time = time(of: input) else { return input }
    return arena.copy(Strftime.format(time, pattern))
  }

  /// The time that a value means: `now`, `today`, seconds since 1970, or a text that can be read.
  func time(of value: Value) -> ZonedTime? {
    switch value.tag {
    case .integer: return local(Int64(value.integer))
    case .string:
      let bytes = value.bytes
      if bytes.isEmpty { return nil }
      if isWord(bytes, "now") || isWord(bytes, "today") { return local(options.clock) }
      var index = 0
      while index < bytes.count, bytes[index].isDigit { index += 1 }
      if index == bytes.count {
        return NumberReading.smallInteger(bytes).flatMap { local(Int64($0)) }
      }
      return DateReader.read(bytes, options: options)
    default: return nil
    }
  }

  private func isWord(_ bytes: Bytes, _ word: StaticString) -> Bool {
    guard bytes.count == word.utf8CodeUnitCount else { return false }
    for index in 0..<bytes.count {
      if unsafe bytes[index] | 0x20 != word.utf8Start[index] { return false }
    }
    return true
  }

  private func local(_ instant: Int64) -> ZonedTime? {
    // Beyond these years the calendar is of no use to anyone.
    guard instant.magnitude < 1 << 45 else { return nil }
    return ZonedTime(
      instant: instant, offset: options.timeZone.offset(at: instant),
      zone: options.timeZone.abbreviation(at: instant))
  }
}
