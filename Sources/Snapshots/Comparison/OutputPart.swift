/// Names the part of an output that an edit stands in: it is part of what makes edits the same.
enum OutputPart {
  /// Deepest JSON that is followed to name a place.
  private static let maximumDepth = 512

  /// Returns `html`, `txt`, a line of the envelope, or a path of JSON without positions.
  static func name(path: String, _ bytes: [UInt8], at offset: Int) -> String {
    let file = path.split(separator: "/").last ?? ""
    let ending = String(file.firstIndex(of: ".").map { file[file.index(after: $0)...] } ?? "")
    if ending.hasSuffix("json") { return "\(ending) \(jsonPath(bytes, at: offset))" }
    if ending.hasSuffix("html"), let key = header(bytes, at: offset) { return key }
    return ending
  }

  /// The key of the line of the envelope that `offset` lies in, or nil.
  private static func header(_ bytes: [UInt8], at offset: Int) -> String? {
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

  /// The path of the value at `offset`: `$.items[].title`.
  private static func jsonPath(_ bytes: [UInt8], at offset: Int) -> String {
    var stack: [String?] = []
    var last = ""
    var key: String?
    var index = 0
    while index < min(offset + 1, bytes.count) {
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
        let start = index + 1
        index = start
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
          index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        if key == nil, index < offset {
          last = String(decoding: bytes[start..<min(index, bytes.count)], as: UTF8.self)
        }
      default: break
      }
      if stack.count > maximumDepth { break }
      index += 1
    }
    return "$" + stack.compactMap(\.self).joined() + (key.map { "." + $0 } ?? "")
  }
}
