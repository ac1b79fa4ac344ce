/// Mail addresses: RFC 5321's Mailbox, and RFC 6531's with characters beyond ASCII.
enum MailAddress {
  /// Whether a text is surely a mail address: dotted atoms at a plain host name.
  static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    var wasDot = true
    while index < bytes.count {
      let byte = unsafe bytes[index]
      if byte == 0x40 { return unsafe !wasDot && HostName.isPlain(bytes, from: index + 1) }
      if byte == 0x2E {
        if wasDot { return false }
        wasDot = true
      } else {
        guard ByteSet.atom.contains(byte) else { return false }
        wasDot = false
      }
      index += 1
    }
    return false
  }

  /// Whether a text is one mail address.
  static func accepts(_ bytes: [UInt8], isInternational: Bool) -> Bool {
    guard isInternational || bytes.allSatisfy({ $0 < 0x80 }) else { return false }
    guard let at = localEnd(bytes), at > 0, at < bytes.count, bytes[at] == 0x40 else {
      return false
    }
    return isDomain(bytes[(at + 1)...], isInternational: isInternational)
  }

  /// The index after the local part, or nil where it is none.
  private static func localEnd(_ bytes: [UInt8]) -> Int? {
    guard let first = bytes.first else { return nil }
    if first == 0x22 {
      var index = 1
      while index < bytes.count {
        switch bytes[index] {
        case 0x22: return index + 1
        case 0x5C:
          guard index + 1 < bytes.count, bytes[index + 1] >= 0x20, bytes[index + 1] != 0x7F else {
            return nil
          }
          index += 2
        case 0x00..<0x20, 0x7F: return nil
        default: index += 1
        }
      }
      return nil
    }
    var wasDot = true
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case 0x40: return wasDot ? nil : index
      case 0x2E:
        if wasDot { return nil }
        wasDot = true
      default:
        guard byte >= 0x80 || ByteSet.atom.contains(byte) else { return nil }
        wasDot = false
      }
    }
    return nil
  }

  private static func isDomain(_ bytes: ArraySlice<UInt8>, isInternational: Bool) -> Bool {
    if bytes.first == 0x5B {
      guard bytes.last == 0x5D, bytes.count > 2 else { return false }
      let literal = Array(bytes.dropFirst().dropLast())
      if literal.count > 5,
        literal.prefix(5).map({ $0 | 0x20 }) == Array("ipv6:".utf8).map({ $0 | 0x20 })
      {
        return isAddress(Array(literal.dropFirst(5))) { $0.isIPv6() }
      }
      return isAddress(literal) { $0.isIPv4() }
    }
    if isInternational {
      return InternationalHostName.accepts(
        String(decoding: bytes, as: UTF8.self), isNormalised: false)
    }
    return HostName.accepts(Array(bytes))
  }

  private static func isAddress(
    _ bytes: [UInt8], _ check: (inout FormatScanner) -> Bool
  ) -> Bool {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      var scanner = unsafe FormatScanner(buffer)
      return check(&scanner)
    }
  }
}
