import Diagnostics
import RemoteCache
import TestSupport
import Testing

/// A server that is slow, broken or hostile costs a run one warning and little time.
@Suite struct HostileServerTests {
  private static let names = (0..<40).map { "galley-1/\($0)" }

  private func limits() -> RemoteLimits {
    var limits = RemoteLimits()
    limits.entryBytes = 100_000
    // Longer than a busy machine takes; shortened where nothing will come.
    limits.requestMilliseconds = 30_000
    limits.lookUpMilliseconds = 60_000
    return limits
  }

  private func cache(
    _ server: LoopbackServer, mode: RemoteCache.Mode = .read, key: String? = nil,
    token: String? = nil, limits: RemoteLimits? = nil
  ) throws -> RemoteCache {
    try RemoteCache(
      try RemoteAddress("http://127.0.0.1:\(server.port)/cache"), mode: mode, token: token,
      key: key.map { Array($0.utf8) }, limits: limits ?? self.limits())
  }

  /// Looks everything up; returns what was found and the warnings.
  private func run(_ cache: RemoteCache) -> (found: Int, warnings: [Diagnostic]) {
    cache.ask(for: Self.names)
    let found = Self.names.count { cache.bytes(named: $0, limit: 100_000) != nil }
    return (found, cache.finish())
  }

  @Test func whatWasKeptIsFoundAgain() throws {
    let entries = Dictionary(
      uniqueKeysWithValues: Self.names.map { name in
        ("/cache/\(name)", RemoteEntry.sealed(Array(name.utf8), name: name, key: nil))
      })
    let server = try LoopbackServer { head in
      let path = String(head.split(separator: " ")[1])
      return entries[path].map { .http(200, $0) } ?? .http(404)
    }
    let cache = try cache(server, token: "t0ken")
    cache.ask(for: Self.names)
    for name in Self.names {
      #expect(cache.bytes(named: name, limit: 100_000) == Array(name.utf8))
    }
    #expect(cache.bytes(named: "galley-1/none", limit: 100_000) == nil)
    #expect(cache.bytes(named: Self.names[0], limit: 3) == nil)
    #expect(cache.finish().isEmpty)
    #expect(server.requests.count == Self.names.count + 1, "each name is asked for once")
    #expect(server.requests.allSatisfy { $0.contains("\r\nAuthorization: Bearer t0ken") })
  }

  @Test func aConnectionThatTheServerClosedIsMadeAnew() throws {
    let server = try LoopbackServer { _ in
      .last(Array("HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n".utf8))
    }
    let result = run(try cache(server))
    #expect(result.found == 0 && result.warnings.isEmpty, "\(result.warnings)")
  }

  @Test func readingKeepsNothing() throws {
    let server = try LoopbackServer { _ in .http(404) }
    let reading = try cache(server)
    reading.keep([1, 2, 3], named: "galley-1/a")
    #expect(reading.finish().isEmpty && server.requests.isEmpty)
    let writing = try cache(server, mode: .readWrite)
    writing.keep([1, 2, 3], named: "galley-1/a")
    let refused = writing.finish()
    #expect(server.requests.map { $0.prefix(21) } == ["PUT /cache/galley-1/a"])
    #expect(refused.map(\.code) == [.remoteUnavailable])
  }

  private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: "
  private static func plain(_ text: String) -> [UInt8] { Array(text.utf8) }

  /// Each kind of hostile answer with the code of the one warning that it gives.
  static let hostile: [(String, LoopbackServer.Answer, DiagnosticCode)] = [
    ("a body cut short", .last(plain(ok + "100\r\n\r\nabc")), .remoteUnavailable),
    ("a body that stalls", .stalled(plain(ok + "100\r\n\r\nabc")), .remoteUnavailable),
    ("no answer", .stalled([]), .remoteUnavailable),
    ("the connection closed", .last([]), .remoteUnavailable),
    ("no entry", .http(200, plain("<html>")), .remoteCorrupt),
    ("an empty entry", .http(200), .remoteCorrupt),
    (
      "an entry of another name",
      .http(200, RemoteEntry.sealed([1], name: "galley-1/other", key: nil)), .remoteCorrupt
    ),
    ("an endless body", .endless([UInt8](repeating: 65, count: 65_536)), .remoteCorrupt),
    (
      "an endless proper body",
      .endless(
        plain("HTTP/1.1 200 OK\r\n\r\n") + [UInt8](repeating: 65, count: 65_536)), .remoteCorrupt
    ),
    (
      "a body announced too large", .http(200, [UInt8](repeating: 65, count: 200_000)),
      .remoteCorrupt
    ),
    ("endless fields", .endless(plain("HTTP/1.1 200 OK\r\nA: b\r\nC: d")), .remoteCorrupt),
    ("a garbage status line", .last(plain("SSH-2.0-OpenSSH\r\n")), .remoteCorrupt),
    ("a redirect", .http(302, [], "Location: http://elsewhere/\r\n"), .remoteRefused),
    ("no rights", .http(403), .remoteRefused),
    ("a server error", .http(500, plain("oops")), .remoteUnavailable),
  ]

  @Test(arguments: hostile.indices)
  func costsOneWarningAndNoResult(index: Int) throws {
    let (name, answer, code) = Self.hostile[index]
    let server = try LoopbackServer { _ in answer }
    var limits = limits()
    if case .stalled = answer { limits.requestMilliseconds = 200 }
    let result = run(try cache(server, limits: limits))
    #expect(result.found == 0, "\(name)")
    #expect(result.warnings.map(\.code) == [code], "\(name): \(result.warnings.map(\.message))")
    #expect(result.warnings.allSatisfy { $0.severity == .warning })
    #expect(result.warnings.first?.message.contains("switched off") == true, "\(name)")
    // Switched off: the first connections may all fail at once, but nobody asks on and on.
    #expect(server.requests.count <= 20, "\(name): \(server.requests.count) requests")
  }

  @Test func aSlowDripEndsWithTheTimeOfALookUp() throws {
    // Each byte arrives in time, the whole does not.
    let server = try LoopbackServer { _ in .stalled(Array("HTTP/1.1 200 OK\r\nConte".utf8)) }
    var limits = limits()
    limits.requestMilliseconds = 60_000
    limits.lookUpMilliseconds = 200
    let result = run(try cache(server, limits: limits))
    #expect(result.found == 0 && result.warnings.map(\.code) == [.remoteSlow])
  }

  @Test func answersHaveALimitTogether() throws {
    let server = try LoopbackServer { head in
      let name = String(head.split(separator: " ")[1].dropFirst(7))
      return .http(
        200, RemoteEntry.sealed([UInt8](repeating: 1, count: 50_000), name: name, key: nil))
    }
    var limits = limits()
    limits.allBytes = 200_000
    let result = run(try cache(server, limits: limits))
    #expect(result.found < 40 && result.warnings.map(\.code) == [.remoteCorrupt])
  }

  @Test func aFewFailuresAreToldAndNotTheEnd() throws {
    let server = try LoopbackServer { head in
      head.contains("/galley-1/7 ") ? .http(500) : .http(404)
    }
    let result = run(try cache(server))
    #expect(server.requests.count == 40)
    #expect(result.warnings.map(\.code) == [.remoteUnavailable])
    #expect(result.warnings.first?.message.contains("failed once") == true)
  }

  @Test func aDeadServerIsNamed() throws {
    let port = try { () throws in try LoopbackServer { _ in .last([]) }.port }()
    let cache = try RemoteCache(try RemoteAddress("http://127.0.0.1:\(port)"), mode: .readWrite)
    let result = run(cache)
    #expect(result.found == 0 && result.warnings.map(\.code) == [.remoteUnavailable])
    let unknown = try RemoteCache(try RemoteAddress("http://no-such-host.invalid"), mode: .read)
    unknown.ask(for: ["a"])
    _ = unknown.bytes(named: "a", limit: 10)
    #expect(unknown.finish().count == 1)
  }

  @Test func aForgedEntryIsRefusedWhereThereIsAKey() throws {
    let server = try LoopbackServer { head in
      let name = String(head.split(separator: " ")[1].dropFirst(7))
      let key = name.hasSuffix("1") ? Array("other".utf8) : nil
      return .http(200, RemoteEntry.sealed([1], name: name, key: key))
    }
    #expect(run(try cache(server)).found == 40)
    let result = run(try cache(server, key: "secret"))
    #expect(result.found == 0 && result.warnings.map(\.code) == [.remoteForged])
  }

  @Test func aTokenCannotMakeAnotherField() throws {
    let address = try RemoteAddress("http://127.0.0.1:1")
    for token in ["a\r\nX: y", "a b", "é"] {
      let error = #expect(throws: RemoteCacheError.self) {
        try RemoteCache(address, mode: .read, token: token)
      }
      #expect(error?.message.contains(token) == false)
    }
  }
}
