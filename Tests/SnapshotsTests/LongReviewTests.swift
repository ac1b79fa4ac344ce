import Content
import Rendering
import Snapshots
import TestSupport
import Testing

/// A review that takes a while: what is stored is what the content renders when it is stored.
@Suite struct LongReviewTests {
  /// What changes while the review is open.
  private enum Meanwhile: CaseIterable {
    case nothing
    case content
    case contentAndWaiting
    case unreadable
  }

  @Test(arguments: Meanwhile.allCases)
  private func storesOnlyWhatIsStillRendered(_ meanwhile: Meanwhile) throws {
    let folder = try TemporaryFolder()
    let path = "snapshots/sms/t/anna.sms.txt"
    try folder.write(path, "Hi Anna\n")
    func project(_ text: String) throws -> Project {
      try TestProject.load(["profiles/ben.yaml": nil, "templates/t/body.txt.liquid": text])
    }
    func waiting(_ text: String) throws {
      let file = SnapshotFile(
        path: path, text: SnapshotText(envelope: nil, body: Array(text.utf8)))
      try PendingSnapshots(root: folder.path).replace(
        judged: [path], differences: [file], stale: [])
    }
    let first = try project("Hello {{ profile.firstName }}")
    let second = try project("Welcome {{ profile.firstName }}")
    try waiting("Hello Anna")
    let review = try PendingReview(
      PendingSnapshots(root: folder.path), origins: CaseOrigins(first),
      latest: {
        switch meanwhile {
        case .nothing: CaseOrigins(first)
        case .content, .contentAndWaiting: CaseOrigins(second)
        case .unreadable: nil
        }
      })
    if meanwhile == .contentAndWaiting { try waiting("Welcome Anna") }
    let accept = { try review.apply(accepting: [review.everything], rejecting: []) }
    guard meanwhile != .nothing else {
      #expect(try accept().accepted == [path])
      #expect(try folder.read(path) == Array("Hello Anna\n".utf8))
      return
    }
    let error = #expect(throws: ReviewError.self) { _ = try accept() }
    #expect(error?.code == .outdated)
    #expect(try folder.read(path) == Array("Hi Anna\n".utf8))
    // What a later run has put there still waits.
    let left = try PendingSnapshots(root: folder.path).bytes(at: path)
    let expected = meanwhile == .contentAndWaiting ? "Welcome Anna\n" : "Hello Anna\n"
    #expect(left == Array(expected.utf8))
  }
}
