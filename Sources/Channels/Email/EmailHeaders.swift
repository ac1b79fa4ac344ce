import Diagnostics

/// Checks headers and writes them in lines that mail servers accept.
enum EmailHeaders {
  /// Line length that RFC 5322 recommends.
  private static let preferredLine = 78
  /// Headers that the writer makes itself.
  private static let reserved: Set<String> = [
    "from", "to", "reply-to", "subject", "date", "message-id", "mime-version", "content-type",
    "content-transfer-encoding", "bcc", "cc", "sender", "return-path", "received",
  ]

  /// Reports line breaks and control characters inside a value that must be one line.
  static func injection(
    _ value: SourceText, _ what: @autoclosure () -> String
  ) -> Diagnostic? {
    let range = SingleLine.range(value)
    let isBad: (UInt8) -> Bool = { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }
    guard let place = value.bytes[range].firstIndex(where: isBad) else { return nil }
    return Diagnostic(
      .headerInjection, "\(what()) holds a line break or a control character",
      at: SourceSpan(value, start: place, end: place + 1),
      notes: [
        .init("text after a line break would become a header of its own; remove it from the data")
      ])
  }

  /// Reports a name that is no header name or that is not the template's to set.
  static func name(_ header: EmailMessage.Header) -> Diagnostic? {
    let isToken =
      !header.name.isEmpty && header.name.utf8.count <= 76
      && header.name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
    let place = SourceSpan(header.value, at: 0)
    guard isToken else {
      return Diagnostic(
        .headerName, "'\(header.name)' is not a header name", at: place,
        notes: [.init("expected letters, digits and '-', such as X-Campaign")])
    }
    guard reserved.contains(header.name.lowercased()) else { return nil }
    return Diagnostic(
      .headerName, "the header '\(header.name)' is not one a template can add", at: place,
      notes: [.init("use the template's own fields: from, reply-to, subject")])
  }

  /// Returns a header with its line break, folded at spaces.
  static func line(_ name: String, _ value: String) -> String {
    var output = name + ":"
    var column = output.utf8.count
    for word in value.split(separator: " ", omittingEmptySubsequences: false) {
      let width = word.utf8.count + 1
      // A line of spaces only would end the headers, so only a word is moved to the next line.
      if column + width > preferredLine, column > name.utf8.count + 1, !word.isEmpty {
        output += "\r\n"
        column = 0
      }
      output += " " + word
      column += width
    }
    return output + "\r\n"
  }

  /// Returns a header whose value may be any text.
  static func textLine(_ name: String, _ value: String) -> String {
    // Unbroken text beyond the hard limit of 998 can only be carried encoded.
    let isLong = value.split(separator: " ").contains { $0.utf8.count > 900 }
    guard isLong || EncodedWord.isNeeded(value) else { return line(name, value) }
    return line(name, EncodedWord.encode(value, reserved: name.utf8.count + 2))
  }
}
