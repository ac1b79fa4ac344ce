import Channels
import Diagnostics
import Testing

@Suite struct EmailFileTests {
  private func text(_ text: String, _ path: String = "part") -> SourceText {
    SourceText(path: path, text)
  }

  private func message() -> EmailMessage {
    EmailMessage(
      from: text("Galley Shop <hello@shop.example>\n"), replyTo: text("help@shop.example"),
      subject: text("Your cart\n"), preheader: text("Still & here"),
      headers: [.init("X-Campaign", text("cart"))],
      html: text("<html lang=\"en\"><body>\n<p>Grüße = €</p>\n</body></html>\n"),
      text: text("Grüße \nBye\n"))
  }

  private func eml(_ message: EmailMessage) throws -> String {
    String(decoding: try EmailFile.write(message, at: 1_704_067_318), as: UTF8.self)
  }

  @Test func writesPartsFromPlainToRich() throws {
    var message = message()
    message.amp = text("<!doctype html><html ⚡4email>")
    let lines = try eml(message).split(separator: "\r\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "From: Galley Shop <hello@shop.example>")
    #expect(lines[1] == "Reply-To: help@shop.example")
    #expect(lines[2] == "Subject: Your cart")
    #expect(lines[3] == "Date: Mon, 01 Jan 2024 00:01:58 +0000")
    #expect(lines[4].hasPrefix("Message-ID: <") && lines[4].hasSuffix("@shop.example>"))
    #expect(lines[5] == "X-Campaign: cart")
    #expect(lines[6] == "MIME-Version: 1.0")
    let types = lines.filter { $0.hasPrefix("Content-Type: ") }
    #expect(
      types == [
        "Content-Type: multipart/alternative;", "Content-Type: text/plain; charset=utf-8",
        "Content-Type: text/x-amp-html; charset=utf-8", "Content-Type: text/html; charset=utf-8",
      ])
    #expect(lines.contains("Gr=C3=BC=C3=9Fe=20"))
    #expect(lines.contains("<p>Gr=C3=BC=C3=9Fe =3D =E2=82=AC</p>"))
    #expect(lines.contains { $0.contains("mso-hide:all") })
    #expect(lines.allSatisfy { $0.utf8.count <= 78 && $0.utf8.allSatisfy { $0 < 0x7F } })
  }

  @Test func isTheSameEveryTimeAndDiffersByContent() throws {
    #expect(try eml(message()) == eml(message()))
    var other = message()
    other.text = text("Bye\n")
    let boundary = { (eml: String) in eml.split(separator: "boundary=").last?.prefix(40) }
    #expect(boundary(try eml(message())) != boundary(try eml(other)))
  }

  @Test func encodesHeaderText() throws {
    var message = message()
    message.subject = text("Grüße aus 東京: " + String(repeating: "日本", count: 30))
    message.from = text("\"Bücher, Tee\" <hello@shop.example>")
    let eml = try eml(message)
    #expect(eml.contains("From: =?UTF-8?B?QsO8Y2hlciwgVGVl?= <hello@shop.example>\r\n"))
    let start = try #require(eml.firstRange(of: "Subject: ")).lowerBound
    let end = try #require(eml.firstRange(of: "\r\nDate:")).lowerBound
    let lines = eml[start..<end].split(separator: "\r\n")
    #expect(lines.count > 2)
    #expect(lines.allSatisfy { $0.utf8.count <= 76 })
    #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(" =?UTF-8?B?") && $0.hasSuffix("?=") })
  }

  @Test func foldsLongHeadersAtSpaces() throws {
    var message = message()
    message.subject = text(String(repeating: "word ", count: 40))
    let eml = try eml(message)
    #expect(eml.contains("word\r\n word"))
    #expect(eml.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 78 })
  }

  @Test(arguments: [
    ("subject", "Hi\r\nBcc: a@b.example"), ("from", "a@b.example\nBcc: c@d.example"),
    ("header", "x\ny"), ("subject", "a\u{0}b"),
  ])
  func refusesHeaderInjection(part: String, value: String) throws {
    var message = message()
    switch part {
    case "subject": message.subject = text(value)
    case "from": message.from = text(value)
    default: message.headers = [.init("X-A", text(value))]
    }
    let error = try #require(throws: ChannelError.self) { try eml(message) }
    #expect(error.diagnostics.map(\.code) == [.headerInjection])
    #expect((error.diagnostics.first?.span?.start ?? 0) > 0)
  }

  @Test(arguments: ["Subject", "Bad Name", "X:Y", "", "bcc"])
  func refusesHeaderNames(name: String) throws {
    var message = message()
    message.headers = [.init(name, text("v"))]
    let error = try #require(throws: ChannelError.self) { try eml(message) }
    #expect(error.diagnostics.map(\.code) == [.headerName])
  }

  @Test(arguments: [
    "nobody", "a@b@c.example", "A <a@>", "a b@c.example", "ü@c.example", "A <a@b..c>",
    "A, B <a@b.example>",
  ])
  func refusesAddresses(address: String) throws {
    var message = message()
    message.from = text(address)
    let error = try #require(throws: ChannelError.self) { try eml(message) }
    #expect(error.diagnostics.map(\.code) == [.emailAddress])
  }

  @Test func quotesNames() throws {
    var message = message()
    message.from = text("\"Smith, J. \\\"Jo\\\"\" <a@b.example>")
    #expect(try eml(message).hasPrefix("From: \"Smith, J. \\\"Jo\\\"\" <a@b.example>\r\n"))
  }

  @Test(arguments: [
    (0, "Thu, 01 Jan 1970 00:00:00 +0000"), (-1, "Wed, 31 Dec 1969 23:59:59 +0000"),
    (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000"),
    (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 +0000"),
  ])
  func writesDates(instant: Int, date: String) throws {
    let bytes = try EmailFile.write(message(), at: instant)
    #expect(String(decoding: bytes, as: UTF8.self).contains("\r\nDate: \(date)\r\n"))
  }

  /// Reads the quoted-printable text back; lengths around the limit move the soft breaks.
  @Test(arguments: 60...90)
  func keepsEveryByteOfAPart(count: Int) throws {
    let original =
      String(repeating: "a", count: count) + " = é\u{7F}\n.\n"
      + String(repeating: "=", count: count) + "\t"
    var message = EmailMessage(subject: text("s"), text: text(original))
    message.from = text("a@b.example")
    let eml = try eml(message)
    let body = try #require(eml.firstRange(of: "\r\n\r\n")).upperBound
    let encoded = Array(eml[body...].utf8)
    #expect(eml.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 76 })
    var decoded: [UInt8] = []
    var index = 0
    while index < encoded.count {
      if encoded[index] == 0x3D, encoded[index + 1] == 0x0D {
        index += 3
      } else if encoded[index] == 0x3D {
        let digits = String(decoding: encoded[index + 1...index + 2], as: UTF8.self)
        decoded.append(try #require(UInt8(digits, radix: 16)))
        index += 3
      } else {
        decoded.append(encoded[index])
        index += 1
      }
    }
    #expect(String(decoding: decoded, as: UTF8.self) == original.replacing("\n", with: "\r\n"))
  }
}
