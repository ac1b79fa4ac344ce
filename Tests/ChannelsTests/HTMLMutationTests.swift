import Channels
import Diagnostics
import Documents
import Testing

/// HTML broken at random, the same in every run: each check must end with places in range.
@Suite struct HTMLMutationTests {
  private static let seed =
    "<!doctype html><html lang=\"en\"><head><style amp-custom>@media (hover){a:hover>b{c:'d';"
    + "e:url(f;g) !important}}/*x*/</style><script type=a>b</script></head><body class=x>"
    + "<!-- c --><img src='http://é' alt><a href=# style=\"top:1.5vh;--a:calc(1px)\">{{x}}</a>{%y%}"

  @Test func survivesBrokenText() throws {
    let names = ["css-pseudo-class-hover", "css-important", "css-unit-vh", "css-variables"]
    let features = names.map { name -> JSONOutput in
      ["slug": .string(name), "title": "t", "stats": ["c": ["p": ["1": "n"]]]]
    }
    let data = SourceText(path: "d", bytes: JSONOutput.array(features).bytes())
    let document = try #require(JSONReader.read(data).document)
    let support = try #require(ClientSupport.read(document, clients: ["c"]).support)
    var state: UInt64 = 7
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let marks = Array("<>/!-='\"{}();:@\\* \n&é\u{0}".utf8)
    for _ in 0..<2_000 {
      var bytes = Array(Self.seed.utf8)
      for _ in 0...random(4) {
        let place = random(bytes.count)
        switch random(4) {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(marks[random(marks.count)], at: place)
        case 2: bytes.removeSubrange(place...)
        default: bytes[place] = marks[random(marks.count)]
        }
        if bytes.isEmpty { bytes = [0x3C] }
      }
      let html = SourceText(path: "a.html", bytes: bytes)
      let message = EmailMessage(subject: html, preheader: html, html: html, text: html, amp: html)
      for diagnostic in EmailChecks.check(message) + support.check(html) + SMSChecks.check(html) {
        let span = try #require(diagnostic.span)
        #expect(span.start <= span.end && span.end <= bytes.count)
      }
    }
  }
}
