import GitStore
import Testing

@Suite("Opening and creating repositories")
struct OpeningTests {
  @Test("a repository is found from any folder in it")
  func discovery() throws {
    let scratch = try Scratch().initialised()
    try scratch.commit(["a/b/c": "1"])
    for folder in ["", "/a", "/a/b"] {
      let repository = try scratch.open(scratch.path + folder)
      #expect(repository.workTree == scratch.path + "/")
      #expect(repository.gitDirectory == scratch.path + "/.git/")
      #expect(!repository.isBare)
    }
  }

  @Test("no repository is an error, also where a ceiling stops the search")
  func nothing() throws {
    let scratch = try Scratch()
    #expect(try failure { try scratch.open() }.code == .notARepository)
    #expect(try failure { try scratch.open("/nowhere/at/all") }.code == .notARepository)
    try scratch.git(["init", "-q", scratch.root])
    scratch.file("x", "")
    #expect(try failure { try scratch.open() }.code == .notARepository)
    scratch.variables["GIT_CEILING_DIRECTORIES"] = nil
    #expect(try scratch.open().workTree == scratch.root + "/")
  }

  @Test("GIT_DIR and GIT_WORK_TREE decide, relative to the folder the caller names")
  func environment() throws {
    let scratch = try Scratch().initialised()
    try scratch.commit(["a": "1"])
    try scratch.git(["init", "-q", "../other"])
    scratch.variables["GIT_DIR"] = ".git"
    #expect(try scratch.open().gitDirectory == scratch.path + "/.git/")
    let elsewhere = GitEnvironment(
      variables: scratch.variables, workingDirectory: scratch.root + "/other")
    let other = try Repository.open(at: scratch.path, environment: elsewhere)
    #expect(other.gitDirectory == scratch.root + "/other/.git/")
    scratch.variables["GIT_WORK_TREE"] = "../home"
    #expect(try scratch.open().workTree == scratch.root + "/home/")
  }

  @Test("HEAD is a branch, a commit or a branch to come")
  func heads() throws {
    let scratch = try Scratch().initialised()
    #expect(try scratch.open().head() == .unborn(branch: "main"))
    let commit = try scratch.commit(["a": "1"])
    try scratch.git(["checkout", "-qb", "topic/one"])
    #expect(try scratch.open().head() == .branch(name: "topic/one", commit: commit))
    try scratch.git(["checkout", "-q", "--detach"])
    #expect(try scratch.open().head() == .detached(commit: commit))
  }

  @Test("a new repository has the branch that was asked for or configured")
  func creation() throws {
    let scratch = try Scratch()
    let named = try Repository.create(
      at: scratch.root + "/new/deep", initialBranch: "trunk", environment: scratch.environment)
    #expect(try named.head() == .unborn(branch: "trunk"))
    #expect(
      try scratch.git(["symbolic-ref", "HEAD"], at: scratch.root + "/new/deep")
        == "refs/heads/trunk\n")
    scratch.write("home/.gitconfig", "[init]\n\tdefaultBranch = work\n")
    let configured = try Repository.create(at: scratch.path, environment: scratch.environment)
    #expect(try configured.head() == .unborn(branch: "work"))
    let again = try failure {
      try Repository.create(at: scratch.path, environment: scratch.environment)
    }
    #expect(again.code == .alreadyARepository)
    let name = try failure {
      try Repository.create(
        at: scratch.root + "/x", initialBranch: "a b", environment: scratch.environment)
    }
    #expect(name.code == .invalidName)
  }

  @Test("the configuration is that of the home given, the repository's own wins")
  func configuration() throws {
    let scratch = try Scratch().initialised()
    try scratch.git(["config", "user.name", "Local"])
    try scratch.git(["remote", "add", "origin", "https://ada:secret@example.org/a/b.git"])
    scratch.write("home/.config/git/config", "[core]\n\teditor = from-xdg\n[user]\n\tname = Weak\n")
    let repository = try scratch.open()
    #expect(try repository.configurationValue("user.name") == "Local")
    #expect(try repository.configurationValue("user.email") == "ada@example.org")
    #expect(try repository.configurationValue("core.editor") == "from-xdg")
    #expect(try repository.configurationValue("no.such") == nil)
    #expect(try repository.configurationFlag("core.bare") == false)
    #expect(try repository.remoteAddress() == "https://example.org/a/b.git")
    #expect(try repository.remoteAddress("other") == nil)
    try scratch.git(["remote", "set-url", "origin", "git@example.org:a/b.git"])
    #expect(try scratch.open().remoteAddress() == "git@example.org:a/b.git")
    scratch.write("home/.gitconfig", "[user\n")
    #expect(try failure { try scratch.open() }.code == .unreadableConfiguration)
  }

  @Test("attributes and ignore rules are read from the files")
  func rules() throws {
    let scratch = try Scratch().initialised()
    scratch.file(
      ".gitattributes", "*.bin filter=lfs -text\n*.txt text\n*.u16 working-tree-encoding=UTF-16\n")
    scratch.file(".gitignore", "*.log\nbuild/\n")
    let repository = try scratch.open()
    #expect(try repository.attribute("filter", of: "a/b.bin") == .value("lfs"))
    #expect(try repository.attribute("text", of: "b.bin") == .unset)
    #expect(try repository.attribute("text", of: "b.txt") == .set)
    #expect(try repository.attribute("text", of: "b.md") == .unspecified)
    #expect(try repository.externalFilter(of: "x.bin") == "lfs")
    #expect(try repository.externalFilter(of: "x.u16") == "working-tree-encoding=UTF-16")
    #expect(try repository.externalFilter(of: "x.txt") == nil)
    #expect(try repository.isIgnored("a/x.log"))
    #expect(try repository.isIgnored("build/"))
    #expect(try repository.isIgnored("build/x"))
    #expect(try !repository.isIgnored("a.txt"))
  }

  @Test("a file's path finds the repository too")
  func filePath() throws {
    let scratch = try Scratch().initialised()
    try scratch.commit(["a/b": "1"])
    #expect(try scratch.open(scratch.path + "/a/b").workTree == scratch.path + "/")
  }

  @Test("configuration given by environment variables wins")
  func configurationVariables() throws {
    let scratch = try Scratch().initialised()
    scratch.variables["GIT_CONFIG_COUNT"] = "2"
    scratch.variables["GIT_CONFIG_KEY_0"] = "User.Name"
    scratch.variables["GIT_CONFIG_VALUE_0"] = "Given"
    scratch.variables["GIT_CONFIG_KEY_1"] = "remote.Up.URL"
    scratch.variables["GIT_CONFIG_VALUE_1"] = "u"
    let repository = try scratch.open()
    #expect(try repository.identity(.author) == Identity(name: "Given", email: "ada@example.org"))
    #expect(try repository.remoteAddress("Up") == "u")
    #expect(try repository.remoteAddress("up") == nil)
  }

  @Test("objects of a push that a hook still judges are found")
  func quarantine() throws {
    let scratch = try Scratch().initialised()
    let commit = try scratch.commit(["a": "1"])
    try scratch.run("sh", ["-c", "mv .git/objects ../quarantine; mkdir .git/objects"])
    #expect(try failure { try scratch.open().commit(commit) }.code == .missingObject)
    scratch.variables["GIT_OBJECT_DIRECTORY"] = scratch.root + "/quarantine"
    #expect(try scratch.open().resolve(commit.hex).commit == commit)
    scratch.variables["GIT_OBJECT_DIRECTORY"] = nil
    scratch.variables["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = "/nowhere:../quarantine"
    let tree = try scratch.open().commit(commit).tree
    #expect(try scratch.open().files(of: tree).files.map(\.path) == ["a"])
  }

  @Test("content has the name that git gives it")
  func hashing() throws {
    let scratch = try Scratch().initialised()
    let own = try Repository.blobID(of: Array("some text".utf8)).hex
    #expect(try scratch.git(["hash-object", "--stdin"], input: "some text") == own + "\n")
    #expect(try Repository.blobID(of: []).hex == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")
  }
}
