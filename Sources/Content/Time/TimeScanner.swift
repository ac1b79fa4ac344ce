/// Reads the pieces of dates and times from the front of a text.
struct TimeScanner {
  private let bytes: [UInt8]
  private var index = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  var isAtEnd: Bool { index == bytes.count }

  /// `2026-03-20T00:00:00`, `T` in either case.
  mutating func dateTime(secondsRequired: Bool) -> LocalDateTime? {
    guard let year = digits(4), take("-"), let month = digits(2), take("-"),
      let day = digits(2), take("T") || take("t"),
      let time = timeOfDay(secondsRequired: secondsRequired)
    else { return nil }
    return LocalDateTime(year: year, month: month, day: day, time: time)
  }

  /// `09:00:30`, the seconds optional on request.
  mutating func timeOfDay(secondsRequired: Bool) -> TimeOfDay? {
    guard let hour = digits(2), take(":"), let minute = digits(2) else { return nil }
    guard take(":") else {
      return secondsRequired ? nil : TimeOfDay(hour: hour, minute: minute)
    }
    guard let second = digits(2) else { return nil }
    return TimeOfDay(hour: hour, minute: minute, second: second)
  }

  /// An optional `.123` in nanoseconds, further digits dropped; nil for a dot without digits.
  mutating func fraction() -> Int32? {
    guard take(".") else { return 0 }
    var value: Int32 = 0
    var count = 0
    while index < bytes.count, (0x30...0x39).contains(bytes[index]) {
      if count < 9 { value = value * 10 + Int32(bytes[index] - 0x30) }
      count += 1
      index += 1
    }
    guard count > 0 else { return nil }
    while count < 9 {
      value *= 10
      count += 1
    }
    return value
  }

  /// `Z` or `+01:00`, in seconds east of UTC.
  mutating func offset() -> Int? {
    if take("Z") || take("z") { return 0 }
    let sign: Int
    if take("+") {
      sign = 1
    } else if take("-") {
      sign = -1
    } else {
      return nil
    }
    guard let hours = digits(2), hours <= 23, take(":"), let minutes = digits(2), minutes <= 59
    else { return nil }
    return sign * (hours * 3_600 + minutes * 60)
  }

  private mutating func digits(_ count: Int) -> Int? {
    guard index + count <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[index..<index + count] {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    index += count
    return value
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard index < bytes.count, UInt32(bytes[index]) == character.value else { return false }
    index += 1
    return true
  }
}
