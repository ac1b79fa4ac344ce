/// Arithmetic of the Gregorian calendar on days since 1970-01-01.
package enum CivilDate {
  /// The day number of a date.
  static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The date of a day number.
  package static func date(days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && year % 100 != 0 || year % 400 == 0 }

  static func daysInMonth(_ year: Int, _ month: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  static let dayNames = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]
}

/// An instant with the offset it is shown at.
struct ZonedTime {
  /// Seconds since 1970-01-01 00:00:00 UTC.
  var instant: Int64
  var nanoseconds = 0
  /// Seconds east of UTC.
  var offset: Int
  /// The zone's short name; empty where only an offset is known.
  var zone: String
}

/// The parts of a date that a format asks for.
struct TimeParts {
  let time: ZonedTime
  let year: Int
  let month: Int
  let day: Int
  let hour: Int
  let minute: Int
  let second: Int
  /// 0 = Sunday.
  let weekday: Int
  /// From 1.
  let dayOfYear: Int

  init(_ time: ZonedTime) {
    self.time = time
    let local = Int(time.instant) + time.offset
    let days = (local >= 0 ? local : local - 86_399) / 86_400
    let seconds = local - days * 86_400
    (year, month, day) = CivilDate.date(days: days)
    hour = seconds / 3_600
    minute = seconds / 60 % 60
    second = seconds % 60
    weekday = ((days % 7) + 11) % 7
    dayOfYear = days - CivilDate.days(year: year, month: 1, day: 1) + 1
  }

  /// The ISO 8601 week with its year.
  var isoWeek: (year: Int, week: Int) {
    let isoWeekday = weekday == 0 ? 7 : weekday
    let week = (dayOfYear - isoWeekday + 10) / 7
    if week < 1 { return (year - 1, TimeParts.isoWeeks(year - 1)) }
    if week > TimeParts.isoWeeks(year) { return (year + 1, 1) }
    return (year, week)
  }

  private static func isoWeeks(_ year: Int) -> Int {
    func lastWeekday(_ year: Int) -> Int {
      let days = CivilDate.days(year: year, month: 12, day: 31)
      return ((days % 7) + 11) % 7
    }
    return lastWeekday(year) == 4 || lastWeekday(year - 1) == 3 ? 53 : 52
  }
}
