import Channels
import Diagnostics
import Testing

@Suite struct EmailChecksTests {
  private func text(_ text: String, _ path: String = "part") -> SourceText {
    SourceText(path: path, text)
  }

  private func message(_ html: String = "<html lang=\"en\"><body>Hi</body></html>") -> EmailMessage
  {
    EmailMessage(
      from: text("a@b.example"), subject: text("Hello"), preheader: text("There"),
      headers: [
        .init("List-Unsubscribe", text("<https://b.example/u?x=1>, <mailto:u@b.example>")),
        .init("List-Unsubscribe-Post", text("List-Unsubscribe=One-Click")),
      ], html: text(html, "cart/body.html [vip]"), text: text("Hi"))
  }

  private func codes(_ message: EmailMessage) -> [String] {
    EmailChecks.check(message).map(\.code.name)
  }

  @Test func findsNothingInAGoodMessage() {
    #expect(codes(message()) == [])
  }

  @Test(arguments: [
    (92_160, nil), (92_161, "channel/email-large"), (102_400, "channel/email-large"),
    (102_401, "channel/email-clipped"),
  ])
  func boundsTheHTMLAsSent(count: Int, code: String?) throws {
    let frame = try #require(message().sentHTML).count
    let text = "Hi" + String(repeating: "x", count: count - frame)
    let message = message("<html lang=\"en\"><body>\(text)</body></html>")
    #expect(message.sentHTML?.count == count)
    #expect(codes(message) == [code].compactMap(\.self))
  }

  @Test func asksForSubjectPreheaderTextAndUnsubscribing() {
    var message = message()
    message.subject = text(" \n")
    message.preheader = nil
    message.text = nil
    message.headers = []
    #expect(
      Set(codes(message)) == [
        "channel/email-subject", "channel/email-preheader", "channel/email-text",
        "channel/list-unsubscribe",
      ])
    message.html = nil
    #expect(codes(message).contains("channel/email-body"))
  }

  @Test func looksAtThePreheadersLength() throws {
    var message = message()
    message.preheader = text(String(repeating: "é", count: 100))
    #expect(codes(message) == [])
    message.preheader = text(String(repeating: "é", count: 101))
    #expect(codes(message) == ["channel/email-preheader"])
  }

  @Test(arguments: [
    ([("List-Unsubscribe", "<mailto:u@b.example>")], "https"),
    ([("List-Unsubscribe", "<https://b.example/u>")], "one click"),
  ])
  func checksUnsubscribing(headers: [(String, String)], words: String) throws {
    var message = message()
    message.headers = headers.map { .init($0, text($1)) }
    let diagnostic = try #require(EmailChecks.check(message).first)
    #expect(diagnostic.code == .listUnsubscribe)
    #expect(diagnostic.message.contains(words))
  }

  @Test(arguments: [
    ("<body>", "channel/html-lang", "<"), ("<html>", "channel/html-lang", "<html>"),
    ("<html lang=en><img src=\"https://x.example/a.png\">", "channel/image-alt", "<img"),
    ("<html lang=en><a href=\"http://x.example\">a</a>", "channel/link-insecure", "http://x"),
    ("<html lang=en><a href='#'>a</a>", "channel/link-empty", "#"),
    ("<html lang=en><a href>a</a>", "channel/link-empty", "href"),
    ("<html lang=en><A HREF=http://localhost:80/>a</A>", "channel/link-local", "http://local"),
    ("<html lang=en><a href=' javascript:x()'>a</a>", "channel/link-script", " java"),
    ("<html lang=en><script>if (a<b) {}</script>", "channel/email-script", "<script"),
    ("<html lang=en><p>Hi {{ name }}</p>", "channel/unrendered-tag", "{{ name }}"),
    ("<html lang=en><p title=\"{% if %}\">", "channel/unrendered-tag", "{% if %}"),
    ("<html lang=en><!-- a <img>", "channel/html-unclosed", "<"),
    ("<html lang=en><a title=\"x>", "channel/html-unclosed", "\""),
    ("<html lang=en><style>a{}", "channel/html-unclosed", "a"),
  ])
  func findsWhatIsWrongInHTML(html: String, code: String, marked: String) throws {
    let diagnostics = EmailChecks.check(message(html))
    #expect(diagnostics.map(\.code.name) == [code])
    let span = try #require(diagnostics.first?.span)
    #expect(span.source.path == "cart/body.html [vip]")
    let place = String(decoding: span.source.bytes[span.start...], as: UTF8.self)
    #expect(code == "channel/html-lang" || place.hasPrefix(marked))
  }

  @Test(arguments: [
    "<!-- <img> --><p>a < b</p>", "<style>a>b{content:'<img>'}</style>", "<img alt=\"\" src=x />",
    "<!--> <a href=\"https://x.example/?a=1>2\">x</a>", "<a name=top>x</a>",
    "<!--[if mso]><img><![endif]-->", "<textarea><img></textarea>",
    "<script type=\"application/ld+json\">{}</script>",
  ])
  func leavesGoodHTMLAlone(html: String) {
    #expect(codes(message("<!DOCTYPE html><html lang=en>" + html)) == [])
  }

  @Test func boundsFindings() {
    let html = String(repeating: "<img src=x>", count: 500)
    let diagnostics = HTMLChecks.check(text(html), use: .fragment)
    #expect(diagnostics.count == HTMLChecks.maximumFindings)
  }
}
