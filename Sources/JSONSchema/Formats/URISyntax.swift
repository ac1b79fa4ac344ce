/// The grammar of URIs (RFC 3986) and IRIs (RFC 3987).
enum URISyntax {
  /// Whether a text is a URI or IRI, or where `isReference` also a relative reference.
  static func accepts(_ bytes: [UInt8], isInternational: Bool, isReference: Bool) -> Bool {
    var checker = Checker(bytes: bytes, isInternational: isInternational)
    return checker.check(isReference: isReference)
  }

  private struct Checker {
    let bytes: [UInt8]
    let isInternational: Bool
    var index = 0

    mutating func check(isReference: Bool) -> Bool {
      var hasScheme = false
      if let colon = bytes.firstIndex(where: {
        $0 == 0x3A || $0 == 0x2F || $0 == 0x3F || $0 == 0x23
      }),
        bytes[colon] == 0x3A, isScheme(bytes[..<colon])
      {
        index = colon + 1
        hasScheme = true
      }
      guard hasScheme || isReference else { return false }
      if peek(0) == 0x2F, peek(1) == 0x2F {
        index += 2
        guard authority() else { return false }
        guard index == bytes.count || [0x2F, 0x3F, 0x23].contains(bytes[index]) else {
          return false
        }
      } else if !hasScheme {
        // The first segment of a relative path has no colon, else it would be a scheme.
        let end = bytes[index...].firstIndex { $0 == 0x2F || $0 == 0x3F || $0 == 0x23 }
        if bytes[index..<(end ?? bytes.count)].contains(0x3A) { return false }
      }
      guard run(.path, isPrivate: false) else { return false }
      if peek(0) == 0x3F {
        index += 1
        guard run(.query, isPrivate: true) else { return false }
      }
      if peek(0) == 0x23 {
        index += 1
        guard run(.query, isPrivate: false) else { return false }
      }
      return index == bytes.count
    }

    private func peek(_ offset: Int) -> UInt8? {
      index + offset < bytes.count ? bytes[index + offset] : nil
    }

    private func isScheme(_ text: ArraySlice<UInt8>) -> Bool {
      guard let first = text.first, (first | 0x20) &- 0x61 < 26 else { return false }
      return text.allSatisfy {
        $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E
      }
    }

    private mutating func authority() -> Bool {
      let end = bytes[index...].firstIndex { $0 == 0x2F || $0 == 0x3F || $0 == 0x23 } ?? bytes.count
      if let at = bytes[index..<end].lastIndex(of: 0x40) {
        guard run(.user, isPrivate: false), index == at else { return false }
        index = at + 1
      }
      if peek(0) == 0x5B {
        guard let close = bytes[index..<end].firstIndex(of: 0x5D),
          isLiteral(Array(bytes[(index + 1)..<close]))
        else { return false }
        index = close + 1
      } else {
        guard run(.plain, isPrivate: false) else { return false }
      }
      if peek(0) == 0x3A {
        index += 1
        while let byte = peek(0), byte &- 0x30 < 10 { index += 1 }
      }
      return index == end
    }

    private func isLiteral(_ literal: [UInt8]) -> Bool {
      if let first = literal.first, first | 0x20 == 0x76 {
        guard let dot = literal.firstIndex(of: 0x2E), dot > 1, dot + 1 < literal.count else {
          return false
        }
        return literal[1..<dot].allSatisfy { PercentEncoding.hexValue($0) != nil }
          && literal[(dot + 1)...].allSatisfy { ByteSet.user.contains($0) }
      }
      return unsafe literal.withUnsafeBufferPointer { buffer in
        var scanner = unsafe FormatScanner(buffer)
        return scanner.isIPv6()
      }
    }

    /// Takes characters of a set and escapes; false at a bad escape.
    private mutating func run(_ set: ByteSet, isPrivate: Bool) -> Bool {
      while let byte = peek(0) {
        if set.contains(byte) {
          index += 1
        } else if byte == 0x25 {
          guard let high = peek(1), let low = peek(2), PercentEncoding.hexValue(high) != nil,
            PercentEncoding.hexValue(low) != nil
          else { return false }
          index += 3
        } else if byte >= 0x80, isInternational {
          guard let (value, length) = scalar(), Self.isUnicode(value, isPrivate) else {
            return false
          }
          index += length
        } else {
          return true
        }
      }
      return true
    }

    private func scalar() -> (UInt32, Int)? {
      let length = bytes[index] >= 0xF0 ? 4 : bytes[index] >= 0xE0 ? 3 : 2
      guard index + length <= bytes.count else { return nil }
      let text = String(decoding: bytes[index..<index + length], as: UTF8.self)
      return text.unicodeScalars.first.map { ($0.value, length) }
    }

    private static func isUnicode(_ value: UInt32, _ isPrivate: Bool) -> Bool {
      switch value {
      case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: true
      case 0xE000...0xF8FF, 0xF0000...0x10FFFD: isPrivate && value & 0xFFFF < 0xFFFE
      case 0x10000...0xEFFFF: value & 0xFFFF < 0xFFFE && !(0xE0000...0xE0FFF).contains(value)
      default: false
      }
    }
  }
}
