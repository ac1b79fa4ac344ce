import Content
import Glibc
import Testing

@Suite struct WorkTreeWriterTests {
  private func written(_ folder: TemporaryFolder, _ files: [String]) -> ContentError? {
    do throws(ContentError) {
      try WorkTreeWriter(root: folder.path).write(
        files.map { (path: $0, bytes: Array("new".utf8)) })
      return nil
    } catch {
      return error
    }
  }

  private func text(_ folder: TemporaryFolder, _ path: String) throws -> String {
    String(decoding: try WorkTreeSource(root: folder.path).bytes(at: path), as: UTF8.self)
  }

  private func temporaryFiles(_ folder: TemporaryFolder) throws -> [String] {
    try WorkTreeSource(root: folder.path).entries(below: ".galley/tmp").map(\.path)
  }

  /// A folder, a link or a pipe in the place of the last file: the first one keeps its old bytes.
  @Test(arguments: ["folder", "link", "pipe", "file above"])
  func whatIsInTheWayIsSeenBeforeAnythingIsReplaced(kind: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("a/first", "old")
    try folder.write("secret", "secret")
    let place = folder.path + "/b"
    switch kind {
    case "folder": try folder.write("b/last/inner", "inner")
    case "file above": try folder.write("b", "a file")
    case "link":
      mkdir(place, 0o777)
      symlink("../secret", place + "/last")
    default:
      mkdir(place, 0o777)
      mkfifo(place + "/last", 0o666)
    }
    let error = try #require(written(folder, ["a/first", "b/last"]))
    #expect(error.code == (kind == "link" ? .symbolicLink : .writeFailed))
    #expect(error.message.contains("'b/last'"))
    #expect(kind == "link" || error.hints[0].hasPrefix("nothing was changed"))
    #expect(try text(folder, "a/first") == "old" && text(folder, "secret") == "secret")
    #expect(try temporaryFiles(folder) == [])
  }

  @Test func whatKilledProcessesLeftIsRemovedWhenNobodyWrites() throws {
    let folder = try TemporaryFolder()
    try folder.write(".galley/tmp/17-1", "half")
    try folder.write(".galley/tmp/\(getpid())-1", "half")
    // Somebody who writes shares the lock of the folder.
    let other = open(folder.path + "/.galley/tmp", O_RDONLY | O_DIRECTORY)
    flock(other, LOCK_SH)
    #expect(written(folder, ["a"]) == nil)
    #expect(try temporaryFiles(folder).count == 2, "they may be another's")
    close(other)
    #expect(written(folder, ["b"]) == nil)
    #expect(try temporaryFiles(folder) == [])
    #expect(try text(folder, "a") == "new" && text(folder, "b") == "new")
  }

  @Test func aNewFolderIsPutInItsPlaceWhole() throws {
    let folder = try TemporaryFolder()
    let writer = WorkTreeWriter(root: folder.path)
    let files = [(name: "one", bytes: Array("1".utf8)), (name: "two", bytes: Array("2".utf8))]
    #expect(try writer.writeFolder(files, at: "deep/down/here"))
    #expect(try text(folder, "deep/down/here/one") == "1")
    #expect(try text(folder, "deep/down/here/two") == "2")
    #expect(try temporaryFiles(folder) == [])
  }

  /// A folder with a file, a file and a link in the place of the folder.
  @Test(arguments: ["folder", "file", "link"])
  func aFolderTakesThePlaceOfNothing(kind: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("elsewhere/secret", "secret")
    switch kind {
    case "folder": try folder.write("place/other", "other")
    case "file": try folder.write("place", "other")
    default: symlink("elsewhere", folder.path + "/place")
    }
    let isPlaced = try WorkTreeWriter(root: folder.path)
      .writeFolder([(name: "one", bytes: [0x31])], at: "place")
    #expect(!isPlaced)
    #expect(try temporaryFiles(folder) == [])
    #expect(try WorkTreeSource(root: folder.path).entries(below: "elsewhere").count == 1)
    if kind == "folder" { #expect(try text(folder, "place/other") == "other") }
    if kind == "file" { #expect(try text(folder, "place") == "other") }
  }

  @Test func aHalfWrittenFolderOfAKilledProcessIsRemoved() throws {
    let folder = try TemporaryFolder()
    try folder.write(".galley/tmp/17-1/one", "half")
    try folder.write("elsewhere/secret", "secret")
    symlink("../../elsewhere", folder.path + "/.galley/tmp/17-2")
    #expect(written(folder, ["a"]) == nil)
    #expect(try temporaryFiles(folder) == [])
    #expect(try text(folder, "elsewhere/secret") == "secret")
  }

  /// A repository may hold links where galley keeps files of its own.
  @Test func aFolderIsRemovedAndNoLinkFollowed() throws {
    let folder = try TemporaryFolder()
    try folder.write("victim/file", "kept")
    try folder.write("own/deep/down/file", "x")
    symlink("../../victim", folder.path + "/own/deep/link")
    symlink("victim", folder.path + "/linked")
    let writer = WorkTreeWriter(root: folder.path)
    try writer.removeFolder("own/deep")
    #expect(try WorkTreeSource(root: folder.path).entries(below: "own") == [])
    try writer.removeFolder("linked")
    #expect(try WorkTreeSource(root: folder.path).entry(at: "linked") == nil)
    symlink("victim", folder.path + "/above")
    try folder.write("victim/last/file", "kept")
    #expect(throws: ContentError.self) { try writer.removeFolder("above/last") }
    try writer.removeFolder("nothing/there")
    #expect(try text(folder, "victim/file") == "kept" && text(folder, "victim/last/file") == "kept")
  }

  @Test func oneWhoWaitsForTheLockCanBeStopped() throws {
    let folder = try TemporaryFolder()
    try folder.write(".galley/lock", "")
    let other = open(folder.path + "/.galley/lock", O_RDWR)
    flock(other, LOCK_EX)
    var looks = 0
    var isTold = false
    let waiting = WorkTreeLock.Waiting(
      isStopped: {
        looks += 1
        return isTold
      }, onWait: { isTold = true })
    let stopped: Int? = try WorkTreeLock.hold(root: folder.path, waiting: waiting) { 1 }
    #expect(stopped == nil && isTold && looks > 1)
    close(other)
    let free = WorkTreeLock.Waiting(isStopped: { true })
    #expect(try WorkTreeLock.hold(root: folder.path, waiting: free) { 2 } == 2)
  }
}
