import GitStore
import Testing

@Suite("Comparing trees")
struct TreeChangesTests {
  /// Makes two commits over random trees in which files, folders, links and submodules share names.
  private func randomPair(seed: UInt64) throws -> Scratch {
    let scratch = try Scratch().initialised()
    var random = SeededNumbers(seed: seed)
    func pick(_ words: [String]) -> String { words[Int(random.next() % UInt64(words.count))] }
    var stream = ""
    for mark in 1...2 {
      stream += "commit refs/heads/main\nmark :\(mark)\n"
      stream += "committer A <a@b> 160000000\(mark) +0000\ndata 1\nx\n"
      for _ in 0..<(mark == 1 ? 60 : 25) {
        var path = pick(["a", "a-", "a.b", "b", "é", "Z"])
        for _ in 0..<(random.next() % 4) {
          path += "/" + pick(["a", "a-", "a0", "b", "c d", "é"])
        }
        switch random.next() % 10 {
        case 0 where mark == 2: stream += "D \(path)\n"
        case 1: stream += "M 160000 \(String(repeating: "1", count: 40)) \(path)\n"
        default:
          let text = "t\(random.next() % 6)"
          stream += "M \(pick(["100644", "100644", "100755", "120000"])) inline \(path)\n"
          stream += "data \(text.utf8.count)\n\(text)\n"
        }
      }
      stream += "\n"
    }
    try scratch.git(["fast-import", "--quiet", "--force"], input: stream)
    return scratch
  }

  /// Writes changes as `git diff --name-status` does.
  private func written(_ changes: [TreeChange]) -> [String] {
    changes.map { change in
      let letter =
        switch change.kind {
        case .added: "A"
        case .removed: "D"
        case .modified: "M"
        case .typeChanged: "T"
        }
      return letter + "\t" + change.path
    }
  }

  @Test("random trees differ as git diff says", arguments: (0..<40).map { UInt64($0) })
  func randomTrees(seed: UInt64) throws {
    let scratch = try randomPair(seed: seed)
    let repository = try scratch.open()
    let old = try repository.resolve("main~1").tree
    let new = try repository.resolve("main").tree
    for folder in ["", "a", "b"] {
      let own = try repository.changes(from: old, to: new, below: folder)
      // A file that took the folder's name is not below the folder; git's path would match it.
      let expected = try scratch.lines(
        "-c", "core.quotePath=false", "diff", "--name-status", "--no-renames", "main~1", "main"
      ).filter { folder.isEmpty || $0.dropFirst(2).hasPrefix(folder + "/") }
      #expect(written(own) == expected)
    }
    let blobs = try repository.changes(from: old, to: new).compactMap(\.new?.id.hex)
    let raw = try scratch.lines("diff", "--raw", "--no-abbrev", "--no-renames", "main~1", "main")
    let rawBlobs = raw.map { $0.split(separator: " ")[3] }.filter { $0.contains { $0 != "0" } }
    #expect(blobs == rawBlobs.map { String($0) })
    let all = try repository.changes(from: nil, to: new)
    #expect(Set(all.map(\.kind)).isSubset(of: [.added]))
    let back = try repository.changes(from: new, to: nil)
    #expect(back.map(\.path) == all.map(\.path))
    #expect(try repository.changes(from: new, to: new).isEmpty)
  }

  @Test("a moved file of equal content is a rename, as git says with -M100%")
  func renames() throws {
    let scratch = try Scratch().initialised()
    try scratch.commit(["a/one": "1\n", "a/two": "2\n", "a/three": "3\n", "same": "4\n"])
    try scratch.git(["mv", "a/one", "b"])
    try scratch.git(["mv", "a/two", "c"])
    try scratch.commit(["c": "changed\n", "copy": "3\n"])
    let repository = try scratch.open()
    let changes = try repository.changes(
      from: repository.resolve("HEAD~1").tree, to: repository.resolve("HEAD").tree)
    let found = TreeChangesWithRenames(changes)
    #expect(found.renames.map { "\($0.old.path) \($0.new.path)" } == ["a/one b"])
    #expect(written(found.changes) == ["D\ta/two", "A\tc", "A\tcopy"])
    let expected = try scratch.lines("diff", "--name-status", "-M100%", "HEAD~1", "HEAD")
    #expect(expected == ["D\ta/two", "R100\ta/one\tb", "A\tc", "A\tcopy"])
  }
}
