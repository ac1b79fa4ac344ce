import GitStore
import Testing

@Suite("History")
struct HistoryTests {
  /// Makes a history with merges, some of which take a path from one side, from fast-import text.
  private func tangled(seed: UInt64) throws -> Scratch {
    let scratch = try Scratch().initialised()
    var random = SeededNumbers(seed: seed)
    var stream = ""
    var time = 1_600_000_000
    for mark in 1...60 {
      time += Int(random.next() % 3) * 100
      let message = mark % 7 == 0 ? "two\nlines\n\nbody \(mark)\n" : "commit \(mark)\n"
      stream += "commit refs/heads/main\nmark :\(mark)\n"
      stream += "author Ada Example <ada@example.org> \(time - 5) +0200\n"
      stream += "committer Bo <bo@example.org> \(time) -0330\n"
      stream += "data \(message.utf8.count)\n\(message)"
      if mark > 1 {
        let parent = max(1, mark - 1 - Int(random.next() % 3))
        stream += "from :\(parent)\n"
        if mark > 6, random.next() % 3 == 0 {
          let other = max(1, mark - 4 - Int(random.next() % 3))
          if other != parent {
            stream += "merge :\(other)\n"
          }
        }
      }
      for _ in 0..<(random.next() % 3) {
        let path = ["a/x", "a/y", "b/x", "b/c/z", "top"][Int(random.next() % 5)]
        let text = "v\(random.next() % 4)"
        stream +=
          random.next() % 5 == 0
          ? "D \(path)\n" : "M 100644 inline \(path)\ndata \(text.utf8.count)\n\(text)\n"
      }
      stream += "\n"
    }
    try scratch.git(["fast-import", "--quiet", "--force"], input: stream)
    return scratch
  }

  @Test(
    "commits come in the order and with the words of git log", arguments: [1, 2, 3] as [UInt64])
  func log(seed: UInt64) throws {
    let scratch = try tangled(seed: seed)
    let repository = try scratch.open()
    let head = try repository.resolve("main").commit
    let commits = try repository.history(from: head, limit: 1000)
    let format = "%H|%P|%an|%ae|%at|%cn|%ct|%s|%T"
    let expected = try scratch.lines("log", "--format=\(format)", "main")
    let own = commits.map { commit in
      let parents = commit.parents.map(\.hex).joined(separator: " ")
      let author = commit.author
      return "\(commit.id.hex)|\(parents)|\(author.identity.name)|\(author.identity.email)|"
        + "\(author.time.seconds)|\(commit.committer.identity.name)|"
        + "\(commit.committer.time.seconds)|\(commit.summary)|\(commit.tree.hex)"
    }
    #expect(own == expected)
    #expect(commits.first?.committer.time.offset == -210)
    let body = try scratch.git(["log", "-1", "--format=%B", "main~3"])
    #expect(try repository.commit(scratch.id("main~3")).message + "\n" == body)
    #expect(try repository.history(from: head, limit: 5).map(\.id) == commits.prefix(5).map(\.id))
  }

  @Test("the history of a path is that of git log -- path", arguments: [1, 2, 3, 4] as [UInt64])
  func paths(seed: UInt64) throws {
    let scratch = try tangled(seed: seed)
    let repository = try scratch.open()
    let head = try repository.resolve("main").commit
    for path in ["a", "a/x", "b", "b/c", "b/c/z", "top", "never"] {
      let own = try repository.history(from: head, limit: 1000, touching: path).map(\.id.hex)
      let expected = try scratch.lines("log", "--format=%H", "main", "--", path)
      #expect(own == expected, "\(path)")
    }
  }

  @Test("merge bases are those that git finds", arguments: [1, 2, 3] as [UInt64])
  func mergeBases(seed: UInt64) throws {
    let scratch = try tangled(seed: seed)
    let repository = try scratch.open()
    let all = try repository.history(from: repository.resolve("main").commit, limit: 1000)
    var random = SeededNumbers(seed: seed &+ 100)
    for _ in 0..<25 {
      let left = all[Int(random.next() % UInt64(all.count))].id
      let right = all[Int(random.next() % UInt64(all.count))].id
      let expected = try scratch.lines("merge-base", "--all", left.hex, right.hex)
      #expect(try repository.mergeBases(left, right).map(\.hex).sorted() == expected.sorted())
      let isAncestor = expected == [left.hex]
      #expect(try repository.isAncestor(left, of: right) == isAncestor)
    }
  }

  @Test("a message in Latin-1 is read as such")
  func latin1() throws {
    let scratch = try Scratch().initialised()
    try scratch.git(["config", "i18n.commitEncoding", "ISO-8859-1"])
    let commit = try scratch.run(
      "sh", ["-c", "printf 'gr\\374n\\n' | git commit-tree $(git write-tree)"])
    let id = try #require(ObjectID(hex: String(commit.prefix(40))))
    #expect(try scratch.open().commit(id).summary == "grün")
  }

  @Test("histories that never meet have no merge base")
  func unrelated() throws {
    let scratch = try Scratch().initialised()
    let first = try scratch.commit(["a": "1"])
    try scratch.git(["checkout", "-q", "--orphan", "other"])
    let second = try scratch.commit(["b": "1"], "other")
    #expect(try scratch.open().mergeBase(first, second) == nil)
  }
}

/// Numbers that look random and are the same in every run (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }
}
