import Channels
import Diagnostics
import Testing

@Suite struct SMSTests {
  private func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  /// The limits of 3GPP TS 23.038 and 23.040: 160 and 153 septets, 70 and 67 units of 16 bits.
  @Test(arguments: [
    ("", "GSM-7", 0, 1), (String(repeating: "a", count: 160), "GSM-7", 160, 1),
    (String(repeating: "a", count: 161), "GSM-7", 161, 2),
    (String(repeating: "a", count: 306), "GSM-7", 306, 2),
    (String(repeating: "a", count: 307), "GSM-7", 307, 3),
    (String(repeating: "€", count: 80), "GSM-7", 160, 1),
    (String(repeating: "€", count: 81), "GSM-7", 162, 2),
    (String(repeating: "€", count: 153), "GSM-7", 306, 3),
    (String(repeating: "я", count: 70), "UCS-2", 70, 1),
    (String(repeating: "я", count: 71), "UCS-2", 71, 2),
    (String(repeating: "я", count: 134), "UCS-2", 134, 2),
    (String(repeating: "😀", count: 35), "UCS-2", 70, 1),
    (String(repeating: "😀", count: 36), "UCS-2", 72, 2),
    (String(repeating: "😀", count: 67), "UCS-2", 134, 3), ("👨‍👩‍👧", "UCS-2", 8, 1),
  ])
  func countsUnitsAndSegments(text: String, encoding: String, units: Int, segments: Int) {
    let result = SMSSegments(text)
    #expect(result.encoding.rawValue == encoding)
    #expect(result.units == units)
    #expect(result.segments.count == segments)
  }

  @Test func splitsNoPair() {
    let escaped = SMSSegments(repeated("a", 152) + repeated("€", 10))
    #expect(escaped.segments.first == 0..<152)
    let surrogates = SMSSegments(repeated("я", 66) + repeated("😀", 5))
    #expect(surrogates.segments.first == 0..<132)
    #expect(surrogates.segments.last?.upperBound == 152)
  }

  @Test func knowsTheWholeAlphabet() {
    let basic =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
      + "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
    #expect(basic.unicodeScalars.count == 127)
    #expect(basic.unicodeScalars.allSatisfy { GSMAlphabet.septets($0) == 1 })
    #expect("\u{C}^{}\\[~]|€".unicodeScalars.allSatisfy { GSMAlphabet.septets($0) == 2 })
    #expect("ç`\tÁ’\u{A0}\u{202F}".unicodeScalars.allSatisfy { GSMAlphabet.septets($0) == nil })
  }

  @Test func suggestsOnlyTextOfTheAlphabet() {
    for value in UInt32(0x80)...0x2FFF {
      guard let scalar = Unicode.Scalar(value), let text = GSMAlphabet.replacement(scalar) else {
        continue
      }
      #expect(text.unicodeScalars.allSatisfy { GSMAlphabet.septets($0) != nil })
    }
  }

  @Test func namesTheCharacterThatCostsSegments() throws {
    let text = SourceText(path: "sms.txt", repeated("a", 100) + "1:00\u{202F}AM it’s")
    let diagnostics = SMSChecks.check(text)
    let diagnostic = try #require(diagnostics.first)
    #expect(diagnostics.count == 1)
    #expect(diagnostic.code.name == "channel/sms-unicode")
    #expect(diagnostic.severity == .warning)
    #expect(diagnostic.span?.start == 104 && diagnostic.span?.end == 107)
    #expect(diagnostic.message.contains("2 instead of 1 segments"))
    #expect(
      diagnostic.notes.map(\.message) == [
        "write ' ' for U+202F", "write ''' for '’' (U+2019)",
      ])
    #expect(diagnostic.fix == nil)
  }

  @Test func offersAFixForOneCharacter() throws {
    let diagnostics = SMSChecks.check(SourceText(path: "sms.txt", "Hi – you"))
    #expect(diagnostics.first?.severity == .information)
    #expect(diagnostics.first?.fix?.replacement == "-")
    #expect(diagnostics.first?.fix?.span.start == 3)
  }

  @Test func boundsSegments() throws {
    let text = SourceText(path: "sms.txt", repeated("a", 1_530))
    #expect(SMSChecks.check(text).isEmpty)
    let longer = SourceText(path: "sms.txt", repeated("a", 1_531))
    #expect(SMSChecks.check(longer).map(\.code) == [.smsSegments])
    let diagnostic = try #require(SMSChecks.check(text, maximumSegments: 2).first)
    #expect(diagnostic.code == .smsSegments)
    #expect(diagnostic.span?.start == 306)
  }

  @Test func reportsEmptyAndUnrenderedTexts() {
    #expect(SMSChecks.check(SourceText(path: "sms.txt", " \n")).map(\.code) == [.smsEmpty])
    let diagnostics = SMSChecks.check(SourceText(path: "sms.txt", "Hi {{ profile.name }}"))
    #expect(diagnostics.map(\.code) == [.unrendered])
    #expect(diagnostics.first?.span?.start == 3 && diagnostics.first?.span?.end == 21)
  }
}
