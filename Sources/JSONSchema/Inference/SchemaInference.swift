public import Diagnostics
public import Documents

/// Learns a schema from samples: every sample is valid by what it returns, formats included.
///
/// The same samples in the same order give the same text. Memory grows with the number of distinct
/// places, not with the number of samples.
public struct SchemaInference: Sendable {
  private let options: InferenceOptions
  private var root = Observation()

  /// Creates a learner that has seen nothing.
  public init(options: InferenceOptions = InferenceOptions()) {
    self.options = options
  }

  /// How many samples were taken in.
  public var count: Int { root.count }

  /// Takes in one sample.
  public mutating func add(_ value: DocumentValue) {
    root.add(value, options)
  }

  /// Returns the schema, in draft 2020-12 with empty descriptions to be filled in.
  public func schema() -> JSONOutput {
    var members: [(key: String, value: JSONOutput)] = [
      ("$schema", .string(SchemaDraft.draft2020.uri)), ("title", ""),
    ]
    members += root.keywords(options)
    return .object(members)
  }
}
