import Content
import Dispatch
import Glibc
import Synchronization
import Testing

@testable import Rendering

@Suite struct RendererTests {
  /// A text that uses everything a machine could have a say in.
  private static let text = """
    {{ now }} {{ now | date: '%A %d %B %Y %H:%M %Z' }} {{ 1234567.5 | number }} \
    {{ 'hello' | t }} {% for i in (1..50) %}{{ profile.firstName | append: i }}{% endfor %}
    """

  private static let changes: [String: String?] = [
    "templates/t/body.txt.liquid": text, "locales/en.yaml": "hello: Hello",
    // The long text is no matter of this test.
    "templates/t/template.yaml": "channel: push", "templates/t/title.liquid": "Hi",
  ]

  @Test func theSameCaseGivesTheSameBytesAgainAndFromManyThreads() throws {
    let project = try TestProject.load(Self.changes)
    let renderer = Renderer(CompiledProject(project))
    let testCase = try TestProject.makeCase(project)
    let expected = try #require(renderer.render(testCase).message)
    #expect(expected.part("body", .text)?.text.hasPrefix("2026-03-28 20:30:00 -0400 ") == true)
    let others = Mutex<[Message?]>([])
    DispatchQueue.concurrentPerform(iterations: 64) { _ in
      let message = renderer.render(testCase).message
      others.withLock { $0.append(message) }
    }
    let messages = others.withLock { $0 }
    #expect(messages.count == 64)
    #expect(messages.allSatisfy { $0 == expected })
    // Another reading of the same files, too.
    let again = try TestProject.load(Self.changes)
    let message = Renderer(CompiledProject(again)).render(try TestProject.makeCase(again)).message
    #expect(message == expected)
  }

  @Test func seesTheRecipientsClock() throws {
    #expect(try TestProject.render("{{ now | date: '%H:%M' }}") == "20:30")
    #expect(
      try TestProject.render(
        "{{ now | date: '%H:%M' }}", ["profiles/anna.yaml": "{ id: a, locale: en }"]) == "01:30")
  }

  @Test func refusesARecipientOnNoClock() throws {
    let text = try TestProject.render("Hi", ["profiles/anna.yaml": "{ timeZone: Mars/Olympus }"])
    #expect(text == "content/unknown-time-zone")
  }

  @Test func seesNothingButItsNames() throws {
    #expect(try TestProject.render("{{ customer }}") == "template/undefined-variable")
    #expect(try TestProject.render("{{ environment.name }} {{ locale }}") == "prod en")
  }
}

@Suite struct EnvelopeTextTests {
  @Test(arguments: [
    ("Hello\n", "Hello"), ("  Hello  world ", "Hello  world"), ("Hello\n  world\n", "Hello world"),
    ("a\r\n b\tc", "a b\tc"), ("\n\n", ""), ("", ""), ("Grüße\r\nBcc: x", "Grüße Bcc: x"),
  ])
  func isOneLine(rendered: String, line: String) {
    #expect(EnvelopeText.line(Array(rendered.utf8)) == line)
  }

  @Test func neverHoldsALineBreak() {
    for first in UInt8.min...127 {
      for second in [UInt8(10), 13, 32, 65] {
        let line = EnvelopeText.line([65, first, second, 66])
        #expect(!line.utf8.contains(10) && !line.utf8.contains(13))
      }
    }
  }
}

@Suite struct CaseDefaultsTests {
  private func locale(_ wanted: String?, supported: String = "[en, de, pt-BR]") throws -> String {
    let profile = wanted.map { "{ id: a, locale: \($0) }" } ?? "{ id: a }"
    let project = try TestProject.load([
      "galley.yaml": """
      galley: 1
      name: test
      locales: { default: en, supported: \(supported) }
      clocks: { default: 2026-01-01T00:00:00Z }
      environments: { prod: {} }
      """, "profiles/anna.yaml": profile, "locales/pt-BR.yaml": "hello: Oi",
    ])
    return try TestProject.makeCase(project).locale
  }

  @Test(arguments: [
    ("de", "de"), ("de-AT", "de"), ("de_AT", "de"), ("pt-BR", "pt-BR"), ("pt-PT", "en"),
    ("fr", "en"), ("xx-YY", "en"),
  ])
  func fallsBackToTheLanguageThenToTheDefault(wanted: String, given: String) throws {
    #expect(try locale(wanted) == given)
  }

  @Test func aProfileWithoutLanguageHasTheDefault() throws {
    #expect(try locale(nil) == "en")
    // A language that is no text.
    #expect(try locale("7") == "en")
  }
}
