package import Diagnostics

/// A dated switch of `switches.yaml`: the opposite of its default inside a window.
package struct Switch: Identified {
  /// Whose clock the two times of a window are read on.
  package enum Zone: Sendable {
    /// A zone of the time zone database.
    case named(Located<String>)
    /// The recipient's own.
    case recipient
    /// The project's, where the window says nothing.
    case project
  }

  /// The time during which the switch is turned; `to` is not part of it.
  package struct Window: Sendable {
    /// When it begins; nil: it always has.
    package let from: Located<LocalDateTime>?
    /// When it is over; nil: never.
    package let to: Located<LocalDateTime>?
    /// Whose clock the times are on.
    package let zone: Zone
    /// Where the window stands.
    package let span: SourceSpan
  }

  /// The name; templates see it as `switch.<name>`.
  package let name: Located<String>
  /// One sentence about the switch.
  package let description: String?
  /// The value outside of all windows.
  package let isOnByDefault: Bool
  /// The windows in the order of the file.
  package let windows: [Window]

  /// The name by which templates refer to it.
  package var id: String { name.value }
}
