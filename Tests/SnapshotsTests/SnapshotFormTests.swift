import Rendering
import Testing

@testable import Snapshots

/// What of a stored file is form, and what is the output.
@Suite struct SnapshotFormTests {
  private func form(_ text: String, carriesEnvelope: Bool = false) -> SnapshotForm {
    SnapshotForm(Array(text.utf8), carriesEnvelope: carriesEnvelope)
  }

  private func written(_ text: String, carriesEnvelope: Bool = false) -> String {
    String(decoding: form(text, carriesEnvelope: carriesEnvelope).bytes, as: UTF8.self)
  }

  @Test func lineEndsOfACheckoutAreForm() {
    #expect(form("a\r\nb\r\n").changes == [.lineEnds] && written("a\r\nb\r\n") == "a\nb\n")
    #expect(form("a\nb\n").changes == [] && written("a\nb\n") == "a\nb\n")
  }

  @Test func oneFinalLineEndIsFormAndTwoAreContent() {
    #expect(form("a").changes == [.finalLineEnd] && written("a") == "a\n")
    #expect(form("a\n\n").changes == [] && written("a\n\n") == "a\n\n")
    #expect(form("").changes == [.finalLineEnd] && written("") == "\n")
    #expect(form("a\r\nb").changes == [.lineEnds, .finalLineEnd] && written("a\r\nb") == "a\nb\n")
  }

  @Test(arguments: [
    "a\r\nb\n", "a\nb\r\n\n", "a\r\n\n", "a\rb\n", "\u{FEFF}a\n", "a \n", "\n", "a\r", "a\n\r\n",
    "<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n",
  ])
  func theOutputItselfStaysAsItIs(text: String) {
    #expect(form(text).changes == [] && written(text) == text)
    #expect(form(text, carriesEnvelope: true).changes == [])
  }

  /// Whatever is done, `galley test` compares the same bytes as before, and a second time does nothing.
  @Test func whatIsComparedNeverChanges() {
    let pieces = ["a", "\n", "\r\n", "\r", "\u{FEFF}", "b\n", "-->\n"]
    var texts = [""]
    for _ in 1...4 { texts += texts.flatMap { text in pieces.map { text + $0 } } }
    for text in Set(texts) {
      let form = form(text, carriesEnvelope: true)
      #expect(SnapshotText.normalized(form.bytes) == SnapshotText.normalized(Array(text.utf8)))
      #expect(
        SnapshotForm(form.bytes, carriesEnvelope: true).changes == [], "\(text.debugDescription)")
    }
  }

  @Test func orderEscapesAndBlanksOfTheEnvelopeAreForm() {
    let text = SnapshotText(
      envelope: [
        .init("subject", "Hé \"you\" -- now"), .init("preheader", ""), .init("from", "a@b.example"),
        .init("header X-B", "1"), .init("header X-A", "2"),
      ], body: Array("<p>\r\n</p>\r\n".utf8))
    let file = String(decoding: text.fileBytes, as: UTF8.self)
    #expect(form(file, carriesEnvelope: true).changes == [])
    let loose = """
      <!--galley 1
      eol:"crlf"
      header X-B: "1"
      from: "\\u0061@b\\u002eexample"
      preheader:  ""\u{20}
      header X-A: "2"
      subject: "H\\u00e9 \\"you\\" -- now"
      -->
      <p>
      </p>


      """
    #expect(form(loose, carriesEnvelope: true).changes == [.envelope])
    #expect(written(loose, carriesEnvelope: true) == file)
    let checkout = loose.replacing("\n", with: "\r\n")
    #expect(form(checkout, carriesEnvelope: true).changes == [.lineEnds, .envelope])
    #expect(written(checkout, carriesEnvelope: true) == file)
    // The same words in a part without an envelope are its text.
    #expect(form(loose).changes == [])
  }

  @Test(arguments: [
    "subject: \"a\"\nsubject: \"a\"\n", "subject: 'a'\n", "subject: a\n", "subject: \"a\"",
    "subject \"a\"\n", "colour:  \"a\"\n", "eol: \"lf\"\n", "subject: \"\\q\"\n",
    "subject: \"a\" b\n",
    " subject: \"a\"\n", "Subject: \"a\"\n", "eol: \"crlf\"\neol: \"crlf\"\n", "subject: 1\n", "\n",
  ])
  func anEnvelopeThatMayMeanSomethingElseIsLeft(lines: String) {
    let text = "<!--galley 1\nfrom:  \"a\"\n\(lines)-->\n<p></p>\n"
    #expect(form(text, carriesEnvelope: true).changes == [], "\(text)")
    #expect(written(text, carriesEnvelope: true) == text)
  }
}
