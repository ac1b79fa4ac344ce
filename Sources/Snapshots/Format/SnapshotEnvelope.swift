import Diagnostics
import Documents
import Rendering

/// The comment at the beginning of a stored file, read as loosely as its meaning allows.
struct SnapshotEnvelope {
  /// The comment as this galley writes it.
  let canonical: [UInt8]
  /// How many bytes of the file the comment takes.
  let length: Int

  /// The names in their order; headers follow, as they stand.
  private static let names = ["subject", "preheader", "title", "from", "reply-to"]
  private static let headerPrefix = "header "
  private static let lineEnds = "eol"

  /// Reads the comment of a file with LF line ends; nil for a file without one, or with one that may
  /// mean something else than what would be written.
  init?(_ file: [UInt8]) {
    let opening = Array(SnapshotText.opening.utf8)
    guard file.starts(with: opening) else { return nil }
    var fields: [Message.Field] = []
    var storesCRLF = false
    var rest = file[opening.count...]
    while true {
      guard let end = rest.firstIndex(of: 0x0A) else { return nil }
      let line = rest[..<end]
      rest = rest[(end + 1)...]
      if line.elementsEqual(SnapshotText.closing.utf8.dropLast()) { break }
      guard let field = Self.field(line), !fields.contains(where: { $0.name == field.name }) else {
        return nil
      }
      if field.name == Self.lineEnds {
        guard field.value == "crlf", !storesCRLF else { return nil }
        storesCRLF = true
      } else {
        guard Self.rank(field) != nil else { return nil }
        fields.append(field)
      }
    }
    let sorted = fields.enumerated().sorted { left, right in
      (Self.rank(left.element) ?? 0, left.offset) < (Self.rank(right.element) ?? 0, right.offset)
    }
    // A body whose line ends are those of the file: the key is added here.
    let text = SnapshotText(envelope: sorted.map(\.element), body: []).fileBytes.dropLast()
    let closing = SnapshotText.closing.utf8
    canonical =
      storesCRLF
      ? text.dropLast(closing.count) + SnapshotText.lineEndKey.utf8 + closing : Array(text)
    length = rest.startIndex
  }

  /// `name: "value"`, with blanks where they change nothing.
  private static func field(_ line: ArraySlice<UInt8>) -> Message.Field? {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
      let name = String(validating: line[..<colon], as: UTF8.self),
      let text = String(validating: line[(colon + 1)...], as: UTF8.self),
      let value = JSONReader.read(SourceText(path: "", text)).document?.value.string
    else { return nil }
    return Message.Field(name, value)
  }

  private static func rank(_ field: Message.Field) -> Int? {
    if field.name.hasPrefix(headerPrefix) { return names.count }
    return names.firstIndex(of: field.name)
  }
}
