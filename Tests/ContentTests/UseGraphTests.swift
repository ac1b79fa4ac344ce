import Content
import Testing

@Suite("Who uses whom")
struct UseGraphTests {
  private func graph() throws -> UseGraph {
    UseGraph(try #require(try Project.load(from: FixtureRepository.good).project))
  }

  @Test("a template uses what its YAML names")
  func uses() throws {
    #expect(
      try graph().uses(of: .template("hello")).map(\.label) == [
        "profile anna", "profile ben", "recording weather/sunny", "recording weather/timeout",
        "schema schemas/events/signed-up.schema.json", "source weather",
      ])
  }

  @Test("a template without a list of profiles uses all of them")
  func allProfiles() throws {
    #expect(try graph().uses(of: .template("cart")) == [.profile("anna"), .profile("ben")])
  }

  @Test("a schema's users are found")
  func users() throws {
    #expect(
      try graph().users(of: .schema("schemas/sources/weather.schema.json")) == [
        .source("weather")
      ])
    #expect(try graph().users(of: .template("hero")).isEmpty)
  }

  @Test("a change reaches everything above it")
  func affected() throws {
    #expect(
      try graph().affected(by: [.source("weather")]).map(\.label) == [
        "journey welcome", "recording weather/sunny", "recording weather/timeout",
        "scenario welcome/orders", "source weather", "template hello",
      ])
  }
}
