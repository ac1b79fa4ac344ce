/// Instants as RFC 5322 writes them, in UTC.
enum EmailDate {
  /// Returns `Mon, 01 Jan 2024 00:01:58 +0000` for seconds since 1970.
  static func text(_ instant: Int) -> String {
    let days = Int((Double(instant) / 86_400).rounded(.down))
    let seconds = instant - days * 86_400
    let (year, month, day) = civil(days)
    let weekday = ((days + 4) % 7 + 7) % 7
    let clock = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }
    let date = "\(padded(day, 2)) \(months[month - 1]) \(padded(year, 4))"
    return "\(weekdays[weekday]), \(date) \(clock.joined(separator: ":")) +0000"
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The day of the Gregorian calendar, `days` after 1 January 1970.
  private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
    // Years are counted from 1 March, so that the leap day comes last; 400 of them repeat.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
