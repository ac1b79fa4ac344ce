package import Templates

extension RegionalFormat: TemplateTimeZone {
  /// Seconds east of UTC at an instant.
  package func offset(at instant: Int64) -> Int { offset(secondsSinceEpoch: instant) }

  /// Seconds east of UTC at a local time, given as if it were UTC.
  package func offset(atLocal local: Int64) -> Int {
    Int(local - instant(ofWallClock: local))
  }

  /// The zone's short name at an instant.
  package func abbreviation(at instant: Int64) -> String {
    abbreviation(secondsSinceEpoch: instant)
  }
}

extension RegionalFormat: TemplateLocaleFormatter {
  /// An amount in the major unit of a currency.
  package func money(_ amount: TemplateScalar, currency: String) -> String? {
    amount.numberText.flatMap { money($0, currency: currency) }
  }

  /// A number with the locale's separators.
  package func number(_ value: TemplateScalar, places: Int?) -> String? {
    value.numberText.flatMap { number($0, fraction: places) }
  }

  /// A fraction as a percentage.
  package func percent(_ value: TemplateScalar, places: Int?) -> String? {
    value.numberText.flatMap { percent($0, fraction: places) }
  }

  /// An instant at an offset from UTC.
  package func date(_ instant: Int64, offset: Int, style: TemplateDateStyle) -> String? {
    date(secondsSinceEpoch: instant, offset: offset, style: style)
  }
}

extension TemplateScalar {
  /// The text of a number, or of a string that may spell one.
  fileprivate var numberText: String? {
    switch self {
    case .integer(let value): String(value)
    case .decimal(let text), .string(let text): text
    case .none, .bool: nil
    }
  }

  /// The value as a translated text shows it.
  var text: String {
    switch self {
    case .none: ""
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .decimal(let text), .string(let text): text
    }
  }
}
