import Diagnostics

/// A mailbox of a header: an address with an optional name.
struct EmailAddress {
  /// The name shown instead of the address, without quotes; nil if there is none.
  var name: String?
  /// The address itself.
  var address: String

  /// Reads `Name <address>`, `"Name" <address>` or an address; nil when it is none of them.
  init?(_ text: String) {
    let bytes = text.utf8
    if bytes.last == UInt8(ascii: ">"), let open = bytes.lastIndex(of: UInt8(ascii: "<")) {
      address = String(Substring(bytes[bytes.index(after: open)...].dropLast()))
      var name = text.utf8[..<open]
      while name.last == UInt8(ascii: " ") { name.removeLast() }
      let quote = UInt8(ascii: "\"")
      if name.count >= 2, name.first == quote, name.last == quote {
        self.name = Self.unquoted(Substring(name).dropFirst().dropLast())
        if self.name?.isEmpty == true { self.name = nil }
      } else if name.contains(where: { "\"<>@,;:".utf8.contains($0) }) {
        return nil
      } else {
        self.name = name.isEmpty ? nil : String(Substring(name))
      }
    } else {
      address = text
      name = nil
    }
    guard Self.isAddress(address) else { return nil }
  }

  /// The form of a header, with the name quoted or encoded where it must be.
  var headerValue: String {
    guard let name else { return address }
    if !name.utf8.allSatisfy({ $0 < 0x80 }) {
      return "\(EncodedWord.encode(name, reserved: 10)) <\(address)>"
    }
    let isPlain = name.utf8.allSatisfy { byte in
      (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || byte == 0x20
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "'")
    }
    if isPlain { return "\(name) <\(address)>" }
    let quoted = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(quoted)\" <\(address)>"
  }

  private static func unquoted(_ text: some StringProtocol) -> String {
    var result = ""
    var isEscaped = false
    for character in text {
      if character == "\\", !isEscaped {
        isEscaped = true
        continue
      }
      isEscaped = false
      result.append(character)
    }
    return result
  }

  /// Whether a text is an ASCII address: one `@`, no spaces, a domain with no empty label.
  private static func isAddress(_ text: String) -> Bool {
    let allowed = text.utf8.allSatisfy {
      $0 > 0x20 && $0 < 0x7F && !"<>(),;:\\\"[]".utf8.contains($0)
    }
    let halves = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard allowed, halves.count == 2, !halves[0].isEmpty, text.utf8.count <= 254 else {
      return false
    }
    let dash = UInt8(ascii: "-")
    return halves[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .allSatisfy { !$0.isEmpty && $0.first != dash && $0.last != dash }
  }
}
