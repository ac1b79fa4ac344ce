package import Rendering

/// The text form of one stored output: what is written to a file of `snapshots/` and read from it.
///
/// UTF-8 with LF line ends and one final LF that is not part of the output. The primary part of an
/// email starts with one comment that carries its envelope, so a browser opens the file as it is and
/// a changed subject shows in the same difference as the body.
package struct SnapshotText: Sendable, Equatable {
  /// First line of the comment: galley's mark and the version of the format.
  static let opening = "<!--galley 1\n"
  static let closing = "-->\n"
  /// The line that says that the output has CR LF where the file has LF.
  static let lineEndKey = "eol: \"crlf\"\n"

  /// The envelope in file order; nil for a part that carries none.
  package let envelope: [Message.Field]?
  /// The exact bytes of the output.
  package let body: [UInt8]

  /// Creates a text.
  package init(envelope: [Message.Field]?, body: [UInt8]) {
    self.envelope = envelope
    self.body = body
  }

  /// The bytes of the file.
  package var fileBytes: [UInt8] {
    var bytes: [UInt8] = []
    var stored = body
    if let envelope {
      let hasCRLF = Self.isCRLFThroughout(body)
      bytes.reserveCapacity(body.count + 1_024)
      bytes += Self.opening.utf8
      for field in envelope {
        bytes += field.name.utf8
        bytes += ": ".utf8
        Self.appendQuoted(field.value, to: &bytes)
        bytes.append(UInt8(ascii: "\n"))
      }
      if hasCRLF {
        bytes += Self.lineEndKey.utf8
        stored = Self.withoutCarriageReturns(body)
      }
      bytes += Self.closing.utf8
    } else {
      bytes.reserveCapacity(body.count + 1)
    }
    bytes += stored
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  /// Reads the body of a file for comparison: the bytes after the envelope, less the final LF.
  ///
  /// A checkout that turned LF into CRLF is read as if it had not.
  package static func normalized(_ file: [UInt8]) -> [UInt8] {
    var bytes = isCRLFThroughout(file) ? withoutCarriageReturns(file) : file
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    return bytes
  }

  /// The digest by which files are compared: of the bytes as `normalized` gives them.
  static func digest(of file: [UInt8]) -> ContentDigest {
    guard !isCRLFThroughout(file), file.last == UInt8(ascii: "\n") else {
      return ContentDigest(of: normalized(file))
    }
    return ContentDigest(of: file.dropLast())
  }

  /// Whether a stored file holds what was rendered.
  static func isEqual(_ stored: [UInt8], _ rendered: [UInt8]) -> Bool {
    stored == rendered || normalized(stored) == normalized(rendered)
  }

  /// Whether a stored and a rendered file differ in nothing but CR LF where the other has LF.
  static func differsInLineEnds(_ stored: [UInt8], _ rendered: [UInt8]) -> Bool {
    func bare(_ file: [UInt8]) -> [UInt8] {
      let text = withoutCarriageReturns(file)
      guard text.starts(with: opening.utf8) else { return text }
      // The envelope says where the line ends have gone.
      var lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      let end = lines.firstIndex { $0.elementsEqual(closing.utf8.dropLast()) } ?? 0
      if let key = lines[..<end].firstIndex(where: { $0.elementsEqual(lineEndKey.utf8.dropLast()) })
      {
        lines.remove(at: key)
      }
      return Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    }
    let sign = UInt8(ascii: "\r")
    // Most changes are none of line ends, which is quickly seen.
    guard
      stored.contains(sign) || rendered.contains(sign)
        || abs(stored.count - rendered.count) == lineEndKey.utf8.count
    else { return false }
    return stored != rendered && bare(stored) == bare(rendered)
  }

  /// The text of a file with LF line ends, whatever a checkout made of them.
  static func lineFeeds(_ file: [UInt8]) -> [UInt8] {
    isCRLFThroughout(file) ? withoutCarriageReturns(file) : file
  }

  /// Whether a body below an envelope is stored with LF for its CR LF.
  static func storesCRLF(_ body: [UInt8]) -> Bool { isCRLFThroughout(body) }

  /// Whether there are line ends and every one of them is CR LF.
  private static func isCRLFThroughout(_ bytes: [UInt8]) -> Bool {
    var previous: UInt8 = 0
    var found = false
    for byte in bytes {
      if byte == UInt8(ascii: "\n") {
        guard previous == UInt8(ascii: "\r") else { return false }
        found = true
      }
      previous = byte
    }
    return found
  }

  private static func withoutCarriageReturns(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for (index, byte) in bytes.enumerated() {
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      if byte == UInt8(ascii: "\r"), next == UInt8(ascii: "\n") { continue }
      result.append(byte)
    }
    return result
  }

  /// Adds a JSON string in which no `--` can end the comment.
  private static func appendQuoted(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 { append(byte, to: &bytes) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Where each byte of a text stands in its quoted form; one more for the closing quote.
  static func quotedOffsets(_ text: String) -> [Int] {
    var result: [UInt8] = [UInt8(ascii: "\"")]
    var offsets: [Int] = []
    for byte in text.utf8 {
      offsets.append(result.count)
      append(byte, to: &result)
    }
    return offsets + [result.count]
  }

  private static func append(_ byte: UInt8, to result: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      result.append(UInt8(ascii: "\\"))
      result.append(byte)
    case 0x0A: result += "\\n".utf8
    case 0x0D: result += "\\r".utf8
    case 0x09: result += "\\t".utf8
    case UInt8(ascii: "-") where result.last == byte: result += "\\u002d".utf8
    case 0..<0x20, 0x7F:
      let digits = String(byte, radix: 16)
      result += "\\u".utf8
      result += repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count)
      result += digits.utf8
    default: result.append(byte)
    }
  }
}
