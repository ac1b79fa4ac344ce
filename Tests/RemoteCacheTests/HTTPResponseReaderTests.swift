import RemoteCache
import Testing

/// Answers as servers send them, cut anywhere, and as nobody should send them.
@Suite struct HTTPResponseReaderTests {
  private static let limits = {
    var limits = RemoteLimits()
    limits.entryBytes = 1_000
    limits.pageBytes = 100
    limits.headerBytes = 500
    return limits
  }()

  /// Reads an answer that comes in pieces of some size, then the connection ends.
  private func read(_ text: String, pieces: Int = .max) throws(RemoteFault) -> HTTPResponse {
    var reader = HTTPResponseReader(limits: Self.limits)
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let end = start + min(pieces, bytes.count - start)
      if let response = try reader.read(bytes[start..<end]) { return response }
      start = end
    }
    return try reader.end()
  }

  @Test(arguments: [
    ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, "hello", true),
    ("HTTP/1.1 200\r\ncontent-length:5 \r\n\r\nhello", 200, "hello", true),
    ("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", 404, "", false),
    ("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", 200, "ok", false),
    ("HTTP/1.1 204 No Content\r\n\r\n", 204, "", true),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n"
        + "0\r\nX: y\r\n\r\n", 200, "abc0123456789", true
    ),
    ("HTTP/1.1 200 OK\r\n\r\nuntil the end", 200, "until the end", false),
    (
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n", 201, "",
      true
    ),
  ])
  func readsAnswersHoweverTheyAreCut(text: String, status: Int, body: String, keeps: Bool) throws {
    for pieces in [1, 2, 3, 7, .max] {
      let response = try read(text, pieces: pieces)
      #expect(response.status == status && response.body == Array(body.utf8), "\(pieces)")
      #expect(response.keepsAlive == keeps)
    }
  }

  @Test(arguments: [
    ("garbage\r\n\r\n", RemoteFault.notHTTP),
    ("HTTP/2 200\r\n\r\n", .notHTTP),
    ("HTTP/1.1 20x OK\r\n\r\n", .notHTTP),
    ("HTTP/1.1 2000 OK\r\n\r\n", .notHTTP),
    ("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", .notHTTP),
    ("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n", .notHTTP),
    ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", .notHTTP),
    (
      "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      .notHTTP
    ),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", .notHTTP),
    ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n", .notHTTP),
    ("HTTP/1.1 200 OK\r\n folded: x\r\n\r\n", .notHTTP),
    ("HTTP/1.1 200 OK\r\nno colon\r\n\r\n", .notHTTP),
    ("HTTP/1.1 200 OK\r\nA: \u{0}\r\n\r\n", .notHTTP),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", .notHTTP),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc", .notHTTP),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfff\r\n", .entryTooLarge),
    ("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n", .entryTooLarge),
    ("HTTP/1.1 500 Oh\r\nContent-Length: 101\r\n\r\n", .status(500)),
    ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell", .closedEarly),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhell", .closedEarly),
    ("HTTP/1.1 200 OK\r\nContent-Le", .closedEarly),
    ("", .closedEarly),
    ("HTTP/1.1 200 OK\r\nA: " + String(repeating: "a", count: 600), .headersTooLarge),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
        + String(repeating: "A: b\r\n", count: 100), .headersTooLarge
    ),
    (String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 9), .notHTTP),
    ("HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "a", count: 1_001), .entryTooLarge),
  ])
  func refusesWhatIsNoAnswer(text: String, fault: RemoteFault) {
    for pieces in [1, 5, .max] {
      #expect(throws: fault) { try read(text, pieces: pieces) }
    }
  }

  @Test func bytesAfterTheAnswerEndTheConnection() throws {
    let text = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\naHTTP/1.1 200 OK\r\n"
    #expect(try read(text).keepsAlive == false)
  }

  @Test func noBytesMakeItTrap() {
    // Every answer above with each byte changed in turn, and cut: it returns or throws.
    let text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
    var outcomes = 0
    for index in text.utf8.indices {
      for byte: UInt8 in [0, 10, 13, 32, 48, 58, 102, 255] {
        var bytes = Array(text.utf8)
        bytes[text.utf8.distance(from: text.startIndex, to: index)] = byte
        var reader = HTTPResponseReader(limits: Self.limits)
        if let response = try? reader.read(bytes[...]) ?? reader.end() {
          #expect(response.body.count <= 1_000)
        }
        outcomes += 1
      }
    }
    #expect(outcomes == text.utf8.count * 8)
  }
}
