import Diagnostics
import Testing

extension DiagnosticCode {
  static let sample = DiagnosticCode("sample/wrong", "something is wrong")
}

@Suite struct TextReporterTests {
  private func lines(_ text: String, _ start: Int, _ end: Int, message: String = "wrong")
    -> [String]
  {
    let source = SourceText(path: "a.txt", text)
    let diagnostic = Diagnostic(
      .sample, message, at: SourceSpan(source, start: start, end: end))
    return TextReporter().render(diagnostic).split(
      separator: "\n", omittingEmptySubsequences: false
    )
    .map(String.init)
  }

  @Test func showsPlaceLineUnderlineNotesAndFix() {
    let source = SourceText(path: "body.liquid", "Hi\nHello {{ profile.frist }}!\n")
    let other = SourceText(path: "profile.schema.json", "{\n  \"first\": {}\n}\n")
    let span = SourceSpan(source, start: 20, end: 25)
    let diagnostic = Diagnostic(
      .sample, "the profile has no 'frist'", at: span,
      notes: [
        .init("did you mean 'first'?"),
        .init("the schema names it here", at: SourceSpan(other, start: 4, end: 11)),
      ], fix: .init("replace with 'first'", replacing: span, with: "first"))
    let report = DiagnosticReport([diagnostic], tool: .init(name: "galley", version: "1"))
    #expect(
      TextReporter().render(report) == """
        body.liquid:2:18: error[sample/wrong]: the profile has no 'frist'
           2 | Hello {{ profile.frist }}!
             |                  ^~~~~
          note: did you mean 'first'?
          note: profile.schema.json:2:3: the schema names it here
           2 |   "first": {}
             |   ^~~~~~~
          fix: replace with 'first'

        1 error

        """)
  }

  @Test func alignsUnderlinesAfterTabsAndWideCharacters() {
    #expect(lines("\tab", 1, 3)[1...2] == ["   1 |     ab", "     |     ^~"])
    #expect(lines("日本x", 6, 7)[1...2] == ["   1 | 日本x", "     |     ^"])
    #expect(lines("日本x", 0, 6)[2] == "     | ^~~~")
    #expect(lines("e\u{301}x", 3, 4)[2] == "     |  ^")
    #expect(lines("👨‍👩‍👧x", 18, 19)[2] == "     |   ^")
  }

  @Test func marksAnEmptySpanAndTheEndOfALine() {
    #expect(lines("ab", 1, 1)[2] == "     |  ^")
    #expect(lines("ab\n", 2, 2)[2] == "     |   ^")
    #expect(lines("ab\ncd", 1, 5)[2] == "     |  ^")
  }

  @Test func cutsLongLinesAroundTheSpan() {
    let text = String(repeating: "a", count: 5_000) + "XY" + String(repeating: "b", count: 5_000)
    let shown = lines(text, 5_000, 5_002)
    #expect(shown[1].hasPrefix("   1 | …aaa") && shown[1].hasSuffix("bbb…"))
    #expect(shown[1].count <= 7 + 101)
    let column = shown[1].distance(
      from: shown[1].startIndex, to: shown[1].firstIndex(of: "X") ?? shown[1].endIndex)
    #expect(
      shown[2] == String(repeating: " ", count: 5) + "|" + String(repeating: " ", count: column - 6)
        + "^~")
  }

  @Test func neutralisesControlCharacters() {
    let shown = lines("a\u{1B}[31mb\u{202E}c", 0, 1, message: "found '\u{1B}]0;x\u{7}'")
    #expect(shown.joined().unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E })
    #expect(shown[1] == "   1 | a␛[31mb<U+202E>c")
  }

  @Test func showsTextThatIsNotUTF8() {
    let source = SourceText(path: "a.txt", bytes: [0x61, 0xFF, 0x62])
    let diagnostic = Diagnostic(.sample, "wrong", at: SourceSpan(source, start: 2, end: 3))
    #expect(TextReporter().render(diagnostic).contains("a\u{FFFD}b\n     |   ^\n"))
  }

  @Test func colorsOnlyWhenAsked() {
    let diagnostic = Diagnostic(.sample, "wrong", at: nil, severity: .warning)
    #expect(TextReporter().render(diagnostic) == "warning[sample/wrong]: wrong\n")
    #expect(TextReporter(useColor: true).render(diagnostic).contains("\u{1B}[1;33m"))
  }
}
