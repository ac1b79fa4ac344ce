import Content
import Rendering
import Snapshots
import Testing

@Suite struct SnapshotTextTests {
  @Test func writesTheEnvelopeAsOneComment() {
    let text = SnapshotText(
      envelope: [.init("subject", "Hi \"you\" -- now"), .init("header X-A", "a\nb")],
      body: Array("<p>x</p>".utf8))
    #expect(
      String(decoding: text.fileBytes, as: UTF8.self) == """
        <!--galley 1
        subject: "Hi \\"you\\" -\\u002d now"
        header X-A: "a\\nb"
        -->
        <p>x</p>

        """)
  }

  /// Nothing is pretty-printed, trimmed or put in another order but the lines of the envelope.
  @Test func storesWhatIsSent() throws {
    let html = "<!doctype html><p  class=a>x  </p>\n\n\t<p>{{ profile.firstName }}</p>  \n"
    let json = "{\"b\":1,\n   \"a\" : [ ]}  "
    let project = try TestProject.load([
      "templates/m/template.yaml": """
      channel: email
      headers: { X-B: "1", X-A: "2" }
      replyTo: b@example.com
      from: a@example.com
      """,
      "templates/m/preheader.liquid": "p", "templates/m/subject.liquid": "s",
      "templates/m/body.txt.liquid": "  a \n\n", "templates/m/body.html.liquid": html,
      "templates/c/template.yaml": "channel: code", "templates/c/content.json.liquid": json,
      "templates/p/template.yaml": "channel: push", "templates/p/body.txt.liquid": "x",
      "templates/p/title.liquid": "t",
      "templates/p/payload.json.liquid": json,
    ])
    var stored: [String: String] = [:]
    for testCase in CaseMatrix(project).cases where testCase.profile.id == "anna" {
      let message = try #require(TestProject.renderer(project).render(testCase).message)
      for file in SnapshotFiles.files(of: message, testCase) {
        stored[file.path] = String(decoding: file.text.fileBytes, as: UTF8.self)
      }
    }
    let head = """
      <!--galley 1
      subject: "s"
      preheader: "p"
      from: "a@example.com"
      reply-to: "b@example.com"
      header X-B: "1"
      header X-A: "2"
      -->

      """
    let sent = html.replacing("{{ profile.firstName }}", with: "Anna")
    #expect(stored["snapshots/email/m/anna.html"] == head + sent + "\n")
    #expect(stored["snapshots/email/m/anna.txt"] == "  a \n\n\n")
    #expect(stored["snapshots/code/c/anna.json"] == json + "\n")
    #expect(stored["snapshots/push/p/anna.json"]?.contains("\"payload\": \(json)\n") == true)
    #expect(stored["snapshots/sms/t/anna.sms.txt"] == "Hi Anna\n")
  }

  @Test func addsExactlyOneFinalLineEnd() {
    let text = SnapshotText(envelope: nil, body: Array("a\n".utf8))
    #expect(text.fileBytes == Array("a\n\n".utf8))
    #expect(SnapshotText.normalized(text.fileBytes) == Array("a\n".utf8))
  }

  @Test func readsACheckoutWithCRLFAsItWasStored() {
    #expect(SnapshotText.normalized(Array("a\r\nb\r\n".utf8)) == Array("a\nb".utf8))
    #expect(SnapshotText.normalized(Array("a\r\nb\n".utf8)) == Array("a\r\nb".utf8))
  }

  @Test func keepsTheLineEndsOfAnEmailInItsEnvelope() {
    let text = SnapshotText(envelope: [], body: Array("a\r\nb\r\n".utf8))
    #expect(text.fileBytes == Array("<!--galley 1\neol: \"crlf\"\n-->\na\nb\n\n".utf8))
  }
}
