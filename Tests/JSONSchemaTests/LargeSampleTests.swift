import Diagnostics
import Documents
import FoundationEssentials
import JSONSchema
import Testing

/// Schemas of the size of real ones: a whole drawn at once would hardly ever be valid.
@Suite struct LargeSampleTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()

  private func document(at url: URL) throws -> Document? {
    guard let data = try? Data(contentsOf: url) else { return nil }
    return JSONReader.read(SourceText(path: "schema.json", bytes: Array(data))).document
  }

  private func samples(_ schema: Document, seed: UInt64 = 1) throws -> (
    values: [DocumentValue], uncovered: Int
  ) {
    var sampler = try #require(SchemaSampler.make(schema, seed: seed).sampler)
    let compiled = try #require(
      Schema.compile(schema, options: SchemaOptions(assertsFormat: true)).schema)
    let values = try sampler.coveringSamples().map { sample in
      let text = SourceText(path: "sample", bytes: sample.bytes())
      let document = try #require(JSONReader.read(text).document)
      #expect(compiled.isValid(document), "\(sample.text())")
      return document.value
    }
    return (values, sampler.uncoveredAlternatives)
  }

  /// All values at a path; `*` stands for any member or item.
  private func values(_ roots: [DocumentValue], _ path: String...) -> [DocumentValue] {
    path.reduce(roots) { values, step in
      values.flatMap { value in
        step == "*" ? value.items + value.members.map(\.value) : value[step].map { [$0] } ?? []
      }
    }
  }

  @Test func anAccountOfEverydaySize() throws {
    let schema = try #require(try document(at: Self.folder.appending(path: "Samples/account.json")))
    for seed in 1...3 {
      let (roots, uncovered) = try samples(schema, seed: UInt64(seed))
      #expect((8...200).contains(roots.count), "\(roots.count)")
      #expect(uncovered <= 3, "\(uncovered) alternatives in no sample")
      let kinds = Set(values(roots, "activity", "*", "kind").compactMap(\.string))
      #expect(kinds == ["login", "order", "note", "transfer"])
      let means = Set(values(roots, "payment", "means").compactMap(\.string))
      #expect(means == ["card", "invoice", "wallet"])
      // Every optional member is there in one and missing in another.
      for name in ["nickname", "birthday", "payment", "parent", "labels", "settings"] {
        #expect(roots.contains { $0[name] != nil } && roots.contains { $0[name] == nil }, "\(name)")
      }
      let lengths = roots.compactMap { $0["nickname"]?.string?.unicodeScalars.count }
      #expect(lengths.contains(60) && lengths.contains(1), "\(lengths)")
      #expect(!values(roots, "settings", "*").isEmpty)
      #expect(values(roots, "parent").contains { $0["id"] != nil })
    }
  }

  @Test func theSameSeedGivesTheSameBytes() throws {
    let schema = try #require(try document(at: Self.folder.appending(path: "Samples/account.json")))
    let made = try (0..<2).map { _ in
      try #require(SchemaSampler.make(schema, seed: 5).sampler)
    }
    let texts = made.map { sampler -> [String] in
      var sampler = sampler
      return sampler.samples(10).map { $0.text() }
    }
    #expect(texts[0] == texts[1] && texts[0].count == 10)
  }

  /// The profile schema of the benchmarks beside the repository.
  @Test func theProfileOfTheBenchmarks() throws {
    let url = Self.folder.appending(path: "../../../shared/bench/jsonschema/schema.json")
    guard let schema = try document(at: url) else {
      print("skipped: the benchmark's schema is not there")
      return
    }
    let (roots, uncovered) = try samples(schema)
    print("profile schema: \(roots.count) samples, \(uncovered) alternatives in none")
    #expect(roots.count >= 10)
    #expect(
      Set(values(roots, "events", "*", "type").compactMap(\.string)) == [
        "page_view", "purchase", "message", "custom",
      ])
    #expect(
      Set(values(roots, "contacts", "*", "channel").compactMap(\.string)) == [
        "email", "sms", "web",
      ])
    for name in ["birth_date", "addresses", "attributes", "devices", "referrer", "lifecycle"] {
      #expect(roots.contains { $0[name] != nil } && roots.contains { $0[name] == nil }, "\(name)")
    }
    let lengths = values(roots, "name", "first").compactMap { $0.string?.unicodeScalars.count }
    #expect(lengths.contains(80) && lengths.contains(1))
  }
}
