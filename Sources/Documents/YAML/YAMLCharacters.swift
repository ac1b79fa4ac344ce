import Diagnostics

/// Checks that a text consists of the characters that YAML 1.2 allows, before libyaml sees it.
enum YAMLCharacters {
  /// Why a text was refused, or whether it is all ASCII.
  enum Outcome {
    case text(isASCII: Bool)
    case refused(Diagnostic)
  }

  /// Looks at every byte of `source` until one is wrong.
  static func check(_ source: SourceText) -> Outcome {
    let bytes = source.bytes
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
      || bytes.starts(with: [0, 0, 0xFE, 0xFF])
    {
      return .refused(
        Diagnostic(
          .invalidUTF8, "the file is written in UTF-16 or UTF-32",
          at: SourceSpan(source, start: 0, end: 2), notes: [.init("save the file as UTF-8")]))
    }
    return bytes.withUnsafeBufferPointer { buffer in check(buffer, source) }
  }

  private static func check(_ bytes: UnsafeBufferPointer<UInt8>, _ source: SourceText) -> Outcome {
    guard let base = bytes.baseAddress else { return .text(isASCII: true) }
    var index = 0
    var isASCII = true
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      index = 3
      isASCII = false
    }
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        guard byte >= 0x20 && byte != 0x7F || byte == 0x0A || byte == 0x0D || byte == 0x09 else {
          return .refused(control(UInt32(byte), source, index, 1))
        }
        index += 1
        continue
      }
      isASCII = false
      let length = JSONBytes.utf8Length(base + index, available: bytes.count - index)
      guard length > 0 else {
        return .refused(
          Diagnostic(
            .invalidUTF8,
            "the byte 0x\(JSONBytes.hex(byte)) does not belong to a UTF-8 character",
            at: SourceSpan(source, start: index, end: index + 1),
            notes: [.init("save the file as UTF-8")]))
      }
      let scalar = JSONBytes.scalar(base + index, length: length)
      switch scalar {
      case 0x80...0x84, 0x86...0x9F, 0xFEFF, 0xFFFE, 0xFFFF:
        return .refused(control(scalar, source, index, length))
      default: index += length
      }
    }
    return .text(isASCII: isASCII)
  }

  private static func control(
    _ scalar: UInt32, _ source: SourceText, _ start: Int, _ length: Int
  ) -> Diagnostic {
    let name = scalar < 0x100 ? "00" + JSONBytes.hex(UInt8(scalar)) : JSONBytes.hex(UInt16(scalar))
    let escape = scalar < 0x100 ? "\\x\(JSONBytes.hex(UInt8(scalar)))" : "\\u\(name)"
    return Diagnostic(
      .controlCharacter, "the character U+\(name) is not allowed in YAML",
      at: SourceSpan(source, start: start, end: start + length),
      notes: [.init("remove it, or write it as \(escape) in a double-quoted text")])
  }
}
