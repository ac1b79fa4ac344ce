import Content
import Diagnostics
import Documents
import GitStore
import Testing

@Suite("Content that git has stored")
struct GitSourceTests {
  private let folder: TemporaryFolder
  private let environment: GitEnvironment

  init() throws {
    folder = try TemporaryFolder()
    environment = GitEnvironment(variables: [
      "HOME": folder.path + "/home", "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_CEILING_DIRECTORIES": folder.path, "GIT_AUTHOR_NAME": "Ada",
      "GIT_AUTHOR_EMAIL": "ada@example.org", "GIT_COMMITTER_NAME": "Ada",
      "GIT_COMMITTER_EMAIL": "ada@example.org",
    ])
  }

  private var root: String { folder.path + "/repo" }

  private func open() throws -> sending Repository {
    try Repository.open(at: root, environment: environment)
  }

  /// Commits the good repository in the folder `content`.
  private func commitGood() throws -> Revision {
    let repository = try Repository.create(at: root, environment: environment)
    var paths: [String] = []
    for (path, bytes) in try FixtureRepository.goodFiles() {
      try folder.write(Array("repo/content/\(path)".utf8), bytes)
      paths.append("content/" + path)
    }
    try folder.write("repo/README.md", "outside")
    try repository.stage(paths + ["README.md"])
    let draft = CommitDraft(message: "Add", time: GitTime(seconds: 1_700_000_000, offset: 0))
    _ = try repository.commitStaged(draft)
    return try repository.resolve("HEAD")
  }

  @Test("a commit gives the same project as the work tree it came from")
  func revision() throws {
    let revision = try commitGood()
    // What happens in the work tree afterwards is nothing to the commit.
    try folder.write("repo/content/templates/hello/subject.liquid", "Changed")
    let source = try GitSource(
      revision: revision, title: "HEAD", root: "content", repository: open())
    #expect(source.name == "revision HEAD")
    #expect(try FixtureRepository.problems(of: source).map(FixtureRepository.summary) == [])
    let project = try #require(try Project.load(from: source).project)
    let part = try #require(project.templates[id: "hello"]?.part("subject", .text))
    #expect(String(decoding: part.source.bytes, as: UTF8.self) == "Hello {{ profile.firstName }}\n")
    #expect(part.path == "templates/hello/subject.liquid")
    #expect(try source.entry(at: "galley.yaml")?.blob?.count == 40)
    #expect(
      try source.entries(below: "profiles").map(\.path) == [
        "profiles/anna.yaml", "profiles/ben.json",
      ])
    #expect(throws: ContentError.self) { try source.bytes(at: "../README.md") }
  }

  @Test("folders that nobody asks about are left out")
  func skippedFolders() throws {
    let revision = try commitGood()
    let source = try GitSource(
      revision: revision, title: "HEAD", root: "content", repository: open(),
      without: ["profiles", "templates/hello"])
    #expect(try source.entries(below: "profiles").isEmpty)
    #expect(try source.entry(at: "templates/hello/template.yaml") == nil)
    #expect(try source.entry(at: "galley.yaml") != nil)
    let whole = try GitSource(
      revision: revision, title: "HEAD", root: "content", repository: open())
    let left = try whole.entries(below: "templates").filter {
      !$0.path.hasPrefix("templates/hello/")
    }
    #expect(try source.entries(below: "templates") == left)
  }

  @Test("the index gives what is staged, not what lies in the work tree")
  func index() throws {
    _ = try commitGood()
    let path = "repo/content/templates/hello/subject.liquid"
    try folder.write(path, "Staged")
    try open().stage(["content/templates/hello/subject.liquid"])
    try folder.write(path, "Not staged")
    let source = try GitSource(indexOf: open(), root: "content")
    let bytes = try source.bytes(at: "templates/hello/subject.liquid")
    #expect(String(decoding: bytes, as: UTF8.self) == "Staged")
    #expect(try FixtureRepository.problems(of: source).isEmpty)
  }

  @Test("a cache parses what two versions share only once")
  func cache() throws {
    let revision = try commitGood()
    try folder.write("repo/content/profiles/ben.json", #"{ "id": "p-9" }"#)
    try open().stage(["content/profiles/ben.json"])
    let cache = DocumentCache()
    let old = try GitSource(revision: revision, title: "HEAD", root: "content", repository: open())
    let before = try #require(try Project.load(from: old, cache: cache).project)
    let count = cache.count
    #expect(count > 10)
    let staged = try GitSource(indexOf: open(), root: "content")
    let after = try #require(try Project.load(from: staged, cache: cache).project)
    #expect(cache.count == count + 1)
    #expect(before.profiles[id: "ben"]?.document.value["id"]?.string == "p-2")
    #expect(after.profiles[id: "ben"]?.document.value["id"]?.string == "p-9")
  }

  @Test("a staged symbolic link is reported")
  func link() throws {
    _ = try commitGood()
    try folder.link("repo/content/profiles/eve.yaml", to: "anna.yaml")
    try open().stage(["content/profiles/eve.yaml"])
    let source = try GitSource(indexOf: open(), root: "content")
    #expect(
      try FixtureRepository.problems(of: source).map(FixtureRepository.summary) == [
        "content/symlink profiles/eve.yaml:1:1"
      ])
  }

  @Test("a file above the limit is reported")
  func largeFile() throws {
    let revision = try commitGood()
    let limits = ContentLimits(maximumFileBytes: 2_000)
    try folder.write("repo/content/fragments/long.liquid", String(repeating: "x", count: 2_001))
    try open().stage(["content/fragments/long.liquid"])
    let source = try GitSource(indexOf: open(), root: "content", limits: limits)
    #expect(
      try Project.load(from: source, limits: limits).diagnostics.map(
        FixtureRepository.summary) == ["content/file-too-large fragments/long.liquid:1:1"])
    let old = try GitSource(
      revision: revision, title: "HEAD", root: "content", repository: open(), limits: limits)
    #expect(try Project.load(from: old, limits: limits).diagnostics.isEmpty)
  }
}
