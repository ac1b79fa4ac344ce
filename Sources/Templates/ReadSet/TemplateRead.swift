package import Diagnostics

/// One place where a template reads data, as a path from a top-level name.
package struct TemplateRead: Sendable {
  /// One step of the path.
  package enum Segment: Sendable, Hashable {
    /// The member of this name.
    case name(String)
    /// Any item of an array: a loop, an index, `first` or `last`.
    case anyItem
    /// A member whose name is worked out while rendering.
    case dynamic
  }

  /// The top-level name: `profile`.
  package let root: String
  /// The steps after it.
  package let path: [Segment]
  /// Where the template reads it.
  package let span: SourceSpan
  /// Whether the template copes with a missing value: `default`, a condition on it, or inside one.
  package let isGuarded: Bool
}
