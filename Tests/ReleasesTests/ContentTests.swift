import Testing

@testable import Releases

/// The list of files against the files: a trusted key may have signed a list that lies.
@Suite struct ContentTests {
  private func refusal(
    listed: [(String, String)], held: [(String, String)], digest: ContentDigest? = nil,
    config: (ReleaseConfig) -> [UInt8] = { $0.bytes }
  ) throws -> String? {
    let key = try PrivateKey.generate(.ed25519)
    let archive = try TarWriter.archive(
      held.map { (path: Array("content/\($0.0)".utf8), bytes: Array($0.1.utf8)) })
    let files = listed.map { path, text in
      ReleaseFile(
        path: path, size: text.utf8.count, digest: ContentDigest(of: Array(text.utf8)),
        kind: "template", id: nil)
    }
    let bundle = try Forgery.bundle(
      layer: StoredGzip.wrap(archive), files: files,
      archiveDigest: digest ?? ContentDigest(of: archive), key: key, config: config)
    let trust = try TrustPolicy(keys: [key.publicKey])
    let bytes = try bundle.archive()
    return code { _ = try ReleaseVerifier.verify(ReleaseBundle(archive: bytes), trust: trust) }
  }

  @Test func theListMustBeTheArchive() throws {
    let good = [("a", "1"), ("b", "2")]
    #expect(try refusal(listed: good, held: good) == nil)
    #expect(try refusal(listed: [("a", "1"), ("big", "xx")], held: good) == "content.unlisted")
    #expect(try refusal(listed: good, held: [("a", "1")]) == "content.missing")
    #expect(try refusal(listed: good, held: [("b", "2")]) == "content.missing")
    #expect(try refusal(listed: good, held: [("a", "1"), ("b", "3")]) == "content.digest")
    #expect(try refusal(listed: good, held: [("a", "1"), ("b", "22")]) == "content.size")
    #expect(
      try refusal(listed: good, held: good, digest: ContentDigest(of: [])) == "content.digest")
    // One file more than listed is already more bytes than the release may unpack to.
    #expect(try refusal(listed: good, held: good + [("c", "3")]) == "limit.ratio")
  }

  @Test func theListItselfIsReadStrictly() throws {
    let good = [("a", "1"), ("b", "2")]
    func config(_ old: String, _ new: String) throws -> String? {
      try refusal(listed: good, held: good) {
        Array(String(decoding: $0.bytes, as: UTF8.self).replacing(old, with: new).utf8)
      }
    }
    #expect(try config(#""formatVersion":1"#, #""formatVersion":2"#) == "config.formatVersion")
    #expect(try config(#""name":"#, #""extra":1,"name":"#) == "config.parse")
    #expect(try config(#""path":"b""#, #""path":"B""#) == "config.parse")
    #expect(try config(#""path":"b""#, #""path":"../b""#) == "path.traversal")
    #expect(try config(#""size":1"#, #""size":-1"#) == "config.parse")
    #expect(try config(#""size":1"#, #""size":9007199254740991"#) == "limit.entrySize")
    #expect(try config(#""kind":"template""#, #""kind":"\u001b[2J""#) == "config.parse")
    #expect(try config(#""tree":"1a"#, #""tree":"zz"#) == "config.parse")
  }
}
