import Content
import Diagnostics
import Rendering
import Snapshots
import Testing

/// What a run over given snapshots finds, plans and leaves.
@Suite struct TestRunTests {
  private static let anna = "snapshots/sms/t/anna.sms.txt"
  private static let ben = "snapshots/sms/t/ben.sms.txt"

  private func run(
    _ stored: [String: String], _ changes: [String: String?] = [:], isComplete: Bool = true
  ) throws -> TestRun {
    let project = try TestProject.load(changes)
    let matrix = CaseMatrix(project)
    let store = try SnapshotStore(InMemorySource(texts: stored))
    return try TestRun(
      matrix.cases, of: matrix, renderer: TestProject.renderer(project), store: store,
      isComplete: isComplete)
  }

  @Test func tellsPassedChangedNewAndStale() throws {
    let run = try run([
      Self.anna: "Hi Anna\n", "snapshots/sms/t/old.sms.txt": "x\n", "snapshots/.gitkeep": "",
    ])
    #expect(run.results.map(\.word) == ["passed", "new"])
    #expect(run.stale == ["snapshots/sms/t/old.sms.txt"])
    let changed = try self.run([Self.anna: "Hello Anna\n", Self.ben: "Hi Ben\r\n"])
    // A checkout with CRLF is the same.
    #expect(changed.results.map(\.word) == ["changed", "passed"])
    #expect(changed.stale == [])
  }

  @Test func judgesNothingStaleWhileContentIsMissing() throws {
    let stored = ["snapshots/sms/t/old.sms.txt": "x\n"]
    #expect(try run(stored, isComplete: false).stale == [])
  }

  @Test func failsACaseThatCannotBeRendered() throws {
    let run = try run(
      [Self.anna: "Hi Anna\n", Self.ben: "Hi Ben\n"],
      ["templates/t/body.txt.liquid": "{{ 1 | divided_by: 0 }}"])
    #expect(run.results.map(\.word) == ["failed", "failed"])
    // The snapshots of failed cases are not stale.
    #expect(run.stale == [])
    let outcome = TestOutcome(run: run, static: [])
    #expect(outcome.isFailure(under: .all))
    // One mistake, however many cases meet it.
    #expect(outcome.diagnostics.map(\.code.name) == ["template/zero-division"])
  }

  @Test func plansWhatEachModeStores() throws {
    let run = try run([Self.anna: "Hello Anna\n", "snapshots/sms/t/old.sms.txt": "x\n"])
    func plan(_ mode: UpdateMode) -> [[String]] {
      let plan = UpdatePlan(run, mode: mode)
      #expect(plan.judged == [Self.anna, Self.ben])
      return [
        plan.stored.map(\.path), plan.removed, plan.pending.map(\.path), plan.pendingStale,
      ]
    }
    let old = "snapshots/sms/t/old.sms.txt"
    #expect(plan(.none) == [[], [], [Self.anna, Self.ben], [old]])
    #expect(plan(.new) == [[Self.ben], [], [Self.anna], [old]])
    #expect(plan(.changed) == [[Self.anna], [], [Self.ben], [old]])
    #expect(plan(.all) == [[Self.anna, Self.ben], [old], [], []])
    let outcome = TestOutcome(run: run, static: [])
    #expect(outcome.isFailure(under: .none) && outcome.isFailure(under: .new))
    #expect(!outcome.isFailure(under: .all))
  }

  @Test func givesTheSameResultsWhateverTheOrderOfThreads() throws {
    var profiles: [String: String?] = [:]
    for number in 1...200 { profiles["profiles/p\(number).yaml"] = "{ firstName: P\(number) }" }
    let first = try run([:], profiles)
    let second = try run([:], profiles)
    func texts(_ run: TestRun) -> [[UInt8]] {
      run.results.flatMap(\.differences).map(\.file.text.fileBytes)
    }
    #expect(first.results.count == 202)
    #expect(first.results.map(\.testCase.id) == second.results.map(\.testCase.id))
    #expect(texts(first) == texts(second))
  }
}
