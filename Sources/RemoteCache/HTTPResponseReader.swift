/// An answer of a server.
package struct HTTPResponse: Sendable, Equatable {
  /// The status code.
  package var status: Int
  /// The bytes of the body, decoded.
  package var body: [UInt8]
  /// Whether the connection serves another request.
  package var keepsAlive: Bool
}

/// Reads one HTTP/1.1 answer to a GET or PUT as its bytes arrive; they may be anyone's.
///
/// It takes what servers send and refuses what can be read in two ways: a length beside chunks, two
/// lengths, folded fields, encodings.
package struct HTTPResponseReader {
  private enum Phase {
    case head
    case fixed(Int)
    case untilEnd
    case chunkSize
    case chunk(Int)
    case chunkEnd
    case trailer
    case done
  }

  /// Most answers that only say that the true one follows.
  private static let maximumInterim = 8

  private let limits: RemoteLimits
  private var phase = Phase.head
  private var buffer: [UInt8] = []
  /// Where in the buffer the bytes begin that are not read yet.
  private var position = 0
  private var searched = 0
  private var interim = 0
  private var headBytes = 0
  private var maximumBody = 0
  private var response = HTTPResponse(status: 0, body: [], keepsAlive: true)

  /// Creates a reader with these limits.
  package init(limits: RemoteLimits) { self.limits = limits }

  /// Whether any byte has arrived.
  var hasBegun: Bool { headBytes > 0 || !buffer.isEmpty }

  /// Takes bytes that have arrived.
  ///
  /// - Returns: The answer when it is complete.
  package mutating func read(_ bytes: ArraySlice<UInt8>) throws(RemoteFault) -> HTTPResponse? {
    buffer.append(contentsOf: bytes)
    while try advance() {}
    buffer.removeFirst(position)
    searched -= position
    position = 0
    guard case .done = phase else { return nil }
    // Bytes that nobody asked for: the next answer could not be told from them.
    if !buffer.isEmpty { response.keepsAlive = false }
    return response
  }

  /// Takes the end of the connection.
  package mutating func end() throws(RemoteFault) -> HTTPResponse {
    guard case .untilEnd = phase else { throw .closedEarly }
    response.keepsAlive = false
    return response
  }

  /// Does one step; false when more bytes are needed or none is.
  private mutating func advance() throws(RemoteFault) -> Bool {
    switch phase {
    case .done: return false
    case .head:
      guard let end = try headEnd() else { return false }
      try readHead(buffer[position..<end])
      position = end + 4
      return true
    case .fixed(let count):
      let taken = min(count, buffer.count - position)
      try take(taken)
      phase = taken == count ? .done : .fixed(count - taken)
      return taken == count
    case .untilEnd:
      try take(buffer.count - position)
      return false
    case .chunkSize:
      guard let line = try line() else { return false }
      let digits = line.prefix { $0 != UInt8(ascii: ";") }
      guard let size = Self.number(digits, radix: 16) else { throw .notHTTP }
      guard size <= maximumBody - response.body.count else { throw tooLarge }
      phase = size == 0 ? .trailer : .chunk(size)
      return true
    case .chunk(let count):
      let taken = min(count, buffer.count - position)
      try take(taken)
      phase = taken == count ? .chunkEnd : .chunk(count - taken)
      return taken == count
    case .chunkEnd:
      // Refused at the first wrong byte: no line needs to end for it.
      for (byte, expected) in zip(buffer[position...], "\r\n".utf8) where byte != expected {
        throw .notHTTP
      }
      guard buffer.count - position >= 2 else { return false }
      position += 2
      phase = .chunkSize
      return true
    case .trailer:
      guard let line = try line() else { return false }
      if line.isEmpty { phase = .done }
      return true
    }
  }

  private var tooLarge: RemoteFault {
    response.status == 200 ? .entryTooLarge : .status(response.status)
  }

  private mutating func take(_ count: Int) throws(RemoteFault) {
    guard count <= maximumBody - response.body.count else { throw tooLarge }
    response.body.append(contentsOf: buffer[position..<position + count])
    position += count
  }

  /// Where the empty line begins that ends the header.
  private mutating func headEnd() throws(RemoteFault) -> Int? {
    // What cannot become a status line is refused at once, not when it is too long.
    for (byte, expected) in zip(buffer[position...], "HTTP/1.".utf8) where byte != expected {
      throw .notHTTP
    }
    var index = max(position, searched - 3)
    while index + 4 <= buffer.count {
      if buffer[index] == 13, buffer[index + 1] == 10, buffer[index + 2] == 13,
        buffer[index + 3] == 10
      {
        headBytes += index + 4 - position
        guard headBytes <= limits.headerBytes else { throw .headersTooLarge }
        return index
      }
      index += 1
    }
    searched = buffer.count
    guard headBytes + buffer.count - position <= limits.headerBytes else { throw .headersTooLarge }
    return nil
  }

  /// The next line of the chunked form without its end.
  private mutating func line() throws(RemoteFault) -> [UInt8]? {
    guard let end = buffer[position...].firstIndex(of: 10) else {
      guard headBytes + buffer.count - position <= limits.headerBytes else {
        throw .headersTooLarge
      }
      return nil
    }
    guard end > position, buffer[end - 1] == 13 else { throw .notHTTP }
    let line = Array(buffer[position..<(end - 1)])
    position = end + 1
    // Chunks of one byte cannot make the lines between them endless.
    if case .trailer = phase { headBytes += line.count + 2 }
    guard headBytes <= limits.headerBytes, line.count <= limits.headerBytes else {
      throw .headersTooLarge
    }
    return line
  }

  private mutating func readHead(_ head: ArraySlice<UInt8>) throws(RemoteFault) {
    guard !head.contains(0) else { throw .notHTTP }
    var lines = head.split(separator: 10, omittingEmptySubsequences: false).map { line in
      line.last == 13 ? line.dropLast() : line
    }[...]
    guard let first = lines.popFirst(), let version = first.dropFirst(7).first,
      version == UInt8(ascii: "0") || version == UInt8(ascii: "1"),
      first.count >= 12, first[first.startIndex + 8] == 32,
      let status = Self.number(first.dropFirst(9).prefix(3), radix: 10), status >= 100,
      first.count == 12 || first[first.startIndex + 12] == 32
    else { throw .notHTTP }
    var fields = HTTPFields()
    for line in lines { try fields.add(line) }
    if (100..<200).contains(status) {
      interim += 1
      guard status != 101, interim <= Self.maximumInterim else { throw .notHTTP }
      return
    }
    response.status = status
    response.keepsAlive = fields.keepsAlive ?? (version == UInt8(ascii: "1"))
    maximumBody = status == 200 ? limits.entryBytes : limits.pageBytes
    if status == 204 || status == 304 {
      phase = .done
    } else if fields.isChunked {
      guard fields.length == nil, version == UInt8(ascii: "1") else { throw .notHTTP }
      phase = .chunkSize
    } else if let length = fields.length {
      guard length <= maximumBody else { throw tooLarge }
      response.body.reserveCapacity(min(length, 1 << 16))
      phase = .fixed(length)
    } else {
      phase = .untilEnd
    }
  }

  /// Reads digits only, at most 15 of them.
  static func number(_ digits: some Collection<UInt8>, radix: Int) -> Int? {
    guard (1...15).contains(digits.count) else { return nil }
    var value = 0
    for digit in digits {
      let number: Int
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): number = Int(digit - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): number = Int(digit - UInt8(ascii: "a")) + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): number = Int(digit - UInt8(ascii: "A")) + 10
      default: return nil
      }
      guard number < radix else { return nil }
      value = value * radix + number
    }
    return value
  }
}
