import Snapshots
import Testing

/// What of a difference is printed: the change itself, wherever it stands.
@Suite struct DifferenceLinesTests {
  private func lines(_ old: String, _ new: String) -> [String] {
    TextDifference(old: Array(old.utf8), new: Array(new.utf8)).hunks(context: 1)
      .flatMap(DifferenceLines.visible).map { line in
        switch line.kind {
        case .context: "  " + line.text
        case .removed: "- " + line.text
        case .added: "+ " + line.text
        }
      }
  }

  @Test func aChangeFarToTheRightOfALongLineIsSeen() {
    let words = String(repeating: "word ", count: 2_000)
    let shown = lines(words + "END of it\n", words + "FIN of it\n")
    #expect(shown.count == 2)
    #expect(shown[0].hasSuffix("word END of it") && shown[0].hasPrefix("- …"), "\(shown)")
    #expect(shown[1].hasSuffix("word FIN of it") && shown[1].hasPrefix("+ …"), "\(shown)")
    #expect(shown.allSatisfy { $0.count < 410 })
  }

  @Test func whatIsAddedToTheEndOfALongLineIsSeen() {
    let words = String(repeating: "wörd ", count: 400)
    #expect(lines(words, words + "more")[1].hasSuffix("wörd more"))
  }

  @Test func aChangeNearTheStartLeavesTheStart() {
    let words = String(repeating: " word", count: 400)
    let shown = lines("One" + words, "Two" + words)
    #expect(shown[0].hasPrefix("- One word") && shown[0].hasSuffix("…"))
    #expect(shown[1].hasPrefix("+ Two word"))
  }

  @Test func linesArePairedInTheirOrder() {
    let words = String(repeating: "word ", count: 200)
    let shown = lines("a\n\(words)X\n\(words)Y\n", "b\n\(words)Z\n\(words)W\n")
    #expect(shown.map { $0.last } == ["a", "X", "Y", "b", "Z", "W"])
  }

  @Test(arguments: [
    ("a\n", "a\nx\n", ["+ x"]), ("a\n", "a\n\n", ["+ "]), ("a\n\nx\n", "a\n", ["- ", "- x"]),
    ("a\n", "x\na\n", ["+ x"]), ("a\nb\nc\n", "a\nb\nc\nd\ne\n", ["+ d", "+ e"]),
  ])
  func anEditAtTheEndHasItsLines(old: String, new: String, changed: [String]) throws {
    let change = OutputChange(
      caseID: "t/a", path: "snapshots/email/t/a.txt", kind: .changed, old: Array(old.utf8),
      new: Array(new.utf8))
    let clusters = OutputClustering.clusters([change])
    let lines = clusters.flatMap { $0.hunks(ofOutput: 0, context: 1) }.flatMap(\.lines)
    let shown = lines.filter { $0.kind != .context }.map {
      ($0.kind == .added ? "+ " : "- ") + $0.text
    }
    #expect(shown == changed)
  }
}
