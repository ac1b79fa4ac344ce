import Diagnostics

/// A mailbox of a header: an address with an optional name.
struct EmailAddress {
  /// The name shown instead of the address, without quotes; nil if there is none.
  var name: String?
  /// The address itself.
  var address: String

  /// Reads `Name <address>`, `"Name" <address>` or an address; nil when it is none of them.
  init?(_ text: String) {
    if text.last == ">", let open = text.lastIndex(of: "<") {
      address = String(text[text.index(after: open)...].dropLast())
      var name = String(text[..<open])
      while name.last == " " { name.removeLast() }
      if name.count >= 2, name.first == "\"", name.last == "\"" {
        name = Self.unquoted(name.dropFirst().dropLast())
      } else if name.contains(where: { "\"<>@,;:".contains($0) }) {
        return nil
      }
      self.name = name.isEmpty ? nil : name
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
    let halves = text.split(separator: "@", omittingEmptySubsequences: false)
    guard allowed, halves.count == 2, !halves[0].isEmpty, text.utf8.count <= 254 else {
      return false
    }
    return halves[1].split(separator: ".", omittingEmptySubsequences: false)
      .allSatisfy { !$0.isEmpty && $0.first != "-" && $0.last != "-" }
  }
}
