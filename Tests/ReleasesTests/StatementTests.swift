import Testing

@testable import Releases

/// What a trusted key signed may still be no statement about this release.
@Suite struct StatementTests {
  private let key: PrivateKey
  private let release: ReleaseBundle

  init() throws {
    key = try .generate(.ed25519)
    release = try TestRelease.unsigned()
  }

  private func refusal(_ payload: String) throws -> String? {
    try refusal(Array(payload.utf8))
  }

  private func refusal(_ payload: [UInt8]) throws -> String? {
    let trust = try TrustPolicy(keys: [key.publicKey])
    let bundle = try Forgery.release(stating: payload, key: key)
    return code { _ = try ReleaseVerifier.verify(bundle, trust: trust) }
  }

  /// A good statement with parts replaced.
  private func statement(
    subject: String? = nil, predicateType: String = ReleaseFormat.releasePredicate,
    predicate: String? = nil, more: String = ""
  ) -> String {
    let subject =
      subject ?? #"[{"digest":{"sha256":"\#(release.digest.hex)"},"name":"shop-messages"}]"#
    let predicate =
      predicate
        ?? #"""
        {"commit":"\#(TestRelease.commit)","name":"shop-messages","sequence":7,\#
        "sourceDate":"2025-12-31T23:59:59Z","version":"1.4.0"}
        """#
    return #"""
      {"_type":"https://in-toto.io/Statement/v1","predicate":\#(predicate),\#
      "predicateType":"\#(predicateType)","subject":\#(subject)\#(more)}
      """#
  }

  @Test func theGoodStatementIsTaken() throws {
    #expect(try refusal(statement()) == nil)
    // Fields that this version does not know are for those that do.
    #expect(try refusal(statement(more: #","extra":{"a":[null,true]}"#)) == nil)
  }

  @Test(arguments: ["", "not json", "[]", "null", "\"text\"", "\u{0}\u{1}"])
  func case49AValidSignatureOfSomethingElse(payload: String) throws {
    #expect(try refusal(payload) == "statement.parse")
  }

  @Test func case49AnObjectThatIsNoStatement() throws {
    #expect(try refusal(#"{"_type":"https://in-toto.io/Statement/v0.1"}"#) == "statement.parse")
    #expect(try refusal(statement(predicate: "{}")) == "statement.parse")
    #expect(try refusal(statement(predicate: "[]")) == "statement.parse")
  }

  @Test func case50AnotherPredicate() throws {
    #expect(
      try refusal(statement(predicateType: "https://slsa.dev/provenance/v1"))
        == "statement.predicateType")
    let claim = Provenance(repository: "r", reference: "main", builderID: "b")
    let identity = try ReleaseStatement(
      name: "shop-messages", identity: TestRelease.identity(), manifest: release.digest)
    #expect(try refusal(claim.statementBytes(for: identity)) == "statement.predicateType")
  }

  @Test func case51StrictJSON() throws {
    let good = statement()
    #expect(try refusal(statement(more: #","subject":[]"#)) == "json.strict")
    #expect(try refusal("\u{FEFF}" + good) == "json.strict")
    #expect(try refusal(String(good.dropLast()) + ",}") == "json.strict")
    #expect(try refusal(statement(more: #","a":1e400"#)) == "json.strict")
    #expect(try refusal(statement(more: #","a":1.0"#)) == "json.strict")
    #expect(try refusal(statement(more: #","a":9007199254740992"#)) == "json.strict")
    let nested = String(repeating: "[", count: 1_000) + String(repeating: "]", count: 1_000)
    #expect(try refusal(statement(more: #","a":\#(nested)"#)) == "json.strict")
    #expect(
      try refusal(statement(more: ",\"caf\u{E9}\":1,\"cafe\u{301}\":2")) == "json.strict")
    #expect(try refusal(Array(good.utf8) + [0xFF]) == "json.strict")
  }

  @Test func case52Subjects() throws {
    let hex = release.digest.hex
    let one = #"{"digest":{"sha256":"\#(hex)"},"name":"shop-messages"}"#
    for subject in [
      "[]", "[\(one),\(one)]", "{}", "[1]", #"[{"name":"shop-messages"}]"#,
      #"[{"digest":{"sha1":"\#(hex.prefix(40))"},"name":"shop-messages"}]"#,
      #"[{"digest":{"sha256":"\#(hex.dropLast())"},"name":"shop-messages"}]"#,
      #"[{"digest":{"sha256":"\#(hex.uppercased())"},"name":"shop-messages"}]"#,
      #"[{"digest":{"sha256":"zz"},"name":"shop-messages"}]"#,
    ] {
      #expect(try refusal(statement(subject: subject)) == "statement.subject")
    }
  }

  @Test func case53TheSubjectOfAnotherRelease() throws {
    let other = #"[{"digest":{"sha256":"\#(ContentDigest(of: [1]).hex)"},"name":"shop-messages"}]"#
    #expect(try refusal(statement(subject: other)) == "statement.subjectMismatch")
  }

  @Test func case54NamesThatDiffer() throws {
    let other = #"[{"digest":{"sha256":"\#(release.digest.hex)"},"name":"bank"}]"#
    #expect(try refusal(statement(subject: other)) == "statement.name")
  }

  @Test func case56EndlessStatementsStopBeforeAnyCryptography() throws {
    let trust = try TrustPolicy(keys: [key.publicKey])
    func refusal(_ bytes: [UInt8]) throws -> String? {
      let archive = try Forgery.release(with: bytes).archive()
      return code { _ = try ReleaseVerifier.verify(ReleaseBundle(archive: archive), trust: trust) }
    }
    #expect(try refusal([UInt8](repeating: 0x20, count: 10 << 20)) == "limit.bundle")
    let signatures = #"{"signatures":["# + String(repeating: "{},", count: 1_000_000) + "{}]}"
    #expect(try refusal(Array(signatures.utf8)) == "limit.bundle")
    let subjects = #"{"subject":["# + String(repeating: #"{"name":""},"#, count: 100_000) + "{}]}"
    #expect(try refusal(Array(subjects.utf8)) == "limit.bundle")
  }

  @Test func theVersionMustBeTheIndexs() throws {
    let other = statement().replacing("1.4.0", with: "1.5.0")
    #expect(try refusal(other) == "oci.index")
  }
}
