import Diagnostics
import Documents
import JSONSchema
import Testing

@Suite struct SamplingTests {
  private func sampler(_ schema: String, seed: UInt64 = 1) throws -> SchemaSampler {
    try #require(SchemaSampler.make(try document(schema), seed: seed).sampler)
  }

  @Test(arguments: [
    #"{"type":"object","required":["a"],"properties":{"a":{"type":"string"},"b":{"type":"integer"}}}"#,
    #"{"oneOf":[{"type":"object","required":["k"],"properties":{"k":{"const":"x"}}},{"type":"array","items":{"type":"number","multipleOf":0.01},"minItems":1}]}"#,
    #"{"type":"string","pattern":"^[A-Z]{2}-\\d{3,5}(x|y)$"}"#,
    #"{"type":"integer","minimum":3,"exclusiveMaximum":6}"#,
    #"{"type":"array","uniqueItems":true,"items":{"enum":[1,2,3]},"minItems":2}"#,
    ##"{"type":"object","properties":{"a":{"$ref":"#"}},"additionalProperties":false}"##,
    #"{"type":"object","properties":{"a":{"type":"boolean"}},"if":{"properties":{"a":{"const":true}},"required":["a"]},"then":{"required":["b"]},"else":{"properties":{"a":{"const":false}}}}"#,
    #"{"type":"array","prefixItems":[{"type":"null"},{"type":"string","format":"date"}],"items":false,"contains":{"type":"string"}}"#,
    #"{"type":"object","dependentRequired":{"a":["b"]},"properties":{"a":{"type":"null"},"b":{"type":"null"}}}"#,
    #"{"type":"object","patternProperties":{"^x_[a-z]+$":{"type":"integer"}},"additionalProperties":false,"minProperties":1}"#,
  ])
  func everySampleIsValid(schema: String) throws {
    let compiled = try compiled(schema, SchemaOptions(assertsFormat: true))
    for seed in 1...3 {
      var sampler = try sampler(schema, seed: UInt64(seed))
      let samples = sampler.coveringSamples(limit: 50) + sampler.samples(5)
      #expect(!samples.isEmpty)
      for sample in samples {
        #expect(compiled.isValid(try document(sample.text())), "\(sample.text())")
      }
      #expect(Set(samples.map { $0.text() }).count == samples.count)
    }
  }

  @Test func takesEveryAlternative() throws {
    let schema = #"""
      {"type":"object","required":["kind"],"properties":{"kind":{"enum":["a","b","c"]},
      "note":{"type":"string","maxLength":12},"value":{"anyOf":[{"type":"integer"},{"type":"null"}]}}}
      """#
    var sampler = try sampler(schema)
    let samples = try sampler.coveringSamples().map { try document($0.text()).value }
    #expect(Set(samples.compactMap { $0["kind"]?.string }) == ["a", "b", "c"])
    #expect(samples.contains { $0["note"] == nil } && samples.contains { $0["note"] != nil })
    #expect(samples.contains { $0["note"]?.string?.unicodeScalars.count == 12 })
    #expect(samples.contains { $0["value"]?.kind == .null })
    #expect(samples.contains { $0["value"]?.kind == .number })
    #expect(sampler.uncoveredAlternatives == 0)
  }

  @Test func theSameSeedGivesTheSameSamples() throws {
    let schema = #"{"type":"array","items":{"type":"string"}}"#
    var first = try sampler(schema, seed: 7)
    var second = try sampler(schema, seed: 7)
    var other = try sampler(schema, seed: 8)
    let texts = first.samples(10).map { $0.text() }
    #expect(texts == second.samples(10).map { $0.text() })
    #expect(texts != other.samples(10).map { $0.text() })
  }

  @Test(arguments: [
    "false", #"{"not":{}}"#, ##"{"$ref":"#"}"##,
    ##"{"type":"object","required":["a"],"properties":{"a":{"$ref":"#"}}}"##,
  ])
  func whatHasNoSampleEnds(schema: String) throws {
    let made = SchemaSampler.make(try document(schema))
    guard var sampler = made.sampler else { return }
    let samples = sampler.samples(3)
    let compiled = try #require(Schema.compile(try document(schema)).schema)
    for sample in samples { #expect(compiled.isValid(try document(sample.text()))) }
    if schema.contains("required") || schema.contains("false") { #expect(samples.isEmpty) }
  }
}
