import Content
import Diagnostics
import Documents
import JSONSchema
import Testing

@Suite("A good repository")
struct GoodRepositoryTests {
  private func project() throws -> Project {
    try #require(try Project.load(from: FixtureRepository.good).project)
  }

  @Test("loads without a single problem")
  func loads() throws {
    let problems = try FixtureRepository.problems(of: FixtureRepository.good)
    #expect(problems.map { "\(FixtureRepository.summary($0)): \($0.message)" } == [])
  }

  @Test("reads the settings, with defaults for what is left out")
  func settings() throws {
    let settings = try project().settings
    #expect(settings.name.value == "shop")
    #expect(settings.defaultLocale.value == "en")
    #expect(settings.locales.map(\.value) == ["en", "de"])
    #expect(settings.profileLocalePath == ["settings", "locale"])
    #expect(settings.profileTimeZonePath == ["timeZone"])
    #expect(settings.clocks.map(\.id) == ["default", "christmas"])
    #expect(settings.clock(named: "default")?.instant == Instant(seconds: 1_772_438_400))
    #expect(settings.environments.map(\.id) == ["staging", "prod"])
    #expect(settings.environment(named: "prod")?.data["shopUrl"]?.string == "https://shop.example")
    #expect(settings.strategy == .pairwise)
    #expect(settings.limits.smsSegments == 3)
    #expect(settings.limits.htmlBytes == 102_400)
    #expect(settings.schemaDraft == .draft2020)
  }

  @Test("reads a template with its parts in the channel's order")
  func template() throws {
    let project = try project()
    #expect(project.templates.map(\.id) == ["cart", "hello", "hero"])
    let hello = try #require(project.templates[id: "hello"])
    #expect(hello.channel.value == .email)
    #expect(hello.event?.value == "signed-up")
    #expect(hello.variants.map(\.value) == ["short", "long"])
    #expect(hello.headers.map(\.name.value) == ["List-Unsubscribe"])
    #expect(hello.limits.htmlBytes == 50_000)
    #expect(hello.limits.smsSegments == 3)
    #expect(
      hello.parts.map { "\($0.name) \($0.type) \($0.engine)" } == [
        "subject text liquid", "body html liquid", "body text handlebars", "body amp liquid",
      ])
    #expect(hello.part("body", .text)?.path == "templates/hello/body.txt.hbs")
    #expect(
      project.templates[id: "cart"]?.part("body", .text)?.path == "templates/cart/body.liquid")
  }

  @Test("a recording set starts from the default one")
  func recordingSets() throws {
    let fixtures = try #require(try project().templates[id: "hello"]).fixtures
    #expect(fixtures.recordingSets.map(\.id) == ["default", "no-weather"])
    let set = try #require(fixtures.recordingSet(named: "no-weather"))
    #expect(set.event?["plan"]?.string == "free")
    #expect(set.sources.map(\.recording.value) == ["timeout"])
    #expect(fixtures.strategy == .full)
    #expect(fixtures.include.first?.clock?.value == "christmas")
    #expect(fixtures.exclude.first?.recordingSet?.value == "no-weather")
    #expect(try project().templates[id: "cart"]?.fixtures.profiles == nil)
  }

  @Test("reads sources and recordings")
  func sources() throws {
    let project = try project()
    let weather = try #require(project.sources[id: "weather"])
    #expect(weather.method == .get)
    #expect(weather.timeout.milliseconds == 1_500)
    #expect(weather.retries == 1)
    #expect(weather.cache?.milliseconds == 600_000)
    #expect(weather.fallback?["condition"]?.string == "unknown")
    #expect(project.schema(of: weather)?.path == "schemas/sources/weather.schema.json")
    #expect(project.recording("weather", "sunny")?.isFailure == false)
    #expect(project.recording("weather", "timeout")?.isFailure == true)
  }

  @Test("reads switches with windows that may be open")
  func switches() throws {
    let project = try project()
    let sale = try #require(project.switches[id: "spring-sale"])
    #expect(!sale.isOnByDefault)
    #expect(sale.windows.count == 2)
    #expect(sale.windows[0].to?.value.month == 4)
    #expect(sale.windows[1].to == nil)
    guard case .recipient = sale.windows[1].zone else {
      Issue.record("the second window is on the recipient's clock")
      return
    }
    #expect(project.switches[id: "express"]?.isOnByDefault == true)
  }

  @Test("reads a journey step by step")
  func journey() throws {
    let journey = try #require(try project().journeys[id: "welcome"])
    #expect(journey.entry.reentryAfter.milliseconds == 86_400_000)
    #expect(
      journey.steps.map(\.id) == [
        "pause", "look", "fair", "choose", "morning", "greet", "order", "remind", "mark", "done",
      ])
    #expect(journey.step("look")?.successors.map(\.value) == ["fair", "choose", "choose"])
    guard case .wait(.event(let events, let filter, let timeout)) = journey.step("order")?.action
    else {
      Issue.record("'order' waits for an event")
      return
    }
    #expect(events.map(\.value) == ["order-placed"])
    #expect(filter?.value == "event.orderId != ''")
    #expect(timeout?.value.milliseconds == 172_800_000)
  }

  @Test("reads a scenario")
  func scenario() throws {
    let scenario = try #require(try project().scenarios[id: "welcome/orders"])
    #expect(scenario.profile.value == "anna")
    #expect(scenario.events.map(\.at.value.description) == ["0s", "3h"])
    #expect(scenario.calls.first?.recordings.map(\.value) == ["sunny", "timeout"])
    #expect(scenario.splits.first?.branch.value == "later")
  }

  @Test("finds texts, fragments, functions, profiles and schemas")
  func rest() throws {
    let project = try project()
    #expect(project.locales[id: "de"]?.text(at: "cart.title")?.string == "Dein Warenkorb")
    #expect(project.locales[id: "de"]?.text(at: "cart") == nil)
    #expect(project.fragment("blocks/price", engine: .handlebars) != nil)
    #expect(project.fragment("footer", engine: .handlebars) == nil)
    #expect(project.functions.map(\.id) == ["discount"])
    #expect(project.profiles.map(\.id) == ["anna", "ben"])
    #expect(project.eventSchema("signed-up")?.role == .event("signed-up"))
    #expect(project.schemas[id: "schemas/common/settings.schema.json"]?.role == .shared)
  }

  @Test("is read alike from memory")
  func fromMemory() throws {
    let memory = InMemorySource(files: try FixtureRepository.goodFiles())
    let project = try #require(try Project.load(from: memory).project)
    #expect(project.templates.map(\.id) == ["cart", "hello", "hero"])
    #expect(try FixtureRepository.problems(of: memory).isEmpty)
  }
}
