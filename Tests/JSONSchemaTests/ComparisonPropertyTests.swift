import Diagnostics
import Documents
import FoundationEssentials
import JSONSchema
import Testing

@Suite("answers about schemas hold of every instance")
struct ComparisonPropertyTests {
  /// For schemas at random: no instance may contradict an answer, and every counterexample is one.
  @Test("no instance contradicts an answer", arguments: [1, 2, 3, 4] as [UInt64])
  func random(seed: UInt64) throws {
    var random = RandomSchemas(seed: seed)
    var counts: [String: Int] = [:]
    var checked = 0
    var witnesses = 0
    for _ in 0..<150 {
      let oldText = random.schema(depth: 2)
      let newText =
        random.number(3) == 0 ? random.schema(depth: 2) : random.changed(oldText, depth: 2)
      let old = try compile(oldText)
      let new = try compile(newText)
      let limits = ComparisonLimits(maximumSteps: 4_000)
      let result = SchemaComparison.compare(
        old: old, new: new, options: SchemaComparisonOptions(limits: limits))
      counts[result.backward.name, default: 0] += 1
      counts[result.forward.name, default: 0] += 1
      let pair = "old \(oldText.text()) new \(newText.text())"
      var instances = (0..<60).map { _ in random.value(depth: 2) }
      instances += [result.backward, result.forward].compactMap(\.counterexample)
      for value in instances {
        let instance = try read(value)
        let (before, after) = (old.isValid(instance), new.isValid(instance))
        checked += 1
        if before != after { witnesses += 1 }
        if before, !after {
          #expect(result.backward.name != "compatible", "\(pair): \(value.text())")
          #expect(
            result.changes.contains { $0.backward != .compatible }, "\(pair): \(value.text())")
        }
        if after, !before {
          #expect(result.forward.name != "compatible", "\(pair): \(value.text())")
          #expect(
            result.changes.contains { $0.forward != .compatible }, "\(pair): \(value.text())")
        }
      }
      if let value = result.backward.counterexample {
        let instance = try read(value)
        #expect(old.isValid(instance) && !new.isValid(instance), "\(pair): \(value.text())")
      }
      if let value = result.forward.counterexample {
        let instance = try read(value)
        #expect(new.isValid(instance) && !old.isValid(instance), "\(pair): \(value.text())")
      }
      if case .unsatisfiable = old.satisfiability(limits: limits) {
        for value in instances {
          #expect(!old.isValid(try read(value)), "\(oldText.text()): \(value.text())")
        }
      }
    }
    #expect(witnesses > 100)
    print(
      "seed \(seed): \(checked) instances of 150 pairs, \(witnesses) valid by one alone, all reported"
    )
    print("seed \(seed): \(counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })")
    #expect((counts["unknown"] ?? 0) * 5 < 300, "too many pairs are undecided")
  }

  /// `compat.jsonl` beside the repository; draft-07 asserts formats there, as its truth does.
  @Test("the corpus of changes: none unsound, most decided")
  func corpus() throws {
    let url = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "../shared/suites/compat.jsonl")
    guard let data = try? Data(contentsOf: url) else {
      print("skipped: compat.jsonl is not there")
      return
    }
    var decided = 0
    var total = 0
    var unsound: [String] = []
    var confirmed = 0
    for line in data.split(separator: UInt8(ascii: "\n")) {
      let source = SourceText(path: "compat.jsonl", bytes: Array(line))
      let pair = try #require(JSONReader.read(source).document).value
      let truth = try #require(pair["truth"])
      let known = ["backward", "forward"].compactMap { truth[$0] }
        .filter { $0["compatible"]?.bool != nil }
      total += known.count
      let schemas = try ["old", "new"].map { name in
        let value = try #require(pair[name])
        let isOld = value["$schema"]?.string?.contains("draft-07") ?? false
        let options = SchemaOptions(assertsFormat: isOld, assertsContent: isOld, baseURI: "")
        return Schema.compile(value, options: options).schema
      }
      guard let old = schemas[0], let new = schemas[1] else { continue }
      let result = SchemaComparison.compare(old: old, new: new)
      for (name, verdict) in [("backward", result.backward), ("forward", result.forward)] {
        guard let expected = truth[name]?["compatible"]?.bool else { continue }
        let basis = truth[name]?["basis"]?.string
        if case .unknown = verdict { continue }
        if let value = verdict.counterexample {
          let instance = try read(value)
          let (accepting, refusing) = name == "backward" ? (old, new) : (new, old)
          #expect(accepting.isValid(instance) && !refusing.isValid(instance), "\(value.text())")
          confirmed += 1
        }
        decided += 1
        let isWrong = (verdict.name == "compatible") != expected
        if isWrong, basis != "label" { unsound.append("\(pair["id"]?.string ?? "") \(name)") }
      }
    }
    print(
      "compat.jsonl: \(decided) of \(total) decided, \(unsound.count) unsound, \(confirmed) counterexamples confirmed"
    )
    #expect(unsound == [])
    #expect(decided * 100 >= total * 85)
  }

  /// `satisfiable.jsonl`: it does not say whether formats are asserted, so both answers must agree.
  @Test("the corpus of schemas without an instance: none wrong, most decided")
  func satisfiable() throws {
    let url = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "../shared/suites/satisfiable.jsonl")
    guard let data = try? Data(contentsOf: url) else {
      print("skipped: satisfiable.jsonl is not there")
      return
    }
    var decided = 0
    var total = 0
    var wrong: [String] = []
    for line in data.split(separator: UInt8(ascii: "\n")) {
      let source = SourceText(path: "satisfiable.jsonl", bytes: Array(line))
      let suiteCase = try #require(JSONReader.read(source).document).value
      guard let expected = suiteCase["satisfiable"]?.bool else {
        Issue.record("a case lacks its answer")
        continue
      }
      let draft = try #require(suiteCase["draft"]?.string)
      let answers = try [false, true].map { assertsFormat -> Bool? in
        var options = SchemaOptions(assertsFormat: assertsFormat, baseURI: "")
        options.defaultDraft =
          draft == "draft7" ? .draft7 : draft == "draft2019-09" ? .draft2019 : .draft2020
        let value = try #require(suiteCase["schema"])
        let schema = try #require(Schema.compile(value, options: options).schema)
        switch schema.satisfiability() {
        case .satisfiable: return true
        case .unsatisfiable: return false
        case .undecided: return nil
        }
      }
      total += 1
      guard let answer = answers[0], answers[1] == answer else { continue }
      decided += 1
      if answer != expected { wrong.append(suiteCase["id"]?.string ?? "") }
    }
    print("satisfiable.jsonl: \(decided) of \(total) decided, \(wrong.count) wrong")
    #expect(wrong == [])
    #expect(decided * 100 >= total * 85)
  }

  private func compile(_ value: JSONOutput) throws -> Schema {
    let document = try read(value)
    let compilation = Schema.compile(document)
    return try #require(compilation.schema, "\(value.text()): \(compilation.diagnostics)")
  }

  private func read(_ value: JSONOutput) throws -> Document {
    try #require(JSONReader.read(SourceText(path: "v.json", bytes: value.bytes())).document)
  }
}
