package import Diagnostics

/// Why a message could not be written.
package struct ChannelError: Error, Sendable {
  /// The errors of the message, each with its place.
  package let diagnostics: [Diagnostic]

  /// Wraps the errors.
  package init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }
}

/// Writes a message as an `.eml` file: the same parts and instant give the same bytes.
package enum EmailFile {
  /// Returns the MIME text of a message that is sent at `instant`, in seconds since 1970 in UTC.
  ///
  /// The parts go from plain to rich, HTML last: some clients show only the last.
  package static func write(
    _ message: EmailMessage, at instant: Int
  ) throws(ChannelError) -> [UInt8] {
    let problems = EmailChecks.headers(message) + EmailChecks.bodies(message)
    let errors = problems.filter { $0.severity == .error }
    guard errors.isEmpty else { throw ChannelError(errors) }
    let parts = parts(message)
    let hash = hash(message, instant)
    var output = headers(message, instant, hash)
    guard parts.count > 1 else {
      if let part = parts.first { output += partHeaders(part.type) + "\r\n" }
      return Array(output.utf8) + (parts.first.map { QuotedPrintable.encode($0.bytes) } ?? [])
    }
    // '=_' cannot stand in quoted-printable text, so no part can hold the boundary.
    let boundary = "=_galley_\(hash)"
    output += "Content-Type: multipart/alternative;\r\n boundary=\"\(boundary)\"\r\n\r\n"
    var bytes = Array(output.utf8)
    for part in parts {
      bytes += Array("--\(boundary)\r\n\(partHeaders(part.type))\r\n".utf8)
      bytes += QuotedPrintable.encode(part.bytes)
      bytes += Array("\r\n".utf8)
    }
    return bytes + Array("--\(boundary)--\r\n".utf8)
  }

  private static func parts(_ message: EmailMessage) -> [(type: String, bytes: [UInt8])] {
    var parts: [(type: String, bytes: [UInt8])] = []
    if let text = message.text { parts.append((type: "text/plain", bytes: text.bytes)) }
    if let amp = message.amp { parts.append((type: "text/x-amp-html", bytes: amp.bytes)) }
    if let html = message.sentHTML { parts.append((type: "text/html", bytes: html)) }
    return parts
  }

  private static func partHeaders(_ type: String) -> String {
    "Content-Type: \(type); charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
  }

  private static func headers(_ message: EmailMessage, _ instant: Int, _ hash: String) -> String {
    var output = ""
    var domain = "galley.invalid"
    for (name, value) in [
      ("From", message.from), ("Reply-To", message.replyTo), ("To", message.to),
    ] {
      guard let value, let address = EmailAddress(SingleLine.trimmed(value)) else { continue }
      output += EmailHeaders.line(name, address.headerValue)
      if name == "From" {
        domain = address.address.split(separator: "@").last.map(String.init) ?? domain
      }
    }
    if let subject = message.subject {
      output += EmailHeaders.textLine("Subject", SingleLine.trimmed(subject))
    }
    output += "Date: \(EmailDate.text(instant))\r\n"
    output += "Message-ID: <\(hash)@\(domain)>\r\n"
    for header in message.headers {
      output += EmailHeaders.textLine(header.name, SingleLine.trimmed(header.value))
    }
    return output + "MIME-Version: 1.0\r\n"
  }

  /// A name of the message's content: 128 bits, stable, not secret.
  private static func hash(_ message: EmailMessage, _ instant: Int) -> String {
    let texts = [
      message.from, message.replyTo, message.to, message.subject, message.preheader, message.html,
      message.text, message.amp,
    ]
    var low: UInt64 = 0xCBF2_9CE4_8422_2325
    var high: UInt64 = 0x9AE1_6A3B_2F90_404F
    func add(_ byte: UInt8) {
      low = (low ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
      high = (high ^ UInt64(byte) ^ low >> 47) &* 0x9E37_79B9_7F4A_7C15
    }
    for text in texts {
      add(text == nil ? 0 : 1)
      for byte in text?.bytes ?? [] { add(byte) }
      add(0xFF)
    }
    for header in message.headers {
      for byte in header.name.utf8 { add(byte) }
      for byte in header.value.bytes { add(byte) }
      add(0xFF)
    }
    for byte in String(instant).utf8 { add(byte) }
    return [high, low].map { value in
      let digits = String(value, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
