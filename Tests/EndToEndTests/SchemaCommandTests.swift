import Foundation
import TestSupport
import Testing

/// The commands that work on single schemas: results, errors, pipes.
@Suite struct SchemaCommandTests {
  private static let schema = #"""
    { "type": "object", "required": ["id"], "additionalProperties": false,
      "properties": { "id": { "type": "integer" }, "nick": { "type": "string" } } }

    """#

  private func sandbox(_ files: [String: String] = [:]) throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.folder.write("s.json", Self.schema)
    for (path, text) in files { try sandbox.folder.write(path, text) }
    return sandbox
  }

  // MARK: What cannot be read

  static let readers = [
    "schema diff F s.json", "schema diff s.json F", "schema infer F", "schema lint F",
    "schema sample F", "schema bundle F", "check --instances s.json --schema F",
    "check --instances F --schema s.json",
  ]

  @Test(arguments: readers)
  func aMissingFileIsNamed(_ command: String) throws {
    let run = try sandbox().shell(
      "galley \(command.replacing("F", with: "none.json")) || exit $?")
    #expect(run.status == 2 && run.output == "", "\(run.said)")
    #expect(run.errors.contains("error: cannot read 'none.json': No such file"), "\(run.said)")
  }

  @Test(arguments: readers)
  func badJSONIsShownAtItsPlace(_ command: String) throws {
    let sandbox = try sandbox(["bad.json": "{ \"type\": \"string\",\n  \"enum\": [1, }\n"])
    let run = try sandbox.shell("galley \(command.replacing("F", with: "bad.json")) || exit $?")
    // Samples and values that are broken are findings; a schema that is broken is wrong usage.
    let isFinding = ["schema infer F", "schema lint F", Self.readers[7]].contains(command)
    #expect(run.status == (isFinding ? 1 : 2), "\(run.said)")
    #expect(run.said.contains("bad.json:2:15: error[document/"), "\(run.said)")
    #expect(run.said.components(separatedBy: "error[").count == 2, "one mistake: \(run.said)")
  }

  @Test(arguments: ["schema diff F s.json", "schema sample F", "schema bundle F"])
  func aSchemaThatCannotBeUsedIsWrongUsage(_ command: String) throws {
    let sandbox = try sandbox(["odd.json": #"{ "$ref": "gone.json" }"#])
    let run = try sandbox.shell("galley \(command.replacing("F", with: "odd.json")) || exit $?")
    #expect(run.status == 2 && run.output == "", "\(run.said)")
    #expect(run.errors.contains("odd.json:1:11: error[schema/"), "\(run.said)")
    #expect(run.errors.contains("'odd.json' cannot be used"), "\(run.said)")
  }

  // MARK: Pipes

  @Test(arguments: [
    ("schema diff - s.json", 0), ("schema diff s.json -", 0), ("schema lint -", 0),
    ("schema sample - --count 2", 0), ("schema bundle -", 0), ("schema infer -", 0),
    ("check --instances s.json --schema -", 1),
  ])
  func readsStandardInput(_ command: String, _ status: Int32) throws {
    let run = try sandbox().shell("tr -d '\\n' < s.json | galley \(command) || exit $?")
    #expect(run.status == status, "\(run.said)")
    #expect(!run.said.contains("cannot"), "\(run.said)")
    #expect(!run.said.isEmpty)
  }

  @Test func twoThingsCannotBothBeStandardInput() throws {
    for command in ["schema diff - -", "check --instances - --schema -"] {
      let run = try sandbox().shell("galley \(command) < s.json || exit $?")
      #expect(run.status == 2 && run.errors.contains("standard input"), "\(run.said)")
    }
  }

  @Test func oneCommandFeedsTheNext() throws {
    let sandbox = try sandbox()
    let run = try sandbox.shell(
      """
      galley schema sample s.json --count 20 > samples.jsonl
      galley check --instances samples.jsonl --schema s.json
      galley schema infer samples.jsonl > learnt.json
      galley schema lint learnt.json
      galley check --instances samples.jsonl --schema learnt.json
      galley schema sample s.json | galley schema infer - | galley schema bundle - > bundle.json
      galley schema diff bundle.json bundle.json
      for command in "sample s.json --count 500" "bundle s.json" "diff s.json learnt.json"
      do galley schema $command | head -c 5 > /dev/null; done
      """)
    #expect(run.status == 0, "\(run.said)")
    #expect(run.errors.contains("ok: 20 values checked"), "\(run.said)")
    #expect(!run.errors.contains("error"), "\(run.said)")
  }

  // MARK: diff

  @Test func rulesAreAcceptedByName() throws {
    let sandbox = try sandbox([
      "new.json": Self.schema.replacing("\"id\"]", with: "\"id\", \"nick\"]")
    ])
    let plain = try sandbox.galley("schema", "diff", "s.json", "new.json")
    #expect(plain.status == 1 && plain.output.contains("breaks backward[required-added]"))
    let allowed = try sandbox.galley(
      "schema", "diff", "s.json", "new.json", "--allow", "required-added")
    #expect(allowed.status == 0 && allowed.output.contains("backward: breaking, accepted"))
    let unknown = try sandbox.galley(
      "schema", "diff", "s.json", "new.json", "--allow", "required-aded")
    #expect(unknown.status == 2 && unknown.output == "")
    #expect(
      unknown.errors.contains("no rule 'required-aded'; did you mean 'required-added'?"),
      "\(unknown.said)")
    let idle = try sandbox.galley(
      "schema", "diff", "s.json", "new.json", "--allow", "type-narrowed")
    #expect(idle.status == 1 && idle.errors == "note: no change is by the rule 'type-narrowed'\n")
  }

  @Test func referencesLeadToFilesBesideEachSchema() throws {
    let user = #"{ "type": "object", "properties": { "m": { "$ref": "part/m.json#/$defs/m" } } }"#
    let part = #"{ "$defs": { "m": { "type": ["string", "null"] } } }"#
    let sandbox = try sandbox([
      "old/a.json": user, "old/part/m.json": part, "new/a.json": user,
      "new/part/m.json": part.replacing("[\"string\", \"null\"]", with: "\"string\""),
    ])
    for (old, new) in [
      ("old/a.json", "new/a.json"), ("./old/a.json", "./new/../new/a.json"),
      ("\(sandbox.folder.path)/old/a.json", "\(sandbox.folder.path)/new/a.json"),
    ] {
      let run = try sandbox.galley("schema", "diff", old, new, at: ".")
      #expect(run.status == 1, "\(old) \(new): \(run.said)")
      #expect(
        run.output.contains("part/m.json:1:29: breaks backward[type-narrowed]: m: "), "\(run.said)")
    }
    let inside = try sandbox.galley("schema", "diff", "a.json", "../new/a.json", at: "old")
    #expect(
      inside.status == 1 && inside.output.contains("../new/part/m.json:1:29"), "\(inside.said)")
  }

  @Test func severitiesComeFromTheSettings() throws {
    let sandbox = try Shop.copy()
    try sandbox.shell(
      "cp schemas/profile.schema.json old.json; sed -i '/\"timeZone\"/d' schemas/profile.schema.json",
      at: "shop"
    ).expectSuccess()
    func diff(_ severity: String) throws -> FinishedProcess {
      try sandbox.shell(
        """
        git checkout -q galley.yaml
        echo 'schemas: { compatibility: { \(severity) } }' >> galley.yaml
        galley schema diff old.json schemas/profile.schema.json || exit $?
        """, at: "shop")
    }
    let error = try diff("property-removed-closed: error")
    #expect(error.status == 1 && error.output.contains("breaks backward[property-removed-closed]"))
    let warning = try diff("property-removed-closed: warning")
    #expect(warning.status == 0, "\(warning.said)")
    #expect(warning.output.contains("breaks backward, warning[property-removed-closed]"))
    let off = try diff("property-removed-closed: off")
    #expect(off.status == 0 && !off.output.contains("[property"), "\(off.said)")
    #expect(off.output.contains("backward: breaking, accepted"), "\(off.said)")
    #expect(off.output.contains("(1 change by rules that are off)"), "\(off.said)")
    for (wrong, code) in [
      ("property-removed-close: off", "content/unknown-rule"),
      ("property-removed-closed: of", "content/invalid-value"),
    ] {
      let run = try diff(wrong)
      #expect(run.status == 2 && run.output == "" && run.errors.contains(code), "\(run.said)")
      let check = try sandbox.galley("check", "galley.yaml", at: "shop")
      #expect(check.status == 1 && check.output.components(separatedBy: "error[").count == 2)
      #expect(check.output.contains(code) && check.output.contains("did you mean"), "\(check.said)")
    }
  }

  @Test func theRepositorysDifferenceShowsSchemas() throws {
    let sandbox = try Shop.copy()
    try sandbox.shell(
      """
      sed -i '/"firstName": /d; s/, "firstName"\\]/]/' schemas/profile.schema.json
      echo '{}' > schemas/events/gone.schema.json
      """, at: "shop"
    ).expectSuccess()
    let run = try sandbox.galley("diff", "--fail-on-breaking", at: "shop")
    #expect(run.status == 1, "\(run.said)")
    for text in [
      "schema schemas/profile.schema.json\n  backward: breaking (who reads old data",
      "refused by the new schema: {", "breaks backward[property-removed-closed]: firstName: ",
      "  read at templates/nudge/body.txt.liquid:1:17: Have a look, {{ profile.firstName }}\n",
      "schema schemas/events/gone.schema.json\n  new: nothing described this data before\n",
    ] { #expect(run.output.contains(text), "\(text) in \(run.said)") }
    #expect(run.output.contains("; category render, profile\n"), "\(run.said)")
    for category in ["render", "profile", "data"] {
      let failing = try sandbox.galley("diff", "--fail-on-breaking=\(category)", at: "shop")
      #expect(failing.status == 1, "\(category): \(failing.said)")
    }
    let markdown = try sandbox.galley("diff", "--format", "markdown", at: "shop")
    #expect(markdown.status == 0 && markdown.output.contains("**schemas/profile.schema.json**"))
    // Accepted by galley.yaml, it no longer fails; undecided still does.
    try sandbox.shell(
      """
      echo 'schemas: { compatibility: { property-removed-closed: off, required-removed: warning } }' \
        >> galley.yaml
      """, at: "shop"
    ).expectSuccess()
    let accepted = try sandbox.galley("diff", "--fail-on-breaking", at: "shop")
    #expect(accepted.status == 0, "\(accepted.said)")
    try sandbox.folder.write("shop/schemas/surfaces/home.schema.json", "{")
    let broken = try sandbox.galley("diff", "--fail-on-breaking", at: "shop")
    #expect(broken.status == 1, "\(broken.said)")
    #expect(broken.output.contains("unknown: the new version cannot be used as a schema"))
    #expect(try sandbox.galley("diff", "--exit-code", at: "shop").status == 1)
  }

  @Test func onlyBreaksOfTheCategoryOrAGraverOneFail() throws {
    let sandbox = try Shop.copy()
    func statuses() throws -> [Int32] {
      try ["render", "profile", "data"].map {
        try sandbox.galley("diff", "--fail-on-breaking=\($0)", at: "shop").status
      } + [try sandbox.galley("diff", "--fail-on-breaking", at: "shop").status]
    }
    #expect(try statuses() == [0, 0, 0, 0])
    // A bound that profiles break and no template feels; then one of an event.
    try sandbox.shell(
      "sed -i 's/\"firstName\": *{/\"firstName\": { \"minLength\": 2,/' schemas/profile.schema.json",
      at: "shop"
    ).expectSuccess()
    #expect(try statuses() == [0, 1, 1, 1])
    try sandbox.shell(
      """
      git checkout -q schemas
      echo '{"type": "object", "properties": {"n": {"type": "integer"}}}' > schemas/events/e.schema.json
      git add -A
      git commit -qm event
      echo '{"type": "object", "properties": {"n": {"minimum": 1, "type": "integer"}}}' \
        > schemas/events/e.schema.json
      """, at: "shop"
    ).expectSuccess()
    #expect(try statuses() == [0, 0, 1, 1])
    let json = try sandbox.shell(
      "galley diff --format json | jq -c '[.schemas[].changes[] | [.code, .categories]]'",
      at: "shop")
    #expect(json.output == #"[["minimum-added",["data"]]]"# + "\n", "\(json.said)")
    let wrong = try sandbox.galley("diff", "--fail-on-breaking=wire", at: "shop")
    #expect(wrong.status == 2 && wrong.errors.contains("render"), "\(wrong.said)")
  }
}
