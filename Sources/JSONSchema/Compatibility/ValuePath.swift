/// The way from the root value to the values that a subschema describes.
public struct ValuePath: Sendable, Hashable {
  /// One step of the way.
  public enum Step: Sendable, Hashable {
    /// The member of this name.
    case property(String)
    /// Any member that has no description of its own.
    case anyProperty
    /// The item at this position.
    case item(Int)
    /// Any item.
    case anyItem
  }

  /// The steps from the root.
  public private(set) var steps: [Step] = []

  /// Creates the path of the root.
  public init(_ steps: [Step] = []) {
    self.steps = steps
  }

  /// Returns the path one step further.
  public func appending(_ step: Step) -> ValuePath { ValuePath(steps + [step]) }

  /// The path as people write it: `servers[].port`; empty for the root.
  public var text: String {
    steps.reduce(into: "") { text, step in
      switch step {
      case .property(let name): text += text.isEmpty ? name : "." + name
      case .anyProperty: text += text.isEmpty ? "*" : ".*"
      case .item(let index): text += "[\(index)]"
      case .anyItem: text += "[]"
      }
    }
  }
}
