public import Diagnostics
public import Documents

/// Makes valid values of a schema, every alternative at least once where it can be reached.
///
/// Each sample is checked by the validator, formats included, before it is returned; the same seed
/// gives the same samples.
public struct SchemaSampler {
  private let schema: Schema
  private var generator: SampleGenerator
  private var seen: Set<[UInt8]> = []

  /// Compiles a schema for sampling; nil with the problems where it cannot be used.
  public static func make(
    _ document: Document, seed: UInt64 = 1, options: SchemaOptions = SchemaOptions(),
    resolver: @escaping SchemaResolver = { _ in nil }
  ) -> (sampler: SchemaSampler?, diagnostics: [Diagnostic]) {
    var options = options
    options.assertsFormat = true
    let compilation = Schema.compile(document, options: options, resolver: resolver)
    guard let schema = compilation.schema else { return (nil, compilation.diagnostics) }
    let map = SchemaMap(document.value, options: options, resolver: resolver)
    let generator = SampleGenerator(map, schema, seed: seed)
    return (SchemaSampler(schema: schema, generator: generator), compilation.diagnostics)
  }

  private init(schema: Schema, generator: SampleGenerator) {
    self.schema = schema
    self.generator = generator
  }

  /// How many alternatives that were tried are in no sample so far.
  public var uncoveredAlternatives: Int { generator.coverage.uncovered }

  /// Returns up to `count` different samples; fewer where the schema allows no more, or where
  /// they are too hard to find.
  public mutating func samples(_ count: Int) -> [JSONOutput] {
    var result: [JSONOutput] = []
    var attempts = count * Self.attemptsPerSample + Self.attemptsPerSample
    var failures = 0
    while result.count < count, attempts > 0 {
      attempts -= 1
      if let sample = attempt() { result.append(sample) } else { failures += 1 }
      // Each attempt draws its parts many times: what found nothing so often finds nothing.
      if result.isEmpty, failures == Self.hopeless { break }
    }
    return result
  }

  /// Returns samples until every alternative is taken, at most `limit`.
  public mutating func coveringSamples(limit: Int = 1_000) -> [JSONOutput] {
    var result: [JSONOutput] = []
    var idle = 0
    while result.count < limit, idle < Self.attemptsPerSample {
      let before = generator.coverage.uncovered
      guard let sample = attempt(onlyNew: true) else {
        idle += 1
        if result.isEmpty, idle == Self.hopeless { break }
        continue
      }
      result.append(sample)
      idle = 0
      if generator.coverage.isComplete, before == 0 { break }
    }
    return result
  }

  private static let attemptsPerSample = 50
  private static let hopeless = 20

  private mutating func attempt(onlyNew: Bool = false) -> JSONOutput? {
    generator.coverage.begin()
    guard let sample = generator.sample() else { return nil }
    let bytes = sample.bytes()
    guard !seen.contains(bytes),
      let document = JSONReader.read(SourceText(path: "sample", bytes: bytes)).document,
      schema.isValid(document)
    else { return nil }
    let isNew = generator.coverage.accept()
    guard isNew || !onlyNew else { return nil }
    seen.insert(bytes)
    return sample
  }
}
