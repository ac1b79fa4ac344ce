import Foundation
import Testing

@testable import Releases

/// What galley writes is read by tools that know nothing of galley.
@Suite struct StockToolTests {
  /// Runs a shell script in a directory and gives its status and output.
  private func run(_ script: String, in directory: String) throws -> (status: Int32, output: String)
  {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-euc", script]
    process.currentDirectoryURL = URL(filePath: directory)
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  private func has(_ tools: String...) throws -> Bool {
    let missing = try tools.filter { try run("command -v \($0)", in: "/").status != 0 }
    if !missing.isEmpty { print("skipped: no \(missing.joined(separator: ", "))") }
    return missing.isEmpty
  }

  /// The script that docs/releases.md tells users to save.
  private func documentedScript() throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appending(path: "docs/releases.md"), encoding: .utf8)
    let start = try #require(text.range(of: "```sh\n# verify-release.sh"))
    let end = try #require(text.range(of: "\n```", range: start.upperBound..<text.endIndex))
    return String(text[start.lowerBound..<end.lowerBound].dropFirst("```sh\n".count)) + "\n"
  }

  @Test(arguments: KeyAlgorithm.allCases)
  func theDocumentedScriptVerifiesARelease(algorithm: KeyAlgorithm) throws {
    guard try has("openssl", "jq", "sha256sum", "base64", "tar", "gzip") else { return }
    let directory = try TemporaryDirectory()
    try directory.write("verify-release.sh", documentedScript())
    let pair = try KeyPair.generate(algorithm)
    try pair.write(to: directory("key.pem"))
    let other = try KeyPair.generate(.p256)
    try other.write(to: directory("other.pem"))
    let stranger = try KeyPair.generate(algorithm)
    try stranger.write(to: directory("stranger.pem"))
    let trust = try TrustPolicy(keys: [pair.publicKey])
    let bundle = try TestRelease.signed(pair.privateKey).adding(other.privateKey, trusting: trust)
    try bundle.write(to: directory("x.galley"), as: .directory)
    func verify(_ release: String, _ key: String) throws -> (status: Int32, output: String) {
      try run("rm -rf out; sh verify-release.sh \(release) \(key).pem.pub out", in: directory.path)
    }
    for key in ["key", "other"] {
      let result = try verify("x.galley", key)
      #expect(result.status == 0, "\(result.output)")
      #expect(result.output.hasSuffix("verified: 4 files\n"), "\(result.output)")
      #expect(result.output.contains("shop-messages 1.4.0, sequence 7"))
      #expect(try directory.read("out/content/galley.yaml") == Array("name: shop-messages\n".utf8))
    }
    #expect(try verify("x.galley", "stranger").status == 4)
    // A release of a stranger's that claims the key, and a blob that was touched.
    let signed = try SigstoreBundle(bundle.attestations[0].bundleBytes, place: "t")
    let message = PreAuthenticationEncoding.bytes(
      type: ReleaseFormat.payloadType, payload: signed.payload)
    let forged = String(decoding: bundle.attestations[0].bundleBytes, as: UTF8.self).replacing(
      Base64.encode(signed.signature), with: Base64.encode(try stranger.privateKey.sign(message)))
    try Forgery.release(with: Array(forged.utf8)).write(to: directory("y.galley"), as: .directory)
    #expect(try verify("y.galley", "key").status == 4)
    let layer = "x.galley/" + ReleaseFormat.blobPrefix + ContentDigest(of: bundle.layerBytes).hex
    try directory.write(layer, "touched")
    #expect(try verify("x.galley", "key").status != 0)
  }

  @Test func tarAndGzipReadTheLayerAndTheArchive() throws {
    guard try has("tar", "gzip") else { return }
    let directory = try TemporaryDirectory()
    let bundle = try TestRelease.signed(.generate())
    try bundle.write(to: directory("x.tar"), as: .archive)
    let layer = ReleaseFormat.blobPrefix + ContentDigest(of: bundle.layerBytes).hex
    let result = try run(
      "tar -xf x.tar; gzip -t < \(layer); tar -tzf \(layer); cat oci-layout", in: directory.path)
    #expect(result.status == 0)
    #expect(result.output.contains("content/galley.yaml\n"))
    #expect(result.output.hasSuffix(#"{"imageLayoutVersion":"1.0.0"}"#))
  }

  @Test func keysOfOpensslAndSSHKeygenAreRead() throws {
    guard try has("openssl", "ssh-keygen") else { return }
    let directory = try TemporaryDirectory()
    let made = try run(
      """
      openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out p256.pem
      openssl pkey -in p256.pem -pubout -out p256.pub
      openssl ecparam -genkey -name prime256v1 -noout -out sec1.pem
      openssl ec -in sec1.pem -pubout -out sec1.pub
      openssl genpkey -algorithm ED25519 -out ed.pem
      openssl pkey -in ed.pem -pubout -out ed.pub
      openssl genrsa -out rsa.pem 2048
      openssl rsa -in rsa.pem -pubout -out rsa.pub
      openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out p384.pem
      openssl pkey -in p384.pem -pubout -out p384.pub
      openssl pkey -in p256.pem -pubout -ec_conv_form compressed -out p256c.pub
      ssh-keygen -q -t ed25519 -N '' -C x -f ssh
      ssh-keygen -q -t ed25519 -N secret -C x -f locked
      """, in: directory.path)
    try #require(made.status == 0, "\(made.output)")
    for name in ["p256", "sec1", "ed"] {
      let key = try PrivateKey(pem: directory.read(name + ".pem"), place: name)
      #expect(try key.publicKey == PublicKey(pem: directory.read(name + ".pub"), place: name))
    }
    #expect(
      try PublicKey(pem: directory.read("p256c.pub"), place: "c")
        == PublicKey(pem: directory.read("p256.pub"), place: "u"))
    for name in ["rsa.pub", "p384.pub"] {
      let text = try directory.read(name)
      #expect(code { _ = try PublicKey(pem: text, place: name) } == "key.algorithm")
    }
    for name in ["rsa.pem", "p384.pem"] {
      let text = try directory.read(name)
      #expect(code { _ = try PrivateKey(pem: text, place: name) } == "key.algorithm")
    }
    let key = try PrivateKey(pem: directory.read("ssh"), place: "ssh")
    let line = try String(decoding: directory.read("ssh.pub"), as: UTF8.self)
    let wire = try #require(Base64.decode(Array(line.split(separator: " ")[1].utf8)))
    #expect(Array(wire.suffix(32)) == Array(key.publicKey.derBytes.suffix(32)))
    let locked = try directory.read("locked")
    #expect(code { _ = try PrivateKey(pem: locked, place: "locked") } == "key.parse")
  }

  @Test func opensslReadsOurKeys() throws {
    guard try has("openssl") else { return }
    let directory = try TemporaryDirectory()
    for algorithm in KeyAlgorithm.allCases {
      try KeyPair.generate(algorithm).write(to: directory(algorithm.rawValue))
      let name = algorithm.rawValue
      let result = try run(
        "openssl pkey -in \(name) -pubout | cmp - \(name).pub", in: directory.path)
      #expect(result.status == 0, "\(result.output)")
    }
  }

  @Test func compressedLayersAreUnpackedOnlyToBeRefused() throws {
    guard try has("gzip") else { return }
    let directory = try TemporaryDirectory()
    let tar = HostileCorpus.good.bytes
    try Data(tar).write(to: URL(filePath: directory("a")))
    let result = try run(
      "gzip -9nc a > a.gz; head -c 20000000 /dev/zero | gzip -9n > bomb.gz", in: directory.path)
    try #require(result.status == 0)
    let small = try directory.read("a.gz")
    #expect(code { _ = try GzipReader.unwrap(small, maximum: tar.count) } == "gzip.header")
    var inflate = Inflate(small, from: 10, maximum: tar.count)
    #expect(try inflate.run() == tar)
    #expect(!inflate.isStored)
    var plain = small
    plain.replaceSubrange(0..<10, with: StoredGzip.header)
    #expect(code { _ = try GzipReader.unwrap(plain, maximum: tar.count) } == "gzip.stored")
    let bomb = try directory.read("bomb.gz")
    #expect(bomb.count < 25_000)
    #expect(code { _ = try GzipReader.unwrap(bomb, maximum: tar.count) } == "limit.ratio")
  }
}
