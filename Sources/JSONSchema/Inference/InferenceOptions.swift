/// What a schema learnt from samples concludes from how much.
public struct InferenceOptions: Sendable {
  /// Most values that a list of allowed texts may have.
  public var maximumEnumValues: Int
  /// Fewest texts that must be seen at a place before their values count as a complete list.
  public var minimumEnumSamples: Int
  /// How often each listed text must be seen on average.
  public var minimumEnumRepetition: Int
  /// Most names of an object before it counts as a map from names to values of one kind.
  public var maximumProperties: Int
  /// Whether objects allow no property that no sample has.
  public var closesObjects: Bool

  /// Creates options; the defaults are careful.
  public init(
    maximumEnumValues: Int = 8, minimumEnumSamples: Int = 10, minimumEnumRepetition: Int = 3,
    maximumProperties: Int = 200, closesObjects: Bool = false
  ) {
    self.maximumEnumValues = maximumEnumValues
    self.minimumEnumSamples = minimumEnumSamples
    self.minimumEnumRepetition = minimumEnumRepetition
    self.maximumProperties = maximumProperties
    self.closesObjects = closesObjects
  }
}
