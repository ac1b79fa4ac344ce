import Foundation
import TestSupport
import Testing

/// `galley test --coverage` and `galley suggest profiles`, as a user runs them.
@Suite struct CoverageTests {
  private static let body = """
    Hi{% if profile.points > 1000 %} friend{% endif %}\
    {% if profile.firstName == 'Ben' %} Ben{% else %} you{% endif %}

    """

  private func shop(_ body: String = body) throws -> Sandbox {
    let sandbox = try Shop.copy()
    try sandbox.folder.write("shop/templates/ping/body.txt.liquid", body)
    try sandbox.galley("test", "--update", at: "shop").expectSuccess()
    return sandbox
  }

  @Test func printsWhatNoCaseReaches() throws {
    let sandbox = try shop()
    let tested = try sandbox.galley("test", "ping", "--coverage", at: "shop")
    #expect(tested.status == 0)
    #expect(
      tested.output.contains(
        """
        3 of 4  templates/ping/body.txt.liquid  75 %
          templates/ping/body.txt.liquid:1:3  {% if profile.points > 1000 %}
        coverage: 3 of 4 branches reached, 75 %
        """), "\(tested.output)")
    // The snapshots are what they are without it, and nothing is said unless asked.
    #expect(!(try sandbox.galley("test", "ping", at: "shop").output.contains("coverage")))
  }

  @Test func failsBelowTheMinimum() throws {
    let sandbox = try shop()
    func status(_ minimum: String) throws -> Int32 {
      try sandbox.galley("test", "ping", "--coverage-minimum", minimum, at: "shop").status
    }
    #expect(try status("75") == 0)
    #expect(try status("75.1") == 1)
    #expect(try status("100") == 1)
    #expect(try status("101") == 2)
    #expect(try status("-1") == 2)
    #expect(try status("all") == 2)
    let said = try sandbox.galley("test", "ping", "--coverage-minimum", "80", at: "shop").output
    #expect(said.contains("75 %, less than 80 %"), "\(said)")
  }

  @Test(arguments: ["sarif", "github", "gitlab", "jsonl"])
  func reportsShowMissedBranches(_ format: String) throws {
    let sandbox = try shop()
    let tested = try sandbox.galley("test", "ping", "--coverage", "--format", format, at: "shop")
    #expect(tested.output.contains("coverage/unreached-branch"), "\(tested.said)")
  }

  @Test func writtenProfilesReachEverything() throws {
    let sandbox = try shop()
    let suggested = try sandbox.galley("suggest", "profiles", "ping", at: "shop")
    #expect(suggested.status == 1)
    #expect(suggested.output.contains("points: 120 → 1001"), "\(suggested.said)")
    #expect(try sandbox.shell("git status --porcelain profiles", at: "shop").output == "")
    let written = try sandbox.galley("suggest", "profiles", "ping", "--write", at: "shop")
    #expect(written.status == 0, "\(written.said)")
    #expect(written.output.contains("wrote profiles/anna-points-1001.yaml"))
    let text = try sandbox.shell("cat profiles/anna-points-1001.yaml", at: "shop").output
    #expect(text.hasPrefix("# Made by 'galley suggest profiles' from anna, to reach\n"))
    let keys = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
      .compactMap { $0.split(separator: ":").first }
    #expect(keys == keys.sorted() && !keys.isEmpty)
    #expect(try sandbox.galley("check", at: "shop").status == 0)
    try sandbox.galley("test", "--update", at: "shop").expectSuccess()
    let tested = try sandbox.galley("test", "ping", "--coverage-minimum", "100", at: "shop")
    #expect(tested.status == 0, "\(tested.said)")
    // Nothing is left to suggest, and nothing is written again.
    let again = try sandbox.galley("suggest", "profiles", "ping", "--write", at: "shop")
    #expect(again.status == 0)
    #expect(again.output == "all 4 branches are reached: nothing to suggest\n")
  }

  /// Every kind of branch in one template: what is written makes coverage whole.
  @Test(arguments: [
    (
      "liquid",
      """
      Hi{% if profile.points > 1000 and profile.firstName == 'Zoe' %} a{% elsif profile.points < 5 %} b{% endif %}\
      {% unless profile.firstName %} c{% endunless %}\
      {% case profile.points %}{% when 77 %} d{% else %}{% if profile.firstName == 'Ben' or profile.points == 8 %} e{% endif %}{% endcase %}
      """
    ),
    (
      "hbs",
      """
      Hi{{#if (and (gt profile.points 1000) (eq profile.firstName 'Zoe'))}} a{{else if (lt profile.points 5)}} b{{/if}}\
      {{#unless profile.firstName}} c{{/unless}}\
      {{#if (eq profile.points 77)}} d{{else}}{{#if (or (eq profile.firstName 'Ben') (eq profile.points 8))}} e{{/if}}{{/if}}
      """
    ),
  ])
  func whatIsWrittenMakesCoverageWhole(_ ending: String, _ body: String) throws {
    let sandbox = try Shop.copy()
    try sandbox.shell("rm templates/ping/body.*", at: "shop").expectSuccess()
    try sandbox.folder.write("shop/templates/ping/body.txt.\(ending)", body + "\n")
    try sandbox.folder.write(
      "shop/schemas/profile.schema.json",
      """
      { "type": "object", "properties": {
        "firstName": { "type": ["string", "null"] }, "points": { "type": "integer", "minimum": 0 } } }
      """)
    let before = try sandbox.galley("test", "ping", "--coverage", at: "shop")
    #expect(!before.output.contains("reached, 100 %"), "\(before.said)")
    let written = try sandbox.galley("suggest", "profiles", "ping", "--write", at: "shop")
    #expect(written.status == 0, "\(written.said)")
    let after = try sandbox.galley("test", "ping", "--coverage-minimum", "100", at: "shop")
    #expect(after.output.contains("branches reached, 100 %"), "\(after.said)")
  }

  @Test func saysWhatNoProfileReaches() throws {
    let sandbox = try shop("{% if 1 == 2 %}x{% endif %}Hi\n")
    let suggested = try sandbox.galley("suggest", "profiles", "ping", "--write", at: "shop")
    #expect(suggested.status == 1)
    #expect(suggested.output.contains("its condition depends on no data"))
    let misspelt = try sandbox.galley("suggest", "profiles", "pong", at: "shop")
    #expect(misspelt.status == 2 && misspelt.errors.contains("did you mean 'ping'?"))
  }
}
