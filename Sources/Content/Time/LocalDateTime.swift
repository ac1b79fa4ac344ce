/// A date and time on a wall clock, without a time zone.
package struct LocalDateTime: Sendable, Hashable, Comparable {
  /// Year, 0 to 9999.
  package let year: Int
  /// Month, 1 to 12.
  package let month: Int
  /// Day of the month, from 1.
  package let day: Int
  /// The time on that day.
  package let time: TimeOfDay

  /// Creates a date-time, or nil where the calendar has no such day.
  package init?(year: Int, month: Int, day: Int, time: TimeOfDay) {
    guard (0...9999).contains(year), (1...12).contains(month),
      day >= 1, day <= Self.days(inMonth: month, of: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
    self.time = time
  }

  /// Reads `2026-03-20T00:00:00`; the seconds may be left out, an offset is refused.
  package init?(_ text: String) {
    var scanner = TimeScanner(text)
    guard let value = scanner.dateTime(secondsRequired: false), scanner.isAtEnd else { return nil }
    self = value
  }

  /// Orders as a wall clock that is never set back.
  package static func < (left: LocalDateTime, right: LocalDateTime) -> Bool {
    left.secondsFromEpochInUTC < right.secondsFromEpochInUTC
  }

  /// Seconds from 1970-01-01T00:00:00 if the wall clock showed UTC.
  package var secondsFromEpochInUTC: Int64 {
    // Days from the civil calendar: the year begins in March so that the leap day comes last.
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    return Int64(days) * 86_400 + Int64(time.secondsFromMidnight)
  }

  private static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
