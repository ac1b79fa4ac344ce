import Diagnostics
import Documents
import FoundationEssentials
import JSONSchema
import Testing

@testable import Releases

@Suite struct BuildTests {
  private func build(_ paths: [String]) -> String? {
    let files = paths.map { ReleaseContent.File(path: $0, bytes: [0x41], kind: "template") }
    let content = ReleaseContent(
      name: "shop", files: files, sourceTree: TestRelease.tree, repository: "r")
    return code { _ = try ReleaseBuilder.build(content, version: "1") }
  }

  @Test(arguments: [
    (["a/../b"], "path.traversal"), (["/a"], "path.absolute"), (["a//b"], "path.notCanonical"),
    (["./a"], "path.notCanonical"), (["a/"], "path.notCanonical"), ([""], "path.empty"),
    (["a\\b"], "path.backslash"), (["C:a"], "path.reserved"), (["a/nul.txt"], "path.reserved"),
    (["a\nb"], "path.control"), (["a\u{202E}b"], "path.control"), (["cafe\u{301}"], "path.notNFC"),
    (["A.txt", "a.txt"], "entry.caseCollision"), (["A/x", "a/y"], "entry.caseCollision"),
    (["café", "cafe\u{301}"], "entry.unicodeCollision"), (["a", "a"], "entry.duplicate"),
    (["a", "a/b"], "entry.fileDirConflict"), (["._a"], "path.reserved"),
    ([".git/config"], "path.reserved"), ([".GIT/config"], "path.reserved"),
    ([String(repeating: "x", count: 101)], "limit.path"),
    ([String(repeating: "a/", count: 40) + "b"], "limit.depth"), ([], "tar.empty"),
  ])
  func refusesWhatVerificationWouldRefuse(paths: [String], expected: String) {
    #expect(build(paths) == expected)
  }

  @Test(arguments: [
    "templates/a/body.html.liquid", ".galleyignore", "a b/c", "größe/ß", "console.yaml",
    String(repeating: "d", count: 100) + "/" + String(repeating: "f", count: 100),
  ])
  func takesOrdinaryNames(path: String) {
    #expect(build([path]) == nil)
  }

  @Test func namesTheFileAndIsAnInputError() throws {
    let content = ReleaseContent(
      name: "shop", files: [.init(path: "templates/._a", bytes: [], kind: "template")],
      sourceTree: TestRelease.tree, repository: "r")
    do {
      _ = try ReleaseBuilder.build(content, version: "1")
      Issue.record("the path was taken")
    } catch {
      #expect(error.exitClass == .input)
      #expect(
        error.description.contains("'content/templates/._a'")
          || error.description.contains("'templates/._a'"))
      #expect(error.description.hasPrefix("error[path.reserved]: "))
    }
  }

  @Test func aRepositoryNeedsNoName() throws {
    let key = try PrivateKey.generate()
    let content = ReleaseContent(
      name: "shop", files: TestRelease.content.files, sourceTree: TestRelease.tree, repository: "")
    let origin = Provenance(repository: "", reference: "HEAD", builderID: "urn:galley:cli")
    let bundle = try ReleaseBuilder.build(content, version: "1.4.0").signed(
      as: TestRelease.identity(), with: key, provenance: origin)
    let archive = try bundle.archive()
    let release = try ReleaseVerifier.verify(
      ReleaseBundle(archive: archive), trust: TrustPolicy(keys: [key.publicKey]))
    #expect(release.config.repository.isEmpty)
    #expect(release.hasProvenance)
  }

  @Test func checksItsParameters() throws {
    let content = TestRelease.content
    #expect(code { _ = try ReleaseBuilder.build(content, version: "1/2") } == "build.parameter")
    let short = ReleaseContent(
      name: "shop", files: content.files, sourceTree: "abc", repository: "r")
    #expect(code { _ = try ReleaseBuilder.build(short, version: "1") } == "build.parameter")
    let bundle = try TestRelease.unsigned()
    let key = try PrivateKey.generate()
    let other = TestRelease.identity(version: "9")
    #expect(code { _ = try bundle.signed(as: other, with: key) } == "build.parameter")
    let zero = TestRelease.identity(sequence: 0)
    #expect(code { _ = try bundle.signed(as: zero, with: key) } == "build.parameter")
  }

  @Test func thePublishedSchemaDescribesWhatIsBuilt() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = try Data(contentsOf: root.appending(path: "schemas/release.schema.json"))
    let source = SourceText(path: "release.schema.json", bytes: Array(file))
    let published = try #require(JSONReader.read(source).document)
    let schema = try #require(Schema.compile(published).schema)
    func isValid(_ bytes: [UInt8]) throws -> Bool {
      let config = SourceText(path: "release.json", bytes: bytes)
      return try schema.isValid(#require(JSONReader.read(config).document))
    }
    let bytes = try TestRelease.unsigned().configBytes
    #expect(try isValid(bytes))
    let text = String(decoding: bytes, as: UTF8.self)
    for (old, new) in [
      (#""formatVersion":1"#, #""formatVersion":2"#), (#""kind""#, #""kinds""#),
      (#""tree":"1a"#, #""tree":"zz"#),
    ] {
      #expect(try !isValid(Array(text.replacing(old, with: new).utf8)))
    }
  }
}
