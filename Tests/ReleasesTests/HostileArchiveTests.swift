import Testing

@testable import Releases

@Suite struct HostileArchiveTests {
  private func read(_ archive: HostileArchive) throws(ReleaseError) {
    let maximum = HostileCorpus.good.bytes.count
    let tar =
      archive.isGzip ? try GzipReader.unwrap(archive.bytes, maximum: maximum) : archive.bytes
    var reader = TarReader(tar, prefix: "content/", limits: ReleaseLimits())
    _ = try reader.read()
  }

  @Test func theCorpusIsComplete() {
    #expect(HostileCorpus.all.count == 65)
    #expect(Set(HostileCorpus.all.map(\.name)).count == 65)
  }

  @Test func theGoodArchiveIsTaken() throws {
    try read(HostileCorpus.good)
    #expect(
      try TarWriter.archive([(path: Array("content/ok.txt".utf8), bytes: Array("data\n".utf8))])
        == HostileCorpus.good.bytes)
  }

  @Test(arguments: HostileCorpus.all)
  func everyHostileArchiveIsRefusedWithItsCode(archive: HostileArchive) {
    #expect(code { try read(archive) } == archive.code)
  }

  /// A publisher whose key is trusted may still be malicious: the same codes through a signed bundle.
  @Test(arguments: HostileCorpus.all.filter { $0.name != "50-many-entries" })
  func aTrustedSignatureDoesNotExcuseAHostileArchive(archive: HostileArchive) throws {
    let key = try PrivateKey.generate(.ed25519)
    let layer = archive.isGzip ? archive.bytes : StoredGzip.wrap(archive.bytes)
    let size = archive.isGzip ? 5 : 8_192
    let bundle = try Forgery.bundle(
      layer: layer,
      files: [
        ReleaseFile(
          path: "ok.txt", size: size, digest: ContentDigest(of: Array("data\n".utf8)),
          kind: "template", id: nil)
      ], archiveDigest: ContentDigest(of: archive.bytes), key: key)
    let directory = try TemporaryDirectory()
    let path = directory("x.galley")
    try bundle.write(to: path, as: .directory)
    let trust = try TrustPolicy(keys: [key.publicKey])
    let before = try directory.names
    do {
      _ = try ReleaseVerifier.verify(path, trust: trust)
      Issue.record("the archive was accepted")
    } catch {
      #expect(error.code.name == archive.code)
      #expect(error.exitClass == .refused)
      #expect(error.description.contains(path))
    }
    #expect(try directory.names == before)
  }

  @Test func theGoodArchiveIsTakenInItsOneSpellingOnly() throws {
    let tar = HostileCorpus.good.bytes
    let whole = StoredGzip.wrap(tar)
    #expect(try GzipReader.unwrap(whole, maximum: tar.count) == tar)
    #expect(code { _ = try GzipReader.unwrap(whole, maximum: tar.count - 1) } == "limit.ratio")
    // The same data in two blocks, and with bits set beside the block's header.
    let rest = tar.count - 1
    let low = UInt8(rest & 0xFF)
    let high = UInt8(rest >> 8)
    var two = StoredGzip.header + [0, 1, 0, 0xFE, 0xFF]
    two.append(tar[0])
    two += [1, low, high, ~low, ~high]
    two += tar.dropFirst()
    two += whole.suffix(8)
    #expect(code { _ = try GzipReader.unwrap(two, maximum: tar.count) } == "gzip.stored")
    var bits = whole
    bits[10] |= 0x80
    #expect(code { _ = try GzipReader.unwrap(bits, maximum: tar.count) } == "gzip.stored")
    var time = whole
    time[4] = 1
    #expect(code { _ = try GzipReader.unwrap(time, maximum: tar.count) } == "gzip.header")
    for size in [0, 1, 65_534, 65_535, 65_536, 131_070] {
      let bytes = [UInt8](repeating: 7, count: size)
      #expect(try GzipReader.unwrap(StoredGzip.wrap(bytes), maximum: size) == bytes)
    }
  }

  @Test(arguments: [
    "content/CON", "content/aux.txt", "content/dot.", "content/space ", "content/COM1.txt",
    "content/lpt\u{B9}", "content/Git~1", "content/.GIT/x", "content/nul .txt", "content/a<b",
    "C:ESCAPED", "C:\\ESCAPED",
  ])
  func reservedNamesAreRefusedEachForItself(name: String) {
    let archive = TarForge.archive(.init(name))
    var reader = TarReader(archive, prefix: "content/", limits: ReleaseLimits())
    #expect(code { _ = try reader.read() } == "path.reserved")
  }

  @Test func aPrefixThatIsNotNeededIsRefused() {
    let archive = TarForge.archive(TarForge.Entry("ESCAPED").with { $0.prefix = "../.." })
    var reader = TarReader(archive, prefix: "content/", limits: ReleaseLimits())
    #expect(code { _ = try reader.read() } == "tar.header")
  }

  @Test func aNameWithBytesBehindItsEndIsRefused() {
    let archive = TarForge.archive(.init("content/ok\u{0}.sh"))
    var reader = TarReader(archive, prefix: "content/", limits: ReleaseLimits())
    #expect(code { _ = try reader.read() } == "path.control")
  }
}
