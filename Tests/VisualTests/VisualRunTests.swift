import Diagnostics
import TestSupport
import Testing

@testable import Visual

/// What a run draws, keeps and compares, with a browser that makes up its pictures.
@Suite(.serialized) struct VisualRunTests {
  /// Baselines in memory.
  private final class Shelf {
    var files: [String: [UInt8]] = [:]

    func baselines(keeps: Bool = true) -> VisualRun.Baselines {
      VisualRun.Baselines(
        has: { self.files[$0] != nil }, read: { self.files[$0] },
        keep: keeps ? { self.files[$0] = $1 } : nil)
    }
  }

  /// A browser whose pictures are of one colour, by the digits of the page.
  private func browser(_ version: String, in folder: TemporaryFolder) throws -> BrowserProgram? {
    try Browsers.painting(version, in: folder)
  }

  private func subject(_ stored: String?, _ rendered: String, _ name: String = "a")
    -> VisualSubject
  {
    VisualSubject(
      path: "snapshots/email/t/\(name).html", caseID: "t/\(name)",
      stored: stored.map { Array($0.utf8) },
      rendered: Array(rendered.utf8))
  }

  private func run(
    _ subjects: [VisualSubject], _ program: BrowserProgram, _ shelf: Shelf, all: Bool = false,
    keeps: Bool = true, limits: CameraLimits = CameraLimits(), accepts: Bool = false
  ) throws -> VisualOutcome {
    var settings = VisualRun.Settings()
    settings.widths = [20]
    settings.shootsAll = all
    var run = VisualRun(settings, baselines: shelf.baselines(keeps: keeps)) {
      () throws(VisualError) in try Camera(program, limits: limits)
    }
    try run.run(subjects) { _ in accepts }
    return run.outcome
  }

  @Test func anotherVersionOfTheBrowserIsNeverCompared() throws {
    let folder = try TemporaryFolder()
    guard let old = try browser("100.0.0.1", in: folder) else { return }
    let shelf = Shelf()
    let first = try run([subject("c1", "c1")], old, shelf)
    #expect(first.kept == 1 && first.failures.isEmpty && !first.isFailure)
    // The new version draws everything in another colour.
    let new = try #require(try browser("101.0.0.1", in: folder))
    let second = try run([subject("c1", "c1")], new, shelf, all: true)
    #expect(second.kept == 1 && second.different == 0 && second.same == 0 && !second.isFailure)
    #expect(shelf.files.count == 2)
    let keys = Set(shelf.files.keys.map { String($0.prefix { $0 != "/" }) })
    #expect(keys == [first.browser, second.browser] && keys.count == 2)
    #expect(first.browser.hasPrefix("chromium-100.0.0.1-"))
    // Each goes on with its own.
    let third = try run([subject("c1", "c1")], new, shelf, all: true)
    #expect(third.same == 1 && third.kept == 0)
  }

  @Test func aChangeIsComparedWithTheStoredText() throws {
    let folder = try TemporaryFolder()
    guard let program = try browser("100.0.0.1", in: folder) else { return }
    let shelf = Shelf()
    let outcome = try run([subject("c1", "c2")], program, shelf)
    #expect(outcome.different == 1 && outcome.isFailure && outcome.shots == 2)
    #expect(outcome.findings.first?.changedPixels == 20 * 10)
    // The stored picture is the baseline; nobody has accepted the new one.
    #expect(shelf.files.count == 1)
    let accepted = try run([subject("c1", "c2")], program, shelf, accepts: true)
    #expect(accepted.shots == 1 && !accepted.isFailure && shelf.files.count == 2)
    let later = try run([subject("c2", "c2")], program, shelf, all: true)
    #expect(later.same == 1)
  }

  @Test func aTextThatLooksAlikeIsTheSame() throws {
    let folder = try TemporaryFolder()
    guard let program = try browser("100.0.0.1", in: folder) else { return }
    let outcome = try run([subject("c1", "c1 <!-- x -->")], program, Shelf())
    #expect(outcome.same == 1 && outcome.findings.isEmpty && !outcome.isFailure)
  }

  @Test func whereNothingIsKeptOnlyChangesAreDrawn() throws {
    let folder = try TemporaryFolder()
    guard let program = try browser("100.0.0.1", in: folder) else { return }
    let shelf = Shelf()
    let outcome = try run(
      [subject("c1", "c1"), subject("c1", "c2", "b")], program, shelf, keeps: false)
    #expect(outcome.shots == 2 && outcome.different == 1 && shelf.files.isEmpty)
  }

  @Test func aDamagedBaselineIsDrawnAnewOrNamed() throws {
    let folder = try TemporaryFolder()
    guard let program = try browser("100.0.0.1", in: folder) else { return }
    let shelf = Shelf()
    _ = try run([subject("c1", "c1"), subject("c3", "c3", "b")], program, shelf)
    let name = try #require(shelf.files.keys.sorted().first)
    let whole = shelf.files[name]
    shelf.files[name] = whole?.dropLast(9)
    let frozen = try run(
      [subject("c1", "c1"), subject("c3", "c3", "b")], program, shelf, all: true, keeps: false)
    #expect(frozen.failures.map(\.error.code) == [.visualBaselineUnreadable] && frozen.isFailure)
    #expect(frozen.failures.first?.error.message.contains(name) == true)
    #expect(frozen.same == 1, "the others are compared all the same")
    let mended = try run(
      [subject("c1", "c1"), subject("c3", "c3", "b")], program, shelf, all: true)
    #expect(mended.kept == 1 && mended.same == 1 && shelf.files[name] == whole)
  }

  @Test func anUnchangedTextThatLooksDifferentFails() throws {
    let folder = try TemporaryFolder()
    guard let program = try browser("100.0.0.1", in: folder) else { return }
    let shelf = Shelf()
    _ = try run([subject("c1", "c1")], program, shelf)
    let name = try #require(shelf.files.keys.first)
    shelf.files[name] = PNGEncoder.file(Picture(width: 20, height: 10, red: 0, green: 0, blue: 0))
    let outcome = try run([subject("c1", "c1")], program, shelf, all: true)
    #expect(outcome.isFailure && outcome.diagnostics.map(\.code) == [.visualChanged])
    let accepted = try run([subject("c1", "c1")], program, shelf, all: true, accepts: true)
    #expect(!accepted.isFailure && accepted.diagnostics.isEmpty)
    #expect(try run([subject("c1", "c1")], program, shelf, all: true).same == 1)
  }

  @Test func aMessageThatEndsTheBrowserIsNamedAndTheRestIsDrawn() throws {
    let folder = try TemporaryFolder()
    guard let program = try browser("100.0.0.1", in: folder) else { return }
    let shelf = Shelf()
    let outcome = try run(
      [subject("c1", "crash"), subject("c1", "c2", "b"), subject("c3", "c3", "c")], program, shelf)
    #expect(outcome.failures.map(\.path) == ["snapshots/email/t/a.html"])
    #expect(outcome.failures.first?.error.code == .visualBrowserFailed)
    #expect(outcome.different == 1 && outcome.kept == 1)
  }

  /// A browser that fails with every message is not started for ever.
  @Test func restartsAreCounted() throws {
    let folder = try TemporaryFolder()
    guard let program = try browser("100.0.0.1", in: folder) else { return }
    let subjects = (0..<9).map { subject("c1", "crash", "n\($0)") }
    #expect(try run(subjects, program, Shelf()).failures.count == 3)
  }

  @Test func baselinesWaitForTheNextRunWhenTimeIsUp() throws {
    let folder = try TemporaryFolder()
    guard let program = try browser("100.0.0.1", in: folder) else { return }
    let shelf = Shelf()
    var limits = CameraLimits()
    // The browser hangs with the second message: the time of all is up before that of one.
    limits.page = 3_600
    limits.total = 4
    let subjects = [subject("c1", "c1"), subject("hang", "hang", "b"), subject("c1", "c1", "c")]
    let outcome = try run(subjects, program, shelf, limits: limits)
    #expect(outcome.failures.isEmpty && !outcome.isFailure, "\(outcome.failures)")
    #expect(outcome.later == 3 - outcome.kept && outcome.later >= 2)
    // A change that was not compared is a failure.
    let changed = try run([subject("c1", "hang")], program, shelf, limits: limits)
    #expect(changed.failures.map(\.error.code) == [.visualTotalTimeout])
  }
}
