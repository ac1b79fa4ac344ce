/// Reads the formats that consist of ASCII digits and signs, without allocation.
@safe
struct FormatScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let end: Int
  private var index = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    unsafe self.bytes = bytes
    end = bytes.count
  }

  // MARK: Dates and times (RFC 3339)

  /// `date-time`.
  mutating func isDateTime() -> Bool {
    guard readDate(), takeLetter("t") else { return false }
    return readTime() && index == end
  }

  /// `date`.
  mutating func isDate() -> Bool { readDate() && index == end }

  /// `time`.
  mutating func isTime() -> Bool { readTime() && index == end }

  private mutating func readDate() -> Bool {
    guard let year = digits(4), take("-"), let month = digits(2), take("-"), let day = digits(2),
      month >= 1, month <= 12, day >= 1
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let isShort = month == 4 || month == 6 || month == 9 || month == 11
    let last = month == 2 ? (isLeap ? 29 : 28) : isShort ? 30 : 31
    return day <= last
  }

  private mutating func readTime() -> Bool {
    guard let hour = digits(2), take(":"), let minute = digits(2), take(":"),
      let second = digits(2), hour <= 23, minute <= 59, second <= 60
    else { return false }
    if take(".") {
      guard digits(1) != nil else { return false }
      while digits(1) != nil {}
    }
    var offset = 0
    if !takeLetter("z") {
      let isNegative = peek() == 0x2D
      guard take("+") || take("-"), let hours = digits(2), take(":"), let minutes = digits(2),
        hours <= 23, minutes <= 59
      else { return false }
      offset = (hours * 60 + minutes) * (isNegative ? -1 : 1)
    }
    guard second == 60 else { return true }
    // A leap second is the last one of a day in UTC.
    let utc = (hour * 60 + minute - offset + 2 * 24 * 60) % (24 * 60)
    return utc == 23 * 60 + 59
  }

  /// `duration` (RFC 3339, appendix A).
  mutating func isDuration() -> Bool {
    guard take("P") else { return false }
    if peek() == 0x54 { return readParts("HMS", isTime: true) && index == end }
    let start = index
    if number(), take("W") { return index == end }
    index = start
    guard readParts("YMD", isTime: false) else { return false }
    if peek() == 0x54 { return readParts("HMS", isTime: true) && index == end }
    return index == end
  }

  /// Reads numbers with units in order and without gaps, at least one.
  private mutating func readParts(_ units: StaticString, isTime: Bool) -> Bool {
    if isTime { index += 1 }
    var next = 0
    var hasPart = false
    while index < end, let byte = peek(), byte &- 0x30 < 10 {
      guard number(), let unit = peek() else { return false }
      var found = next
      while found < 3, unsafe units.utf8Start[found] != unit { found += 1 }
      guard found < 3, !hasPart || found == next else { return false }
      index += 1
      next = found + 1
      hasPart = true
    }
    return hasPart
  }

  // MARK: Addresses

  /// `ipv4`.
  mutating func isIPv4() -> Bool { readIPv4() && index == end }

  private mutating func readIPv4() -> Bool {
    for part in 0..<4 {
      if part > 0, !take(".") { return false }
      let start = index
      var value = 0
      while let digit = digits(1) {
        value = value * 10 + digit
        if value > 255 { return false }
      }
      let count = index - start
      guard count > 0, unsafe count == 1 || bytes[start] != 0x30 else { return false }
    }
    return true
  }

  /// `ipv6` (RFC 4291 §2.2), without a zone.
  mutating func isIPv6() -> Bool {
    var groups = 0
    var hasGap = false
    if peek() == 0x3A {
      guard end >= 2, unsafe bytes[1] == 0x3A else { return false }
      index = 2
      hasGap = true
    }
    while index < end {
      let start = index
      var count = 0
      while let byte = peek(), PercentEncoding.hexValue(byte) != nil {
        index += 1
        count += 1
      }
      if peek() == 0x2E {
        index = start
        guard readIPv4(), index == end else { return false }
        groups += 2
        break
      }
      guard count >= 1, count <= 4 else { return false }
      groups += 1
      if index == end { break }
      guard take(":") else { return false }
      if take(":") {
        if hasGap { return false }
        hasGap = true
      } else if index == end {
        return false
      }
    }
    return hasGap ? groups <= 7 : groups == 8
  }

  /// `uuid`.
  mutating func isUUID() -> Bool {
    guard end == 36 else { return false }
    for position in 0..<36 {
      let byte = unsafe bytes[position]
      if position == 8 || position == 13 || position == 18 || position == 23 {
        if byte != 0x2D { return false }
      } else if PercentEncoding.hexValue(byte) == nil {
        return false
      }
    }
    return true
  }

  // MARK: Pointers

  /// `json-pointer` (RFC 6901).
  mutating func isJSONPointer() -> Bool {
    guard index < end else { return true }
    guard peek() == 0x2F else { return false }
    while index < end {
      let byte = unsafe bytes[index]
      index += 1
      guard byte == 0x7E else { continue }
      guard take("0") || take("1") else { return false }
    }
    return true
  }

  /// `relative-json-pointer`.
  mutating func isRelativeJSONPointer() -> Bool {
    let isZero = peek() == 0x30
    guard number(), !isZero || index == 1 else { return false }
    if take("#") { return index == end }
    return isJSONPointer()
  }

  // MARK: Scanning

  private func peek() -> UInt8? { index < end ? unsafe bytes[index] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard index < end, unsafe UInt32(bytes[index]) == scalar.value else { return false }
    index += 1
    return true
  }

  /// Takes a letter, written small or large.
  private mutating func takeLetter(_ scalar: Unicode.Scalar) -> Bool {
    guard index < end, unsafe UInt32(bytes[index] | 0x20) == scalar.value else { return false }
    index += 1
    return true
  }

  /// Takes exactly so many ASCII digits.
  private mutating func digits(_ count: Int) -> Int? {
    guard index + count <= end else { return nil }
    var value = 0
    for offset in 0..<count {
      let digit = unsafe bytes[index + offset] &- 0x30
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    index += count
    return value
  }

  /// Takes one or more ASCII digits.
  private mutating func number() -> Bool {
    let start = index
    while digits(1) != nil {}
    return index > start
  }
}
