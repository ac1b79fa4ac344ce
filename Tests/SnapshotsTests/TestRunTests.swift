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

  private func isFailure(_ outcome: TestOutcome, under mode: UpdateMode) throws -> Bool {
    TestReport(outcome, project: try TestProject.load(), mode: mode, version: "1").isFailure
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

  /// What a later galley has written may look like anything, and it may name files otherwise.
  @Test func leavesWhatALaterGalleyHasWritten() throws {
    let page: [String: String?] = [
      "templates/t/template.yaml": "{ channel: email, from: a@b.example }",
      "templates/t/subject.liquid": "Hi", "templates/t/body.html.liquid": "<p>{{ profile.id }}</p>",
      "templates/t/body.txt.liquid": "<!--galley 2\nour own words",
    ]
    let first = try run([:], page).results.flatMap(\.differences).map(\.file)
    var stored = Dictionary(
      uniqueKeysWithValues: first.map {
        ($0.path, String(decoding: $0.text.fileBytes, as: UTF8.self))
      })
    #expect(
      try run(stored, page).results.map(\.word) == ["passed", "passed"], "our own words pass")
    let html = "snapshots/email/t/anna.html"
    let text = try #require(stored[html])
    for version in ["2", "10", "4000000000", "2 with more", "3-->"] {
      stored[html] = text.replacing("galley 1\n", with: "galley \(version)\n")
      let run = try run(stored, page)
      #expect(run.results.map(\.word) == ["failed", "passed"], "\(version)")
      #expect(run.results[0].diagnostics.last?.code == .snapshotNewerFormat)
      #expect(
        UpdatePlan(run, mode: .all).stored.isEmpty && UpdatePlan(run, mode: .all).pending.isEmpty)
    }
    for version in ["0", "1x", "2x", "x", ""] {
      stored[html] = text.replacing("galley 1\n", with: "galley \(version)\n")
      #expect(try run(stored, page).results.map(\.word) == ["changed", "passed"], "\(version)")
    }
    stored[html] = text
    stored["snapshots/email/t/anna-2.txt"] = "text of another case\n"
    #expect(try run(stored, page).stale == ["snapshots/email/t/anna-2.txt"])
    stored["snapshots/email/t/anna-2.html"] = "<!--galley 2\n"
    let run = try run(stored, page)
    #expect(run.stale == [] && UpdatePlan(run, mode: .all).removed == [])
    #expect(run.diagnostics.map(\.code.name) == ["snapshot/newer-format"])
  }

  @Test func failsACaseThatCannotBeRendered() throws {
    let run = try run(
      [Self.anna: "Hi Anna\n", Self.ben: "Hi Ben\n"],
      ["templates/t/body.txt.liquid": "{{ 1 | divided_by: 0 }}"])
    #expect(run.results.map(\.word) == ["failed", "failed"])
    // The snapshots of failed cases are not stale.
    #expect(run.stale == [])
    let outcome = TestOutcome(run: run, static: [])
    #expect(try isFailure(outcome, under: .all))
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
    #expect(try isFailure(outcome, under: .none) && isFailure(outcome, under: .new))
    #expect(try !isFailure(outcome, under: .all))
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
