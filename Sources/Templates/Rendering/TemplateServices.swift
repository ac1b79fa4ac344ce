/// The rules of a time zone.
package protocol TemplateTimeZone: Sendable {
  /// Seconds east of UTC at an instant (seconds since 1970).
  func offset(at instant: Int64) -> Int

  /// Seconds east of UTC at a local time, given as if it were UTC; the earlier of two choices.
  func offset(atLocal local: Int64) -> Int

  /// The zone's short name at an instant: `CET`.
  func abbreviation(at instant: Int64) -> String
}

/// The time zone UTC.
package struct UTCTimeZone: TemplateTimeZone {
  /// Creates the zone.
  package init() {}

  /// Returns 0.
  package func offset(at instant: Int64) -> Int { 0 }

  /// Returns 0.
  package func offset(atLocal local: Int64) -> Int { 0 }

  /// Returns `UTC`.
  package func abbreviation(at instant: Int64) -> String { "UTC" }
}

/// A single value as services take it.
package enum TemplateScalar: Sendable, Equatable {
  /// nil.
  case none
  /// A boolean.
  case bool(Bool)
  /// An integer.
  case integer(Int)
  /// Any other number: its decimal digits as printed.
  case decimal(String)
  /// A text.
  case string(String)
}

/// Translations: what the filter `t` asks.
package protocol TemplateTranslator: Sendable {
  /// The text of `key` with its placeholders filled, or nil when there is none.
  func translation(of key: String, arguments: [(name: String, value: TemplateScalar)]) -> String?
}

/// How a date is written for a locale.
package enum TemplateDateStyle: Sendable {
  /// `10.03.24`.
  case short
  /// `10. Mär. 2024`.
  case medium
  /// `10. März 2024`.
  case long
  /// `Sonntag, 10. März 2024`.
  case full
  /// The time of day only: `14:30`.
  case time
}

/// Locale-dependent formatting: what `money`, `number`, `percent` and the date styles ask.
package protocol TemplateLocaleFormatter: Sendable {
  /// An amount in a currency (ISO 4217), or nil when the currency is unknown.
  func money(_ amount: TemplateScalar, currency: String) -> String?

  /// A number, with a fixed number of decimal places if given.
  func number(_ value: TemplateScalar, places: Int?) -> String?

  /// A fraction as a percentage: 0.25 → `25 %`.
  func percent(_ value: TemplateScalar, places: Int?) -> String?

  /// An instant at an offset from UTC, both in seconds.
  func date(_ instant: Int64, offset: Int, style: TemplateDateStyle) -> String?
}
