import Channels
import Diagnostics
import Testing

@Suite struct AMPChecksTests {
  private static let start = "<!doctype html>\n<html ⚡4email data-css-strict>\n<head>\n"
  private static let head = """
    <meta charset="utf-8">
    <script async src="https://cdn.ampproject.org/v0.js"></script>
    <script async custom-element="amp-list" src="https://cdn.ampproject.org/v0/amp-list-0.1.js">\
    </script>
    <style amp4email-boilerplate>body{visibility:hidden}</style>

    """

  private func codes(_ body: String, head: String = head, start: String = start) -> [String] {
    let amp = SourceText(path: "amp", start + head + "</head>\n<body>" + body + "</body></html>")
    return AMPChecks.check(amp).map(\.code.name)
  }

  @Test func acceptsAGoodDocument() {
    let body = """
      <amp-img src="https://x.example/a.png" width=1 height=1 alt=""></amp-img>
      <template type="amp-mustache"><p>{{name}}</p></template>
      <form method=post action-xhr="https://x.example/f"></form>
      """
    #expect(codes(body) == [])
    #expect(codes("", start: Self.start.replacing("⚡4email", with: "amp4email")) == [])
  }

  @Test(arguments: [
    "<meta charset=\"utf-8\">", "async src=\"https://cdn.ampproject.org/v0.js\"",
    "amp4email-boilerplate", "visibility:hidden",
  ])
  func demandsTheHead(part: String) throws {
    let found = codes("", head: Self.head.replacing(part, with: ""))
    #expect(found.contains("channel/amp-required"))
  }

  @Test func demandsDoctypeAndMark() {
    #expect(codes("", start: "<html ⚡4email><head>") == ["channel/amp-required"])
    #expect(codes("", start: "<!doctype html><html><head>") == ["channel/amp-required"])
    let moved = "<title>x</title>" + Self.head
    #expect(codes("", head: moved) == ["channel/amp-required"])
  }

  @Test(arguments: [
    ("<img src=x alt=x>", "channel/amp-forbidden"), ("<iframe></iframe>", "channel/amp-forbidden"),
    ("<amp-video></amp-video>", "channel/amp-forbidden"),
    ("<script>x</script>", "channel/amp-forbidden"),
    ("<form action=\"https://x.example\"></form>", "channel/amp-forbidden"),
    ("<p style=\"color:red !IMPORTANT\">x</p>", "channel/amp-style"),
    ("<p>{{ name }}</p>", "channel/unrendered-tag"),
  ])
  func findsWhatIsNotAllowed(body: String, code: String) {
    #expect(codes(body) == [code])
  }

  @Test func boundsSizes() {
    let long = String(repeating: "a", count: 1_001)
    #expect(codes("<p style=\"\(long)\">x</p>") == ["channel/amp-too-large"])
    let sheet = "<style amp-custom>\(String(repeating: "a", count: 75_001))</style>"
    #expect(codes("", head: Self.head + sheet) == ["channel/amp-too-large"])
    #expect(codes(String(repeating: "a", count: 200_000)) == ["channel/amp-too-large"])
  }

  @Test func demandsATwin() {
    let message = EmailMessage(
      subject: SourceText(path: "s", "s"), text: SourceText(path: "t", "t"),
      amp: SourceText(path: "amp", Self.start + Self.head))
    #expect(EmailChecks.check(message).contains { $0.code == .ampAlone && $0.severity == .error })
  }
}
