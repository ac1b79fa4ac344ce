/// The bounds under which untrusted schemas and instances are handled; each has an error.
public struct SchemaLimits: Sendable {
  /// Deepest nesting of subschemas in a schema document.
  public var maximumSchemaDepth: Int
  /// Most subschemas in all documents of one schema together.
  public var maximumSubschemas: Int
  /// Deepest nesting of subschemas applied while one value is validated; each costs machine stack.
  public var maximumNesting: Int
  /// Most subschemas applied while one document is validated; alternatives that recur can multiply.
  public var maximumApplications: Int
  /// Most failures that one explanation lists.
  public var maximumFailures: Int
  /// The bounds of regular expressions.
  public var pattern: PatternLimits

  /// Creates limits; the defaults are generous for content and small for an attack.
  public init(
    maximumSchemaDepth: Int = 1_000, maximumSubschemas: Int = 500_000,
    maximumNesting: Int = 800, maximumApplications: Int = 50_000_000,
    maximumFailures: Int = 1_000,
    pattern: PatternLimits = PatternLimits()
  ) {
    self.maximumSchemaDepth = maximumSchemaDepth
    self.maximumSubschemas = maximumSubschemas
    self.maximumNesting = maximumNesting
    self.maximumApplications = maximumApplications
    self.maximumFailures = maximumFailures
    self.pattern = pattern
  }
}

/// The bounds of one regular expression.
public struct PatternLimits: Sendable {
  /// Deepest nesting of groups.
  public var maximumDepth: Int
  /// Largest program in instructions, after counted repetitions are written out.
  public var maximumInstructions: Int
  /// Most states of the table-driven automaton; a pattern that needs more is simulated, linearly.
  public var maximumStates: Int
  /// Most steps of the backtracking that only lookaround and back-references need, per text.
  public var maximumSteps: Int

  /// Creates limits; the defaults are generous for content and small for an attack.
  public init(
    maximumDepth: Int = 250, maximumInstructions: Int = 100_000, maximumStates: Int = 2_000,
    maximumSteps: Int = 1_000_000
  ) {
    self.maximumDepth = maximumDepth
    self.maximumInstructions = maximumInstructions
    self.maximumStates = maximumStates
    self.maximumSteps = maximumSteps
  }
}
