/// One PEM block, read strictly: a label, base64 lines, nothing before or after.
enum PEM {
  /// Writes a block with lines of 64 characters.
  static func encode(_ bytes: [UInt8], label: String, lineLength: Int = 64) -> String {
    let text = Array(Base64.encode(bytes).utf8)
    var lines = ["-----BEGIN \(label)-----"]
    for start in stride(from: 0, to: text.count, by: lineLength) {
      lines.append(
        String(decoding: text[start..<min(text.count, start + lineLength)], as: UTF8.self))
    }
    lines.append("-----END \(label)-----")
    return lines.joined(separator: "\n") + "\n"
  }

  /// Reads the one block of a file; `place` names the file in errors.
  static func decode(
    _ text: [UInt8], place: String
  ) throws(ReleaseError) -> (label: String, bytes: [UInt8]) {
    func failure(_ message: String) -> ReleaseError {
      ReleaseError(
        .keyParse, message, at: place, expected: "one PEM block and nothing else",
        advice: "name a key file in PEM form, as 'galley key new' writes it")
    }
    guard text.count <= 64 << 10 else { throw failure("the file is too large for a key") }
    var lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    let begin = Array("-----BEGIN ".utf8)
    let dashes = Array("-----".utf8)
    guard let first = lines.first, let last = lines.last, lines.count >= 3,
      first.starts(with: begin), first.suffix(5).elementsEqual(dashes),
      first.count > begin.count + dashes.count
    else { throw failure("the file is no PEM block") }
    let label = String(decoding: first.dropFirst(begin.count).dropLast(5), as: UTF8.self)
    guard last.elementsEqual("-----END \(label)-----".utf8) else {
      throw failure("the PEM block does not end with its label")
    }
    if lines.contains(where: { $0.contains(UInt8(ascii: ":")) }) {
      throw failure("the key is encrypted or carries headers")
    }
    guard let bytes = Base64.decode(Array(lines[1..<lines.count - 1].joined())) else {
      throw failure("the PEM block is not base64")
    }
    return (label, bytes)
  }
}
