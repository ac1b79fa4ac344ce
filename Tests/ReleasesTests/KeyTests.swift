import Testing

@testable import Releases

@Suite struct KeyTests {
  private static let p256Prefix =
    "3059301306072a8648ce3d020106082a8648ce3d030107034200"
  private static let ed25519Prefix = "302a300506032b6570032100"

  private func read(der: [UInt8], label: String = "PUBLIC KEY") -> String? {
    code { _ = try PublicKey(pem: Array(PEM.encode(der, label: label).utf8), place: "k.pub") }
  }

  private func bytes(_ hex: String) -> [UInt8] { Hexadecimal.decode(hex.utf8) ?? [] }

  @Test(arguments: KeyAlgorithm.allCases)
  func keysSurviveTheirFiles(algorithm: KeyAlgorithm) throws {
    let directory = try TemporaryDirectory()
    let pair = try KeyPair.generate(algorithm)
    try pair.write(to: directory("key.pem"))
    #expect(try directory.mode("key.pem") == 0o600)
    #expect(try directory.mode("key.pem.pub") == 0o644)
    let private1 = try PrivateKey(reading: directory("key.pem"))
    let public1 = try PublicKey(reading: directory("key.pem.pub"))
    #expect(code { _ = try PublicKey(reading: directory("none")) } == "io.read")
    #expect(code { _ = try PublicKey(reading: directory.path) } == "key.parse")
    #expect(private1.publicKey == pair.publicKey)
    #expect(public1 == pair.publicKey)
    #expect(public1.keyID == ContentDigest(of: public1.derBytes).hex)
    let before = try directory.read("key.pem")
    #expect(
      code { try KeyPair.generate(algorithm).write(to: directory("key.pem")) } == "target.exists")
    #expect(try directory.read("key.pem") == before)
  }

  @Test func aPrivateKeyIsNotOverwrittenThoughItsPublicHalfIsGone() throws {
    let directory = try TemporaryDirectory()
    try directory.write("key.pem", "precious")
    #expect(code { try KeyPair.generate().write(to: directory("key.pem")) } == "target.exists")
    #expect(try directory.read("key.pem") == Array("precious".utf8))
    #expect(try directory.names == ["key.pem"])
  }

  @Test(arguments: [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  ])
  func case42WeakEd25519Keys(hex: String) {
    #expect(read(der: bytes(Self.ed25519Prefix + hex)) == "key.weak")
  }

  @Test(arguments: [
    "30820122300d06092a864886f70d01010105000382010f00",
    "3076301006072a8648ce3d020106052b81040022036200",
    "302a300506032b656e032100", "3043300506032b6571033a00",
  ])
  func case43OtherAlgorithms(prefix: String) {
    #expect(read(der: bytes(prefix) + [UInt8](repeating: 4, count: 64)) == "key.algorithm")
  }

  @Test func damagedKeys() throws {
    let key = try PrivateKey.generate().publicKey
    #expect(read(der: key.derBytes) == nil)
    #expect(read(der: key.derBytes + [0]) == "key.parse")
    #expect(read(der: Array(key.derBytes.dropLast())) == "key.parse")
    var outside = key.derBytes
    outside[outside.count - 1] ^= 1
    #expect(read(der: outside) == "key.parse")
    #expect(read(der: []) == "key.parse")
    #expect(read(der: key.derBytes, label: "RSA PUBLIC KEY") == "key.algorithm")
    #expect(read(der: key.derBytes, label: "CERTIFICATE") == "key.parse")
    for text in ["", "x", key.pem + "junk\n", "junk\n" + key.pem, key.pem + key.pem] {
      #expect(code { _ = try PublicKey(pem: Array(text.utf8), place: "k") } == "key.parse")
    }
  }

  @Test func aCompressedPointIsTheSameKey() throws {
    let key = try PrivateKey.generate().publicKey
    let x = key.derBytes[27..<59]
    let isOdd = key.derBytes[90] & 1 == 1
    let der = bytes("3039301306072a8648ce3d020106082a8648ce3d030107032200") + [isOdd ? 3 : 2] + x
    let other = try PublicKey(der: der, place: "k")
    #expect(other == key)
    #expect(other.keyID == key.keyID)
    #expect(code { _ = try TrustPolicy(keys: [key, other], threshold: 2) } == "trust.threshold")
  }

  @Test func trustIsNeverEmpty() throws {
    #expect(code { _ = try TrustPolicy(keys: []) } == "trust.empty")
    let key = try PrivateKey.generate().publicKey
    #expect(code { _ = try TrustPolicy(keys: [key], threshold: 0) } == "trust.threshold")
  }

  @Test func base64HasOneSpelling() {
    for count in 0..<50 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
      let text = Base64.encode(bytes)
      #expect(Base64.decode(Array(text.utf8)) == bytes)
      let safe = text.replacing("+", with: "-").replacing("/", with: "_")
      #expect(Base64.decode(Array(safe.utf8)) == bytes)
    }
    for text in [
      "A", "AA", "AAA", "AB==", "AAB=", "=AAA", "A===", "AA=A", "+-==", "A A=", "====", "AA==AA==",
    ] {
      #expect(Base64.decode(Array(text.utf8)) == nil, "\(text)")
    }
  }
}
