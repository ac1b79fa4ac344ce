import Content
import Diagnostics
import Documents
import JSONSchema
import Rendering
import Testing

@testable import Snapshots

/// Suggested changes are the smallest: without any part of one, a branch is missed.
@Suite struct SuggestionMinimalityTests {
  private static let profiles: [String: String?] = [
    "profiles/anna.yaml":
      "{ firstName: Anna, locale: en, tier: none, points: 10, tags: [a], items: [{ price: 5 }] }",
    "profiles/ben.yaml": "{ firstName: Ben, locale: de, tier: none, points: 20, tags: [a, b] }",
  ]

  private func suggestions(
    _ body: String, _ ending: String
  ) throws -> (found: ProfileSuggestions, search: BranchSearch, schema: Schema) {
    var files = Self.profiles
    files["schemas/profile.schema.json"] = ProfileSuggestionTests.schema
    files["templates/t/body.txt.liquid"] = .some(nil)
    files["templates/t/body.txt.\(ending)"] = "Hi " + body
    let (coverage, project, renderer) = try BranchCoverageTests.coverage(files)
    #expect(!coverage.missed.isEmpty, "\(body)")
    let found = ProfileSuggestions(coverage, in: project, renderer: renderer)
    let search = BranchSearch(project, renderer: renderer, table: coverage.table)
    return (found, search, try #require(renderer.compiled.schemas.profile))
  }

  /// The change with one part less: without one edit, or without one member or item of a new value.
  private func smaller(_ edits: [ProfileEdit]) -> [[ProfileEdit]] {
    edits.indices.flatMap { index -> [[ProfileEdit]] in
      func with(_ edit: ProfileEdit?) -> [ProfileEdit] {
        var rest = edits
        if let edit { rest[index] = edit } else { rest.remove(at: index) }
        return rest
      }
      let edit = edits[index]
      return [with(nil)]
        + (edit.new.map(parts) ?? []).map {
          with(ProfileEdit(path: edit.path, old: edit.old, new: $0))
        }
    }
  }

  private func parts(_ value: JSONOutput) -> [JSONOutput] {
    switch value {
    case .array(let items):
      return items.indices.flatMap { index -> [JSONOutput] in
        var less = items
        less.remove(at: index)
        return [.array(less)]
          + parts(items[index]).map { part in
            var other = items
            other[index] = part
            return .array(other)
          }
      }
    case .object(let members):
      return members.indices.flatMap { index -> [JSONOutput] in
        var less = members
        less.remove(at: index)
        return [.object(less)]
          + parts(members[index].value).map { part in
            var other = members
            other[index].value = part
            return .object(other)
          }
      }
    default: return []
    }
  }

  private func expectSmallest(_ body: String, _ ending: String, unsolved: Int = 0) throws {
    let (found, search, schema) = try suggestions(body, ending)
    #expect(found.unsolved.count == unsolved, "\(body): \(found.unsolved.map(\.reason))")
    for suggestion in found.suggestions {
      let words = suggestion.edits.map { "\($0.pathText)=\($0.new?.text() ?? "nothing")" }
      let base = try #require(search.project.profiles[id: suggestion.base])
      let fields = ProfileEdit.fields(suggestion.edits)
      // To take away what the base has is a change, too: less is what changes fewer fields.
      for edits in smaller(suggestion.edits) where ProfileEdit.fields(edits) < fields {
        let tree = edits.reduce(base.document.value.output) { $1.applied(to: $0) }
        let document = try #require(
          JSONReader.read(SourceText(path: "p.json", bytes: tree.bytes())).document)
        guard schema.isValid(document) else { continue }
        let profile = Profile(id: suggestion.profile, document: document)
        let reached = suggestion.cases.reduce(into: Set<Int>()) {
          $0.formUnion(search.reached(search.withProfile(profile, $1)))
        }
        #expect(
          !reached.isSuperset(of: suggestion.reaches),
          "\(body): \(words) is more than \(edits.map(\.pathText)) \(tree.text())")
      }
    }
  }

  @Test(arguments: [
    "{% if profile.tier == 'gold' %}x{% elsif profile.points > 99 %}y{% else %}z{% endif %}",
    "{% unless profile.tier == 'none' %}x{% else %}y{% endunless %}",
    "{% case profile.tier %}{% when 'gold' %}x{% when 'silver', 'vip' %}y{% else %}z{% endcase %}",
    "{% case profile.points %}{% when 10 %}x{% when 77 %}y{% endcase %}",
    "{% for t in profile.tags %}{{ t }}{% else %}none{% endfor %}",
    "{% for i in profile.items %}{% if i.listPrice > i.price %}x{% endif %}{% else %}y{% endfor %}",
    "{% if profile.tier == 'gold' and profile.points > 99 %}x{% endif %}",
    "{% if profile.tier == 'gold' or profile.points > 99 %}x{% endif %}",
    "{% if profile.tier == 'gold' and profile.points > 99 or profile.firstName == 'Zoe' %}x{% endif %}",
    "{% if profile.address and profile.address.country == 'CH' %}x{% endif %}",
    "{% if profile.tier == 'gold' %}{% if profile.points > 99 %}x{% else %}y{% endif %}{% endif %}",
    "{% if profile.address %}{% unless profile.address.city == 'Rome' %}x{% endunless %}{% endif %}",
    "{% assign rich = false %}{% if profile.points > 99 %}{% assign rich = true %}{% endif %}{% if rich %}x{% endif %}",
  ])
  func inLiquid(_ body: String) throws { try expectSmallest(body, "liquid") }

  @Test(arguments: [
    "{{#if (eq profile.tier 'gold')}}x{{else if (gt profile.points 99)}}y{{else}}z{{/if}}",
    "{{#unless (eq profile.tier 'none')}}x{{else}}y{{/unless}}",
    "{{#each profile.tags}}{{this}}{{else}}none{{/each}}",
    "{{#with profile.address}}{{city}}{{else}}nowhere{{/with}}",
    "{{#if (and (eq profile.tier 'gold') (gte profile.points 100))}}x{{/if}}",
    "{{#if (or (eq profile.tier 'gold') (lt profile.points 5))}}x{{/if}}",
    "{{#if (ne profile.tier 'none')}}{{#if profile.address}}x{{else}}y{{/if}}{{/if}}",
    "{{#each profile.items}}{{#if (gt this.listPrice this.price)}}x{{/if}}{{/each}}",
    "{{#if (not profile.firstName)}}x{{/if}}",
  ])
  func inHandlebars(_ body: String) throws { try expectSmallest(body, "hbs") }

  @Test func listsAreNoLongerThanTheyMustBe() throws {
    // A loop without items is never reached behind that condition.
    try expectSmallest(
      "{% if profile.tags.size > 2 %}{% for t in profile.tags %}{% if t == 'new' %}x{% endif %}{% endfor %}{% endif %}",
      "liquid", unsolved: 1)
  }

  @Test(arguments: [
    // Only what the schema forbids would do.
    (
      "{% if profile.points < 0 %}x{% endif %}",
      "no value that the schema allows reaches it; points: -1 would"
    ),
    (
      "{% if profile.tier == 'platinum' %}x{% endif %}",
      "no value that the schema allows reaches it; tier: \"platinum\" would"
    ),
    // Nothing would do.
    (
      "{% if profile.tier == 'gold' and profile.tier == 'silver' %}x{% endif %}",
      "no value of profile.tier was found that reaches it: it, or a condition around it, contradicts itself"
    ),
    (
      "{% if profile.points > 99 %}{% if profile.points < 9 %}x{% endif %}{% endif %}",
      "no value of profile.points was found that reaches it: it, or a condition around it, contradicts itself"
    ),
    ("{% if 1 == 2 %}x{% endif %}", "its condition depends on no data"),
    (
      "{% if profile.points < 0 %}{% if profile.tier == 'gold' %}x{% endif %}{% endif %}",
      "no case gets as far as its condition"
    ),
  ])
  func aBranchThatCannotBeReachedSaysWhy(_ body: String, _ reason: String) throws {
    let reasons = try suggestions(body, "liquid").found.unsolved.map(\.reason)
    #expect(reasons.contains(reason), "\(reasons)")
  }
}
