import Differential
import Testing

@Suite("Liquid beside Liquid for Ruby")
struct LiquidDifferentialTests {
  /// Beside this file.
  private static let script =
    String(#filePath.prefix(upTo: #filePath.lastIndex(of: "/") ?? #filePath.endIndex))
    + "/Reference/liquid.rb"

  @Test("300 generated templates print the same bytes in both engines")
  func printsTheSame() throws {
    guard let reference = ReferenceProcess(interpreter: "ruby", script: Self.script) else {
      return print("differential: skipped, there is no Liquid for Ruby here")
    }
    let version = reference.version
    var run = DifferentialRun(reference: reference)
    for seed in 1...300 {
      if let difference = try run.compare(seed: UInt64(seed)) {
        Issue.record("\(difference.words)")
      }
    }
    print("differential: \(run.compared) compared with \(version), \(run.refused) refused by both")
    #expect(run.compared == 300)
    // The test would say nothing if most templates were refused.
    #expect(run.refused < 150)
  }

  @Test("a seed always makes the same case")
  func isReproducible() {
    #expect(LiquidGenerator.make(seed: 7).json == LiquidGenerator.make(seed: 7).json)
    #expect(LiquidGenerator.make(seed: 7).json != LiquidGenerator.make(seed: 8).json)
  }

  @Test("a difference is made as small as it gets")
  func minimises() {
    let made = LiquidGenerator.make(seed: 3)
    let smallest = made.minimised { $0.template.source.contains("{") }
    #expect(smallest.template.count == 1)
    #expect(smallest.data.json == "{}")
    #expect(smallest.fragments.allSatisfy { $0.body.isEmpty })
  }
}
