import Content
import Diagnostics
import Rendering
import Testing

@testable import Snapshots

@Suite struct RenderedDifferenceTests {
  private func difference(
    _ old: [String: String?], _ new: [String: String?]
  ) throws -> RenderedDifference {
    func side(_ changes: [String: String?]) throws -> (renderer: Renderer, cases: CaseMatrix) {
      let project = try TestProject.load(changes)
      return (renderer: TestProject.renderer(project), cases: CaseMatrix(project))
    }
    return RenderedDifference(old: try side(old), new: try side(new))
  }

  private func body(_ text: String) -> [String: String?] { ["templates/t/body.txt.liquid": text] }

  @Test func findsNothingBetweenEqualProjects() throws {
    let difference = try difference([:], [:])
    #expect(difference.clusters.isEmpty)
    #expect(difference.unchangedCases == 2 && difference.changedCases == 0)
  }

  @Test func groupsTheSameEditOfEveryCustomer() throws {
    let difference = try difference([:], body("Hello {{ profile.firstName }}"))
    #expect(difference.clusters.map(\.kind) == [.changed])
    let edit = try #require(difference.clusters.first)
    #expect(edit.changes.map(\.caseID) == ["t/anna", "t/ben"])
    #expect(edit.key?.replacements == [EditKey.Replacement(old: "Hi", new: "Hello")])
    #expect(edit.id.count == 8)
    #expect(difference.changedCases == 2)
    // The id is that of the edit, not of who sees it.
    let alone = try self.difference(
      ["profiles/ben.yaml": nil],
      body("Hello {{ profile.firstName }}").merging(["profiles/ben.yaml": nil]) { $1 })
    #expect(alone.clusters.first { $0.kind == .changed }?.id == edit.id)
  }

  @Test func tellsAddedAndRemovedCases() throws {
    let difference = try difference(
      ["profiles/ben.yaml": nil], ["profiles/anna.yaml": nil])
    let kinds = Dictionary(
      grouping: difference.clusters.flatMap(\.changes), by: \.kind
    ).mapValues { $0.map(\.caseID) }
    #expect(kinds[.added]?.contains("t/ben") == true)
    #expect(kinds[.removed]?.contains("t/anna") == true)
  }

  @Test func tellsBrokenAndMendedCasesWithTheNewProblems() throws {
    let fails = body("{{ 1 | divided_by: 0 }}")
    let broken = try difference([:], fails)
    #expect(broken.clusters.map(\.kind) == [.broken])
    #expect(broken.diagnostics.map(\.code.name).contains("template/zero-division"))
    let mended = try difference(fails, [:])
    #expect(mended.clusters.map(\.kind) == [.mended])
    #expect(mended.diagnostics.isEmpty)
    let still = try difference(fails, fails)
    #expect(still.clusters.isEmpty && still.diagnostics.isEmpty)
  }

  @Test func putsOutliersFirstThenTheEditOfMostOutputs() throws {
    func change(_ path: String, _ old: String, _ new: String) -> OutputChange {
      OutputChange(
        caseID: path, path: path, kind: .changed, old: Array(old.utf8), new: Array(new.utf8))
    }
    let clusters = OutputClustering.clusters([
      change("1.html", "one\n", "two\n"), change("2.html", "a x\n", "b x\n"),
      change("3.html", "a y\n", "b y\n"), change("4.txt", "a z\n", "b z\n"),
    ])
    // The same words in another kind of file are another edit: it is reviewed otherwise. An edit
    // of one output alone deserves the first look.
    #expect(
      clusters.map { $0.changes.map(\.path) } == [["1.html"], ["4.txt"], ["2.html", "3.html"]])
    #expect(clusters.map(\.isOutlier) == [true, true, false])
    #expect(Set(clusters.map(\.id)).count == 3)
  }
}
