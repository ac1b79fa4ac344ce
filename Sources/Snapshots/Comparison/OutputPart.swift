/// Names the part of an output that an edit stands in: it is part of what makes edits the same.
struct OutputPart {
  private let ending: String
  private let bytes: [UInt8]
  /// Where reading JSON has got to: names are asked for in the order of the text.
  private var json = JSONPlace()

  /// Prepares to name parts of the output stored at a path.
  init(path: String, _ bytes: [UInt8]) {
    let file = path.split(separator: "/").last ?? ""
    ending = String(file.firstIndex(of: ".").map { file[file.index(after: $0)...] } ?? "")
    self.bytes = bytes
  }

  /// Returns `html`, `txt`, a line of the envelope, or a path of JSON without positions.
  mutating func name(at offset: Int) -> String {
    if ending.hasSuffix("json") {
      if offset < json.index { json = JSONPlace() }
      return "\(ending) \(json.path(bytes, at: offset))"
    }
    if ending.hasSuffix("html"), let key = header(at: offset) { return key }
    return ending
  }

  /// The key of the line of the envelope that `offset` lies in, or nil.
  private func header(at offset: Int) -> String? {
    guard bytes.starts(with: SnapshotText.opening.utf8) else { return nil }
    var start = SnapshotText.opening.utf8.count
    while start < bytes.count, !bytes[start...].starts(with: SnapshotText.closing.utf8) {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      if (start...end).contains(offset) {
        return String(
          decoding: bytes[start..<end].prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)
      }
      start = end + 1
    }
    return nil
  }
}

/// The path of a place in JSON, found by reading on from the place asked for before.
private struct JSONPlace {
  /// Deepest JSON that is followed to name a place.
  private static let maximumDepth = 512

  /// The next byte to read.
  private(set) var index = 0
  private var stack: [String] = []
  private var last = ""
  private var key: String?
  /// The end of the text that begins at `index`, once it is known.
  private var textEnd: Int?

  /// The path of the value at `offset`: `$.items[].title`.
  mutating func path(_ bytes: [UInt8], at offset: Int) -> String {
    while index <= offset, index < bytes.count, stack.count <= Self.maximumDepth {
      switch bytes[index] {
      case UInt8(ascii: "{"):
        stack.append(key.map { "." + $0 } ?? "")
        key = nil
      case UInt8(ascii: "["):
        stack.append((key.map { "." + $0 } ?? "") + "[]")
        key = nil
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        _ = stack.popLast()
        key = nil
      case UInt8(ascii: ","): key = nil
      case UInt8(ascii: ":"): key = last
      case UInt8(ascii: "\""):
        let end = textEnd ?? Self.end(of: bytes, from: index + 1)
        // The text that holds the place names nothing yet.
        guard end < offset else {
          textEnd = end
          return name
        }
        if key == nil { last = String(decoding: bytes[index + 1..<end], as: UTF8.self) }
        textEnd = nil
        index = end
      default: break
      }
      index += 1
    }
    return name
  }

  private var name: String { "$" + stack.joined() + (key.map { "." + $0 } ?? "") }

  private static func end(of bytes: [UInt8], from start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(index, bytes.count)
  }
}
