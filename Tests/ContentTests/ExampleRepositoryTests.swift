import Content
import Diagnostics
import Testing

@Suite("The example repository")
struct ExampleRepositoryTests {
  @Test("loads without a single problem")
  func loads() throws {
    let root = String(#filePath.dropLast("Tests/ContentTests/ExampleRepositoryTests.swift".count))
    let source = WorkTreeSource(root: root + "templates-example")
    let problems = try FixtureRepository.problems(of: source)
    #expect(problems.map { "\(FixtureRepository.summary($0)): \($0.message)" } == [])
  }
}
