import Diagnostics
import Testing

@Suite struct SourcePositionTests {
  @Test(arguments: [
    ("abc", 0, 1, 1), ("abc", 2, 1, 3), ("a\nb", 2, 2, 1), ("a\r\nb", 3, 2, 1),
    ("a\rb", 2, 2, 1), ("äb", 2, 1, 2), ("\u{FEFF}ab", 4, 1, 2), ("a\n\n", 3, 3, 1),
  ])
  func countsLinesAndCodePoints(text: String, offset: Int, line: Int, column: Int) {
    let source = SourceText(path: "a.txt", text)
    let position = SourceSpan(source, at: offset).startPosition
    #expect(position == SourcePosition(line: line, column: column))
  }

  @Test func movesOffsetsOutsideTheTextToItsEnds() {
    let source = SourceText(path: "a.txt", "ab")
    let span = SourceSpan(source, start: -4, end: 99)
    #expect(span.start == 0)
    #expect(span.end == 2)
  }
}
