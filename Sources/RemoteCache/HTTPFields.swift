/// The header fields of an answer that decide where its body ends.
struct HTTPFields {
  /// The length of the body.
  private(set) var length: Int?
  /// Whether the body comes in chunks.
  private(set) var isChunked = false
  /// What the server says about the connection.
  private(set) var keepsAlive: Bool?

  /// Takes the line of a field.
  mutating func add(_ line: ArraySlice<UInt8>) throws(RemoteFault) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
      line[..<colon].allSatisfy(Self.isNameByte)
    else { throw .notHTTP }
    let name = Self.lowercased(line[..<colon])
    let value = Self.lowercased(Self.trimmed(line[(colon + 1)...]))
    switch name {
    case "content-length":
      guard let number = HTTPResponseReader.number(Array(value.utf8), radix: 10),
        length == nil || length == number
      else { throw .notHTTP }
      length = number
    case "transfer-encoding":
      guard value == "chunked", !isChunked else { throw .notHTTP }
      isChunked = true
    case "content-encoding":
      guard value == "identity" else { throw .notHTTP }
    case "connection":
      for word in value.split(separator: ",") {
        switch word.filter({ $0 != " " }) {
        case "close": keepsAlive = false
        case "keep-alive": keepsAlive = keepsAlive ?? true
        default: break
        }
      }
    default: break
    }
  }

  private static func lowercased(_ bytes: ArraySlice<UInt8>) -> String {
    String(
      decoding: bytes.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 },
      as: UTF8.self)
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes.drop { $0 == 32 || $0 == 9 }
    while let last = bytes.last, last == 32 || last == 9 { bytes = bytes.dropLast() }
    return bytes
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: ":")
  }
}
