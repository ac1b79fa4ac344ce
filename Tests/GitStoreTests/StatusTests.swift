import GitStore
import Testing

@Suite("Status")
struct StatusTests {
  /// Writes a status as `git status --porcelain` does.
  private func written(_ entries: [StatusEntry]) -> [String] {
    func letter(_ change: StatusEntry.Change?) -> String {
      switch change {
      case nil: " "
      case .added: "A"
      case .removed: "D"
      case .modified: "M"
      case .typeChanged: "T"
      case .undecided: "?"
      }
    }
    var lines: [String] = []
    for entry in entries {
      if entry.isConflicted {
        lines.append("UU " + entry.path)
      } else if entry.staged != nil || entry.unstaged != nil {
        lines.append(letter(entry.staged) + letter(entry.unstaged) + " " + entry.path)
      }
      if entry.isUntracked {
        lines.append("?? " + entry.path)
      }
    }
    return lines.sorted()
  }

  @Test("random states are told as git status tells them", arguments: (0..<25).map { UInt64($0) })
  func randomStates(seed: UInt64) throws {
    let scratch = try Scratch().initialised()
    var random = SeededNumbers(seed: seed)
    let paths = ["a", "b.txt", "d/a", "d/b", "d/e/f", "d.x", "é/ü", "z"]
    for path in paths where random.next() % 3 > 0 {
      scratch.file(path, "old \(random.next() % 2)")
    }
    scratch.file(".gitignore", "ignored*\n")
    try scratch.git(["add", "-A"])
    try scratch.git(["commit", "-qm", "x"])
    for _ in 0..<10 {
      let path = paths[Int(random.next() % UInt64(paths.count))]
      switch random.next() % 8 {
      case 0: try scratch.run("rm", ["-rf", path])
      case 1: try scratch.run("sh", ["-c", "rm -rf '\(path)'; ln -s target '\(path)' || true"])
      case 2: try scratch.run("sh", ["-c", "chmod +x '\(path)' 2>&1 || true"])
      case 3: try scratch.git(["add", "-A", "--", "d"])
      case 4: try scratch.run("sh", ["-c", "git rm -q --cached '\(path)' 2>&1 || true"])
      case 5: scratch.file("d/ignored-\(random.next() % 3)", "x")
      default:
        try scratch.run(
          "sh",
          [
            "-c",
            "mkdir -p \"$(dirname '\(path)')\" && echo \(random.next() % 3) > '\(path)' || true",
          ])
      }
      if random.next() % 3 == 0 {
        try scratch.run("sh", ["-c", "git add '\(path)' 2>&1 || true"])
      }
    }
    let repository = try scratch.open()
    for folder in ["", "d"] {
      let own = try written(repository.status(below: folder))
      let expected = try scratch.git(
        [
          "status", "--porcelain", "-z", "-uall", "--no-renames", "--",
          folder.isEmpty ? "." : folder + "/",
        ])
      let lines = expected.split(separator: "\0").map { String($0) }
        .filter { folder.isEmpty || $0.dropFirst(3).hasPrefix(folder + "/") }
      #expect(own == lines.sorted(), "below '\(folder)'")
    }
  }

  @Test("reading the status writes nothing, and works while the index is locked")
  func readOnly() throws {
    let scratch = try Scratch().initialised()
    try scratch.commit(["a": "1"])
    scratch.file("a", "2")
    scratch.file(".git/index.lock", "")
    let before = try scratch.run("sh", ["-c", "cksum .git/index; stat -c %Y.%i .git/index"])
    let repository = try scratch.open()
    #expect(try written(repository.status()) == [" M a"])
    #expect(try repository.index().files.count == 1)
    #expect(try scratch.run("sh", ["-c", "cksum .git/index; stat -c %Y.%i .git/index"]) == before)
  }

  @Test("a changed file with an external filter is undecided, and is not staged")
  func externalFilter() throws {
    let scratch = try Scratch().initialised()
    try scratch.git(["config", "filter.upper.clean", "tr a-z A-Z"])
    try scratch.git(["config", "filter.upper.smudge", "tr A-Z a-z"])
    try scratch.commit([".gitattributes": "*.up filter=upper\n", "x.up": "text", "y": "1"])
    try scratch.run("touch", ["-d", "2030-01-01", "x.up"])
    #expect(try scratch.git(["diff", "HEAD"]) == "")
    scratch.file("y", "2")
    let repository = try scratch.open()
    let status = try repository.status()
    #expect(status.map(\.path) == ["x.up", "y"])
    #expect(status.map(\.unstaged) == [.undecided(filter: "upper"), .modified])
    let error = try failure { try repository.stage(["y", "x.up"]) }
    #expect(error.code == .externalFilter)
    #expect(error.hints == ["git add x.up"])
    #expect(try scratch.lines("status", "--porcelain") == [" M y"])
    #expect(try repository.blob(scratch.id("HEAD:x.up")) == Array("TEXT".utf8))
  }

  @Test("line ends are converted as git converts them", arguments: ["true", "input", "false"])
  func lineEnds(setting: String) throws {
    let scratch = try Scratch().initialised()
    try scratch.git(["config", "core.autocrlf", setting])
    try scratch.commit(["a": "1\r\n2\r\n", "b": "1\n2\n"])
    scratch.file("b", "1\r\n2\r\n")
    scratch.file("c", "3\r\n")
    let repository = try scratch.open()
    let expected = try scratch.lines("status", "--porcelain")
    #expect(try written(repository.status()) == expected.sorted())
    try repository.stage(["b", "c"])
    let own = try scratch.git(["ls-files", "-s"])
    try scratch.git(["add", "--renormalize", "."])
    try scratch.git(["add", "-A"])
    #expect(try scratch.git(["ls-files", "-s"]) == own)
  }

  @Test("announced files and repositories inside the repository are told as git tells them")
  func announced() throws {
    let scratch = try Scratch().initialised()
    try scratch.commit(["a": "1"])
    scratch.file("new", "2")
    try scratch.git(["add", "-N", "new"])
    try scratch.git(["init", "-q", "inner"])
    scratch.file("inner/x", "1")
    let own = try written(scratch.open().status())
    let expected = try scratch.lines("status", "--porcelain", "-uall").sorted()
    #expect(own == expected)
  }
}
