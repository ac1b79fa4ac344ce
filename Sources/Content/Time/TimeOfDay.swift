/// A time on a wall clock: `09:00` or `23:59:30`.
package struct TimeOfDay: Sendable, Hashable {
  /// Hour, 0 to 23.
  package let hour: Int
  /// Minute, 0 to 59.
  package let minute: Int
  /// Second, 0 to 59.
  package let second: Int

  /// Creates a time, or nil where a number is out of range.
  package init?(hour: Int, minute: Int, second: Int = 0) {
    guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second) else {
      return nil
    }
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  /// Reads `09:00` or `09:00:30`.
  package init?(_ text: String) {
    var scanner = TimeScanner(text)
    guard let value = scanner.timeOfDay(secondsRequired: false), scanner.isAtEnd else { return nil }
    self = value
  }

  /// Seconds since midnight.
  package var secondsFromMidnight: Int { hour * 3_600 + minute * 60 + second }
}
