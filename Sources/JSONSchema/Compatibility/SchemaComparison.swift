/// Two versions of a schema, compared by the values they accept.
public struct SchemaComparison: Sendable {
  /// Whether old data is valid under the new schema: breaking hurts who reads old data with it.
  public let backward: SchemaVerdict
  /// Whether new data is valid under the old schema: breaking hurts who still reads with that.
  public let forward: SchemaVerdict
  /// What was changed, in the order of the schemas' paths.
  public let changes: [SchemaChange]

  /// Compares two compiled schemas.
  public static func compare(
    old: Schema, new: Schema, options: SchemaComparisonOptions = SchemaComparisonOptions()
  ) -> SchemaComparison {
    let containment = SchemaContainment(
      old: old.program, new: new.program, limits: options.limits)
    let backward = containment.verdict(from: 0, to: 1)
    let forward = containment.verdict(from: 1, to: 0)
    var finder = ChangeFinder(
      old.program, new.program, containment, backward: backward, forward: forward)
    finder.run()
    return SchemaComparison(backward: backward, forward: forward, changes: finder.changes)
  }
}

/// How two schemas are compared.
public struct SchemaComparisonOptions: Sendable {
  /// The bounds of the analysis.
  public var limits: ComparisonLimits

  /// Creates options.
  public init(limits: ComparisonLimits = ComparisonLimits()) {
    self.limits = limits
  }
}
