public import Documents

/// How a schema is compiled: what `$schema` and the vocabulary do not decide.
public struct SchemaOptions: Sendable {
  /// The draft of a schema without `$schema`.
  public var defaultDraft: SchemaDraft
  /// Whether `format` is checked; without it only a dialect that demands it checks.
  public var assertsFormat: Bool
  /// Whether draft-07's `contentEncoding` and `contentMediaType` are checked.
  public var assertsContent: Bool
  /// Whether the schema itself is first validated against its meta-schema.
  public var checksMetaSchema: Bool
  /// The URI against which relative references resolve; nil for the path of the schema's file.
  public var baseURI: String?
  /// The bounds of compiling and validating.
  public var limits: SchemaLimits

  /// Creates options; the defaults are the standard's.
  public init(
    defaultDraft: SchemaDraft = .draft2020, assertsFormat: Bool = false,
    assertsContent: Bool = false, checksMetaSchema: Bool = true, baseURI: String? = nil,
    limits: SchemaLimits = SchemaLimits()
  ) {
    self.defaultDraft = defaultDraft
    self.assertsFormat = assertsFormat
    self.assertsContent = assertsContent
    self.checksMetaSchema = checksMetaSchema
    self.baseURI = baseURI
    self.limits = limits
  }
}

/// Finds the document that an absolute URI without fragment names, or nil; it never fetches.
public typealias SchemaResolver = (_ uri: String) -> DocumentValue?
