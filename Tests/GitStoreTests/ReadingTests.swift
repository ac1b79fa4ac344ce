import GitStore
import Testing

@Suite("Reading revisions and trees")
struct ReadingTests {
  @Test("names mean the commits that git finds")
  func revisions() throws {
    let scratch = try Scratch().initialised()
    try scratch.commit(["a": "1"], "one")
    try scratch.commit(["a": "2"], "two")
    try scratch.commit(["a": "3"], "three")
    try scratch.git(["tag", "-a", "v1", "-m", "tag", "HEAD~1"])
    try scratch.git(["branch", "old", "HEAD~2"])
    let repository = try scratch.open()
    for name in ["HEAD", "main", "HEAD~2", "v1", "old", "HEAD^", "refs/heads/main", "@"] {
      let revision = try repository.resolve(name)
      #expect(revision.commit.hex == (try scratch.id(name + "^{commit}").hex), "\(name)")
      #expect(revision.tree == (try scratch.id(name + "^{tree}")), "\(name)")
    }
    let short = String(try scratch.id("HEAD").hex.prefix(8))
    #expect(try repository.resolve(short).commit == scratch.id("HEAD"))
  }

  @Test("an unknown name suggests the nearest branches and tags")
  func unknownRevision() throws {
    let scratch = try Scratch().initialised()
    try scratch.commit(["a": "1"])
    try scratch.git(["branch", "release/spring"])
    try scratch.git(["tag", "v1.0"])
    let repository = try scratch.open()
    let branch = try failure { try repository.resolve("realease/spring") }
    #expect(branch.code == .unknownRevision)
    #expect(branch.hints == ["did you mean release/spring?"])
    let tag = try failure { try repository.resolve("v1.1~2") }
    #expect(tag.hints == ["did you mean v1.0?"])
    let nothing = try failure { try repository.resolve("zzzzzzzz") }
    #expect(nothing.hints.isEmpty)
    for name in ["HEAD~5", "@~5", "main^2", "v1.0~1"] {
      let far = try failure { try repository.resolve(name) }
      #expect(far.code == .unknownRevision)
      #expect(far.hints.isEmpty)
      #expect(far.message.contains("exists"))
    }
    let tree = try failure { try repository.resolve("HEAD^{tree}") }
    #expect(tree.code == .notACommit)
  }

  @Test("the files of a folder are those that git lists, with modes and content")
  func files() throws {
    let scratch = try Scratch().initialised()
    try scratch.run("ln", ["-s", "b/c.txt", "link"])
    try scratch.commit(["a.txt": "a", "b/c.txt": "c", "b.txt": "b", "b/d/é.txt": "e", "b-x/y": ""])
    try scratch.git(["update-index", "--chmod=+x", "a.txt"])
    try scratch.git(["commit", "-qm", "mode"])
    let repository = try scratch.open()
    let tree = try repository.resolve("HEAD").tree
    let listing = try repository.files(of: tree)
    let names = try scratch.git(["ls-tree", "-rz", "--name-only", "HEAD"])
    #expect(listing.files.map(\.path) == names.split(separator: "\0").map { String($0) })
    #expect(listing.files.first?.mode == .executable)
    #expect(listing.files.last?.mode == .symlink)
    let inner = try repository.files(of: tree, below: "b/")
    #expect(inner.files.map(\.path) == ["b/c.txt", "b/d/é.txt"])
    let file = try #require(inner.files.first)
    #expect(try repository.blob(file.id) == Array("c".utf8))
    #expect(try repository.folder("b/d", of: tree) == scratch.id("HEAD:b/d"))
    #expect(try repository.folder("b/c.txt", of: tree) == nil)
    let missing = try failure { try repository.files(of: tree, below: "x") }
    #expect(missing.code == .unknownPath)
  }

  @Test(
    "a path that leaves the repository is refused",
    arguments: ["../a", "/a", "a/../b", ".git", "a//b"])
  func paths(path: String) throws {
    let scratch = try Scratch().initialised()
    let commit = try scratch.commit(["a/b": "1"])
    let repository = try scratch.open()
    let tree = try repository.commit(commit).tree
    let error = try failure { try repository.item(path, of: tree) }
    #expect(error.code == .invalidPath)
  }

  @Test("limits on size, number and depth are errors of their own")
  func limits() throws {
    let scratch = try Scratch().initialised()
    let commit = try scratch.commit(["a": "12345", "b/c/d": "1"])
    let repository = try scratch.open()
    let tree = try repository.commit(commit).tree
    let blob = try scratch.id("HEAD:a")
    #expect(try repository.blob(blob, limit: 5).count == 5)
    let size = try failure { try repository.blob(blob, limit: 4) }
    #expect(size.code == .blobTooLarge)
    let many = try failure {
      try repository.files(of: tree, limits: TreeLimits(entries: 3))
    }
    #expect(many.code == .treeTooLarge)
    let deep = try failure {
      try repository.files(of: tree, limits: TreeLimits(depth: 2))
    }
    #expect(deep.code == .treeTooLarge)
    let long =
      "tree \(tree.hex)\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n\n"
      + String(repeating: "x", count: Repository.objectLimit)
    let huge = try scratch.git(["hash-object", "-t", "commit", "-w", "--stdin"], input: long)
    let id = try #require(ObjectID(hex: String(huge.prefix(40))))
    #expect(try failure { try repository.commit(id) }.code == .objectTooLarge)
    let notAFile = try failure { try repository.blob(tree) }
    #expect(notAFile.code == .notAFile)
  }

  @Test("names that are not UTF-8 are reported, not repaired")
  func names() throws {
    let scratch = try Scratch().initialised()
    let blob = try scratch.git(["hash-object", "-w", "--stdin"], input: "x").prefix(40)
    let made = try scratch.run(
      "sh",
      ["-c", "printf '100644 blob \(blob)\\tgood\\n100644 blob \(blob)\\tb\\377d\\n' | git mktree"])
    let tree = try #require(ObjectID(hex: String(made.prefix(40))))
    let listing = try scratch.open().files(of: tree)
    #expect(listing.files.map(\.path) == ["good"])
    #expect(listing.unreadableNames == ["b\\377d"])
  }
}
