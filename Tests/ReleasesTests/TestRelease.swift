import Releases
import Testing

/// A small release that the tests build, sign and spoil.
enum TestRelease {
  static let tree = String(repeating: "1a", count: 20)
  static let commit = String(repeating: "2b", count: 20)

  static let content = ReleaseContent(
    name: "shop-messages",
    files: [
      .init(
        path: "templates/welcome/subject.liquid", bytes: Array("Hello {{ profile.name }}\n".utf8),
        kind: "template", id: "welcome"),
      .init(path: "galley.yaml", bytes: Array("name: shop-messages\n".utf8), kind: "project"),
      .init(path: "profiles/ännchen.yaml", bytes: [], kind: "profile", id: "ännchen"),
      .init(
        path: "recordings/big.json", bytes: [UInt8](repeating: 0x20, count: 70_000),
        kind: "recording", id: "big"),
    ],
    sourceTree: tree, repository: "https://git.example/shop/messages")

  static func identity(
    version: String = "1.4.0", sequence: Int = 7, previous: ContentDigest? = nil
  ) -> ReleaseIdentity {
    ReleaseIdentity(
      version: version, sequence: sequence, previous: previous, commit: commit,
      commitTime: 1_767_225_599)
  }

  static func unsigned() throws -> ReleaseBundle {
    try ReleaseBuilder.build(content, version: "1.4.0")
  }

  static func signed(_ key: PrivateKey, provenance: Bool = true) throws -> ReleaseBundle {
    let origin = Provenance(
      repository: content.repository, reference: "refs/heads/main",
      builderID: "https://ci.example/runner", invocationID: "run-1")
    return try unsigned().signed(
      as: identity(), with: key, provenance: provenance ? origin : nil)
  }
}

/// The code of the error that `body` throws, or nil when it throws none.
func code(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch let error as ReleaseError {
    return error.code.name
  } catch {
    return "another error: \(error)"
  }
}
