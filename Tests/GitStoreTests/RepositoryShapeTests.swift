import GitStore
import Testing

/// Repositories of unusual shape: each is read rightly or refused by name.
@Suite("Shapes of repositories")
struct RepositoryShapeTests {
  @Test("a SHA-256 repository is refused by name")
  func sha256() throws {
    let scratch = try Scratch().initialised("--object-format=sha256")
    let error = try failure { try scratch.open() }
    #expect(error.code == .unsupportedObjectFormat)
    #expect(error.message.contains("SHA-256"))
  }

  @Test("a reftable repository is refused by name")
  func reftable() throws {
    let scratch = try Scratch().initialised()
    try scratch.git(["config", "core.repositoryFormatVersion", "1"])
    try scratch.git(["config", "extensions.refStorage", "reftable"])
    #expect(try failure { try scratch.open() }.code == .unsupportedReferenceStorage)
  }

  @Test("a configuration of its own per work tree opens in format 0 and is refused in format 1")
  func worktreeConfig() throws {
    let scratch = try Scratch().initialised()
    try scratch.git(["config", "extensions.worktreeConfig", "true"])
    try scratch.git(["config", "--worktree", "user.name", "Worktree"])
    #expect(try scratch.open().configurationValue("user.name") == "Worktree")
    try scratch.git(["config", "core.repositoryFormatVersion", "1"])
    let error = try failure { try scratch.open() }
    #expect(error.code == .unsupportedExtension)
    #expect(error.message.contains("worktreeconfig"))
    try scratch.git(["config", "core.repositoryFormatVersion", "7"])
    #expect(try failure { try scratch.open() }.code == .unsupportedExtension)
  }

  @Test("a blob that a partial clone left behind is named as such")
  func partialClone() throws {
    let scratch = try Scratch().initialised()
    try scratch.commit(["a": "1"])
    let blob = try scratch.id("HEAD:a")
    try scratch.git(["config", "uploadpack.allowFilter", "true"])
    let url = "file://" + scratch.path
    try scratch.git(["clone", "-q", "--filter=blob:none", "--no-checkout", url, "../partial"])
    let repository = try scratch.open(scratch.root + "/partial")
    let files = try repository.files(of: repository.resolve("HEAD").tree)
    #expect(files.files.map(\.path) == ["a"])
    let error = try failure { try repository.blob(blob) }
    #expect(error.code == .missingPartialCloneObject)
    #expect(error.message.contains(blob.hex))
    #expect(error.hints == ["git fetch --refetch --no-filter"])
    let unknown = try #require(ObjectID(hex: String(repeating: "5", count: 40)))
    #expect(try failure { try scratch.open().blob(unknown) }.code == .missingObject)
  }

  @Test("the history of a shallow clone ends where it was cut")
  func shallowClone() throws {
    let scratch = try Scratch().initialised()
    for number in 1...6 {
      try scratch.commit(
        [number % 2 == 0 ? "a" : "b": "\(number)"], "c\(number)", dates: "170000000\(number) +0000")
    }
    try scratch.git(["clone", "-q", "--depth", "3", "file://" + scratch.path, "../shallow"])
    let repository = try scratch.open(scratch.root + "/shallow")
    let head = try repository.resolve("HEAD").commit
    let log = try repository.history(from: head, limit: 100)
    #expect(log.map(\.summary) == ["c6", "c5", "c4"])
    #expect(log.map(\.isShallowBoundary) == [false, false, true])
    let touching = try repository.history(from: head, limit: 100, touching: "a")
    #expect(touching.map(\.summary) == ["c6", "c4"])
    #expect(try repository.mergeBase(log[0].id, log[2].id) == log[2].id)
    #expect(try failure { try repository.resolve("HEAD~3") }.code == .shallowHistory)
    #expect(try repository.resolve("HEAD~2").commit == log[2].id)
    let old = try scratch.id("HEAD~4")
    #expect(try failure { try repository.resolve(old.hex) }.code == .shallowHistory)
    #expect(try failure { try repository.resolve("nowhere") }.code == .unknownRevision)
  }

  @Test("files outside a sparse checkout are neither missing nor lost by a commit")
  func sparseCheckout() throws {
    let scratch = try Scratch().initialised()
    try scratch.commit(["in/a": "1", "out/b": "2"])
    try scratch.git(["sparse-checkout", "set", "--no-sparse-index", "in"])
    scratch.file("in/a", "changed")
    let repository = try scratch.open()
    #expect(try repository.status().map(\.path) == ["in/a"])
    #expect(try repository.index().entries.map(\.skipsWorkTree) == [false, true])
    #expect(try failure { try repository.stage(["out/b"]) }.code == .outsideSparseCheckout)
    scratch.file("out", "in the folder's place")
    #expect(try failure { try repository.stage(["out"]) }.code == .outsideSparseCheckout)
    try scratch.run("rm", ["out"])
    try repository.stage(["in/a"])
    let made = try repository.commitStaged(CommitDraft(message: "x", time: noon))
    #expect(try repository.files(of: made.tree).files.map(\.path) == ["in/a", "out/b"])
    #expect(try scratch.git(["status", "--porcelain"]) == "")
  }

  @Test("a sparse or split index is refused by name while trees can be read")
  func unreadableIndex() throws {
    let scratch = try Scratch().initialised()
    try scratch.commit(["in/a": "1", "out/b": "2"])
    try scratch.git(["sparse-checkout", "set", "--cone", "--sparse-index", "in"])
    let sparse = try scratch.open()
    #expect(try failure { try sparse.index() }.code == .sparseIndex)
    #expect(try failure { try sparse.status() }.code == .sparseIndex)
    #expect(try failure { try sparse.stage(["in/a"]) }.code == .sparseIndex)
    #expect(try sparse.files(of: sparse.resolve("HEAD").tree).files.count == 2)
    scratch.variables["GIT_INDEX_FILE"] = ".git/index"
    let inHook = try scratch.open()
    #expect(try failure { try inHook.index() }.code == .sparseIndex)
    #expect(try inHook.files(of: inHook.resolve("HEAD").tree).files.count == 2)

    let other = try Scratch().initialised()
    try other.commit(["a": "1"])
    try other.git(["update-index", "--split-index"])
    let split = try other.open()
    let error = try failure { try split.index() }
    #expect(error.code == .splitIndex)
    #expect(error.hints == ["git update-index --no-split-index"])
    #expect(try failure { try split.stage(["a"]) }.code == .splitIndex)
    #expect(try split.files(of: split.resolve("HEAD").tree).files.count == 1)
    #expect(try other.git(["status", "--porcelain"]) == "")
  }

  @Test("a broken index is refused by name")
  func brokenIndex() throws {
    let scratch = try Scratch().initialised()
    try scratch.commit(["a": "1"])
    scratch.file(".git/index", "not an index at all, but long enough to be one")
    #expect(try failure { try scratch.open().index() }.code == .unreadableIndex)
    #expect(try failure { try scratch.open().stage(["a"]) }.code == .unreadableIndex)
    scratch.variables["GIT_INDEX_FILE"] = ".git/index"
    #expect(try failure { try scratch.open().status() }.code == .unreadableIndex)
  }

  @Test("version 4, untracked cache, fsmonitor, alternates and commit graphs are read")
  func harmless() throws {
    let scratch = try Scratch().initialised()
    for number in 1...3 {
      try scratch.commit(["d/a": "\(number)"])
    }
    try scratch.git(["update-index", "--index-version", "4"])
    try scratch.git(["update-index", "--untracked-cache"])
    try scratch.git(["config", "core.fsmonitor", "/bin/false"])
    try scratch.git(["update-index", "--fsmonitor"])
    try scratch.git(["commit-graph", "write", "--reachable", "--split"])
    try scratch.commit(["d/b": "4"])
    try scratch.git(["commit-graph", "write", "--reachable", "--split", "--changed-paths"])
    try scratch.git(["clone", "-q", "--shared", scratch.path, "../shared"])
    let expected = try scratch.lines("log", "--format=%H")
    for folder in [scratch.path, scratch.root + "/shared"] {
      let repository = try scratch.open(folder)
      #expect(try repository.index().files.map(\.path) == ["d/a", "d/b"])
      #expect(try repository.status() == [])
      let head = try repository.resolve("HEAD").commit
      #expect(try repository.history(from: head, limit: 9).map(\.id.hex) == expected)
      let blob = try #require(try repository.index().files.first)
      #expect(try repository.blob(blob.id) == Array("3".utf8))
    }
    scratch.file("d/a", "5")
    try scratch.open().stage(["d/a"])
    #expect(try scratch.lines("status", "--porcelain") == ["M  d/a"])
  }

  @Test("a linked work tree has its own HEAD and index")
  func linkedWorkTree() throws {
    let scratch = try Scratch().initialised()
    let commit = try scratch.commit(["a": "1"])
    try scratch.git(["worktree", "add", "-q", "-b", "side", "../linked"])
    let repository = try scratch.open(scratch.root + "/linked")
    #expect(try repository.head() == .branch(name: "side", commit: commit))
    #expect(repository.workTree == scratch.root + "/linked/")
    #expect(repository.commonDirectory == scratch.path + "/.git/")
    scratch.write("linked/b", "2")
    try repository.stage(["b"])
    let made = try repository.commitStaged(CommitDraft(message: "side", time: noon))
    #expect(try scratch.id("side") == made.id)
    #expect(try scratch.id("main") == commit)
    #expect(try scratch.git(["status", "--porcelain"], at: scratch.root + "/linked") == "")
    #expect(try scratch.git(["status", "--porcelain"]) == "")
  }

  @Test("a bare repository is read, and has no status")
  func bare() throws {
    let scratch = try Scratch().initialised()
    let commit = try scratch.commit(["a": "1"])
    try scratch.git(["clone", "-q", "--bare", scratch.path, "../bare"])
    let repository = try scratch.open(scratch.root + "/bare")
    #expect(repository.isBare)
    #expect(repository.workTree == nil)
    #expect(try repository.resolve("main").commit == commit)
    #expect(try failure { try repository.status() }.code == .bareRepository)
    #expect(try failure { try repository.stage(["a"]) }.code == .bareRepository)
    let draft = CommitDraft(message: "x", time: noon)
    #expect(try failure { try repository.commitStaged(draft) }.code == .bareRepository)
  }

  @Test("a repository of another user is refused by name")
  func foreignOwner() throws {
    let scratch = try Scratch().initialised()
    try scratch.commit(["a": "1"])
    let user = try scratch.run("id", ["-u"])
    guard user == "0\n" else {
      print("skipped: only root can give a repository away")
      return
    }
    try scratch.run("chown", ["-R", "4321", scratch.path])
    let error = try failure { try scratch.open() }
    #expect(error.code == .foreignOwner)
    #expect(error.hints.joined().contains("safe.directory"))
  }

  @Test("an object whose content was damaged is refused by name")
  func corruptObject() throws {
    let scratch = try Scratch().initialised()
    try scratch.commit(["a": "first", "b": "second"])
    let first = try scratch.id("HEAD:a")
    let second = try scratch.id("HEAD:b")
    func file(_ id: ObjectID) -> String {
      scratch.path + "/.git/objects/" + id.hex.prefix(2) + "/" + id.hex.dropFirst(2)
    }
    try scratch.run("cp", ["-f", file(second), file(first)])
    let mixed = try failure { try scratch.open().blob(first) }
    #expect(mixed.code == .corruptObject)
    #expect(mixed.message.contains(first.hex))
    try scratch.run("chmod", ["u+w", file(second)])
    try scratch.run("truncate", ["-s", "5", file(second)])
    #expect(try failure { try scratch.open().blob(second) }.code == .corruptObject)
  }

  @Test("replacements are not followed: the history is the one that was written")
  func replacements() throws {
    let scratch = try Scratch().initialised()
    let first = try scratch.commit(["a": "1"])
    let second = try scratch.commit(["a": "2"])
    try scratch.git(["replace", "--graft", second.hex])
    #expect(try scratch.lines("log", "--format=%H").count == 1)
    #expect(try scratch.open().history(from: second, limit: 9).map(\.id) == [second, first])
  }

  @Test("a submodule is named and not entered")
  func submodule() throws {
    let scratch = try Scratch().initialised()
    try scratch.commit(["a": "1"])
    try scratch.git(["clone", "-q", scratch.path, "../library"])
    try scratch.git(["submodule", "--quiet", "add", scratch.root + "/library", "lib"])
    try scratch.commit(["b": "2"])
    let repository = try scratch.open()
    let listing = try repository.files(of: repository.resolve("HEAD").tree)
    #expect(listing.submodules == ["lib"])
    #expect(listing.files.map(\.path) == [".gitmodules", "a", "b"])
    #expect(try repository.index().files.map(\.path) == [".gitmodules", "a", "b"])
    scratch.file("lib/a", "changed")
    #expect(try repository.status() == [])
    #expect(try failure { try repository.stage(["lib/a"]) }.code == .invalidPath)
    #expect(try failure { try repository.stage(["lib"]) }.code == .notAFile)
  }

  @Test("before the first commit there is no revision, and everything is new")
  func unborn() throws {
    let scratch = try Scratch().initialised()
    scratch.file("a", "1")
    let repository = try scratch.open()
    #expect(try failure { try repository.resolve("HEAD") }.code == .unbornHead)
    #expect(try failure { try repository.resolve("@~1") }.code == .unbornHead)
    #expect(try repository.status().map(\.isUntracked) == [true])
    try repository.stage(["a"])
    #expect(try repository.status().map(\.staged) == [.added])
    let staged = try repository.stagedTree()
    #expect(try repository.changes(from: nil, to: staged).map(\.kind) == [.added])
  }

  @Test("hooks are not run")
  func hooks() throws {
    let scratch = try Scratch().initialised()
    scratch.file(".git/hooks/pre-commit", "#!/bin/sh\nexit 1\n")
    try scratch.run("chmod", ["+x", ".git/hooks/pre-commit"])
    let made = try scratch.open().commitStaged(
      CommitDraft(message: "x", time: noon, allowsNoChange: true))
    #expect(try scratch.id("HEAD") == made.id)
  }

  @Test(
    "inside a pre-commit hook the index is the one that git will commit", arguments: [false, true])
  func insideHook(isPartial: Bool) throws {
    let scratch = try Scratch().initialised()
    try scratch.commit(["a": "1", "b": "1"])
    scratch.file("a", "2")
    scratch.file("b", "2")
    try scratch.git(["add", "b"])
    let hook = """
      #!/bin/sh
      cp "$GIT_INDEX_FILE" ../saved-index
      git ls-files -s > ../listing

      """
    scratch.file(".git/hooks/pre-commit", hook)
    try scratch.run("chmod", ["+x", ".git/hooks/pre-commit"])
    try scratch.git(["commit", "-qm", "x"] + (isPartial ? ["a"] : ["-a"]))
    let listed = try scratch.run("cat", ["../listing"]).split(separator: "\n").map { line in
      String(line.split(separator: " ")[1]) + "\t" + (line.split(separator: "\t").last ?? "")
    }
    // Relative, as git itself writes the variable for its hooks.
    scratch.variables["GIT_INDEX_FILE"] = "../saved-index"
    let repository = try scratch.open()
    #expect(try repository.index().files.map { "\($0.id.hex)\t\($0.path)" } == listed)
    #expect(try repository.stagedTree() == scratch.id("HEAD^{tree}"))
  }

  @Test("an index that a variable names is the one that is staged to and committed")
  func otherIndex() throws {
    let scratch = try Scratch().initialised()
    let first = try scratch.commit(["a": "1", "b": "1"])
    try scratch.run("cp", [".git/index", "../other-index"])
    scratch.file("a", "2")
    scratch.file("b", "2")
    try scratch.git(["add", "b"])
    scratch.variables["GIT_INDEX_FILE"] = scratch.root + "/other-index"
    let repository = try scratch.open()
    try repository.stage(["a"])
    #expect(try repository.status().map(\.staged) == [.modified, nil])
    let made = try repository.commitStaged(CommitDraft(message: "x", time: noon))
    #expect(made.parents == [first])
    #expect(try scratch.lines("show", "--format=", "--name-only", "HEAD") == ["a"])
    scratch.variables["GIT_INDEX_FILE"] = nil
    #expect(try scratch.lines("diff", "--cached", "--name-only") == ["a", "b"])
  }
}
