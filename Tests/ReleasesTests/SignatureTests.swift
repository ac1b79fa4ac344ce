import Documents
import Testing

@testable import Releases

/// One good release, spoiled one field at a time; the numbers are those of the threat table.
@Suite struct SignatureTests {
  private let key: PrivateKey
  private let trust: TrustPolicy
  private let good: ReleaseBundle

  init() throws {
    key = try .generate(.p256)
    trust = try TrustPolicy(keys: [key.publicKey], expectedName: "shop-messages")
    good = try TestRelease.signed(key, provenance: false)
  }

  private func refusal(
    _ bundle: ReleaseBundle, _ policy: TrustPolicy? = nil
  ) throws -> String? {
    let archive = try bundle.archive()
    return code {
      _ = try ReleaseVerifier.verify(ReleaseBundle(archive: archive), trust: policy ?? trust)
    }
  }

  /// The one signature bundle of the good release with a text replaced.
  private func replacing(_ old: String, _ new: String) throws -> ReleaseBundle {
    let text = String(decoding: good.attestations[0].bundleBytes, as: UTF8.self)
    let ranges = text.ranges(of: old)
    try #require(ranges.count >= 1)
    let range = try #require(ranges.first)
    return try Forgery.release(with: Array(text.replacingCharacters(range, with: new).utf8))
  }

  private var signed: SigstoreBundle {
    get throws { try SigstoreBundle(good.attestations[0].bundleBytes, place: "test") }
  }

  private func envelope(
    payload: String? = nil, signature: [UInt8]? = nil, keyID: String? = nil, hint: String? = nil
  ) throws -> [UInt8] {
    let signed = try signed
    return CanonicalValue.object([
      "mediaType": .string(ReleaseFormat.bundleMediaType),
      "verificationMaterial": .object([
        "publicKey": .object(["hint": .string(hint ?? key.publicKey.hint)])
      ]),
      "dsseEnvelope": .object([
        "payload": .string(payload ?? Base64.encode(signed.payload)),
        "payloadType": .string(ReleaseFormat.payloadType),
        "signatures": .array([
          .object([
            "keyid": .string(keyID ?? ""),
            "sig": .string(Base64.encode(signature ?? signed.signature)),
          ])
        ]),
      ]),
    ]).bytes
  }

  @Test func theGoodReleaseIsTaken() throws {
    #expect(try refusal(good) == nil)
    #expect(try refusal(Forgery.release(with: envelope())) == nil)
  }

  @Test func case37NoSignature() throws {
    #expect(try refusal(TestRelease.unsigned()) == "signature.missing")
    let text = String(decoding: good.attestations[0].bundleBytes, as: UTF8.self)
    let start = try #require(text.range(of: #""signatures":["#)).upperBound
    let end = try #require(text.range(of: "]", in: start)).lowerBound
    let none = String(text[..<start]) + String(text[end...])
    #expect(try refusal(Forgery.release(with: Array(none.utf8))) == "signature.missing")
  }

  @Test func case38EveryFlippedByteOfThePayloadAndSignature() throws {
    let signed = try signed
    for index in stride(from: 0, to: signed.payload.count, by: 7) {
      var payload = signed.payload
      payload[index] ^= 1
      let bytes = try envelope(payload: Base64.encode(payload))
      #expect(try refusal(Forgery.release(with: bytes)) == "signature.invalid")
    }
    for index in 8..<30 {
      var signature = signed.signature
      signature[index] ^= 1
      let bytes = try envelope(signature: signature)
      #expect(try refusal(Forgery.release(with: bytes)) == "signature.invalid")
    }
  }

  @Test func case39UntrustedKeyIsNamed() throws {
    let other = try PrivateKey.generate(.ed25519)
    let release = try TestRelease.signed(other)
    do {
      _ = try ReleaseVerifier.verify(release, trust: trust)
      Issue.record("the release was accepted")
    } catch {
      #expect(error.code.name == "signature.untrustedKey")
      #expect(error.found == other.publicKey.keyID)
      #expect(error.expected?.contains(key.publicKey.keyID) == true)
      #expect(error.exitClass == .refused)
    }
  }

  @Test func case40ClaimingATrustedKey() throws {
    let other = try PrivateKey.generate(.p256)
    let message = PreAuthenticationEncoding.bytes(
      type: ReleaseFormat.payloadType, payload: try signed.payload)
    let bytes = try envelope(signature: other.sign(message))
    #expect(try refusal(Forgery.release(with: bytes)) == "signature.invalid")
    let named = try envelope(
      signature: other.sign(message), keyID: key.publicKey.keyID, hint: other.publicKey.hint)
    #expect(try refusal(Forgery.release(with: named)) == "signature.invalid")
    // A false claim beside a true signature is still a false claim.
    var both = good
    both.attestations.append(Forgery.attestation(bytes, of: good))
    #expect(try refusal(both) == "signature.invalid")
  }

  @Test func case41OneKeyCountsOnce() throws {
    let other = try PrivateKey.generate(.ed25519)
    let two = try TrustPolicy(keys: [key.publicKey, other.publicKey], threshold: 2)
    let message = PreAuthenticationEncoding.bytes(
      type: ReleaseFormat.payloadType, payload: try signed.payload)
    var twice = good
    twice.attestations.append(
      try Forgery.attestation(envelope(signature: key.sign(message)), of: good))
    #expect(try refusal(twice) == nil)
    #expect(try refusal(twice, two) == "signature.threshold")
    var malleated = good
    malleated.attestations.append(
      try Forgery.attestation(
        envelope(signature: P256Malleation.negated(signed.signature)), of: good))
    #expect(try refusal(malleated) == nil)
    #expect(try refusal(malleated, two) == "signature.threshold")
    // The same key under two spellings, and so two hashes of its file, is one key.
    #expect(
      code { _ = try TrustPolicy(keys: [key.publicKey, key.publicKey], threshold: 2) }
        == "trust.threshold")
  }

  @Test func case44SignaturesOfAnotherForm() throws {
    let signature = try signed.signature
    let raw = [UInt8](repeating: 1, count: 64)
    var negative = signature
    negative[4] |= 0x80
    for (form, isRefused) in [
      (signature + [0], true), (raw, true), ([], true), ([0x30, 0], true),
      (Array(signature.dropLast()), true), (negative, signature[4] != 0),
    ] where isRefused {
      let bytes = try envelope(signature: form)
      #expect(try refusal(Forgery.release(with: bytes)) == "signature.encoding")
    }
    let other = try PrivateKey.generate(.ed25519)
    let short = try envelope(
      signature: [UInt8](repeating: 1, count: 63), hint: other.publicKey.hint)
    let both = try TrustPolicy(keys: [other.publicKey])
    #expect(try refusal(Forgery.release(with: short), both) == "signature.encoding")
  }

  @Test func case45Base64() throws {
    let payload = Base64.encode(try signed.payload)
    for text in [
      " " + payload, payload + "\n", payload + "=", payload + "====", String(payload.dropLast()),
      payload.replacingFirst(4, with: "-_+/"), "aGl=", "aGk", "aGk==", "aGk=aGk=", "====",
    ] {
      let bytes = try envelope(payload: text)
      #expect(try refusal(Forgery.release(with: bytes)) == "envelope.base64", "\(text.prefix(8))")
    }
  }

  @Test func bothAlphabetsOfBase64AreTaken() throws {
    let signed = try signed
    // A payload of one's own choice, so that the two alphabets differ for certain.
    let text = String(decoding: signed.payload, as: UTF8.self).replacing(
      "}", with: #","x":"~~~???ÿÿÿ>>>"}"#, maxReplacements: 1)
    let other = try SigstoreBundle(signing: Array(text.utf8), with: key)
    let standard = Base64.encode(other.payload)
    let safe = standard.replacing("+", with: "-").replacing("/", with: "_")
    #expect(standard != safe)
    let bytes = try envelope(payload: safe, signature: other.signature)
    #expect(try refusal(Forgery.release(with: bytes)) == nil)
  }

  @Test func case46To48TheFrame() throws {
    let other = try SigstoreBundle(
      signing: signed.payload, as: "application/vnd.galley.other+json", with: key)
    #expect(try refusal(Forgery.release(with: other.bytes)) == "envelope.payloadType")
    // A type that was only altered is not what the key signed.
    #expect(try refusal(replacing("vnd.in-toto+json", "vnd.in-toto+jsan")) == "signature.invalid")
    #expect(
      try refusal(replacing("sigstore.bundle.v0.3+json", "sigstore.bundle+json;version=0.1"))
        == "bundle.mediaType")
    #expect(
      try refusal(replacing(#""signatures":[{"#, #""signatures":[{"sig":""},{"#))
        == "bundle.signatureCount")
    #expect(try refusal(replacing(#""hint""#, #""hunt""#)) == "bundle.content")
    #expect(try refusal(replacing(#""publicKey""#, #""certificate""#)) == "bundle.key")
    #expect(try refusal(replacing(#""dsseEnvelope""#, #""messageSignature""#)) == "bundle.content")
  }

  @Test func case54AnotherProduct() throws {
    let other = try TrustPolicy(keys: [key.publicKey], expectedName: "bank-messages")
    #expect(try refusal(good, other) == "statement.name")
    let statement = try ReleaseStatement(
      name: "bank-messages", identity: TestRelease.identity(), manifest: good.digest)
    #expect(
      try refusal(Forgery.release(stating: statement.bytes, key: key)) == "statement.name")
  }

  @Test func anOldSequenceCanBeRefused() throws {
    let newer = try TrustPolicy(keys: [key.publicKey], minimumSequence: 8)
    #expect(try refusal(good, newer) == "statement.sequence")
    let same = try TrustPolicy(keys: [key.publicKey], minimumSequence: 7)
    #expect(try refusal(good, same) == nil)
  }

  @Test func trustedKeysMustAgree() throws {
    let other = try PrivateKey.generate(.ed25519)
    let statement = try ReleaseStatement(
      name: "shop-messages", identity: TestRelease.identity(sequence: 8), manifest: good.digest)
    var both = good
    both.attestations.append(
      try Forgery.attestation(
        SigstoreBundle(signing: statement.bytes, with: other).bytes, of: good))
    let two = try TrustPolicy(keys: [key.publicKey, other.publicKey])
    #expect(try refusal(both, two) == "statement.conflict")
    #expect(try refusal(both) == nil)
  }

  @Test func provenanceIsCheckedToo() throws {
    let release = try TestRelease.signed(key)
    var spoiled = release
    let index = try #require(
      release.attestations.firstIndex { $0.predicateType == ReleaseFormat.provenancePredicate })
    let statement = try ReleaseStatement(
      name: "shop-messages", identity: TestRelease.identity(),
      manifest: ContentDigest(of: [1, 2, 3]))
    let foreign = Provenance(repository: "r", reference: "main", builderID: "b")
    spoiled.attestations[index] = try Forgery.attestation(
      SigstoreBundle(signing: foreign.statementBytes(for: statement), with: key).bytes,
      of: release, as: ReleaseFormat.provenancePredicate)
    #expect(try refusal(spoiled) == "statement.subjectMismatch")
  }
}

extension String {
  fileprivate func replacingCharacters(_ range: Range<Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }

  fileprivate func replacingFirst(_ count: Int, with text: String) -> String {
    text + String(dropFirst(count))
  }

  fileprivate func range(of part: String, in start: Index? = nil) -> Range<Index>? {
    self[(start ?? startIndex)...].ranges(of: part).first
  }
}
