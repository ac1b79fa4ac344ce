import Content
import Documents
import Rendering
import Testing

/// What a template sees of a source for every recorded answer and fault.
@Suite struct SourceAnswerTests {
  private func render(_ recording: String, fallback: String = "") throws -> String {
    try TestProject.render(
      "It is {{ source.weather.condition }}",
      [
        "sources/weather.yaml": "request: { url: \"https://w.example\" }\n\(fallback)\n",
        "recordings/weather/now.json": recording,
        "templates/t/template.yaml": """
        channel: sms
        sources: [weather]
        fixtures: { recordingSets: { default: { sources: { weather: now } } } }
        """,
      ])
  }

  private static let fallback = "fallback: { condition: unknown }"

  @Test func givesTheBodyOfAnAnswer() throws {
    let answer = "{\"response\":{\"body\":{\"condition\":\"sun\"}}}"
    #expect(try render(answer) == "It is sun")
    #expect(try render(answer, fallback: Self.fallback) == "It is sun")
  }

  @Test(arguments: ["timeout", "connection", "empty", "malformed", "capped"])
  func everyFaultGivesTheFallbackOrFails(fault: String) throws {
    let recording = "{\"fault\":\"\(fault)\"}"
    #expect(try render(recording, fallback: Self.fallback) == "It is unknown")
    #expect(try render(recording) == "source/failed")
  }

  @Test(arguments: [(400, true), (404, true), (503, true), (399, false), (204, false)])
  func aStatusFromFourHundredOnIsAFailure(status: Int, isFailure: Bool) throws {
    let recording = "{\"response\":{\"status\":\(status),\"body\":{\"condition\":\"sun\"}}}"
    #expect(try render(recording) == (isFailure ? "source/failed" : "It is sun"))
  }

  @Test func aSourceWithoutRecordingGivesItsFallbackOrFails() throws {
    func render(_ fallback: String) throws -> String {
      try TestProject.render(
        "It is {{ source.weather.condition }}",
        [
          "sources/weather.yaml": "request: { url: \"https://w.example\" }\n\(fallback)\n",
          "templates/t/template.yaml": "channel: sms\nsources: [weather]",
        ])
    }
    #expect(try render(Self.fallback) == "It is unknown")
    #expect(try render("") == "source/missing-recording")
  }
}
