/// A length of time as content writes it: `30s`, `5m`, `2h`, `1d`, `1w`, `250ms`.
///
/// A day is always 24 hours; a wait that should follow the wall clock says `until`.
package struct TimeAmount: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The units of time; the raw value is how content writes them.
  package enum Unit: String, Sendable, CaseIterable {
    /// Thousandths of a second.
    case milliseconds = "ms"
    /// Seconds.
    case seconds = "s"
    /// Minutes.
    case minutes = "m"
    /// Hours.
    case hours = "h"
    /// Days of 24 hours.
    case days = "d"
    /// Weeks of 7 days.
    case weeks = "w"

    var milliseconds: Int64 {
      switch self {
      case .milliseconds: 1
      case .seconds: 1_000
      case .minutes: 60_000
      case .hours: 3_600_000
      case .days: 86_400_000
      case .weeks: 604_800_000
      }
    }
  }

  /// Longest amount: a hundred years, so that no sum of a few overflows.
  package static let maximumMilliseconds: Int64 = 36_525 * 86_400_000

  /// How many units.
  package let count: Int64
  /// The unit.
  package let unit: Unit

  /// Creates an amount, or nil if it is negative or longer than a hundred years.
  package init?(_ count: Int64, _ unit: Unit) {
    let (product, overflow) = count.multipliedReportingOverflow(by: unit.milliseconds)
    guard count >= 0, !overflow, product <= Self.maximumMilliseconds else { return nil }
    self.count = count
    self.unit = unit
  }

  /// Creates an amount that galley itself names; it is within the bounds.
  init(fixed count: Int64, _ unit: Unit) {
    self.count = count
    self.unit = unit
  }

  /// Reads a whole number followed by a unit.
  package init?(_ text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int64(digits), let unit = Unit(rawValue: String(text[digits.endIndex...]))
    else { return nil }
    self.init(count, unit)
  }

  /// The amount in thousandths of a second.
  package var milliseconds: Int64 { count * unit.milliseconds }

  /// The amount as content writes it.
  package var description: String { "\(count)\(unit.rawValue)" }

  /// Orders by length.
  package static func < (left: TimeAmount, right: TimeAmount) -> Bool {
    left.milliseconds < right.milliseconds
  }
}
