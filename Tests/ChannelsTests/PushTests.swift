import Channels
import Diagnostics
import Documents
import Testing

@Suite struct PushTests {
  private func text(_ text: String) -> SourceText { SourceText(path: "push", text) }

  @Test func acceptsASmallMessage() {
    let message = PushMessage(
      title: text("Hi\n"), body: text("You left \"boots\""), payload: text("{ \"id\": 1.0 }"))
    #expect(PushChecks.check(message).isEmpty)
    let bytes = PushChecks.minified(message, data: nil)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == #"{"aps":{"alert":{"title":"Hi","body":"You left \"boots\""}}}"#)
  }

  @Test(arguments: [(3_600, nil), (3_700, "channel/push-large"), (4_100, "channel/push-too-large")])
  func measuresMinifiedBytes(count: Int, code: String?) {
    let data = "{\n\n   \"text\":    \"\(String(repeating: "x", count: count))\"\n}"
    let message = PushMessage(title: text("T"), payload: text(data))
    #expect(PushChecks.check(message).map(\.code.name) == [code].compactMap(\.self))
  }

  @Test func countsBytesNotCharacters() {
    let message = PushMessage(title: text("T"), body: text(String(repeating: "日", count: 1_400)))
    #expect(PushChecks.check(message).map(\.code) == [.pushTooLarge])
  }

  @Test func findsTheExactLimit() {
    func codes(_ count: Int) -> [DiagnosticCode] {
      let data = "{\"t\":\"\(String(repeating: "x", count: count))\"}"
      let own = "{\"aps\":{}," + data.dropFirst()
      return PushChecks.check(PushMessage(title: text("T"), payload: text(String(own)))).map(\.code)
    }
    // {"aps":{},"t":""} has 17 bytes.
    #expect(codes(4_096 - 17) == [.pushLarge])
    #expect(codes(4_097 - 17) == [.pushTooLarge])
    #expect(codes(3_686 - 17) == [])
    #expect(codes(3_687 - 17) == [.pushLarge])
  }

  @Test func reportsBrokenParts() {
    let empty = PushMessage(title: text(" "), body: text("\n"))
    #expect(PushChecks.check(empty).map(\.code) == [.pushEmpty])
    let list = PushMessage(title: text("T"), payload: text("[1]"))
    #expect(PushChecks.check(list).map(\.code) == [.pushPayload])
    let broken = PushMessage(title: text("T"), payload: text("{\"a\": }"))
    #expect(PushChecks.check(broken).map(\.code.name) == ["document/json-syntax"])
  }

  @Test func readsJSONContent() {
    let reading = JSONContentChecks.read(text("{\"a\": \"{% if x %}\"}"))
    #expect(reading.document != nil)
    #expect(reading.diagnostics.map(\.code) == [.unrendered])
    #expect(JSONContentChecks.read(text("{\"a\": 1,}")).document == nil)
  }
}
