import RemoteCache
import Testing

/// Which addresses a remote cache may have.
@Suite struct RemoteAddressTests {
  @Test(arguments: [
    ("http://cache.example", "cache.example", 80, ""),
    ("http://127.0.0.1:8080/", "127.0.0.1", 8080, ""),
    ("http://[::1]:8080/a/b//", "::1", 8080, "/a/b"),
    ("HTTP://cache/galley", "cache", 80, "/galley"),
  ])
  func takesHostPortAndPath(text: String, host: String, port: Int, path: String) throws {
    let address = try RemoteAddress(text)
    #expect(address.host == host && Int(address.port) == port && address.path == path)
  }

  @Test(arguments: [
    "", "cache.example", "ftp://cache", "http://", "http://:80", "http://a:0", "http://a:70000",
    "http://user:secret@cache/", "http://a/?q", "http://a/#f", "http://a b/", "http://a/\r\nX: y",
    "http://a/../b", "http://[::1", "http://[::1]x", "http://a/\"", "http://é/",
    "http://" + String(repeating: "a", count: 3_000),
  ])
  func refusesOthers(text: String) {
    #expect(throws: RemoteCacheError.self) { try RemoteAddress(text) }
  }

  @Test func saysWhatToDoAboutTLS() {
    let error = #expect(throws: RemoteCacheError.self) { try RemoteAddress("https://a") }
    #expect(error?.hints.first?.contains("proxy") == true)
  }

  @Test func aSecretIsNotRepeated() {
    let error = #expect(throws: RemoteCacheError.self) {
      try RemoteAddress("http://user:secret@cache/")
    }
    #expect(error?.message.contains("secret") == false)
  }
}
