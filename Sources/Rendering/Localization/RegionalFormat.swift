import FoundationEssentials
import FoundationInternationalization
package import Templates

/// Numbers, money and dates as a locale writes them.
///
/// Locale, time zone and calendar are always given: nothing is taken from the machine. The data is
/// the ICU of the Swift toolchain that built galley, so output depends on galley's build only.
package struct RegionalFormat: Sendable {
  private let locale: Locale
  private let timeZone: TimeZone

  /// Creates formats for a locale such as `de` or `pt-BR`; nil for an unknown time zone.
  package init?(locale: String, timeZone: String) {
    guard let zone = TimeZone(identifier: timeZone) else { return nil }
    self.locale = Locale(identifier: locale)
    self.timeZone = zone
  }

  /// Whether a name is an IANA time zone that galley knows.
  package static func isTimeZone(_ name: String) -> Bool { TimeZone(identifier: name) != nil }

  /// Formats an amount in the major unit of a currency; nil when `amount` is no decimal number.
  package func money(_ amount: String, currency: String) -> String? {
    decimal(amount).map { $0.formatted(.currency(code: currency).locale(locale)) }
  }

  /// Formats a number with the locale's separators; `fraction` fixes the number of decimals.
  package func number(_ value: String, fraction: Int?) -> String? {
    guard let decimal = decimal(value) else { return nil }
    let style = Decimal.FormatStyle(locale: locale)
    guard let fraction else { return decimal.formatted(style) }
    return decimal.formatted(style.precision(.fractionLength(fraction)))
  }

  /// Formats a ratio as a percentage: `0.15` gives `15%`.
  package func percent(_ ratio: String, fraction: Int?) -> String? {
    guard let decimal = decimal(ratio) else { return nil }
    let style = Decimal.FormatStyle.Percent(locale: locale)
    return decimal.formatted(style.precision(.fractionLength(fraction ?? 0)))
  }

  /// Formats the day of an instant, or the time of day, on a clock `offset` seconds east of UTC.
  package func date(secondsSinceEpoch: Int64, offset: Int, style: TemplateDateStyle) -> String? {
    guard let zone = TimeZone(secondsFromGMT: offset) else { return nil }
    let length: Date.FormatStyle.DateStyle =
      switch style {
      case .short: .numeric
      case .medium: .abbreviated
      case .long: .long
      case .full: .complete
      case .time: .omitted
      }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    calendar.locale = locale
    let format = Date.FormatStyle(
      date: length, time: style == .time ? .shortened : .omitted, locale: locale,
      calendar: calendar, timeZone: zone, capitalizationContext: .unknown)
    return Date(timeIntervalSince1970: Double(secondsSinceEpoch)).formatted(format)
  }

  /// Seconds east of UTC at an instant.
  package func offset(secondsSinceEpoch: Int64) -> Int {
    timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(secondsSinceEpoch)))
  }

  /// The zone's short name at an instant: `CET`, or `GMT+3` where it has none.
  package func abbreviation(secondsSinceEpoch: Int64) -> String {
    timeZone.abbreviation(for: Date(timeIntervalSince1970: Double(secondsSinceEpoch))) ?? ""
  }

  private func decimal(_ text: String) -> Decimal? {
    // Decimal reads a prefix of its text ("12abc" gives 12); only whole numbers count here.
    let isNumber = text.utf8.allSatisfy { byte in
      byte &- 0x30 < 10 || "+-.eE".utf8.contains(byte)
    }
    return isNumber && !text.isEmpty
      ? Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")) : nil
  }
}
