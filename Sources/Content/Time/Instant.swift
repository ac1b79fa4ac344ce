/// A point in time: seconds and nanoseconds since 1970-01-01T00:00:00Z, without leap seconds.
package struct Instant: Sendable, Hashable, Comparable {
  /// Whole seconds since the epoch, rounded down.
  package var seconds: Int64
  /// Nanoseconds after the whole second, 0 to 999,999,999.
  package var nanoseconds: Int32

  /// Creates an instant.
  package init(seconds: Int64, nanoseconds: Int32 = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// Reads an RFC 3339 date-time; the offset from UTC must be written.
  package init?(rfc3339 text: String) {
    var scanner = TimeScanner(text)
    guard let local = scanner.dateTime(secondsRequired: true) else { return nil }
    let nanoseconds = scanner.fraction()
    guard let nanoseconds, let offset = scanner.offset(), scanner.isAtEnd else { return nil }
    self.init(seconds: local.secondsFromEpochInUTC - Int64(offset), nanoseconds: nanoseconds)
  }

  /// Orders by time.
  package static func < (left: Instant, right: Instant) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }

  /// The instant a length of time later.
  package func advanced(by amount: TimeAmount) -> Instant {
    let milliseconds = amount.milliseconds
    var nanoseconds = Int64(self.nanoseconds) + (milliseconds % 1_000) * 1_000_000
    var seconds = self.seconds + milliseconds / 1_000
    if nanoseconds >= 1_000_000_000 {
      nanoseconds -= 1_000_000_000
      seconds += 1
    }
    return Instant(seconds: seconds, nanoseconds: Int32(nanoseconds))
  }
}
