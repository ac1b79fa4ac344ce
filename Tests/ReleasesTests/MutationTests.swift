import Diagnostics
import Documents
import Testing

@testable import Releases

/// Random damage, the same in every run: nothing crashes and nothing false is taken.
@Suite struct MutationTests {
  private static let content = ReleaseContent(
    name: "shop-messages",
    files: [
      .init(path: "galley.yaml", bytes: Array("name: shop-messages\n".utf8), kind: "project"),
      .init(path: "templates/a/body.html.liquid", bytes: Array("<p>{{ x }}</p>".utf8), kind: "t"),
      .init(path: "empty", bytes: [], kind: "t"),
    ], sourceTree: TestRelease.tree, repository: "r")

  private static func release(_ key: PrivateKey) throws -> ReleaseBundle {
    try ReleaseBuilder.build(content, version: "1.4.0").signed(
      as: TestRelease.identity(), with: key)
  }

  /// Whether damage was refused, or taken with everything that counts unchanged.
  private func isHarmless(
    _ good: VerifiedRelease, _ trust: TrustPolicy, _ read: () throws -> ReleaseBundle
  ) -> Bool {
    do {
      let release = try ReleaseVerifier.verify(read(), trust: trust)
      return release.digest == good.digest && release.statement == good.statement
        && release.payload == good.payload && release.signers == good.signers
        && good.files == release.files
        && good.files.allSatisfy { release.bytes($0.path) == good.bytes($0.path) }
    } catch {
      return error is ReleaseError
    }
  }

  @Test func damagedArchivesOfReleases() throws {
    let key = try PrivateKey.generate(.ed25519)
    let trust = try TrustPolicy(keys: [key.publicKey])
    let bundle = try Self.release(key)
    let archive = try bundle.archive()
    let good = try ReleaseVerifier.verify(ReleaseBundle(archive: archive), trust: trust)
    var damage = Damage(seed: 1)
    for round in 0..<500 {
      let bytes = damage.apply(to: archive)
      #expect(isHarmless(good, trust) { try ReleaseBundle(archive: bytes) }, "round \(round)")
    }
  }

  @Test func damagedMembersOfLayouts() throws {
    let key = try PrivateKey.generate(.ed25519)
    let trust = try TrustPolicy(keys: [key.publicKey])
    let bundle = try Self.release(key)
    let good = try ReleaseVerifier.verify(bundle, trust: trust)
    var damage = Damage(seed: 2)
    let members = bundle.members
    for round in 0..<500 {
      let member = members[damage.next(members.count)]
      let layout = Forgery.members(
        of: bundle, changing: [member.path: damage.apply(to: member.bytes)])
      let isFine = isHarmless(good, trust) { try ReleaseBundle(layout, limits: ReleaseLimits()) }
      #expect(isFine, "round \(round)")
    }
  }

  @Test func damagedSignatureBundlesUnderRightHashes() throws {
    let key = try PrivateKey.generate(.p256)
    let trust = try TrustPolicy(keys: [key.publicKey])
    let bundle = try Self.release(key)
    let good = try ReleaseVerifier.verify(bundle, trust: trust)
    var damage = Damage(seed: 3)
    for round in 0..<500 {
      var spoiled = bundle
      spoiled.attestations = [
        Forgery.attestation(damage.apply(to: bundle.attestations[0].bundleBytes), of: bundle)
      ]
      let layout = Forgery.members(of: spoiled)
      let isFine = isHarmless(good, trust) { try ReleaseBundle(layout, limits: ReleaseLimits()) }
      #expect(isFine, "round \(round)")
    }
  }

  @Test func damagedStatementsUnderRightSignatures() throws {
    let key = try PrivateKey.generate(.ed25519)
    let trust = try TrustPolicy(keys: [key.publicKey])
    let bundle = try Self.release(key)
    let payload = try SigstoreBundle(bundle.attestations[0].bundleBytes, place: "t").payload
    var damage = Damage(seed: 4)
    for _ in 0..<500 {
      let signed = try SigstoreBundle(signing: damage.apply(to: payload), with: key).bytes
      var spoiled = bundle
      spoiled.attestations = [Forgery.attestation(signed, of: bundle)]
      do {
        let release = try ReleaseVerifier.verify(spoiled, trust: trust)
        #expect(release.statement.manifest == bundle.digest)
        #expect(release.statement.name == "shop-messages")
      } catch {
        #expect(error.exitClass == .refused)
      }
    }
  }

  @Test func theReadersTakeOnlyWhatTheWritersWrite() throws {
    let archive = try TarWriter.archive(
      Self.content.files.map { (path: Array(("content/" + $0.path).utf8), bytes: $0.bytes) })
    let layer = StoredGzip.wrap(archive)
    var damage = Damage(seed: 5)
    var taken = 0
    for _ in 0..<1_500 {
      let bytes = damage.apply(to: archive)
      var reader = TarReader(bytes, prefix: "content/", limits: ReleaseLimits())
      if let entries = try? reader.read() {
        let files = entries.map { (path: Array($0.path.utf8), bytes: Array(bytes[$0.range])) }
        #expect(try TarWriter.archive(files) == bytes)
        taken += 1
      }
      let packed = damage.apply(to: layer)
      if let unpacked = try? GzipReader.unwrap(packed, maximum: archive.count + 1_000) {
        #expect(StoredGzip.wrap(unpacked) == packed)
      }
    }
    // Damage inside a file's bytes makes another good archive; were there none, nothing was tried.
    #expect(taken > 0)
  }

  @Test func whatIsWrittenIsCanonical() throws {
    let bundle = try TestRelease.signed(.generate())
    let texts =
      [bundle.indexBytes, bundle.manifestBytes, bundle.configBytes]
      + bundle.attestations.flatMap { [$0.manifestBytes, $0.bundleBytes] }
      + bundle.attestations.map {
        (try? SigstoreBundle($0.bundleBytes, place: "t").payload) ?? []
      }
    for text in texts {
      let document = try #require(
        JSONReader.read(SourceText(path: "blob", bytes: text)).document)
      #expect(try CanonicalJSON.write(document) == text)
    }
  }
}

/// A small generator of random damage, the same for the same seed.
private struct Damage {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  private mutating func random() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }

  mutating func next(_ bound: Int) -> Int { Int(random() % UInt64(max(1, bound))) }

  /// One to three changes of a random kind.
  mutating func apply(to bytes: [UInt8]) -> [UInt8] {
    var output = bytes
    for _ in 0...next(3) where !output.isEmpty {
      let place = next(output.count)
      let count = min(output.count - place, 1 + next(next(4) == 0 ? 600 : 8))
      switch next(8) {
      case 0, 1: output[place] ^= 1 << UInt8(next(8))
      case 2: output[place] = UInt8(next(256))
      case 3: output.removeSubrange(place..<place + count)
      case 4: output.insert(contentsOf: output[place..<place + count], at: next(output.count))
      case 5: output.removeLast(output.count - place)
      case 6:
        let other = next(output.count - count + 1)
        let piece = Array(output[other..<other + count])
        output.replaceSubrange(place..<place + count, with: piece)
      default: output.append(contentsOf: (0..<count).map { _ in UInt8(next(256)) })
      }
    }
    return output
  }
}
