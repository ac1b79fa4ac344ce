import Foundation
import TestSupport
import Testing

/// Releases made by the program: the same bytes again, refused when touched, read by stock tools.
@Suite struct ReleaseTests {
  @Test func isVerifiedShownAndRefusedWhenTouched() throws {
    let sandbox = try Shop.copy()
    let key = "home/key.pem.pub"
    for bundle in ["release", "release.tar"] {
      let verified = try sandbox.galley(
        "release", "verify", bundle, "--key", key, "--name", "shop", "--min-sequence", "1")
      #expect(verified.status == 0, "\(verified.said)")
      #expect(verified.output.hasPrefix("verified shop 1.0.0 (sequence 1)\n"))
      let shown = try sandbox.galley("release", "show", bundle)
      #expect(shown.output.contains("templates/hello/body.html.liquid  (template hello)"))
      let other = try sandbox.galley("release", "verify", bundle, "--key", key, "--name", "other")
      #expect(other.status == 4, "\(other.said)")
    }
    try sandbox.galley("release", "verify", "release", "--key", key, "--extract", "out")
      .expectSuccess()
    let tree = try sandbox.folder.contents(of: "shop", ignoring: [".git", ".gitignore"])
    #expect(try sandbox.folder.contents(of: "out", ignoring: []) == tree)
  }

  /// Every file of the bundle, one byte changed in its middle: never verified, always exit code 4.
  @Test func isRefusedWhateverByteIsTouched() throws {
    let sandbox = try Shop.copy()
    let files = try sandbox.folder.contents(of: "release", ignoring: [])
    #expect(files.count >= 8)
    for (name, bytes) in files {
      var touched = bytes
      touched[bytes.count / 2] ^= 1
      try sandbox.folder.write("release/" + name, touched)
      let verified = try sandbox.galley("release", "verify", "release", "--key", "home/key.pem.pub")
      #expect(verified.status == 4, "\(name): \(verified.said)")
      #expect(verified.output == "" && verified.errors.hasPrefix("error["))
      try sandbox.folder.write("release/" + name, bytes)
    }
    try sandbox.galley("release", "verify", "release", "--key", "home/key.pem.pub").expectSuccess()
  }

  @Test func isTheSameBytesWhereverAndWheneverItIsBuilt() throws {
    let sandbox = try Shop.copy()
    try sandbox.shell("git clone -q shop elsewhere && cp -a shop third").expectSuccess()
    let places = [
      ("shop", "UTC", "C"), ("elsewhere", "Asia/Tokyo", "de_DE.UTF-8"), ("third", "", ""),
    ]
    var bundles: [[String: [UInt8]]] = []
    for (place, zone, language) in places {
      let build = [
        "galley", "release", "build", "--version", "2.0.0", "--output", "../\(place)-release",
      ]
      let machine = ["TZ": zone, "LANG": language, "LC_ALL": language]
      let built = try sandbox.run(build, at: place, with: machine)
      #expect(built.status == 0, "\(built.said)")
      bundles.append(try sandbox.folder.contents(of: "\(place)-release", ignoring: []))
      // A second time finds the same release.
      #expect(try sandbox.run(build, at: place).output.hasPrefix("unchanged "))
    }
    #expect(bundles[0].count >= 5)
    #expect(bundles[0] == bundles[1] && bundles[0] == bundles[2])
  }

  @Test func isSignedLaterAndByASecondKey() throws {
    let sandbox = try Shop.copy()
    try sandbox.shell(
      """
      cd shop
      galley release build --version 3.0.0 --output $BASE/later
      galley release sign $BASE/later --version 3.0.0 --key $HOME/key.pem
      galley key new --algorithm ed25519 $HOME/second.pem
      galley release sign $BASE/later --add --key $HOME/second.pem --trust $HOME/key.pem.pub
      galley release verify $BASE/later --key $HOME/key.pem.pub --key $HOME/second.pem.pub --threshold 2
      """
    ).expectSuccess()
    let mode = try sandbox.shell("stat -c %a home/second.pem").output
    #expect(mode == "600\n")
  }

  @Test func isVerifiedByStockToolsAlone() throws {
    let missing = try ["openssl", "jq", "sha256sum", "base64", "tar"].filter {
      try Sandbox().shell("command -v \($0)").status != 0
    }
    guard missing.isEmpty else {
      print("skipped: no \(missing.joined(separator: ", "))")
      return
    }
    let sandbox = try Shop.copy()
    try sandbox.folder.write("verify-release.sh", try Self.documentedScript())
    let verified = try sandbox.shell("sh verify-release.sh release home/key.pem.pub stock")
    #expect(verified.status == 0, "\(verified.said)")
    #expect(verified.output.contains("shop 1.0.0, sequence 1, commit "))
    let tree = try sandbox.folder.contents(of: "shop", ignoring: [".git", ".gitignore"])
    #expect(try sandbox.folder.contents(of: "stock/content", ignoring: []) == tree)
    // Without any script: the layer's digest stands in its name, the signature is openssl's.
    let refused = try sandbox.shell(
      """
      galley key new $HOME/other.pem > $BASE/log
      sh verify-release.sh release home/other.pem.pub second
      """)
    #expect(refused.status == 4, "\(refused.said)")
  }

  /// The script that docs/releases.md tells users to save.
  private static func documentedScript() throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appending(path: "docs/releases.md"), encoding: .utf8)
    let start = try #require(text.range(of: "```sh\n# verify-release.sh"))
    let end = try #require(text.range(of: "\n```", range: start.upperBound..<text.endIndex))
    return String(text[start.lowerBound..<end.lowerBound].dropFirst("```sh\n".count)) + "\n"
  }
}
