/// The bounds under which untrusted documents are read; each has a diagnostic of its own.
public struct DocumentLimits: Sendable {
  /// The largest file that offsets of 32 bits can address together with its decoded texts, which
  /// are at most one and a half times as long as their source.
  public static let largestFile = Int(UInt32.max) / 5 * 2

  /// Largest file in bytes; at most `largestFile`.
  public var maximumBytes: Int
  /// Deepest nesting of arrays and objects.
  public var maximumDepth: Int
  /// Most nodes that YAML aliases may add by copying anchored values.
  public var maximumAliasNodes: Int
  /// Whether the same key twice in an object is an error; only a grammar's test suite turns it off.
  public var refusesDuplicateKeys: Bool
  /// Whether a YAML tag outside the core schema is an error; only a grammar's test suite turns it
  /// off.
  public var refusesUnknownTags: Bool

  /// Creates limits; the defaults are generous for content and small for an attack.
  public init(
    maximumBytes: Int = 64 << 20, maximumDepth: Int = 1_000, maximumAliasNodes: Int = 100_000,
    refusesDuplicateKeys: Bool = true, refusesUnknownTags: Bool = true
  ) {
    self.maximumBytes = min(maximumBytes, Self.largestFile)
    self.maximumDepth = maximumDepth
    self.maximumAliasNodes = maximumAliasNodes
    self.refusesDuplicateKeys = refusesDuplicateKeys
    self.refusesUnknownTags = refusesUnknownTags
  }
}
