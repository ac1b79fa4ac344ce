import Content
import Diagnostics
import Documents
import JSONSchema
import Rendering
import Snapshots
import Testing

/// Profiles for branches that no case reaches.
@Suite struct ProfileSuggestionTests {
  static let schema = """
    {
      "type": "object",
      "properties": {
        "firstName": { "type": ["string", "null"] },
        "locale": { "enum": ["en", "de"] },
        "tier": { "enum": ["none", "silver", "gold"] },
        "points": { "type": "integer", "minimum": 0, "maximum": 5000 },
        "tags": { "type": "array", "items": { "type": "string" } },
        "address": {
          "type": "object", "required": ["city", "country"], "additionalProperties": false,
          "properties": {
            "city": { "type": "string", "minLength": 1 },
            "country": { "type": "string", "pattern": "^[A-Z]{2}$" }
          }
        },
        "items": {
          "type": "array",
          "items": {
            "type": "object", "required": ["price"],
            "properties": { "price": { "type": "number" }, "listPrice": { "type": "number" } }
          }
        }
      },
      "required": ["tier", "points", "locale"], "additionalProperties": false
    }
    """

  private func suggest(
    _ body: String, _ changes: [String: String?] = [:]
  ) throws -> ProfileSuggestions {
    var files: [String: String?] = [
      "schemas/profile.schema.json": Self.schema,
      "profiles/anna.yaml":
        "{ firstName: Anna, locale: en, tier: none, points: 10, tags: [a], items: [{ price: 5 }] }",
      "profiles/ben.yaml": "{ firstName: Ben, locale: de, tier: none, points: 20, tags: [a, b] }",
      "templates/t/body.txt.liquid": "Hi " + body,
    ]
    for (path, text) in changes { files[path] = text }
    let (coverage, project, renderer) = try BranchCoverageTests.coverage(files)
    #expect(!coverage.missed.isEmpty)
    let suggestions = ProfileSuggestions(coverage, in: project, renderer: renderer)
    // What is promised is true: valid by the schema, and reached by the cases it names.
    for suggestion in suggestions.suggestions {
      var reached: Set<Int> = []
      for testCase in suggestion.cases {
        #expect(testCase.profile.id == suggestion.profile)
        let schema = try #require(renderer.compiled.schemas.profile)
        #expect(schema.isValid(testCase.profile.document))
        let rendered = renderer.renderNotingBranches(testCase)
        reached.formUnion(coverage.table.reached(testCase.template.id, rendered.reached))
      }
      #expect(reached.isSuperset(of: suggestion.reaches))
    }
    let solved = suggestions.suggestions.flatMap(\.reaches)
    #expect(Set(solved).union(suggestions.unsolved.map(\.branch)) == Set(coverage.missed))
    return suggestions
  }

  private func changes(_ suggestions: ProfileSuggestions) -> [String] {
    suggestions.suggestions.map { suggestion in
      suggestion.edits.map { "\($0.pathText)=\($0.new?.text() ?? "nothing")" }
        .joined(separator: " ")
    }
  }

  /// One condition each, and the one change that reaches its other side.
  @Test(arguments: [
    ("{% if profile.tier == 'gold' %}x{% endif %}", #"tier="gold""#),
    ("{% if profile.tier != 'none' %}x{% endif %}", #"tier="silver""#),
    ("{% case profile.tier %}{% when 'silver' %}x{% endcase %}", #"tier="silver""#),
    ("{% if profile.points > 1000 %}x{% endif %}", "points=1001"),
    ("{% if profile.points >= 1000 %}x{% endif %}", "points=1000"),
    ("{% if profile.points < 3 %}x{% endif %}", "points=2"),
    ("{% unless profile.firstName %}x{% endunless %}", "firstName=nothing"),
    ("{% if profile.firstName == blank %}x{% endif %}", "firstName=nothing"),
    ("{% if profile.firstName contains 'zzz' %}x{% endif %}", #"firstName="zzz""#),
    ("{% if profile.tags contains 'new' %}x{% endif %}", #"tags=["a","new"]"#),
    ("{% if profile.tags.size > 3 %}x{% endif %}", ""),
    ("{% for tag in profile.tags %}x{% endfor %}", "tags=[]"),
    ("{% assign n = profile.points | times: 2 %}{% if n > 4000 %}x{% endif %}", "points=4000"),
    ("{% assign n = profile.firstName | default: 'you' %}{{ n }}", "firstName=nothing"),
    ("{% for i in profile.items %}{% if i.listPrice > i.price %}x{% endif %}{% endfor %}", ""),
    ("{% if profile.tier == 'gold' and profile.points > 100 %}x{% endif %}", ""),
    ("{% if profile.address %}x{% endif %}", ""),
    ("{% if profile.address.country == 'CH' %}x{% endif %}", ""),
    ("{% if locale == 'de' and profile.tier == 'gold' %}x{% endif %}", #"tier="gold""#),
  ])
  func findsTheSmallestChange(_ body: String, _ expected: String) throws {
    let suggestions = try suggest(body)
    #expect(suggestions.unsolved.isEmpty, "\(suggestions.unsolved.map(\.reason))")
    if expected.isEmpty {
      #expect(suggestions.suggestions.allSatisfy { (1...2).contains($0.edits.count) })
    } else {
      #expect(changes(suggestions).contains(expected), "\(changes(suggestions))")
      #expect(suggestions.suggestions.allSatisfy { $0.edits.count == 1 })
    }
  }

  @Test func reachesHandlebars() throws {
    let suggestions = try suggest(
      "",
      [
        "templates/t/body.txt.liquid": nil,
        "templates/t/body.txt.hbs":
          "Hi {{#if (gt profile.points 999)}}x{{/if}}{{#each profile.tags as |t|}}{{t}}{{else}}-{{/each}}",
      ])
    #expect(suggestions.unsolved.isEmpty)
    // Both are reached by one profile.
    #expect(suggestions.suggestions.count == 1)
    #expect(changes(suggestions).first?.contains("points=1000") == true)
  }

  @Test func solvesInnerBranchesAfterOuterOnes() throws {
    let suggestions = try suggest(
      "{% if profile.tier == 'gold' %}{% if profile.points > 100 %}x{% else %}y{% endif %}{% endif %}"
    )
    #expect(suggestions.unsolved.isEmpty)
    #expect(suggestions.suggestions.allSatisfy { $0.edits.count <= 2 })
  }

  @Test func joinsWhatOneProfileCanReach() throws {
    let suggestions = try suggest(
      "{% if profile.tier == 'gold' %}a{% endif %}{% if profile.points > 50 %}b{% endif %}")
    #expect(suggestions.suggestions.count == 1)
    #expect(suggestions.suggestions.first?.edits.count == 2)
    #expect(suggestions.suggestions.first?.profile == "anna-tier-gold-points-51")
  }

  @Test func takesAnExistingProfileBeforeANewOne() throws {
    let suggestions = try suggest(
      "{% if profile.firstName == 'Ben' %}x{% endif %}",
      ["templates/t/template.yaml": "channel: sms\nfixtures: { profiles: [anna] }\n"])
    let first = try #require(suggestions.suggestions.first)
    #expect(first.profile == "ben" && first.edits.isEmpty)
  }

  @Test(arguments: [
    ("{% if 1 == 2 %}x{% endif %}", "its condition depends on no data"),
    ("{% if profile.points < 0 %}x{% endif %}", "no value that the schema allows"),
    ("{% if switch.sale %}x{% endif %}", "it depends on switch.sale, not on the profile"),
    (
      "{% if profile.points < 0 %}{% if profile.tier == 'gold' %}x{% endif %}{% endif %}",
      "no case gets as far as its condition"
    ),
  ])
  func saysWhyABranchIsNotReached(_ body: String, _ reason: String) throws {
    let suggestions = try suggest(body)
    #expect(
      suggestions.unsolved.contains { $0.reason.hasPrefix(reason) },
      "\(suggestions.unsolved.map(\.reason))")
  }

  @Test func writesYAMLThatReadsTheSame() throws {
    let value: JSONOutput = [
      "a": "x: #y", "yes": [1, .null], "n-1": [:], "list": [["k": "v", "m": ["z": true]], "text"],
      "empty": [], "nested": ["deep": ["er": 1]],
    ]
    let text = ProfileFile.text(value, comment: ["Made"])
    let document = try #require(YAMLReader.read(SourceText(path: "p", text)).document, "\(text)")
    #expect(document.value.output.text() == value.text())
    #expect(text.hasPrefix("# Made\n"))
  }

  @Test(arguments: [
    ("channel: sms\n", "fixtures:\n  include:\n    - { profile: anna, locale: \"de\" }\n"),
    (
      "channel: sms\nfixtures:\n  profiles: [anna]\n  # the end\n",
      "  profiles: [anna]\n  include:\n    - { profile: anna, locale: \"de\" }\n  # the end\n"
    ),
    (
      "channel: sms\nfixtures:\n  include:\n    # one\n    - { profile: ben } # two\n\nlimits: { smsSegments: 2 }\n",
      "    - { profile: ben } # two\n    - { profile: anna, locale: \"de\" }\n\nlimits"
    ),
  ])
  func addsACaseToATemplate(_ file: String, _ expected: String) throws {
    let project = try TestProject.template(file)
    let template = try #require(project.templates[id: "t"])
    let testCase = try #require(
      CaseBuilder(project: project, template: template).makeCase(profile: "anna", locale: "de"))
    let entry = FixtureAddition.entry(testCase, in: project)
    let bytes = try #require(FixtureAddition.adding([entry], to: template))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains(expected), "\(text)")
    let cases = CaseMatrix(try TestProject.template(text)).cases
    #expect(cases.contains { $0.name == "anna@de" })
  }

  @Test func leavesFlowStyleFixturesAlone() throws {
    let project = try TestProject.template("channel: sms\nfixtures: { profiles: [anna] }\n")
    let template = try #require(project.templates[id: "t"])
    #expect(FixtureAddition.adding(["{ profile: ben }"], to: template) == nil)
  }
}
