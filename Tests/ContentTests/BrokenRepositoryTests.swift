import Content
import Diagnostics
import Testing

@Suite("A broken repository")
struct BrokenRepositoryTests {
  @Test("gives exactly the expected problems, each at its place", arguments: BrokenFixture.all())
  func problems(fixture: BrokenFixture) throws {
    let problems = try FixtureRepository.problems(of: fixture.source())
    #expect(!fixture.expected.isEmpty)
    #expect(
      problems.map(FixtureRepository.summary) == fixture.expected,
      "\(problems.map(\.message))")
  }

  @Test("there are fixtures to run")
  func fixturesAreThere() {
    #expect(BrokenFixture.all().count >= 40)
  }
}
