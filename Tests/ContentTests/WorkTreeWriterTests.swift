import Content
import Foundation
import Testing

@Suite struct WorkTreeWriterTests {
  private func withRoot(_ body: (String) throws -> Void) throws {
    let root = FileManager.default.temporaryDirectory.path + "/galley-writer-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: root) }
    try body(root)
  }

  @Test func writesThroughATemporaryFileAndLeavesNone() throws {
    try withRoot { root in
      let writer = WorkTreeWriter(root: root)
      try writer.write(Array("one".utf8), at: "snapshots/a/b.txt")
      try writer.write(Array("two".utf8), at: "snapshots/a/b.txt")
      #expect(try String(contentsOfFile: root + "/snapshots/a/b.txt", encoding: .utf8) == "two")
      #expect(try FileManager.default.contentsOfDirectory(atPath: root + "/.galley/tmp").isEmpty)
    }
  }

  @Test func changesNothingWhenOneOfSeveralFilesCannotBeWritten() throws {
    try withRoot { root in
      let writer = WorkTreeWriter(root: root)
      try writer.write(Array("old".utf8), at: "snapshots/a.txt")
      try FileManager.default.createDirectory(
        atPath: root + "/snapshots/b.txt", withIntermediateDirectories: true)
      #expect(throws: ContentError.self) {
        try writer.write([(path: "../b", bytes: []), (path: "snapshots/a.txt", bytes: [1])])
      }
      #expect(try String(contentsOfFile: root + "/snapshots/a.txt", encoding: .utf8) == "old")
    }
  }

  @Test func writesSeveralFilesAtOnce() throws {
    try withRoot { root in
      let files = (1...20).map { (path: "snapshots/\($0)/x.txt", bytes: [UInt8($0)]) }
      try WorkTreeWriter(root: root).write(files)
      for file in files {
        let data = try Data(contentsOf: URL(filePath: root + "/" + file.path))
        #expect(Array(data) == file.bytes)
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: root + "/.galley/tmp").isEmpty)
    }
  }

  @Test func removesAFileWithTheFoldersItLeavesEmpty() throws {
    try withRoot { root in
      let writer = WorkTreeWriter(root: root)
      try writer.write([], at: "snapshots/a/b/c.txt")
      try writer.write([], at: "snapshots/d.txt")
      try writer.remove("snapshots/a/b/c.txt")
      try writer.remove("snapshots/never-there.txt")
      #expect(try FileManager.default.contentsOfDirectory(atPath: root + "/snapshots") == ["d.txt"])
    }
  }

  @Test func followsNoLinkOutOfTheRoot() throws {
    try withRoot { root in
      try FileManager.default.createSymbolicLink(
        atPath: root + "/snapshots", withDestinationPath: "/tmp")
      #expect {
        try WorkTreeWriter(root: root).write([1], at: "snapshots/galley-escaped")
      } throws: { error in
        (error as? ContentError).map { [.symbolicLink, .writeFailed].contains($0.code) } ?? false
      }
      #expect(!FileManager.default.fileExists(atPath: "/tmp/galley-escaped"))
    }
  }

  @Test(arguments: ["../a", "/a", "a//b", "a/../b"])
  func refusesPathsThatLeaveTheRoot(path: String) throws {
    try withRoot { root in
      #expect(throws: ContentError.self) { try WorkTreeWriter(root: root).write([1], at: path) }
    }
  }
}
