/// The bounds under which untrusted documents are read; each has a diagnostic of its own.
public struct DocumentLimits: Sendable {
  /// Largest file in bytes; at most 4 GiB − 1, since spans are 32 bits wide.
  public var maximumBytes: Int
  /// Deepest nesting of arrays and objects.
  public var maximumDepth: Int
  /// Most nodes that YAML aliases may add by copying anchored values.
  public var maximumAliasNodes: Int
  /// Whether the same key twice in an object is an error; only a grammar's test suite turns it off.
  public var refusesDuplicateKeys: Bool

  /// Creates limits; the defaults are generous for content and small for an attack.
  public init(
    maximumBytes: Int = 64 << 20, maximumDepth: Int = 1_000, maximumAliasNodes: Int = 100_000,
    refusesDuplicateKeys: Bool = true
  ) {
    self.maximumBytes = min(maximumBytes, Int(UInt32.max) - 1)
    self.maximumDepth = maximumDepth
    self.maximumAliasNodes = maximumAliasNodes
    self.refusesDuplicateKeys = refusesDuplicateKeys
  }
}
