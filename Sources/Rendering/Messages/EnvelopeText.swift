/// The text of an envelope line: what a template rendered, as one line.
enum EnvelopeText {
  /// Trims blanks at both ends and turns each run of blanks with a line break into one space.
  ///
  /// A header can hold no line break; templates are written over several lines.
  static func line(_ bytes: [UInt8]) -> String {
    let start = bytes.firstIndex { !isBlank($0) } ?? bytes.count
    let end = bytes.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? start
    // Most lines are written as one.
    if !bytes[start..<end].contains(where: { $0 == 0x0A || $0 == 0x0D }) {
      return String(decoding: bytes[start..<end], as: UTF8.self)
    }
    return String(decoding: offsets(bytes).map { $0 < 0 ? 0x20 : bytes[$0] }, as: UTF8.self)
  }

  /// For each byte of the line its offset in `bytes`; -1 for a space that stands for a run of blanks.
  static func offsets(_ bytes: [UInt8]) -> [Int] {
    var result: [Int] = []
    var index = 0
    while index < bytes.count {
      guard isBlank(bytes[index]) else {
        result.append(index)
        index += 1
        continue
      }
      let start = index
      while index < bytes.count, isBlank(bytes[index]) { index += 1 }
      let run = bytes[start..<index]
      if result.isEmpty || index == bytes.count { continue }
      result += run.contains(0x0A) || run.contains(0x0D) ? [-1] : Array(start..<index)
    }
    return result
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}
