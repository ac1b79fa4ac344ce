import GitStore
import Testing

/// The time of every commit that tests make.
let noon = GitTime(seconds: 1_700_000_000, offset: 60)

@Suite("Committing")
struct CommitTests {
  @Test("a first commit is byte for byte the one that git makes")
  func rootCommit() throws {
    let scratch = try Scratch().initialised()
    scratch.file("a/b.txt", "text\n")
    let repository = try scratch.open()
    try repository.stage(["a/b.txt"])
    let made = try repository.commitStaged(
      CommitDraft(message: "\nSay it \n\n\nin two parts\n\n", time: noon))
    let tree = try scratch.lines("write-tree")
    let expected = try scratch.git(
      ["commit-tree", tree[0]], input: "Say it\n\nin two parts\n")
    #expect(made.id.hex + "\n" == expected)
    #expect(made.parents.isEmpty)
    #expect(try scratch.id("main") == made.id)
    #expect(try scratch.git(["status", "--porcelain"]) == "")
    #expect(try scratch.git(["fsck", "--strict"]) == "")
    let log = try scratch.lines("reflog", "--format=%gs|%gn")
    #expect(log == ["commit (initial): Say it|Ada Example"])
  }

  @Test("a later commit has the branch's commit as parent")
  func laterCommit() throws {
    let scratch = try Scratch().initialised()
    let first = try scratch.commit(["a": "1", "gone": "x", "kept": "y"])
    scratch.file("a", "2")
    scratch.file("kept", "not staged")
    try scratch.run("rm", ["gone"])
    let repository = try scratch.open()
    try repository.stage(["a", "gone"])
    let made = try repository.commitStaged(CommitDraft(message: "next", time: noon))
    #expect(made.parents == [first])
    let names = try scratch.lines("show", "--format=", "--name-status", "HEAD")
    #expect(names == ["M\ta", "D\tgone"])
    #expect(try scratch.lines("status", "--porcelain") == [" M kept"])
    #expect(try repository.commit(made.id) == made)
  }

  @Test("a detached HEAD moves, and no branch does")
  func detached() throws {
    let scratch = try Scratch().initialised()
    let first = try scratch.commit(["a": "1"])
    try scratch.git(["checkout", "-q", "--detach"])
    let repository = try scratch.open()
    scratch.file("a", "2")
    try repository.stage(["a"])
    let made = try repository.commitStaged(CommitDraft(message: "aside", time: noon))
    #expect(try repository.head() == .detached(commit: made.id))
    #expect(try scratch.id("main") == first)
  }

  @Test("author and committer come from the environment, then the configuration")
  func identities() throws {
    let scratch = try Scratch().initialised()
    scratch.variables["GIT_AUTHOR_NAME"] = "  Grace <Author>. "
    scratch.variables["GIT_AUTHOR_EMAIL"] = "grace@example.org"
    scratch.variables["GIT_AUTHOR_DATE"] = "2024-02-29T12:00:00+05:30"
    let repository = try scratch.open()
    let made = try repository.commitStaged(
      CommitDraft(message: "who", time: noon, allowsNoChange: true))
    let shown = try scratch.lines("log", "-1", "--format=%an|%ae|%at|%aI|%cn|%ce|%ct")
    #expect(
      shown == [
        "Grace Author|grace@example.org|1709188200|2024-02-29T12:00:00+05:30|"
          + "Ada Example|ada@example.org|1700000000"
      ])
    let own = try scratch.git(
      ["commit-tree", made.tree.hex], input: "who\n")
    #expect(made.id.hex == own.prefix(40))
    let other = try repository.commitStaged(
      CommitDraft(
        message: "other", time: noon, author: Identity(name: "B", email: "b@c"),
        allowsNoChange: true))
    #expect(other.author.identity == Identity(name: "B", email: "b@c"))
  }

  @Test("without an identity the error names the command that sets one")
  func missingIdentity() throws {
    let scratch = try Scratch().initialised()
    scratch.write("home/.gitconfig", "[user]\n\tname = Ada\n")
    let repository = try scratch.open()
    let error = try failure {
      try repository.commitStaged(CommitDraft(message: "x", time: noon, allowsNoChange: true))
    }
    #expect(error.code == .missingIdentity)
    #expect(error.hints == ["git config --global user.email \"you@example.com\""])
    for (draft, code) in [
      (CommitDraft(message: "x", time: GitTime(seconds: -1)), GitError.Code.invalidDate),
      (
        CommitDraft(message: "x", time: noon, author: Identity(name: "<>", email: "")),
        .missingIdentity
      ),
    ] {
      var draft = draft
      draft.allowsNoChange = true
      scratch.variables["GIT_AUTHOR_DATE"] = nil
      #expect(try failure { try scratch.open().commitStaged(draft) }.code == code)
    }
    scratch.variables["GIT_AUTHOR_DATE"] = "yesterday"
    scratch.write("home/.gitconfig", "[user]\n\tname = Ada\n\temail = a@b\n")
    let dated = try scratch.open()
    let date = try failure {
      try dated.commitStaged(CommitDraft(message: "x", time: noon, allowsNoChange: true))
    }
    #expect(date.code == .invalidDate)
  }

  @Test("dates are understood as git understands them")
  func dates() {
    #expect(GitTime(gitDate: "@5 -0330") == GitTime(seconds: 5, offset: -210))
    #expect(GitTime(gitDate: "1700000000 +0100") == noon)
    #expect(GitTime(gitDate: "2023-11-14 23:13:20 +0100") == noon)
    #expect(GitTime(gitDate: "2023-11-14T22:13:20Z") == GitTime(seconds: 1_700_000_000))
    for text in ["", "now", "2023-11-14T22:13:20", "2023-02-29T00:00:00Z", "1700000000"] {
      #expect(GitTime(gitDate: text) == nil, "\(text)")
    }
    #expect(GitTime(seconds: 0, offset: -210).offsetText == "-0330")
  }

  @Test("nothing staged, an empty message and a changed index are errors of their own")
  func refusals() throws {
    let scratch = try Scratch().initialised()
    try scratch.commit(["a": "1"])
    let repository = try scratch.open()
    func code(_ draft: CommitDraft) throws -> GitError.Code {
      try failure { try repository.commitStaged(draft) }.code
    }
    #expect(try code(CommitDraft(message: "x", time: noon)) == .nothingToCommit)
    scratch.file("a", "2")
    let checked = try repository.stagedTree()
    try repository.stage(["a"])
    #expect(try code(CommitDraft(message: " \n", time: noon)) == .invalidMessage)
    #expect(try code(CommitDraft(message: "a\0b", time: noon)) == .invalidMessage)
    #expect(
      try code(CommitDraft(message: "x", time: noon, expectedTree: checked)) == .staleIndex)
    let before = try scratch.id("HEAD")
    #expect(try repository.head().commit == before)
  }

  @Test("a merge or rebase under way is named")
  func merge() throws {
    let scratch = try Scratch().initialised()
    try scratch.commit(["a": "1"])
    try scratch.git(["checkout", "-qb", "side"])
    try scratch.commit(["a": "side"])
    try scratch.git(["checkout", "-q", "main"])
    try scratch.commit(["a": "main"])
    let merge = try scratch.run("sh", ["-c", "git merge side; true"])
    #expect(merge.contains("CONFLICT"))
    let repository = try scratch.open()
    let error = try failure {
      try repository.commitStaged(CommitDraft(message: "x", time: noon))
    }
    #expect(error.code == .mergeInProgress)
    #expect(error.hints.contains("git merge --abort"))
    #expect(try repository.index().unmergedPaths == ["a"])
    #expect(try repository.status().map(\.isConflicted) == [true])
    let tree = try failure { try repository.stagedTree() }
    #expect(tree.code == .unmergedPaths)
    scratch.file("a", "both")
    try repository.stage(["a"])
    #expect(try repository.index().unmergedPaths == [])
    try scratch.git(["merge", "--abort"])
    try scratch.run("sh", ["-c", "git rebase side; true"])
    let rebase = try failure {
      try scratch.open().commitStaged(CommitDraft(message: "x", time: noon))
    }
    #expect(rebase.code == .operationInProgress)
    #expect(rebase.hints.first == "git rebase --continue")
  }

  @Test("a locked branch is waited for, then named")
  func lockedReference() throws {
    let scratch = try Scratch().initialised()
    try scratch.commit(["a": "1"])
    scratch.file(".git/refs/heads/main.lock", "")
    let repository = try scratch.open()
    let error = try failure {
      try repository.commitStaged(
        CommitDraft(message: "x", time: noon, allowsNoChange: true),
        patience: LockPatience(attempts: 2, pause: 1))
    }
    #expect(error.code == .referenceLocked)
    #expect(error.message.contains(".git/refs/heads/main.lock"))
  }

  @Test("a file that is only announced is no part of the commit")
  func intended() throws {
    let scratch = try Scratch().initialised()
    try scratch.commit(["a": "1"])
    scratch.file("new", "2")
    scratch.file("a", "3")
    try scratch.git(["add", "-N", "new"])
    let repository = try scratch.open()
    try repository.stage(["a"])
    #expect(try repository.stagedTree().hex == scratch.lines("write-tree")[0])
    #expect(try repository.index().files.map(\.path) == ["a"])
  }
}
