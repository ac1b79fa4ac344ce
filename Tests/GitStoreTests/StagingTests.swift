import GitStore
import Testing

@Suite("Staging")
struct StagingTests {
  @Test("new, changed, removed and linked files are staged as git add stages them")
  func kinds() throws {
    let scratch = try Scratch().initialised()
    try scratch.commit(["a": "1", "gone": "1", "folder": "1", "d/x": "1", "run": "1"])
    scratch.file("a", "2")
    scratch.file("new/deep/é", "3")
    try scratch.run(
      "sh", ["-c", "rm -r gone folder d; mkdir folder; echo 1 > folder/in; echo 2 > d"])
    try scratch.run("sh", ["-c", "ln -s a link; chmod +x run"])
    let repository = try scratch.open()
    try repository.stage(["a", "new/deep/é", "gone", "folder/in", "d", "link", "run"])
    let own = try scratch.lines("ls-files", "-s")
    #expect(try scratch.git(["status", "--porcelain"]).contains("??") == false)
    try scratch.git(["reset", "-q"])
    try scratch.git(["add", "-A"])
    let expected = try scratch.lines("ls-files", "-s")
    #expect(own == expected)
    #expect(try repository.status().allSatisfy { $0.unstaged == nil && !$0.isUntracked })
  }

  @Test("what cannot be staged is refused by name, and nothing at all is staged")
  func refusals() throws {
    let scratch = try Scratch().initialised()
    try scratch.commit(["a": "1", "d/b": "1", ".gitignore": "*.log\n", "kept.txt": "1"])
    try scratch.run(
      "sh", ["-c", "ln -s d way; echo x > x.log; mkfifo pipe; git init -q inner; echo 1 > inner/f"])
    scratch.file("a", "2")
    let repository = try scratch.open()
    let cases: [(String, GitError.Code)] = [
      ("d", .notAFile), ("d/", .notAFile), ("", .notAFile), ("way/b", .invalidPath),
      ("x.log", .ignoredPath), ("pipe", .notAFile), ("missing", .unknownPath),
      ("inner/f", .invalidPath), ("../home/.gitconfig", .invalidPath), ("/etc/hosts", .invalidPath),
      (".git/config", .invalidPath), ("d/.GIT/x", .invalidPath), ("a/below", .unknownPath),
    ]
    for (path, code) in cases {
      #expect(try failure { try repository.stage(["a", path]) }.code == code, "\(path)")
    }
    #expect(try scratch.git(["diff", "--cached", "--name-only"]) == "")
    #expect(try scratch.run("sh", ["-c", "ls .git | grep -c lock || true"]) == "0\n")
  }

  @Test("a locked index is waited for")
  func waiting() throws {
    let scratch = try Scratch().initialised()
    try scratch.commit(["a": "1"])
    scratch.file("a", "2")
    try scratch.run(
      "sh", ["-c", "touch .git/index.lock; (sleep 0.2; rm .git/index.lock) >/dev/null 2>&1 &"])
    try scratch.open().stage(["a"], patience: LockPatience(attempts: 200, pause: 20))
    #expect(try scratch.lines("status", "--porcelain") == ["M  a"])
  }

  @Test("after a bounded time the lock file is named, and left alone")
  func locked() throws {
    let scratch = try Scratch().initialised()
    try scratch.commit(["a": "1"])
    scratch.file(".git/index.lock", "of another program")
    let repository = try scratch.open()
    let error = try failure {
      try repository.stage(["a"], patience: LockPatience(attempts: 3, pause: 1))
    }
    #expect(error.code == .indexLocked)
    #expect(error.message.contains(scratch.path + "/.git/index.lock"))
    #expect(try scratch.run("cat", [".git/index.lock"]) == "of another program")
  }

  @Test("what another program stages meanwhile is kept")
  func others() async throws {
    let scratch = try Scratch().initialised()
    let names = (0..<12).map { "file\($0)" }
    try scratch.commit(Dictionary(uniqueKeysWithValues: names.map { ($0, "1") }))
    for name in names {
      scratch.file(name, "2")
    }
    let (path, environment) = (scratch.path, scratch.environment)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for name in names {
        group.addTask {
          let repository = try Repository.open(at: path, environment: environment)
          try repository.stage([name], patience: LockPatience(attempts: 1000, pause: 5))
        }
      }
      try await group.waitForAll()
    }
    #expect(try scratch.lines("diff", "--cached", "--name-only") == names.sorted())
    #expect(try scratch.git(["diff", "--name-only"]) == "")
  }

  @Test("a file changed in the same moment as the index is still seen as changed")
  func racyFiles() throws {
    let scratch = try Scratch().initialised()
    for _ in 0..<5 {
      scratch.file("a", "1111")
      scratch.file("b", "x")
      try scratch.git(["add", "-A"])
      scratch.file("a", "2222")
      try scratch.open().stage(["b"])
      #expect(try scratch.lines("status", "--porcelain").contains("AM a"))
    }
  }
}
