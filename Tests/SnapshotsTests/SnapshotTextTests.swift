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
