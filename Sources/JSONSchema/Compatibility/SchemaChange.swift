public import Diagnostics

/// One change between two versions of a schema: what, where, and whom it can break.
public struct SchemaChange: Sendable {
  /// What a change does to one direction.
  public enum Effect: String, Sendable {
    /// Everything that was valid stays valid.
    case compatible
    /// Something that was valid no longer is.
    case breaking
    /// Neither could be shown.
    case unknown
  }

  /// Whether something came, went or became different.
  public enum Kind: String, Sendable { case added, removed, changed }

  /// The rule's stable code: `property-added-open`, `required-added`.
  public let code: String
  /// Whether something came, went or became different.
  public let kind: Kind
  /// What it does to those who read old data with the new schema.
  public let backward: Effect
  /// What it does to those who read new data with the old schema.
  public let forward: Effect
  /// The place in the old schema.
  public let oldSpan: SourceSpan?
  /// The place in the new schema.
  public let newSpan: SourceSpan?
  /// The path of the value concerned, from the root.
  public let path: ValuePath
  /// The change and the reason in one sentence.
  public let message: String
  /// Whether nothing but what people are told has changed: a default, an unasserted format.
  public let isAnnotation: Bool
}
