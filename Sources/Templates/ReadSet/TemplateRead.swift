package import Diagnostics

/// One place where a template reads data, as a path from a top-level name.
///
/// Loop variables, `assign` aliases and fragment parameters are already replaced by the data they
/// stand for: in `{% for p in profile.items %}{{ p.title }}` the reads are `profile.items` and
/// `profile.items[*].title`.
package struct TemplateRead: Sendable {
  /// One step of the path.
  package enum Segment: Sendable, Hashable {
    /// The member of this name.
    ///
    /// Where the value turns out to be an array or a text, `size`, `first` and `last` mean its
    /// length and its ends: the schema tells.
    case name(String)
    /// Any item of an array, by a loop, an index or a filter.
    ///
    /// Of an object it is a pair of key and value, whose items are both.
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
  /// Whether the template copes with a missing value.
  ///
  /// It stands before `default`, in a condition, or where a condition has found it present.
  package var isGuarded: Bool
  /// How many leading steps of the path are known to be present there, by a condition or a loop.
  package var presentSteps: Int

  /// The path as written in messages: `profile.items[*].title`.
  package var description: String {
    path.reduce(into: root) { text, segment in
      switch segment {
      case .name(let name): text += "." + name
      case .anyItem: text += "[*]"
      case .dynamic: text += "[…]"
      }
    }
  }
}
