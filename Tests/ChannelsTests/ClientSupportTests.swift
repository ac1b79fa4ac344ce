import Channels
import Diagnostics
import Documents
import FoundationEssentials
import Testing

@Suite struct ClientSupportTests {
  private static let names = [
    "css-display-flex", "css-border-radius", "css-at-media-prefers-color-scheme", "css-at-import",
    "css-pseudo-class-hover", "css-pseudo-element-before", "css-selector-child", "css-unit-vh",
    "css-unit-calc", "css-variables", "css-linear-gradient", "css-important", "html-video",
    "html-semantics", "html-srcset", "html-input-text", "image-svg", "image-base64",
    "css-left-right-top-bottom",
  ]

  private func support(_ clients: [String]) throws -> ClientSupport {
    let features = Self.names.map { name -> JSONOutput in
      [
        "slug": .string(name), "title": .string(name),
        "stats": [
          "old": ["web": ["2019": "y", "2020": "n #1"], "app": ["2020": "y"]],
          "new": ["web": ["2019": "n", "2020": "y"], "app": ["2020": "a #2"]],
        ],
      ]
    }
    let source = SourceText(path: "data.json", bytes: JSONOutput.array(features).bytes())
    let document = try #require(JSONReader.read(source).document)
    return try #require(ClientSupport.read(document, clients: clients).support)
  }

  private func html(_ text: String) -> SourceText { SourceText(path: "body.html", text) }

  @Test(arguments: [
    ("<p style=\"display: inline-flex\">", "css-display-flex", "inline-flex"),
    ("<p style='color:red;BORDER-RADIUS:3px'>", "css-border-radius", "BORDER-RADIUS"),
    ("<style>a{/*;*/ border-radius : 1px}</style>", "css-border-radius", "border-radius"),
    (
      "<style>@media (prefers-color-scheme:dark){a{b:c}}</style>",
      "css-at-media-prefers-color-scheme", "@media (prefers-color-scheme:dark)"
    ),
    ("<style>@import url(a;b.css);</style>", "css-at-import", "@import"),
    ("<style>a:hover{b:c}</style>", "css-pseudo-class-hover", ":hover"),
    ("<style>a:before,b{b:c}</style>", "css-pseudo-element-before", ":before"),
    ("<style>a > b{b:c}</style>", "css-selector-child", ">"),
    ("<p style=\"height:10.5vh\">", "css-unit-vh", "10.5vh"),
    ("<p style=\"height:calc(1px)\">", "css-unit-calc", "calc"),
    ("<p style=\"color:var(--a)\">", "css-variables", "var"),
    ("<p style=\"a:linear-gradient(red)\">", "css-linear-gradient", "linear-gradient"),
    ("<p style=\"a:b !important\">", "css-important", "!important"),
    ("<p style=\"top:1px\">", "css-left-right-top-bottom", "top"),
    ("<VIDEO>", "html-video", "<VIDEO"), ("<section>", "html-semantics", "<section"),
    ("<img srcset=\"a\">", "html-srcset", "srcset"), ("<input>", "html-input-text", "<input"),
    ("<img src=\"https://x.example/a.SVG?b\">", "image-svg", "https://x.example/a.SVG?b"),
    ("<img src=\"data:x\">", "image-base64", "data:x"),
  ])
  func findsWhatAClientLacks(text: String, name: String, marked: String) throws {
    let diagnostics = try support(["old"]).check(html(text))
    #expect(diagnostics.map(\.message) == ["\(name) is not supported by old/web"])
    let span = try #require(diagnostics.first?.span)
    #expect(String(decoding: span.source.bytes[span.start..<span.end], as: UTF8.self) == marked)
  }

  @Test(arguments: [
    "<p style=\"a:url(data:x;border-radius:1px)\">", "<p style=\"content:'border-radius:1px'\">",
    "<!-- <video> -->", "<style>/* a:hover{} */</style>", "<p title=\"display:flex\">",
    "<style>a{b:\"}\\\"a:hover{\"}</style>",
  ])
  func ignoresWhatIsNotUsed(text: String) throws {
    #expect(try support(["old"]).check(html(text)).isEmpty)
  }

  @Test func looksAtTheNewestVersionOfTheClientsAskedFor() throws {
    #expect(try support(["new", "old/app"]).check(html("<video><video>")).isEmpty)
    let diagnostics = try support(["old/web"]).check(html("<video><video>"))
    #expect(diagnostics.count == 1)
    #expect(diagnostics.first?.notes.first?.message.hasSuffix("used 2 times") == true)
  }

  @Test func namesClientsThatTheDataDoesNotKnow() throws {
    let source = SourceText(
      path: "data.json", #"[{"slug":"a","title":"a","stats":{"gmail":{"ios":{"1":"y"}}}}]"#)
    let document = try #require(JSONReader.read(source).document)
    let result = ClientSupport.read(document, clients: ["gmial"])
    #expect(result.support == nil)
    #expect(result.diagnostics.first?.notes.first?.message == "did you mean 'gmail'?")
    let other = try #require(JSONReader.read(SourceText(path: "d", "[{}]")).document)
    #expect(ClientSupport.read(other, clients: []).diagnostics.map(\.code) == [.clientData])
  }

  /// The published data, which stands beside the package where it is installed.
  @Test func readsThePublishedData() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "shared/data/caniemail.json")
    guard FileManager.default.fileExists(atPath: path.path) else {
      print("skipped: caniemail.json is not installed")
      return
    }
    let source = SourceText(path: "caniemail.json", bytes: Array(try Data(contentsOf: path)))
    let document = try #require(JSONReader.read(source).document)
    let support = try #require(
      ClientSupport.read(document, clients: ["outlook/windows", "gmail"]).support)
    let text = "<html lang=en><div style=\"display:flex;color:red\"><video></video></div>"
    let found = support.check(html(text)).map(\.message)
    #expect(found.contains("display:flex is not supported by outlook/windows"))
    #expect(found.contains { $0.hasPrefix("<video>") && $0.contains("outlook/windows") })
    #expect(found.allSatisfy { !$0.hasPrefix("color") })
  }
}
