import Diagnostics
import FoundationEssentials
import Testing

@testable import Releases

@Suite struct RoundTripTests {
  private func build(
    _ algorithm: KeyAlgorithm, _ form: ReleaseBundle.Form
  ) throws -> (TemporaryDirectory, String, PrivateKey) {
    let directory = try TemporaryDirectory()
    let key = try PrivateKey.generate(algorithm)
    let path = directory("shop-messages-1.4.0.galley")
    #expect(try TestRelease.signed(key).write(to: path, as: form))
    return (directory, path, key)
  }

  @Test(arguments: KeyAlgorithm.allCases, [ReleaseBundle.Form.directory, .archive])
  func aBuiltReleaseVerifiesAndUnpacksToTheSameFiles(
    algorithm: KeyAlgorithm, form: ReleaseBundle.Form
  ) throws {
    let (directory, path, key) = try build(algorithm, form)
    let trust = try TrustPolicy(keys: [key.publicKey], expectedName: "shop-messages")
    let release = try ReleaseVerifier.verify(path, trust: trust)
    #expect(release.statement.version == "1.4.0")
    #expect(release.statement.sequence == 7)
    #expect(release.statement.commit == TestRelease.commit)
    #expect(release.statement.sourceDate == "2025-12-31T23:59:59Z")
    #expect(release.signers == [key.publicKey.keyID])
    #expect(release.hasProvenance)
    #expect(
      release.files.map(\.path) == [
        "galley.yaml", "profiles/ännchen.yaml", "recordings/big.json",
        "templates/welcome/subject.liquid",
      ])
    let target = directory("unpacked")
    try release.extract(to: target)
    for file in TestRelease.content.files {
      #expect(release.bytes(file.path) == file.bytes)
      let written = try Data(contentsOf: URL(filePath: target + "/" + file.path))
      #expect(Array(written) == file.bytes)
    }
    #expect(try directory.names == ["shop-messages-1.4.0.galley", "unpacked"])
    #expect(code { try release.extract(to: target) } == "target.exists")
  }

  @Test func theSameContentGivesTheSameBytes() throws {
    let first = try TestRelease.unsigned()
    let content = TestRelease.content
    let shuffled = ReleaseContent(
      name: content.name, files: content.files.reversed(), sourceTree: content.sourceTree,
      repository: content.repository)
    let second = try ReleaseBuilder.build(shuffled, version: "1.4.0")
    #expect(try first.archive() == second.archive())
    let renamed = try ReleaseBuilder.build(content, version: "2.0")
    #expect(renamed.digest == first.digest)
    // Worked out by another program from the same files: a change of it is a change of the format.
    #expect(
      first.digest.description
        == "sha256:8d1174a89790ed0e9fae4640edc7d596fbebbeece8ade45259cd334e23fbb18c")
  }

  @Test func ed25519SignaturesMakeTheWholeBundleReproducible() throws {
    let key = try PrivateKey.generate(.ed25519)
    #expect(try TestRelease.signed(key).archive() == TestRelease.signed(key).archive())
  }

  @Test func writingAgainIsNoWorkAndNeverOverwrites() throws {
    for form in [ReleaseBundle.Form.directory, .archive] {
      let directory = try TemporaryDirectory()
      let path = directory("a.galley")
      let bundle = try TestRelease.unsigned()
      #expect(try bundle.write(to: path, as: form))
      #expect(try !bundle.write(to: path, as: form))
      let other = try ReleaseBuilder.build(TestRelease.content, version: "1.5.0")
      #expect(code { try other.write(to: path, as: form) } == "target.exists")
      #expect(try directory.names == ["a.galley"])
      #expect(try ReleaseBundle(reading: path).archive() == bundle.archive())
    }
  }

  @Test func nothingIsLeftWhenTheTargetCannotBeWritten() throws {
    let directory = try TemporaryDirectory()
    let bundle = try TestRelease.unsigned()
    let missing = directory("missing/a.galley")
    do {
      try bundle.write(to: missing, as: .directory)
      Issue.record("writing into a directory that is not there succeeded")
    } catch {
      #expect(error.code.name == "io.read")
      #expect(error.exitClass == .failed)
    }
    #expect(try directory.names == [])
  }

  @Test func leftOversOfKilledRunsAreSwept() throws {
    let directory = try TemporaryDirectory()
    for name in [".a.galley.tmp-1-0", ".a.galley.tmp-1-0/blobs", ".other.tmp-1-0"] {
      try directory.create(name)
    }
    try directory.write(".a.galley.tmp-1-0/blobs/x", "half a blob")
    try TestRelease.unsigned().write(to: directory("a.galley"), as: .directory)
    #expect(try directory.names == [".other.tmp-1-0", "a.galley"])
    try directory.create(".a.galley.tmp-1-0")
    #expect(try !TestRelease.unsigned().write(to: directory("a.galley"), as: .directory))
    #expect(try directory.names == [".other.tmp-1-0", "a.galley"])
  }

  @Test func whatAnotherRunIsWritingIsNotSwept() throws {
    let directory = try TemporaryDirectory()
    let path = directory("a.galley")
    do {
      let staging = try StagingDirectory(beside: path)
      try staging.contents.createFile("half", [1], mode: 0o644)
      try TestRelease.unsigned().write(to: path, as: .directory)
      #expect(try directory.names.count == 2)
      // Whoever is second finds the target taken and leaves it as it is.
      #expect(code { try staging.publishDirectory() } == "target.exists")
    }
    #expect(try directory.names == ["a.galley"])
    _ = try ReleaseBundle(reading: path)
  }

  @Test(arguments: [ReleaseBundle.Form.directory, .archive])
  func aSecondKeyIsAddedBesideTheFirst(form: ReleaseBundle.Form) throws {
    let (directory, path, key) = try build(.p256, form)
    let other = try PrivateKey.generate(.ed25519)
    let both = try TrustPolicy(keys: [key.publicKey, other.publicKey], threshold: 2)
    #expect(code { _ = try ReleaseVerifier.verify(path, trust: both) } == "signature.threshold")
    let one = try TrustPolicy(keys: [key.publicKey])
    let bundle = try ReleaseBundle(reading: path)
    try bundle.adding(other, trusting: one).update(at: path)
    let release = try ReleaseVerifier.verify(path, trust: both)
    #expect(Set(release.signers) == [key.publicKey.keyID, other.publicKey.keyID])
    #expect(
      try ReleaseVerifier.verify(path, trust: one).untrustedSigners == [other.publicKey.keyID])
    let again = try ReleaseBundle(reading: path)
    let foreign = try ReleaseBuilder.build(
      ReleaseContent(
        name: "other", files: TestRelease.content.files, sourceTree: TestRelease.tree,
        repository: "r"), version: "1")
    #expect(code { try foreign.update(at: path) } == "target.exists")
    #expect(code { _ = try again.adding(other, trusting: one) } == "signature.duplicate")
    #expect(try directory.names == ["shop-messages-1.4.0.galley"])
  }

  @Test func describesAndComparesReleases() throws {
    let key = try PrivateKey.generate()
    let before = try ReleaseDescription(TestRelease.signed(key))
    #expect(before.signatures.map(\.keyID) == [key.publicKey.keyID, key.publicKey.keyID])
    #expect(before.statement?.version == "1.4.0")
    #expect(before.verifiedSigners.isEmpty)
    var files = TestRelease.content.files.filter { $0.path != "galley.yaml" }
    files.append(.init(path: "galley.yaml", bytes: [0x41], kind: "project"))
    files.append(.init(path: "new.yaml", bytes: [], kind: "switches"))
    files.removeAll { $0.path == "recordings/big.json" }
    let content = ReleaseContent(
      name: "shop-messages", files: files, sourceTree: TestRelease.tree, repository: "r")
    let after = try ReleaseDescription(ReleaseBuilder.build(content, version: "2"))
    let difference = ReleaseDifference(from: before, to: after)
    #expect(difference.added.map(\.path) == ["new.yaml"])
    #expect(difference.removed.map(\.path) == ["recordings/big.json"])
    #expect(difference.changed.map(\.after.path) == ["galley.yaml"])
    #expect(after.statement == nil && after.signatures.isEmpty)
    #expect(ReleaseDifference(from: before, to: before).isEmpty)
    #expect(
      difference.output.text().hasPrefix(#"{"added":[{"path":"new.yaml","size":0,"sha256":""#))
    let shown = before.output.text()
    #expect(shown.hasPrefix(#"{"name":"shop-messages","digest":"\#(before.digest)""#))
    #expect(shown.contains(#""statement":{"name":"shop-messages","version":"1.4.0","sequence":7"#))
  }
}
