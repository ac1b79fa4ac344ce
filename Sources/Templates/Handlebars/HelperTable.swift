/// What is known of a helper of galley's own: name, arguments, and one line of documentation.
package struct HelperDescription: Sendable {
  /// The name in templates.
  package let name: String
  /// Fewest arguments without a name.
  package let minimumArguments: Int
  /// Most arguments without a name.
  package let maximumArguments: Int
  /// Whether named arguments are meant.
  package let takesNamed: Bool
  /// Whether the helper may stand at the head of a block, as its condition.
  package let isCondition: Bool
  /// The arguments in words.
  package let types: String
  /// One line of documentation.
  package let summary: String
  /// Whether every Handlebars has the helper.
  package var isStandard: Bool {
    if case .language = action { true } else { false }
  }
  let action: HelperAction
}

/// How a helper is done.
enum HelperAction: Sendable {
  /// As the Liquid filter.
  case filter(FilterID)
  /// As a comparison in a condition.
  case compare(ComparisonOperator)
  /// In its own way.
  case own(HelperID)
  /// As steps of the program: the helper is one of the language.
  case language
}

/// The helpers that are done in their own way.
enum HelperID: Int, Sendable {
  case and
  case or
  case not
  case even
  case odd
  case cents
  case divide
  case escape

  /// The name in templates.
  var name: String {
    switch self {
    case .divide: "divided_by"
    default: String(describing: self)
    }
  }
}

/// The helpers that galley adds to those of Handlebars.
package enum HelperTable {
  /// Every helper, by group.
  package static let helpers: [HelperDescription] = conditions + texts + numbers + locale

  /// The helpers that every Handlebars has; `find` does not know them.
  package static let standard = [
    make("each", 1...1, .language, "array or object", "Runs its block for every item."),
    make(
      "if", 1...1, .language, "any",
      "Runs its block where the value is not false, null, \"\", 0 or []; includeZero=true keeps 0.",
      named: true, isCondition: true),
    make("log", 0...16, .language, "any …", "Writes nothing: there is no log to write to."),
    make(
      "lookup", 2...2, .language, "object or array, key", "Returns the member that a key names."),
    make(
      "unless", 1...1, .language, "any",
      "Runs its block where the value is false, null, \"\", 0 or []; includeZero=true keeps 0.",
      named: true, isCondition: true),
    make("with", 1...1, .language, "any", "Runs its block with the value as its context."),
  ]

  /// The names of the helpers that every Handlebars has.
  package static let builtIn = standard.map(\.name)

  /// The helper called `name`, or nil.
  package static func find(_ name: String) -> HelperDescription? {
    byName[name].map { helpers[$0] }
  }

  private static let byName: [String: Int] = Dictionary(
    uniqueKeysWithValues: helpers.enumerated().map { ($1.name, $0) })

  private static func make(
    _ name: String, _ arguments: ClosedRange<Int>, _ action: HelperAction, _ types: String,
    _ summary: String, named: Bool = false, isCondition: Bool = false
  ) -> HelperDescription {
    HelperDescription(
      name: name, minimumArguments: arguments.lowerBound, maximumArguments: arguments.upperBound,
      takesNamed: named, isCondition: isCondition, types: types, summary: summary, action: action)
  }

  private static func condition(
    _ name: String, _ arguments: ClosedRange<Int>, _ action: HelperAction, _ types: String,
    _ summary: String
  ) -> HelperDescription {
    make(name, arguments, action, types, summary, isCondition: true)
  }

  private static let conditions = [
    condition("eq", 2...2, .compare(.equal), "any, any", "Says whether two values are equal."),
    condition("ne", 2...2, .compare(.notEqual), "any, any", "Says whether two values differ."),
    condition("lt", 2...2, .compare(.less), "number, number", "Says whether the first is less."),
    condition(
      "lte", 2...2, .compare(.lessOrEqual), "number, number",
      "Says whether the first is less or equal."),
    condition(
      "gt", 2...2, .compare(.greater), "number, number", "Says whether the first is greater."),
    condition(
      "gte", 2...2, .compare(.greaterOrEqual), "number, number",
      "Says whether the first is greater or equal."),
    condition("and", 1...16, .own(.and), "any …", "Returns the first empty value, or the last."),
    condition("or", 1...16, .own(.or), "any …", "Returns the first value that is not empty."),
    condition("not", 1...1, .own(.not), "any", "Says whether a value is empty, as 'if' sees it."),
    condition("even", 1...1, .own(.even), "integer", "Says whether a number is even."),
    condition("odd", 1...1, .own(.odd), "integer", "Says whether a number is odd."),
  ]

  private static let texts = [
    make(
      "default", 2...2, .filter(.default), "any, any",
      "Replaces null, false and empty values; allow_false=true keeps false.", named: true),
    make("capitalize", 1...1, .filter(.capitalize), "string", "Turns the first letter large."),
    make("upper", 1...1, .filter(.upcase), "string", "Turns letters into upper case."),
    make("lower", 1...1, .filter(.downcase), "string", "Turns letters into lower case."),
    make(
      "truncate", 1...3, .filter(.truncate), "string, integer, string",
      "Cuts to a number of characters, the ellipsis included."),
    make("urlencode", 1...1, .filter(.urlEncode), "string", "Percent-encodes; a blank becomes +."),
    make("escape", 1...1, .own(.escape), "string", "Escapes for HTML; not escaped again."),
    make("json", 1...1, .filter(.json), "any", "Encodes as compact JSON."),
    make(
      "t", 1...1, .filter(.t), "string, named values",
      "Translates a key; named arguments fill its placeholders, count chooses the plural.",
      named: true),
  ]

  private static let numbers = [
    make("plus", 2...2, .filter(.plus), "number, number", "Adds."),
    make("minus", 2...2, .filter(.minus), "number, number", "Subtracts."),
    make("times", 2...2, .filter(.times), "number, number", "Multiplies."),
    make("divided_by", 2...2, .own(.divide), "number, number", "Divides: 7 by 2 is 3.5."),
    make(
      "round", 1...2, .filter(.round), "number, integer",
      "Rounds to a number of places, halves away from zero."),
    make(
      "cents", 1...1, .own(.cents), "integer", "Writes hundredths with two places: 1990 is 19.90."),
  ]

  private static let locale = [
    make(
      "money", 1...2, .filter(.money), "number, currency code",
      "Formats an amount of money for the locale.", named: true),
    make(
      "number", 1...2, .filter(.number), "number, decimal places",
      "Formats a number for the locale.", named: true),
    make(
      "percent", 1...2, .filter(.percent), "number, decimal places",
      "Formats a fraction as a percentage for the locale."),
    make("date", 2...2, .filter(.date), "date, string", "Formats a date by a strftime pattern."),
    make("date_short", 1...1, .filter(.dateShort), "date", "Formats a date for the locale, short."),
    make(
      "date_medium", 1...1, .filter(.dateMedium), "date",
      "Formats a date for the locale, with the month abbreviated."),
    make(
      "date_long", 1...1, .filter(.dateLong), "date",
      "Formats a date for the locale, with the month in full."),
    make(
      "date_full", 1...1, .filter(.dateFull), "date",
      "Formats a date for the locale, with weekday and month in full."),
    make(
      "time_short", 1...1, .filter(.timeShort), "date",
      "Formats the time of day for the locale."),
  ]
}
