import Foundation
import TestSupport
import Testing

/// Results that machines share over HTTP: a real nginx, strangers, forgers and dead servers.
@Suite struct RemoteCacheTests {
  /// On CI machines: nothing is kept in the repository.
  private static let machine = ["CI": "1"]
  /// A machine that may write.
  private static let trusted = ["CI": "1", "GALLEY_REMOTE_CACHE_TOKEN": "change-me"]

  /// Fills the cache from a machine that may write.
  private func fill(
    _ nginx: NginxServer, _ sandbox: Sandbox, with more: [String: String] = [:],
    warning: String? = nil
  ) throws {
    let filled = try sandbox.galley(
      "test", "--remote-cache", nginx.address, "--remote-cache-mode", "read-write", at: "shop",
      with: Self.trusted.merging(more) { _, new in new })
    #expect(filled.status == 0, "\(filled.said)")
    if let warning {
      #expect(filled.errors.contains("warning[\(warning)]"), "\(filled.said)")
    } else {
      #expect(filled.errors.isEmpty, "\(filled.said)")
    }
  }

  /// Why a case is rendered or not on a machine that only reads.
  private func explained(
    _ nginx: NginxServer, _ sandbox: Sandbox, with more: [String: String] = [:]
  ) throws -> String {
    try sandbox.galley(
      "test", "--explain", "ping/anna", "--remote-cache", nginx.address, at: "shop",
      with: Self.machine.merging(more) { _, new in new }
    ).output
  }

  /// The entries that the server keeps.
  private func entries(_ sandbox: Sandbox) throws -> [String: [UInt8]] {
    try sandbox.folder.contents(of: NginxServer.entries, ignoring: []).filter {
      $0.key.hasPrefix("galley-1/")
    }
  }

  @Test func anotherMachineReusesWhatNginxKeeps() throws {
    let sandbox = try Shop.copy()
    guard let nginx = try NginxServer(sandbox) else { return }
    try fill(nginx, sandbox)
    let kept = try entries(sandbox)
    #expect(
      !kept.isEmpty
        && kept.keys.allSatisfy { $0.wholeMatch(of: /galley-1\/[0-9a-f]{2}\/[0-9a-f]{62}/) != nil })
    #expect(try nginx.requests() == ["GET 404", "PUT 201"])
    #expect(!sandbox.folder.exists("shop/.galley/cache"))
    #expect(try explained(nginx, sandbox).contains("  reused: "))
    #expect(try nginx.requests() == ["GET 200", "GET 404", "PUT 201"])
    // What is reused is compared all the same.
    try sandbox.folder.write("shop/snapshots/sms/ping/anna.sms.txt", "something else\n")
    let changed = try sandbox.galley(
      "test", "--remote-cache", nginx.address, at: "shop", with: Self.machine)
    #expect(changed.status == 1 && changed.output.contains("1 changed"), "\(changed.said)")
    #expect(try entries(sandbox) == kept)
    try sandbox.shell("git checkout -q snapshots", at: "shop").expectSuccess()
    // Nothing new, nothing sent: what was fetched is not kept again.
    try fill(nginx, sandbox)
    #expect(try nginx.requests() == ["GET 200", "GET 404", "PUT 201"])
  }

  @Test func aStrangerReadsAndCannotWrite() throws {
    let sandbox = try Shop.copy()
    guard let nginx = try NginxServer(sandbox) else { return }
    for token in ["", "wrong"] {
      let stranger = try sandbox.galley(
        "test", "--remote-cache", nginx.address, "--remote-cache-mode", "read-write", at: "shop",
        with: ["CI": "1", "GALLEY_REMOTE_CACHE_TOKEN": token])
      #expect(stranger.status == 0 && stranger.errors.contains("cache/remote-refused"))
      #expect(stranger.errors.split(separator: "\n").count { $0.contains("warning[") } == 1)
      #expect(!stranger.said.contains("wrong"), "a token is never printed")
    }
    #expect(try entries(sandbox).isEmpty)
    // The default reads only, whoever may write.
    try sandbox.galley(
      "test", "--remote-cache", nginx.address, at: "shop", with: Self.trusted
    ).expectSuccess()
    #expect(try entries(sandbox).isEmpty)
  }

  @Test func damagedAndForgedEntriesAreFound() throws {
    let sandbox = try Shop.copy()
    guard let nginx = try NginxServer(sandbox) else { return }
    try fill(nginx, sandbox)
    let kept = try entries(sandbox)
    func test(_ arguments: String..., with more: [String: String] = [:]) throws -> FinishedProcess {
      try sandbox.run(
        ["galley", "test", "--remote-cache", nginx.address] + arguments, at: "shop",
        with: Self.machine.merging(more) { _, new in new })
    }
    func replace(_ change: ([UInt8]) -> [UInt8]) throws {
      for (name, bytes) in kept {
        try sandbox.folder.write("\(NginxServer.entries)/\(name)", change(bytes))
      }
    }
    for change: ([UInt8]) -> [UInt8] in [
      { Array($0.dropLast(5)) }, { _ in [] }, { $0.map { $0 ^ 1 } }, { $0 + [0] },
    ] {
      try replace(change)
      let damaged = try test()
      #expect(damaged.status == 0 && damaged.errors.contains("cache/remote-corrupt"))
      #expect(damaged.errors.split(separator: "\n").count { $0.contains("warning[") } == 1)
    }
    // The owner of the right to write makes them good again.
    try replace { _ in [] }
    _ = try sandbox.galley(
      "test", "--remote-cache", nginx.address, "--remote-cache-mode", "read-write", "ping",
      at: "shop", with: Self.trusted)
    #expect(try explained(nginx, sandbox).contains("  reused: "))
    guard try sandbox.shell("command -v python3").status == 0 else {
      print("skipped: no python3 to forge entries")
      return
    }
    // The last output of each entry becomes another, and every digest fits.
    try replace { $0 }
    try sandbox.folder.write(
      "forge.py",
      #"""
      import hashlib, os, pathlib
      base = pathlib.Path(os.environ['BASE'], 'nginx/cache/galley')
      mark = b'galley entry 1\n'
      for path in base.glob('galley-1/*/*'):
        content = bytearray(path.read_bytes()[len(mark):-64])
        content[-1] ^= 1
        content += hashlib.sha256(content).digest()
        name = path.relative_to(base).as_posix().encode()
        covered = b'galley entry 1\0' + name + b'\0' + content
        path.write_bytes(mark + content + hashlib.sha256(covered).digest())

      """#)
    try sandbox.shell("python3 $BASE/forge.py").expectSuccess()
    let verified = try test("--verify-cache", "100%")
    #expect(verified.status == 1 && verified.said.contains("cache/mismatch"), "\(verified.said)")
    #expect(!verified.said.contains("cache/remote-"), "\(verified.said)")
    let signed = try test("--verify-cache", "100%", with: ["GALLEY_REMOTE_CACHE_KEY": "secret"])
    #expect(signed.status == 0 && signed.errors.contains("cache/remote-forged"), "\(signed.said)")
    // Who has the key and may write replaces every forged entry, and says so once; then the entries
    // are taken, and who has no key reads them, too.
    let secret = ["GALLEY_REMOTE_CACHE_KEY": "secret"]
    try fill(nginx, sandbox, with: secret, warning: "cache/remote-forged")
    try fill(nginx, sandbox, with: secret)
    for key in ["secret", ""] {
      let reused = try explained(nginx, sandbox, with: ["GALLEY_REMOTE_CACHE_KEY": key])
      #expect(reused.contains("  reused: "), "\(reused)")
    }
  }

  @Test func aDeadServerCostsOneWarning() throws {
    let sandbox = try Shop.copy()
    let port = try LoopbackServer { _ in .last([]) }.port
    let tested = try sandbox.galley(
      "test", "--remote-cache", "http://127.0.0.1:\(port)", "--remote-cache-mode", "read-write",
      at: "shop")
    #expect(tested.status == 0 && tested.errors.contains("cache/remote-unavailable"))
    #expect(tested.errors.split(separator: "\n").count { $0.contains("warning[") } == 1)
    #expect(sandbox.folder.exists("shop/.galley/cache/pack"), "what is kept here is kept")
  }

  @Test func aTokenGoesOnlyWhereTheEnvironmentSays() throws {
    let sandbox = try Shop.copy()
    let server = try LoopbackServer { _ in .http(404) }
    let address = "http://127.0.0.1:\(server.port)/c"
    let settings = String(decoding: try sandbox.folder.read("shop/galley.yaml"), as: UTF8.self)
    try sandbox.folder.write(
      "shop/galley.yaml", settings + "\nremoteCache: { url: '\(address)' }\n")
    let token = ["GALLEY_REMOTE_CACHE_TOKEN": "t0ken", "CI": "1"]
    try sandbox.galley("check", at: "shop").expectSuccess()
    #expect(server.requests.isEmpty, "only a test asks")
    try sandbox.galley("test", at: "shop", with: token).expectSuccess()
    let asked = server.requests
    #expect(!asked.isEmpty && asked.allSatisfy { $0.hasPrefix("GET /c/galley-1/") })
    #expect(!asked.contains { $0.contains("t0ken") })
    let named = token.merging(["GALLEY_REMOTE_CACHE": address]) { _, new in new }
    try sandbox.galley("test", at: "shop", with: named).expectSuccess()
    let more = server.requests.dropFirst(asked.count)
    #expect(!more.isEmpty && more.allSatisfy { $0.contains("Authorization: Bearer t0ken") })
    try sandbox.galley("test", "--remote-cache", "off", at: "shop", with: token).expectSuccess()
    #expect(server.requests.count == asked.count + more.count)
  }

  @Test func addressesThatCannotBeUsedAreWrongUsage() throws {
    let sandbox = try Shop.copy()
    for address in ["https://cache.example", "cache", "http://user:pass@cache", "http://a/?b"] {
      let refused = try sandbox.galley("test", "--remote-cache", address, at: "shop")
      #expect(refused.status == 2 && refused.errors.contains("hint: "), "\(refused.said)")
      #expect(!refused.said.contains("user:pass"))
    }
    let token = try sandbox.galley(
      "test", "--remote-cache", "http://127.0.0.1:1", at: "shop",
      with: ["GALLEY_REMOTE_CACHE_TOKEN": "a\nb"])
    #expect(token.status == 2 && token.errors.contains("GALLEY_REMOTE_CACHE_TOKEN"))
  }

  @Test func theSameBuildSharesResultsWhereverItIs() throws {
    let sandbox = try Shop.copy()
    for _ in 1...2 { try sandbox.galley("test", at: "shop").expectSuccess() }
    // Another place, another time, another name.
    try sandbox.shell("cp -L bin/galley bin/again && touch -d 2001-01-01 bin/again").expectSuccess()
    let same = try sandbox.run(["again", "test", "--explain", "ping/anna"], at: "shop")
    #expect(same.output.contains("  reused: "), "\(same.said)")
    // Another build: one byte of its identity is another.
    let identity = try sandbox.shell(
      "readelf -n bin/again | sed -n 's/.*Build ID: //p'"
    ).output.filter { !$0.isWhitespace }
    guard !identity.isEmpty, try sandbox.shell("command -v python3").status == 0 else {
      print("skipped: no readelf or python3 to make another build")
      return
    }
    try sandbox.shell(
      """
      python3 -c "
      path = 'bin/again'; data = open(path, 'rb').read(); was = bytes.fromhex('\(identity)')
      assert data.count(was) == 1
      open(path, 'wb').write(data.replace(was, bytes([was[0] ^ 1]) + was[1:]))"
      """
    ).expectSuccess()
    let other = try sandbox.run(["again", "test", "--explain", "ping/anna"], at: "shop")
    #expect(other.output.contains("  rendered: "), "\(other.said)")
  }
}
