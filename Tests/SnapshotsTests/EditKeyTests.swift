import Glibc
import Snapshots
import Testing

@Suite struct EditKeyTests {
  private func keys(_ old: String, _ new: String) -> [EditKey] {
    OutputComparison(
      path: "a.html", old: Array(old.utf8), new: Array(new.utf8), origins: .unknown
    ).edits.map(\.key)
  }

  @Test func isEqualForTheSameEditWithOtherData() {
    let anna = keys("<p>Hi Anna,</p>\n<p>Bye</p>\n", "<p>Hello Anna,</p>\n<p>Bye</p>\n")
    let zoe = keys("<p>Hi Zoë von Ä,</p>\n<p>Bye</p>\n", "<p>Hello Zoë von Ä,</p>\n<p>Bye</p>\n")
    #expect(anna == zoe)
    #expect(anna == [EditKey(part: "html", old: "Hi", new: "Hello")])
    #expect(anna.first?.digest == zoe.first?.digest && anna.first?.digest.utf8.count == 64)
  }

  @Test func differsForAnotherEdit() {
    #expect(keys("Hi Anna,\n", "Hello Anna,\n") != keys("Hi ,\n", "Hello !\n"))
    #expect(keys("Hi ,\n", "Hello !\n") == [EditKey(part: "html", old: "Hi ,", new: "Hello !")])
  }

  @Test func keepsEditsOfOneOutputApart() {
    let found = keys("<b>one</b><i>x</i>\nmiddle\nlast 1\n", "<b>two</b><i>y</i>\nmiddle\nlast 2\n")
    #expect(found.map(\.replacement.new) == ["two", "y", "2"])
  }

  @Test func namesTheHeaderTheTagAndThePathOfJSON() {
    func parts(_ path: String, _ old: String, _ new: String) -> [String] {
      OutputComparison(
        path: path, old: Array(old.utf8), new: Array(new.utf8), origins: .unknown
      ).edits.map { "\($0.key.part): \($0.key.replacement.new)" }
    }
    #expect(
      parts(
        "a.html", "<!--galley 1\nsubject: \"Hi\"\n-->\n<p>a</p>\n",
        "<!--galley 1\nsubject: \"Ho\"\n-->\n<div>a</div>\n")
        == ["subject: Ho", "html: <div", "html: </div"])
    #expect(
      parts(
        "a.json", #"{"a": 1, "items": [{"t": "x"}, {"t": "y \" {"}], "b": {"c": true}}"#,
        #"{"a": 2, "items": [{"t": "x"}, {"t": "z \" {"}], "b": {"c": false}}"#)
        == ["json $.a: 2", "json $.items[].t: z", "json $.b.c: false"])
  }

  private func seconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec
  }

  /// Complaint 22: the time of a difference is bounded, whatever stands in the texts.
  @Test func aHugeDifferenceEndsSoon() {
    let old = (0..<40_000).map { "a\($0)" }.joined(separator: " ")
    let new = (0..<40_000).map { "b\($0)" }.joined(separator: " ")
    // Of this thread: hundreds of tests share the machine.
    let start = seconds()
    #expect(keys(old, new).count == 1)
    let lines = { (text: String) in text.replacing(" ", with: "\n") }
    #expect(keys(lines(old), lines(new)).count == 1)
    #expect(seconds() - start < 10)
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
