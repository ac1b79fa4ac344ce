import Testing

@testable import Releases

/// Layouts that name or hold something else than they should; numbers as in the threat table.
@Suite struct LayoutTests {
  private let key: PrivateKey
  private let good: ReleaseBundle

  init() throws {
    key = try .generate(.ed25519)
    good = try TestRelease.signed(key)
  }

  private func refusal(_ members: LayoutMembers) throws -> String? {
    let trust = try TrustPolicy(keys: [key.publicKey])
    return code {
      _ = try ReleaseVerifier.verify(
        ReleaseBundle(members, limits: ReleaseLimits()), trust: trust)
    }
  }

  private func refusal(changing changes: [String: [UInt8]?]) throws -> String? {
    try refusal(Forgery.members(of: good, changing: changes))
  }

  private func blob(_ bytes: [UInt8]) -> String {
    ReleaseFormat.blobPrefix + ContentDigest(of: bytes).hex
  }

  /// The good layout with another index.
  private func index(_ change: (String) -> String) throws -> String? {
    let text = change(String(decoding: good.indexBytes, as: UTF8.self))
    return try refusal(changing: ["index.json": Array(text.utf8)])
  }

  /// A layout around another release manifest, properly named in the index.
  private func manifest(_ change: (String) -> String) throws -> String? {
    let bytes = Array(change(String(decoding: good.manifestBytes, as: UTF8.self)).utf8)
    var descriptor = Descriptor(ReleaseFormat.manifestMediaType, of: bytes)
    descriptor.artifactType = ReleaseFormat.releaseArtifact
    let index = CanonicalValue.object([
      "schemaVersion": .integer(2), "mediaType": .string(ReleaseFormat.indexMediaType),
      "manifests": .array([descriptor.canonical]),
    ])
    return try refusal(changing: ["index.json": index.bytes, blob(bytes): bytes])
  }

  @Test func theGoodLayoutIsTaken() throws {
    #expect(try refusal(changing: [:]) == nil)
  }

  @Test func case57AnAttestationWithoutItsBlob() throws {
    let attestation = good.attestations[0]
    #expect(
      try refusal(changing: [blob(attestation.bundleBytes): nil]) == "signature.missing")
    #expect(
      try refusal(changing: [blob(attestation.manifestBytes): nil]) == "signature.missing")
  }

  @Test func case58And59EveryBlobIsHashed() throws {
    for bytes in [good.manifestBytes, good.configBytes, good.layerBytes]
      + good.attestations.flatMap({ [$0.manifestBytes, $0.bundleBytes] })
    {
      var other = bytes
      other[bytes.count / 2] ^= 1
      #expect(try refusal(changing: [blob(bytes): other]) == "oci.digest")
      #expect(try refusal(changing: [blob(bytes): bytes + [0x20]]) == "oci.size")
    }
    for bytes in [good.manifestBytes, good.configBytes, good.layerBytes] {
      #expect(try refusal(changing: [blob(bytes): nil]) == "oci.missing")
    }
  }

  @Test func case60To62TypesOfDocuments() throws {
    #expect(
      try manifest {
        $0.replacing(ReleaseFormat.manifestMediaType, with: ReleaseFormat.indexMediaType)
      } == "oci.mediaType")
    #expect(
      try manifest { $0.replacing(ReleaseFormat.layerMediaType, with: "application/x-tar") }
        == "oci.mediaType")
    #expect(
      try index {
        $0.replacing(ReleaseFormat.manifestMediaType, with: ReleaseFormat.indexMediaType)
      } == "oci.index")
    #expect(try index { _ in #"{"schemaVersion":2,"manifests":[]}"# } == "oci.index")
    #expect(try index { _ in #"{"schemaVersion":1,"manifests":[]}"# } == "oci.index")
    #expect(try index { _ in "[]" } == "oci.index")
    #expect(try index { $0 + "}" } == "json.strict")
    #expect(
      try manifest { $0.replacing("galley.release.v1\"", with: "galley.release.v9\"") }
        == "oci.manifest")
  }

  @Test func case61Layers() throws {
    let layer = Descriptor(ReleaseFormat.layerMediaType, of: good.layerBytes).canonical.bytes
    let text = String(decoding: layer, as: UTF8.self)
    #expect(try manifest { $0.replacing(text, with: text + "," + text) } == "oci.layers")
    #expect(try manifest { $0.replacing("[" + text + "]", with: "[]") } == "oci.layers")
    #expect(
      try manifest {
        $0.replacing(text, with: text.dropLast() + #","urls":["https://evil.example/x"]}"#)
      } == "oci.layers")
  }

  @Test func case63Digests() throws {
    let digest = good.digest.description
    for other in [
      "sha512:" + good.digest.hex, "sha256:../../x", "sha256:" + good.digest.hex.uppercased(),
      good.digest.hex, "sha256:" + good.digest.hex.dropLast(), "md5:00", "",
    ] {
      #expect(try index { $0.replacing(digest, with: other) } == "oci.digestFormat")
    }
  }

  @Test func case64LinksAreNotFollowed() throws {
    let trust = try TrustPolicy(keys: [key.publicKey])
    for member in ["oci-layout", "index.json", "blobs", "blobs/sha256", blob(good.layerBytes)] {
      let directory = try TemporaryDirectory()
      let path = directory("x.galley")
      try good.write(to: path, as: .directory)
      try directory.move("x.galley/" + member, to: "elsewhere")
      try directory.link("x.galley/" + member, to: directory("elsewhere"))
      #expect(
        code { _ = try ReleaseVerifier.verify(path, trust: trust) } == "oci.layout", "\(member)")
    }
  }

  @Test func foreignFilesAreNamed() throws {
    let trust = try TrustPolicy(keys: [key.publicKey])
    for member in ["README", "blobs/x", "blobs/sha256/._a", "blobs/sha512"] {
      let directory = try TemporaryDirectory()
      let path = directory("x.galley")
      try good.write(to: path, as: .directory)
      try directory.write("x.galley/" + member, "x")
      do {
        _ = try ReleaseVerifier.verify(path, trust: trust)
        Issue.record("\(member) was taken")
      } catch {
        #expect(error.code.name == "oci.layout")
        #expect(error.description.contains(member))
      }
    }
  }

  @Test func anAttestationOfAnotherReleaseIsRefused() throws {
    var spoiled = try TestRelease.unsigned()
    let content = ReleaseContent(
      name: "other", files: TestRelease.content.files, sourceTree: TestRelease.tree,
      repository: "r")
    let other = try ReleaseBuilder.build(content, version: "1.4.0").signed(
      as: TestRelease.identity(), with: key)
    spoiled.attestations = other.attestations
    #expect(try refusal(Forgery.members(of: spoiled)) == "oci.subject")
  }

  @Test func blobsThatNothingNamesAreHarmlessWhenTheyAreWhatTheySay() throws {
    let orphan = Array("left by an interrupted 'sign --add'".utf8)
    #expect(try refusal(changing: [blob(orphan): orphan]) == nil)
    #expect(try refusal(changing: [blob(orphan): [1, 2, 3]]) == "oci.digest")
  }

  @Test func tooManyAttestationsAreNotLookedAt() throws {
    let one = Descriptor(ReleaseFormat.manifestMediaType, of: []).canonical.bytes
    let text = String(decoding: one, as: UTF8.self)
    let list = String(repeating: text + ",", count: 100) + text
    #expect(
      try index { _ in #"{"schemaVersion":2,"manifests":[\#(list)]}"# } == "limit.attestations")
  }

  @Test func aPathThatIsNotThereIsAFailureNotARefusal() throws {
    let directory = try TemporaryDirectory()
    do {
      _ = try ReleaseBundle(reading: directory("nothing"))
      Issue.record("nothing was read")
    } catch {
      #expect(error.code.name == "io.read")
      #expect(error.exitClass == .failed)
    }
  }
}
