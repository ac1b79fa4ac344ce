import Differential
import Testing

@Suite("Templates beside the reference engines")
struct DifferentialTests {
  /// Beside this file.
  private static let folder =
    String(#filePath.prefix(upTo: #filePath.lastIndex(of: "/") ?? #filePath.endIndex))
    + "/Reference/"

  @Test(
    "300 generated templates print the same bytes in both engines",
    arguments: DifferentialLanguage.allCases)
  func printsTheSame(language: DifferentialLanguage) throws {
    guard
      let reference = ReferenceProcess(
        interpreter: language.interpreter, script: Self.folder + language.script)
    else {
      return print(
        "differential: \(language.rawValue) skipped, \(language.reference) is not here (packages "
          + "\(language.packages))")
    }
    let version = reference.version
    var run = DifferentialRun(language, reference: reference)
    for seed in 1...300 {
      if let difference = try run.compare(seed: UInt64(seed)) {
        Issue.record("\(difference.words)")
      }
    }
    print(
      "differential: \(run.compared) compared with \(language.reference) \(version), "
        + "\(run.refused) refused by both")
    #expect(run.compared == 300)
    // The test would say nothing if most templates were refused.
    #expect(run.refused < 150)
  }

  @Test("a seed always makes the same case", arguments: DifferentialLanguage.allCases)
  func isReproducible(language: DifferentialLanguage) {
    #expect(language.make(seed: 7).json == language.make(seed: 7).json)
    #expect(language.make(seed: 7).json != language.make(seed: 8).json)
  }

  @Test("a difference is made as small as it gets", arguments: DifferentialLanguage.allCases)
  func minimises(language: DifferentialLanguage) {
    let made = language.make(seed: 3)
    let smallest = made.minimised { $0.template.source.contains("{") }
    #expect(smallest.template.count == 1)
    #expect(smallest.data.json == "{}")
    #expect(smallest.fragments.allSatisfy { $0.body.isEmpty })
  }
}
