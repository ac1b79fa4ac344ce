import Diagnostics
import Documents
import TestSupport
import Testing

/// The order of outputs and samples: the same in every command that shows edits.
@Suite struct OutputOrderTests {
  /// What JSON says of each edit: its name, its outputs and its samples, in order.
  private func edits(_ finished: FinishedProcess) throws -> [[String]] {
    let source = SourceText(path: "edits", bytes: finished.bytes)
    let document = try #require(JSONReader.read(source).document, "\(finished.said)")
    return (document.value["edits"]?.items ?? []).map { edit in
      let outputs = (edit["outputs"]?.items ?? []).compactMap { $0["path"]?.string }
      let samples = (edit["samples"]?.items ?? []).compactMap(\.string)
      return [edit["id"]?.string ?? ""] + outputs + ["samples"] + samples
    }
  }

  /// Paths and cases have another order: numbers, variants, two parts of one case.
  @Test func aTestRunAReviewAndAMergedReportHaveOne() throws {
    let sandbox = try Shop.copy()
    try sandbox.shell(
      """
      for number in 2 3 10 11; do
        sed "s/Ben/Ben $number/; s/id: .*/id: p-$number/" profiles/ben.yaml > profiles/p-$number.yaml
      done
      sed -i s/Hello/Hi/ templates/hello/body.html.liquid templates/hello/body.txt.liquid
      galley test --update
      sed -i s/Hi/Welcome/ templates/hello/body.html.liquid templates/hello/body.txt.liquid
      sed -i 's/^/Dear /' templates/ping/body.txt.liquid
      echo '<p>For {{ profile.email }}</p>' > fragments/footer.liquid
      """, at: "shop"
    ).expectSuccess()
    let tested = try sandbox.galley("test", "--format", "json", at: "shop")
    #expect(tested.status == 1, "\(tested.said)")
    let expected = try edits(tested)
    let paths = expected.flatMap(\.self).filter { $0.hasPrefix("snapshots/") }
    #expect(expected.count > 2 && paths.contains { $0.contains("p-10") }, "\(tested.output)")
    // By path, 10 stands before 2.
    let first = try #require(expected.first { $0.contains { $0.contains("p-10") } })
    let places = ["/p-2", "/p-10"].map { name in first.firstIndex { $0.contains(name) } ?? -1 }
    #expect(places[0] < places[1] && places[0] >= 0, "\(first)")
    let reviewed = try sandbox.galley("review", "--list", "--format", "json", at: "shop")
    #expect(try edits(reviewed) == expected)
    try sandbox.shell(
      """
      for i in 1 2; do galley test --shard $i/2 --report jsonl=../part-$i.jsonl > ../out || true; done
      """, at: "shop"
    ).expectSuccess()
    let merged = try sandbox.galley(
      "report", "merge", "part-1.jsonl", "part-2.jsonl", "--format", "json")
    #expect(try edits(merged) == expected)
    let text = try sandbox.galley("test", at: "shop").output
    let listed = try sandbox.galley("review", "--list", at: "shop").output
    func shown(_ text: String) -> [Substring] {
      text.split(separator: "\n").filter { $0.hasPrefix("edit:") || $0.hasPrefix("  snapshots/") }
    }
    #expect(shown(text) == shown(listed) && !shown(text).isEmpty)
  }
}
