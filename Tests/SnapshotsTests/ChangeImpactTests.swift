import Content
import Rendering
import Snapshots
import Testing

/// Which cases a changed file selects (complaint 23: neither missed nor everything).
@Suite struct ChangeImpactTests {
  private static let files: [String: String?] = [
    "galley.yaml": """
    galley: 1
    name: test
    locales: { default: en, supported: [en, de] }
    clocks: { default: 2026-01-01T00:00:00Z }
    environments: { prod: { url: "https://a.example" } }
    """,
    "schemas/events/order.schema.json": "{}",
    "fragments/foot.liquid": "Foot",
    "fragments/deep.liquid": "{% render 'foot' %}",
    "templates/u/template.yaml": "{ channel: sms, event: order }",
    "templates/u/body.txt.liquid": "{% render 'deep' %}",
    "templates/v/template.yaml": "channel: sms",
    "templates/v/body.txt.liquid": "{% if switch.sale %}Sale{% endif %}",
    "switches.yaml": "switches: { sale: { default: false } }",
  ]

  private func selected(_ paths: String...) throws -> [String] {
    let project = try TestProject.load(Self.files)
    let impact = ChangeImpact(Set(paths), in: project)
    return CaseMatrix(project).cases.filter { impact.reason(for: $0) != nil }.map(\.id)
  }

  private static let all = ["t/anna", "t/ben", "u/anna", "u/ben", "v/anna", "v/ben"]

  @Test func selectsByWhatACaseDependsOn() throws {
    #expect(try selected("templates/t/body.txt.liquid") == ["t/anna", "t/ben"])
    #expect(try selected("fragments/foot.liquid") == ["u/anna", "u/ben"])
    #expect(try selected("profiles/anna.yaml") == ["t/anna", "u/anna", "v/anna"])
    #expect(try selected("locales/de.yaml") == ["t/ben", "u/ben", "v/ben"])
    #expect(try selected("schemas/events/order.schema.json") == ["u/anna", "u/ben"])
    #expect(try selected("switches.yaml") == ["v/anna", "v/ben"])
    #expect(try selected("snapshots/sms/u/ben.sms.txt") == ["u/ben"])
    #expect(try selected("profiles/ben.yaml", "templates/v/template.yaml").count == 4)
  }

  /// The schema of a surface may refer to any other, whatever that is of.
  @Test(arguments: [
    "schemas/surfaces/home.schema.json", "schemas/surfaces/common.schema.json",
    "schemas/events/order.schema.json", "schemas/sources/weather.schema.json",
  ])
  func anySchemaReachesAPayloadThatASchemaChecks(path: String) throws {
    var files = Self.files
    files["schemas/surfaces/home.schema.json"] = #"{ "$ref": "common.schema.json" }"#
    files["schemas/surfaces/common.schema.json"] = "{}"
    files["templates/w/template.yaml"] = "{ channel: code, surface: home }"
    files["templates/w/content.json.liquid"] = "{}"
    let project = try TestProject.load(files)
    let impact = ChangeImpact([path], in: project)
    let ids = CaseMatrix(project).cases.filter { impact.reason(for: $0) != nil }.map(\.id)
    #expect(ids.filter { $0.hasPrefix("w/") } == ["w/anna", "w/ben"])
  }

  @Test(arguments: [
    "galley.yaml", "schemas/profile.schema.json", "schemas/address.schema.json",
    "fragments/logo.svg", "functions/price.js", "templates/t/notes.md", "profiles/list.csv",
  ])
  func whatNobodyCanJudgeSelectsEverything(path: String) throws {
    #expect(try selected(path) == Self.all)
  }

  @Test(arguments: [
    "README.md", ".gitattributes", "journeys/cart.yaml", "scenarios/cart/open.yaml",
    "templates/.gitkeep", "snapshots/sms/gone/x.sms.txt",
  ])
  func whatNoCaseReadsSelectsNothing(path: String) throws {
    #expect(try selected(path) == [])
  }

  @Test func aTemplateThatIsBrokenIsAlwaysSelected() throws {
    var files = Self.files
    files["fragments/foot.liquid"] = .some(nil)
    let texts = files.compactMapValues { $0 }
    var base = [
      "schemas/profile.schema.json": "{}", "profiles/anna.yaml": "{ locale: en }",
    ]
    base.merge(texts) { _, new in new }
    let project = try #require(try Project.load(from: InMemorySource(texts: base)).project)
    let impact = ChangeImpact(["fragments/foot.liquid"], in: project)
    #expect(
      CaseMatrix(project).cases.filter { impact.reason(for: $0) != nil }.map(\.id)
        == ["u/anna", "u/anna@de"])
  }
}
