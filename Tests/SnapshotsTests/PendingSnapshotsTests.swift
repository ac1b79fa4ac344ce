import Content
import Rendering
import TestSupport
import Testing

@testable import Snapshots

@Suite struct PendingSnapshotsTests {
  private func file(_ name: String, _ text: String) -> SnapshotFile {
    SnapshotFile(
      path: "snapshots/sms/t/\(name).sms.txt",
      text: SnapshotText(envelope: nil, body: Array(text.utf8)))
  }

  @Test func keepsWhatWaitsUntilItIsDecided() throws {
    let folder = try TemporaryFolder()
    try folder.write("snapshots/sms/t/anna.sms.txt", "Hi Anna\n")
    try folder.write("snapshots/sms/t/old.sms.txt", "x\n")
    let pending = PendingSnapshots(root: folder.path)
    #expect(try pending.items() == [])
    let new = file("ben", "Hello Ben")
    try pending.replace(
      judged: ["snapshots/sms/t/anna.sms.txt", new.path],
      differences: [file("anna", "Hello Anna"), new], stale: ["snapshots/sms/t/old.sms.txt"])
    let items = try pending.items()
    #expect(items.map(\.kind) == [.changed, .new, .stale])
    #expect(try pending.bytes(at: new.path) == Array("Hello Ben\n".utf8))
    #expect(!folder.exists(new.path))

    try pending.accept(Array(items.prefix(2)))
    #expect(try folder.read(new.path) == Array("Hello Ben\n".utf8))
    #expect(try folder.read("snapshots/sms/t/anna.sms.txt") == Array("Hello Anna\n".utf8))
    #expect(try pending.items().map(\.kind) == [.stale])
    try pending.reject(items[2])
    #expect(folder.exists("snapshots/sms/t/old.sms.txt"))
    #expect(try pending.items() == [])
  }

  @Test func acceptingAStaleSnapshotRemovesIt() throws {
    let folder = try TemporaryFolder()
    try folder.write("snapshots/sms/t/old.sms.txt", "x\n")
    let pending = PendingSnapshots(root: folder.path)
    try pending.replace(judged: [], differences: [], stale: ["snapshots/sms/t/old.sms.txt"])
    try pending.accept(try pending.items())
    #expect(!folder.exists("snapshots/sms/t/old.sms.txt"))
    #expect(try pending.items() == [])
  }

  /// A run writes what it found before it forgets what it no longer finds, and may be killed between.
  @Test func whatWaitsToBeStoredIsNotRemoved() throws {
    let folder = try TemporaryFolder()
    try folder.write(".galley/pending/snapshots/sms/t/anna.sms.txt", "Hi\n")
    try folder.write(".galley/pending/snapshots/sms/t/anna.sms.txt.removed", "")
    try folder.write("snapshots/sms/t/anna.sms.txt", "Hello\n")
    let pending = PendingSnapshots(root: folder.path)
    #expect(try pending.items().map(\.kind) == [.changed])
    let review = try PendingReview(pending)
    #expect(review.clusters.count == 1 && review.change(at: "snapshots/sms/t/anna.sms.txt") != nil)
  }

  @Test func whatIsNoSnapshotByItsNameDoesNotWait() throws {
    let folder = try TemporaryFolder()
    for path in ["galley.yaml.removed", "snapshots/README.md.removed", "snapshots/sms/t/x.md"] {
      try folder.write(".galley/pending/\(path)", "")
    }
    #expect(try PendingSnapshots(root: folder.path).items() == [])
  }

  @Test func aLaterRunForgetsOnlyWhatItJudged() throws {
    let folder = try TemporaryFolder()
    let pending = PendingSnapshots(root: folder.path)
    let (anna, ben) = (file("anna", "a"), file("ben", "b"))
    try pending.replace(judged: [anna.path, ben.path], differences: [anna, ben], stale: [])
    // A filtered run of anna's case alone, which passes now.
    try pending.replace(judged: [anna.path], differences: [], stale: [])
    #expect(try pending.items().map(\.path) == [ben.path])
  }

  @Test func whatNoCaseHasAnyMoreIsForgotten() throws {
    let folder = try TemporaryFolder()
    let pending = PendingSnapshots(root: folder.path)
    let (anna, ben) = (file("anna", "a"), file("ben", "b"))
    try pending.replace(judged: [anna.path, ben.path], differences: [anna, ben], stale: [])
    // While not all of the content can be read, nobody knows which cases there are.
    try pending.replace(judged: [], differences: [], stale: [])
    #expect(try pending.items().map(\.path) == [anna.path, ben.path])
    // A filtered run: it judges neither, but ben has gone.
    try pending.replace(judged: [], differences: [], stale: [], possible: [anna.path])
    #expect(try pending.items().map(\.path) == [anna.path])
  }

  @Test func whatWaitsAlreadyIsNotWrittenAgain() throws {
    let root = try TemporaryFolder()
    let pending = PendingSnapshots(root: root.path)
    // More than one thread writes at a time.
    let files = (0..<150).map { file("case-\($0)", "\($0)") }
    let judged = Set(files.map(\.path))
    try pending.replace(judged: judged, differences: files, stale: [])
    let source = WorkTreeSource(root: root.path)
    func signatures() throws -> [FileSignature?] {
      // A folder cannot be copied, so it does not go through #require.
      guard let waiting = try source.folder(at: ".galley/pending/snapshots/sms/t") else {
        return []
      }
      return files.map { waiting.signature(of: String($0.path.split(separator: "/")[3])) }
    }
    let before = try signatures()
    #expect(before.count == 150 && !before.contains(nil))
    var changed = files
    changed[70] = file("case-70", "other")
    try pending.replace(judged: judged, differences: changed, stale: [])
    let after = try signatures()
    #expect(before.indices.filter { before[$0] != after[$0] } == [70])
    #expect(try pending.bytes(at: files[70].path) == Array("other\n".utf8))
    #expect(try pending.items().count == 150)
  }

  @Test func reviewGroupsTheSameEdit() throws {
    let folder = try TemporaryFolder()
    for name in ["anna", "ben"] {
      try folder.write("snapshots/sms/t/\(name).sms.txt", "Hi \(name), bye\n")
    }
    let pending = PendingSnapshots(root: folder.path)
    let files = [
      file("anna", "Hello anna, bye"), file("ben", "Hello ben, bye"), file("cleo", "Hi"),
    ]
    try pending.replace(judged: Set(files.map(\.path)), differences: files, stale: [])
    let review = try PendingReview(pending)
    #expect(review.clusters.map(\.changes.count) == [2, 1])
    #expect(review.clusters.map(\.kind) == [.changed, .added])
    let edit = try #require(review.clusters.first)
    func paths(_ word: String) throws -> [String] {
      switch try review.choice(word) {
      case .edit(let cluster): cluster.changes.map(\.path)
      case .outputs(let items): items.map(\.path)
      case nil: []
      }
    }
    #expect(try paths("edit:\(edit.id)") == files.prefix(2).map(\.path))
    #expect(try paths("edit:\(edit.id.prefix(4))") == files.prefix(2).map(\.path))
    #expect(try paths("t").count == 3)
    #expect(try paths(files[2].path) == [files[2].path])
    #expect(try paths("cleo.sms.txt") == [files[2].path])
    #expect(try paths("edit:00000000") == [])
    #expect(try paths("leo.sms.txt") == [])
  }

  /// As a test run shows them: 2 before 10, the parts of a case as its message has them.
  @Test func outputsStandInTheOrderOfCases() throws {
    let project = try TestProject.load([
      "profiles/p-2.yaml": "{ firstName: Bea, locale: en }",
      "profiles/p-10.yaml": "{ firstName: Cleo, locale: en }",
      "templates/t/template.yaml": "channel: email\nfrom: a@b.example",
      "templates/t/body.txt.liquid": "Hi", "templates/t/body.html.liquid": "<p>Hi</p>",
      "templates/t/subject.liquid": "Hi",
    ])
    let cases = CaseMatrix(project).cases
    let paths = cases.flatMap { SnapshotFiles.paths(of: $0) }
    let gone = ["snapshots/email/t/aa.html", "snapshots/email/t/zz.html"]
    let mixed = (paths + gone).sorted().map {
      OutputChange(caseID: "", path: $0, kind: .removed, old: [], new: nil)
    }
    #expect(cases.map(\.name) == ["anna", "ben", "p-2", "p-10"] && paths.count == 8)
    #expect(mixed.map(\.path) != paths + gone)
    #expect(CaseOrigins(project).inOrder(mixed).map(\.path) == paths + gone)
  }
}
