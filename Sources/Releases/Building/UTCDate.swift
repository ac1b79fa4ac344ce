/// The one spelling of a time in a statement: `2026-01-31T23:59:59Z`.
enum UTCDate {
  /// Writes seconds since 1970 for the years 1970 to 9999; nil outside of them.
  static func text(secondsSince1970 seconds: Int) -> String? {
    guard (0..<253_402_300_800).contains(seconds) else { return nil }
    let second = seconds % 86_400
    // Days are counted from 1 March of year 0, so that a leap day is the last of its year.
    let day = seconds / 86_400 + 719_468
    let era = day / 146_097
    let dayOfEra = day % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let date = [
      digits(year, 4), digits(month, 2), digits(dayOfYear - (153 * shifted + 2) / 5 + 1, 2),
    ]
    let time = [digits(second / 3_600, 2), digits(second / 60 % 60, 2), digits(second % 60, 2)]
    return date.joined(separator: "-") + "T" + time.joined(separator: ":") + "Z"
  }

  /// Whether a text has the form that `text` writes.
  static func isValid(_ text: String) -> Bool {
    let pattern = Array("0000-00-00T00:00:00Z".utf8)
    return text.utf8.count == pattern.count
      && zip(text.utf8, pattern).allSatisfy { byte, shape in
        shape == 0x30 ? (0x30...0x39).contains(byte) : byte == shape
      }
  }

  private static func digits(_ number: Int, _ count: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
  }
}
