import Content
import Diagnostics
import Testing

@Suite("Content in a work tree")
struct WorkTreeSourceTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "galley.yaml",
      """
      galley: 1
      name: shop
      locales: { default: en, supported: [en] }
      clocks: { default: 2026-03-02T09:00:00+01:00 }
      """)
  }

  private func problems(_ limits: ContentLimits = ContentLimits()) throws -> [String] {
    let source = WorkTreeSource(root: folder.path, limits: limits)
    return try Project.load(from: source, limits: limits).diagnostics.map(FixtureRepository.summary)
  }

  @Test("is listed in byte order at any depth")
  func listing() throws {
    for name in ["fragments/b.liquid", "fragments/a/c.liquid", "fragments/a-b.liquid"] {
      try folder.write(name)
    }
    let source = WorkTreeSource(root: folder.path)
    #expect(
      try source.entries(below: "fragments").map(\.path) == [
        "fragments/a-b.liquid", "fragments/a/c.liquid", "fragments/b.liquid",
      ])
    #expect(try source.entries(below: "profiles").isEmpty)
    #expect(try source.entry(at: "fragments/b.liquid")?.size == 0)
    #expect(try source.entry(at: "fragments/x.liquid") == nil)
  }

  @Test("may hold any file outside of galley's folders")
  func foreignFiles() throws {
    try folder.write("README.md", "hello")
    try folder.write("node_modules/x/index.js")
    try folder.write(".git/config")
    try folder.write("templates/.gitkeep")
    #expect(try problems() == [])
  }

  @Test("a symbolic link to a file or a folder is reported and not followed")
  func symbolicLinks() throws {
    try folder.write("elsewhere/secret.yaml", "id: secret")
    try folder.write("profiles/anna.yaml", "id: anna")
    try folder.link("profiles/eve.yaml", to: "../elsewhere/secret.yaml")
    try folder.link("fragments", to: "elsewhere")
    #expect(
      try problems() == ["content/symlink fragments:1:1", "content/symlink profiles/eve.yaml:1:1"])
    let source = WorkTreeSource(root: folder.path)
    #expect(throws: ContentError.self) { try source.bytes(at: "profiles/eve.yaml") }
    #expect(throws: ContentError.self) { try source.bytes(at: "fragments/secret.yaml") }
  }

  @Test(
    "a path that leaves the root is refused",
    arguments: ["../x", "/etc/passwd", "profiles/../../x", "", "a//b", "./a", "a/."])
  func escapingPaths(path: String) {
    let source = WorkTreeSource(root: folder.path)
    let error = #expect(throws: ContentError.self) { try source.bytes(at: path) }
    #expect(error?.code == .invalidPath)
  }

  @Test("another repository is reported and not entered")
  func nestedRepository() throws {
    try folder.write("fragments/shared/.git", "gitdir: ../../.git/modules/shared")
    try folder.write("fragments/shared/footer.liquid")
    try folder.write("fragments/clone/.git/HEAD")
    #expect(
      try problems() == [
        "content/nested-repository fragments/clone:1:1",
        "content/nested-repository fragments/shared:1:1",
      ])
  }

  @Test("a pipe is reported and does not block")
  func pipes() throws {
    try folder.makeFolder("profiles")
    try folder.pipe("profiles/anna.yaml")
    #expect(try problems() == ["content/special-file profiles/anna.yaml:1:1"])
    let source = WorkTreeSource(root: folder.path)
    #expect(throws: ContentError.self) { try source.bytes(at: "profiles/anna.yaml") }
  }

  @Test("a file above the limit is reported and left out")
  func largeFiles() throws {
    try folder.write("fragments/a.liquid", String(repeating: "x", count: 300))
    try folder.write("fragments/b.liquid", String(repeating: "x", count: 299))
    #expect(
      try problems(ContentLimits(maximumFileBytes: 299)) == [
        "content/file-too-large fragments/a.liquid:1:1"
      ])
  }

  @Test("a name that is not UTF-8 is reported")
  func invalidNames() throws {
    try folder.write(Array("profiles/".utf8) + [0xFF, 0x2E, 0x79, 0x61, 0x6D, 0x6C], [])
    #expect(try problems() == ["content/invalid-file-name profiles/\u{FFFD}.yaml:1:1"])
  }

  @Test("paths that differ in upper and lower case only are reported")
  func caseCollisions() throws {
    try folder.write("schemas/common/a.schema.json", "{}")
    try folder.write("schemas/Common/b.schema.json", "{}")
    try folder.write("schemas/common/A.schema.json", "{}")
    #expect(
      try problems() == [
        "content/case-collision schemas/common/A.schema.json:1:1",
        "content/case-collision schemas/common/a.schema.json:1:1",
      ])
  }

  @Test("paths that differ in the composition of letters only are reported")
  func unicodeCollisions() throws {
    try folder.write("schemas/\u{E9}.schema.json", "{}")
    try folder.write("schemas/e\u{301}.schema.json", "{}")
    #expect(try problems() == ["content/unicode-collision schemas/\u{E9}.schema.json:1:1"])
  }

  @Test("more files than the limit are an error")
  func manyFiles() throws {
    for name in ["a", "b", "c"] { try folder.write("fragments/\(name).liquid") }
    let error = #expect(throws: ContentError.self) {
      try problems(ContentLimits(maximumFiles: 2))
    }
    #expect(error?.code == .tooManyFiles)
  }

  @Test("without galley.yaml there is no project")
  func missingSettings() throws {
    let error = #expect(throws: ContentError.self) {
      try Project.load(from: InMemorySource(texts: [:]))
    }
    #expect(error?.code == .settingsMissing)
    #expect(error?.isConfiguration == true)
  }
}

@Suite("The content root")
struct ContentRootTests {
  @Test("is the nearest folder upward with galley.yaml")
  func nearest() throws {
    let folder = try TemporaryFolder()
    try folder.write("galley.yaml")
    try folder.write("content/galley.yaml")
    try folder.write("content/templates/a/template.yaml")
    #expect(
      try ContentRoot.find(from: folder.path + "/content/templates/a") == folder.path + "/content")
    #expect(try ContentRoot.find(from: folder.path) == folder.path)
  }

  @Test("a file of nearly that name is named in the hint")
  func similarName() throws {
    let folder = try TemporaryFolder()
    try folder.write("galley.yml")
    let error = #expect(throws: ContentError.self) { try ContentRoot.find(from: folder.path) }
    #expect(error?.code == .rootNotFound)
    #expect(error?.isConfiguration == true)
    #expect(error?.hints.first?.contains("galley.yml") == true)
  }
}
