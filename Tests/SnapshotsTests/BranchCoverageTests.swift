import Content
import Diagnostics
import Rendering
import Snapshots
import Templates
import Testing

/// What coverage counts over the cases of a project.
@Suite struct BranchCoverageTests {
  static func coverage(
    _ changes: [String: String?], select: (Case) -> Bool = { _ in true }
  ) throws -> (coverage: BranchCoverage, project: Project, renderer: Renderer) {
    let project = try TestProject.load(changes)
    let renderer = Renderer(CompiledProject(project, recordsBranches: true))
    let cases = CaseMatrix(project).cases.filter(select)
    return (BranchCoverage(cases, renderer: renderer), project, renderer)
  }

  private func missed(_ coverage: BranchCoverage) -> [String] {
    coverage.missed.map { number in
      let branch = coverage.table.branches[number]
      let position = branch.span.startPosition
      return "\(branch.span.source.path):\(position.line):\(position.column) \(branch.words)"
    }
  }

  @Test func saysWhatNoCaseReaches() throws {
    let body = "{% if profile.firstName == 'Anna' %}a{% elsif profile.vip %}b{% else %}c{% endif %}"
    let changes = ["templates/t/body.txt.liquid": body]
    let all = try Self.coverage(changes).coverage
    #expect(missed(all) == ["templates/t/body.txt.liquid:1:38 {% elsif profile.vip %}"])
    #expect(all.reached.count == 2 && all.total == 3)
    #expect(all.isAtLeast(66) && !all.isAtLeast(67) && !all.isAtLeast(100))
    // Only the selected cases count.
    let anna = try Self.coverage(changes, select: { $0.profile.id == "anna" }).coverage
    #expect(anna.reached.count == 1)
  }

  @Test func countsAFragmentOfTwoTemplatesOnce() throws {
    let coverage = try Self.coverage([
      "fragments/f.liquid": "{% if x %}1{% else %}2{% endif %}",
      "templates/t/body.txt.liquid": "{% render 'f', x: true %}",
      "templates/u/template.yaml": "channel: sms",
      "templates/u/body.txt.liquid": "{% render 'f', x: false %}",
    ]).coverage
    #expect(coverage.total == 2 && coverage.missed.isEmpty)
    #expect(TestReport.Coverage(coverage).files.map(\.path) == ["fragments/f.liquid"])
    #expect(coverage.table.templates(of: 0) == ["t", "u"])
  }

  @Test func aCaseThatFailsReachesNothing() throws {
    let coverage = try Self.coverage([
      "templates/t/body.txt.liquid": "{% if true %}{{ 1 | divided_by: 0 }}{% endif %}"
    ]).coverage
    #expect(coverage.reached.isEmpty && coverage.total == 2)
  }

  @Test func leavesOutListsThatTheSchemaNeverEmpties() throws {
    func total(_ schema: String, _ body: String) throws -> [Int] {
      let coverage = try Self.coverage([
        "schemas/profile.schema.json": schema,
        "profiles/anna.yaml": "{ locale: en, tags: [a] }",
        "profiles/ben.yaml": "{ locale: de, tags: [b] }",
        "templates/t/body.txt.liquid": body,
      ]).coverage
      return [coverage.reached.count, coverage.total, coverage.excluded.count]
    }
    let loop = "x{% for t in profile.tags %}{{ t }}{% endfor %}"
    let strict = """
      { "type": "object", "required": ["tags"],
        "properties": { "tags": { "type": "array", "minItems": 1 } } }
      """
    #expect(try total(strict, loop) == [1, 1, 1])
    // Not proved: the list may be missing, empty, or filtered.
    #expect(try total(strict.replacing(#""required": ["tags"],"#, with: ""), loop) == [1, 2, 0])
    #expect(try total(strict.replacing(#", "minItems": 1"#, with: ""), loop) == [1, 2, 0])
    let filtered = "x{% assign l = profile.tags | where: 'a' %}{% for t in l %}{{ t }}{% endfor %}"
    #expect(try total(strict, filtered)[2] == 0)
    let limited = "x{% for t in profile.tags limit: 0 %}{{ t }}{% endfor %}"
    #expect(try total(strict, limited) == [1, 2, 0])
  }

  @Test func sharesAreRoundedDown() {
    #expect(BranchCoverage.share(2, of: 3) == "66.6")
    #expect(BranchCoverage.share(999_999, of: 1_000_000) == "99.9")
    #expect(BranchCoverage.share(3, of: 3) == "100")
    #expect(BranchCoverage.share(0, of: 0) == "100")
  }
}
