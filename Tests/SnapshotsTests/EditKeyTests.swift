import Snapshots
import Testing

@Suite struct EditKeyTests {
  private func key(_ old: String, _ new: String) -> EditKey {
    EditKey(TextDifference(old: Array(old.utf8), new: Array(new.utf8)))
  }

  @Test func isEqualForTheSameEditWithOtherData() {
    let anna = key("<p>Hi Anna,</p>\n<p>Bye</p>\n", "<p>Hello Anna,</p>\n<p>Bye</p>\n")
    let zoe = key("<p>Hi Zoë von Ä,</p>\n<p>Bye</p>\n", "<p>Hello Zoë von Ä,</p>\n<p>Bye</p>\n")
    #expect(anna == zoe)
    #expect(anna.replacements == [EditKey.Replacement(old: "Hi", new: "Hello")])
  }

  @Test func differsForAnotherEdit() {
    #expect(key("Hi Anna,\n", "Hello Anna,\n") != key("Hi ,\n", "Hello !\n"))
  }
}

@Suite struct TextDifferenceTests {
  @Test func printsHunksWithTheirContext() {
    let old = (1...12).map(String.init).joined(separator: "\n") + "\n"
    let new = old.replacingFirst("6\n", with: "six\n")
    let difference = TextDifference(old: Array(old.utf8), new: Array(new.utf8))
    let hunks = difference.hunks(context: 1)
    #expect(hunks.count == 1)
    #expect(hunks.first?.oldStart == 5)
    #expect(
      hunks.first?.lines == [
        TextDifference.Line(.context, "5"), TextDifference.Line(.removed, "6"),
        TextDifference.Line(.added, "six"), TextDifference.Line(.context, "7"),
      ])
  }

  @Test func seesTextsAsEqualOnlyWhenTheirBytesAre() {
    let composed = Array("é\n".utf8)
    let decomposed = Array("e\u{301}\n".utf8)
    #expect(!TextDifference(old: composed, new: decomposed).isEmpty)
  }
}

extension String {
  fileprivate func replacingFirst(_ part: String, with other: String) -> String {
    guard let range = firstRange(of: part) else { return self }
    return replacingCharacters(in: range, other)
  }

  private func replacingCharacters(in range: Range<Index>, _ other: String) -> String {
    String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }

  private func firstRange(of part: String) -> Range<Index>? {
    indices.first { self[$0...].hasPrefix(part) }.map { $0..<index($0, offsetBy: part.count) }
  }
}
