extension Renderer {
  /// How `mapCase` changes letters.
  enum LetterCase {
    case lower
    case upper
    case capital
  }

  /// Ruby's downcase, upcase and capitalize: full Unicode mapping.
  mutating func mapCase(_ value: Value, _ letterCase: LetterCase) -> Value {
    let bytes = textBytes(value)
    var isASCII = true
    for index in 0..<bytes.count where bytes[index] >= 0x80 {
      isASCII = false
      break
    }
    guard isASCII else { return arena.copy(mapUnicode(bytes.string, letterCase)) }
    return unsafe arena.make(bytes.count) { target in
      for index in 0..<bytes.count {
        let byte = bytes[index]
        let isUpper = letterCase == .upper || letterCase == .capital && index == 0
        if isUpper {
          unsafe target[index] = byte &- 0x61 < 26 ? byte & 0xDF : byte
        } else {
          unsafe target[index] = byte &- 0x41 < 26 ? byte | 0x20 : byte
        }
      }
      return bytes.count
    }
  }

  private func mapUnicode(_ text: String, _ letterCase: LetterCase) -> String {
    var result = ""
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      switch letterCase {
      case .upper: result += scalar.properties.uppercaseMapping
      case .capital where index == 0: result += scalar.properties.titlecaseMapping
      default:
        result += scalar.properties.lowercaseMapping
      }
    }
    return result
  }

  mutating func truncate(_ input: Value, _ length: Value, _ ellipsis: Value) throws(Halt) -> Value {
    if input.isNone { return .none }
    let bytes = textBytes(input)
    let limit = try integerArgument(length, "'truncate'")
    // Nothing to do where there are not even as many bytes.
    if limit >= bytes.count { return Value(bytes) }
    let tail = ellipsis.tag == .unset ? Value(Renderer.ellipsis) : Value(textBytes(ellipsis))
    guard bytes.codePointCount > limit else { return Value(bytes) }
    let kept = max(0, limit - tail.bytes.codePointCount)
    return arena.join(bytes.slice(0, bytes.advance(0, codePoints: kept)), tail.bytes)
  }

  /// Three points, in memory that lives as long as the process.
  private static var ellipsis: Bytes {
    let text: StaticString = "..."
    return unsafe Bytes(text.utf8Start, count: text.utf8CodeUnitCount)
  }

  mutating func truncateWords(
    _ input: Value, _ words: Value, _ ellipsis: Value
  ) throws(Halt) -> Value {
    if input.isNone { return .none }
    let bytes = textBytes(input)
    let limit = max(1, try integerArgument(words, "'truncatewords'"))
    var parts: [Bytes] = []
    var position = 0
    while position < bytes.count {
      // Whatever is left after the last word allowed counts as one more, even white space.
      let isFull = parts.count == limit
      while position < bytes.count, bytes[position].isRubySpace {
        position += 1
      }
      guard position < bytes.count || isFull else { break }
      if isFull {
        let tail = ellipsis.tag == .unset ? Renderer.ellipsis : textBytes(ellipsis)
        var result: [UInt8] = []
        for (index, part) in parts.enumerated() {
          if index > 0 { result.append(0x20) }
          result += part.array
        }
        return arena.copy(result + tail.array)
      }
      let start = position
      while position < bytes.count, !bytes[position].isRubySpace {
        position += 1
      }
      parts.append(bytes.slice(start, position))
    }
    return Value(bytes)
  }

  mutating func slice(_ input: Value, _ offset: Value, _ length: Value) throws(Halt) -> Value {
    let start = try integerArgument(offset, "'slice'")
    let count = length.isTruthy ? try integerArgument(length, "'slice'") : 1
    if input.isArray {
      guard let range = clamp(start, count, input.items) else { return makeList([]) }
      var items: [Value] = []
      for index in range { items.append(item(input, index)) }
      return makeList(items)
    }
    let bytes = textBytes(input)
    guard let range = clamp(start, count, bytes.codePointCount) else {
      return Value(bytes.slice(0, 0))
    }
    let first = bytes.advance(0, codePoints: range.lowerBound)
    return Value(bytes.slice(first, bytes.advance(first, codePoints: range.count)))
  }

  private func clamp(_ start: Int, _ count: Int, _ total: Int) -> Range<Int>? {
    let first = start < 0 ? start &+ total : start
    guard first >= 0, first <= total, count >= 0 else { return nil }
    return first..<(count > total - first ? total : first + count)
  }

  mutating func split(_ bytes: Bytes, _ separator: Bytes) throws(Halt) -> Value {
    var parts: [Value] = []
    if separator.count == 1, separator[0] == 0x20 {
      var position = 0
      while position < bytes.count {
        while position < bytes.count, bytes[position].isRubySpace {
          position += 1
        }
        let start = position
        while position < bytes.count, !bytes[position].isRubySpace {
          position += 1
        }
        if position > start { parts.append(Value(bytes.slice(start, position))) }
      }
      return makeList(parts)
    }
    var start = 0
    if separator.isEmpty {
      while start < bytes.count {
        let end = bytes.advance(start, codePoints: 1)
        parts.append(Value(bytes.slice(start, end)))
        start = end
      }
    } else {
      while let found = bytes.firstIndex(of: separator, from: start) {
        parts.append(Value(bytes.slice(start, found)))
        start = found + separator.count
      }
      parts.append(Value(bytes.slice(start, bytes.count)))
      while let last = parts.last, last.count == 0 { parts.removeLast() }
    }
    try checkMemory()
    return makeList(parts)
  }

  mutating func squish(_ bytes: Bytes) -> Value {
    var result: [UInt8] = []
    let trimmed = bytes.trimmed()
    var index = 0
    while index < trimmed.count {
      if trimmed[index].isRubySpace {
        while index < trimmed.count, trimmed[index].isRubySpace { index += 1 }
        result.append(0x20)
      } else {
        result.append(trimmed[index])
        index += 1
      }
    }
    return arena.copy(result)
  }

  mutating func replaceAll(_ bytes: Bytes, _ old: Bytes, _ new: Bytes) throws(Halt) -> Value {
    var result: [UInt8] = []
    if old.isEmpty {
      // Ruby's gsub with an empty text puts the new one around every character.
      var position = 0
      while position < bytes.count {
        let end = bytes.advance(position, codePoints: 1)
        result += expand(new, bytes, position, position) + bytes.slice(position, end).array
        position = end
        try checkSize(result.count)
      }
      return arena.copy(result + expand(new, bytes, position, position))
    }
    guard var found = bytes.firstIndex(of: old) else { return Value(bytes) }
    var start = 0
    while true {
      result += bytes.slice(start, found).array
      result += expand(new, bytes, found, found + old.count)
      start = found + old.count
      try checkSize(result.count)
      guard let next = bytes.firstIndex(of: old, from: start) else { break }
      found = next
    }
    return arena.copy(result + bytes.slice(start, bytes.count).array)
  }

  /// A replacement with Ruby's backslash sequences: \0 and \& the match.
  private func expand(_ new: Bytes, _ bytes: Bytes, _ start: Int, _ end: Int) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < new.count {
      guard new[index] == 0x5C, index + 1 < new.count else {
        result.append(new[index])
        index += 1
        continue
      }
      switch new[index + 1] {
      case 0x5C: result.append(0x5C)
      case UInt8(ascii: "0"), UInt8(ascii: "&"): result += bytes.slice(start, end).array
      case UInt8(ascii: "1")...UInt8(ascii: "9"): break
      case UInt8(ascii: "`"): result += bytes.slice(0, start).array
      case UInt8(ascii: "'"): result += bytes.slice(end, bytes.count).array
      default: result += [0x5C, new[index + 1]]
      }
      index += 2
    }
    return result
  }

  mutating func replaceOne(_ bytes: Bytes, _ old: Bytes, _ new: Bytes, isLast: Bool) -> Value {
    guard let found = isLast ? bytes.lastIndex(of: old) : bytes.firstIndex(of: old) else {
      return Value(bytes)
    }
    let replacement = isLast ? new.array : expand(new, bytes, found, found + old.count)
    return arena.copy(
      bytes.slice(0, found).array + replacement
        + bytes.slice(found + old.count, bytes.count).array)
  }

  mutating func replaceLineBreaks(_ bytes: Bytes, _ new: StaticString) -> Value {
    var result: [UInt8] = []
    let replacement = unsafe Bytes(new.utf8Start, count: new.utf8CodeUnitCount).array
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A {
        result += replacement
        index += 2
      } else if bytes[index] == 0x0A {
        result += replacement
        index += 1
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return arena.copy(result)
  }
}
