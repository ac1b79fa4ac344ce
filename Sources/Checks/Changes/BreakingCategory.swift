package import JSONSchema

/// What a change of a schema breaks, the gravest first: a message, a stored profile, other data.
package enum BreakingCategory: String, Sendable, CaseIterable, Comparable {
  /// A template reads what may be missing or of another kind now.
  case render
  /// A profile that was valid no longer is.
  case profile
  /// Other data that was valid no longer is, or new data is refused by who has the old schema.
  case data

  /// What a schema describes.
  package enum Role: Sendable {
    /// The recipients.
    case profiles
    /// Events, sources, surfaces.
    case other
    /// Nobody knows: there is no project around it.
    case unknown
  }

  /// Whether a category is less grave than another.
  package static func < (left: Self, right: Self) -> Bool { left.gravity < right.gravity }

  private var gravity: Int {
    switch self {
    case .render: 2
    case .profile: 1
    case .data: 0
    }
  }

  /// Returns the categories of a change, the gravest first; none for one that breaks nobody.
  ///
  /// What could not be shown to be compatible counts as a break. Without a project nobody knows what
  /// templates read: every rule that concerns readers is of the category `render`.
  package static func categories(
    of change: SchemaChange, role: Role = .unknown, isRead: Bool = true
  ) -> [Self] {
    categories(
      ofRule: change.code, breaksBackward: change.backward != .compatible,
      breaksForward: change.forward != .compatible, role: role, isRead: isRead)
  }

  /// Returns the categories of a break by the rule called `code`.
  package static func categories(
    ofRule code: String, breaksBackward: Bool, breaksForward: Bool, role: Role = .unknown,
    isRead: Bool = true
  ) -> [Self] {
    guard breaksBackward || breaksForward else { return [] }
    var found: [Self] = []
    if isRead, concernsReaders(code) { found.append(.render) }
    if breaksBackward, role != .other { found.append(.profile) }
    if breaksForward || role != .profiles { found.append(.data) }
    return found
  }

  /// Whether a value that templates read may be missing or of another kind after a change by a rule.
  package static func concernsReaders(_ code: String) -> Bool {
    code.hasPrefix("property-removed") || code.hasPrefix("type-") || code == "required-removed"
      || code.hasPrefix("any-of-") || code.hasPrefix("one-of-") || code.hasPrefix("ref-")
      || ["schema-changed", "item-removed", "enum-removed"].contains(code)
  }
}
