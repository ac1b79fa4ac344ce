import Diagnostics
import Documents
import Foundation
import JSONSchema
import TestSupport
import Testing

/// The JSON of every command meets the schema that is published for it in `schemas/output`.
@Suite struct OutputSchemaTests {
  private static var folder: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "schemas/output")
  }

  private func schema(_ name: String) throws -> Schema {
    let path = Self.folder.appending(path: name + ".schema.json")
    let source = SourceText(path: name, bytes: Array(try Data(contentsOf: path)))
    let document = try #require(JSONReader.read(source).document)
    let compiled = Schema.compile(document)
    #expect(compiled.diagnostics.isEmpty, "\(compiled.diagnostics)")
    return try #require(compiled.schema)
  }

  /// Commands with what must be done before, by the name of their schema.
  private static let commands: [(schema: String, prepare: String, command: String)] = [
    ("init", "mkdir $BASE/new", "galley init $BASE/new --format json"),
    ("check", "", "galley check --format json"),
    (
      "check", "echo '{% fi %}' > fragments/footer.liquid; rm locales/de.yaml",
      "galley check --format json"
    ),
    ("check", "echo '{{ profile.nmae }}' > fragments/footer.liquid", "galley check --format json"),
    ("render", "", "galley render hello --format json"),
    ("render", "", "galley render hero --format json"),
    ("test", "", "galley test --format json"),
    (
      "test",
      "echo Hi > templates/ping/body.txt.liquid; rm -r snapshots/code; touch snapshots/x.txt",
      "galley test --format json"
    ),
    (
      "test", "echo '{{ 1 | divided_by: 0 }}' > templates/ping/body.txt.liquid",
      "galley test --format json"
    ),
    ("test", MergeTests.conflict, "galley test --format json"),
    ("test", MergeTests.conflict, "galley test --resolve --format json"),
    ("init", "", "galley init --merge-driver --format json"),
    ("test", "", "galley test --coverage --format json"),
    ("test", "", "galley test --coverage-minimum 99.5 --format json"),
    ("test", "", "galley test --visual --visual-browser no-such-browser --format json"),
    (
      "test", "sed -i s/Hello/Goodbye/ templates/hello/body.html.liquid",
      "galley test --visual --visual-no-sandbox --format json"
    ),
    (
      "test-lines", "sed -i s/Hello/Goodbye/ templates/hello/body.html.liquid",
      "galley test --visual --visual-no-sandbox --format jsonl"
    ),
    ("test-explain", "", "galley test --explain ping/anna --format json"),
    ("test-explain", "", "galley test --explain ping/anna --no-cache --failed --report json"),
    (
      "test-explain", "galley test; echo '<p>new</p>' > fragments/footer.liquid",
      "galley test --explain hello/anna --format json"
    ),
    (
      "test-explain", "echo '{% fi %}' > templates/ping/body.txt.liquid",
      "galley test --explain ping/anna --format json"
    ),
    ("suggest-profiles", "", "galley suggest profiles --format json"),
    (
      "suggest-profiles",
      "echo '{% if profile.points > 999 %}x{% elsif 1 == 2 %}y{% endif %}' > templates/ping/body.txt.liquid",
      "galley suggest profiles ping --write --format json"
    ),
    ("test-lines", "", "galley test --format jsonl"),
    (
      "test-lines",
      "echo Hi > templates/ping/body.txt.liquid; rm -r snapshots/code; touch snapshots/x.txt",
      "galley test --report jsonl"
    ),
    (
      "test-lines", "echo '{{ 1 | divided_by: 0 }}' > templates/ping/body.txt.liquid",
      "galley test --report jsonl"
    ),
    (
      "test", "galley test --shard 1/2 --report jsonl=../part.jsonl > ../out",
      "galley report merge --allow-missing ../part.jsonl --format json"
    ),
    (
      "test-lines", "galley test --shard 1/2 --report jsonl=../part.jsonl > ../out",
      "galley report merge --allow-missing ../part.jsonl --format jsonl"
    ),
    ("review", "", "galley review --format json"),
    ("review", "", "galley review --accept-all --format json"),
    (
      "review",
      "b=templates/ping/body.txt.liquid; printf '1\\nx\\n2' > $b; galley test --update; "
        + "printf '3\\nx\\n4' > $b; galley test || true; "
        + "galley review --accept $(galley review --list | grep -o '^edit:[0-9a-f]*' | head -n 1)",
      "galley review --format json"
    ),
    (
      "review",
      "echo Hi > templates/ping/body.txt.liquid; touch snapshots/x.txt; galley test || true",
      "galley review --format json"
    ),
    (
      "review", "echo Hi > templates/ping/body.txt.liquid; galley test || true",
      "galley review --accept ping --format json"
    ),
    (
      "review", "echo Hi > templates/ping/body.txt.liquid; galley test || true",
      "galley review --reject-all --format json"
    ),
    (
      "review", "echo Hi > templates/ping/body.txt.liquid; galley test || true",
      "galley review --diff ping/ben.sms.txt --diff-tool diff --format json"
    ),
    (
      "review", "echo Hi > templates/ping/body.txt.liquid; galley test || true",
      "BROWSER=true galley review --open ping/ben.sms.txt --format json"
    ),
    ("fmt", "", "galley fmt --snapshots --format json"),
    (
      "fmt",
      """
      cd snapshots
      sed -i 's/$/\\r/' email/hello/*.html; touch x.txt; printf x > sms/ping/ben.sms.txt
      rm code/hero/anna.json; mkfifo code/hero/anna.json; echo '<!--galley 9' > email/hello/ben.html
      """, "galley fmt --snapshots --check --format json"
    ),
    ("fmt", MergeTests.conflict, "galley fmt --snapshots --format json"),
    ("status", "", "galley status --format json"),
    (
      "status",
      "echo Hi > templates/ping/body.txt.liquid; git add -A; rm profiles/ben.yaml; touch a.txt",
      "galley status --format json"
    ),
    ("diff", "", "galley diff --format json"),
    (
      "diff", "echo Hi > templates/ping/body.txt.liquid; rm profiles/ben.yaml; touch locales/x.txt",
      "galley diff --format json"
    ),
    (
      "diff", "echo Hi > templates/ping/body.txt.liquid; rm profiles/ben.yaml; touch locales/x.txt",
      "galley diff HEAD changed:profile changed:other --format json"
    ),
    (
      "diff", "echo '{{ 1 | divided_by: 0 }}' > templates/ping/body.txt.liquid",
      "galley diff --format json"
    ),
    (
      "diff",
      """
      sed -i '/"timeZone"/d; s/"locale": { "type": "string" }/"locale": { "type": "integer" }/' \
        schemas/profile.schema.json
      echo '{' > schemas/surfaces/home.schema.json
      echo '{}' > schemas/events/gone.schema.json
      """, "galley diff --format json"
    ),
    (
      "schema-diff", "",
      """
      sed 's/"id", //' schemas/profile.schema.json > old.json
      galley schema diff old.json schemas/profile.schema.json --format json
      """
    ),
    (
      "schema-diff", "",
      """
      echo '{ "type": "string", "pattern": "^(?=a)b*$" }' > old.json
      echo '{ "type": "string", "pattern": "^(?=b)a*$" }' > new.json
      galley schema diff old.json new.json --direction backward --format json
      """
    ),
    ("schema-lint", "", "galley schema lint schemas/profile.schema.json --format json"),
    (
      "schema-lint", "echo '{ \"requird\": 3, \"minimum\": \"3\" }' > odd.json",
      "galley schema lint odd.json --format json"
    ),
    (
      "commit", "echo Hi > templates/ping/body.txt.liquid; galley test --update",
      "galley commit --all -m Hi --format json"
    ),
    ("release-build", "", "galley release build --version 2.0.0 --output $BASE/new --format json"),
    (
      "release-build", "",
      "galley release build --version 2.0.0 --key $HOME/key.pem --tar --output $BASE/new.tar --format json"
    ),
    (
      "release-sign", "galley release build --version 2.0.0 --output $BASE/new",
      "galley release sign $BASE/new --version 2.0.0 --key $HOME/key.pem --format json"
    ),
    (
      "release-verify", "",
      "galley release verify $BASE/release --key $HOME/key.pem.pub --format json"
    ),
    ("release-show", "", "galley release show $BASE/release.tar --format json"),
    (
      "release-show", "galley release build --version 2.0.0 --output $BASE/new",
      "galley release show $BASE/new --format json"
    ),
    ("key-new", "", "galley key new $BASE/new.pem --format json"),
    ("key-new", "", "galley key new $BASE/new.pem --algorithm ed25519 --format json"),
    ("explain", "", "galley explain --format json"),
    ("explain", "", "galley explain date --format json"),
    ("explain", "", "galley explain helper:each --format json"),
  ]

  @Test(arguments: commands.indices)
  func outputMeetsItsSchema(_ index: Int) throws {
    let (name, prepare, command) = Self.commands[index]
    let sandbox = try Shop.copy()
    if !prepare.isEmpty { try sandbox.shell(prepare, at: "shop").expectSuccess() }
    let finished = try sandbox.run(["sh", "-c", command], at: "shop")
    #expect(finished.status <= 1, "\(command): \(finished.said)")
    // JSON lines have a schema for one line.
    let texts =
      name.hasSuffix("-lines") ? finished.bytes.split(separator: 0x0A) : [finished.bytes[...]]
    let schema = try schema(name)
    for text in texts {
      let reading = JSONReader.read(SourceText(path: command, bytes: Array(text)))
      let document = try #require(reading.document, "\(finished.said)")
      let problems = schema.diagnostics(document)
      #expect(problems.isEmpty, "\(command): \(problems.map(\.message))")
    }
    #expect(finished.output.hasSuffix("}\n"))
  }

  /// Only a report without some parts has this member, and it is a sentence.
  @Test(arguments: ["test", "test-lines"])
  func theInterruptionOfAReportIsCheckedByItsSchema(_ name: String) throws {
    let sandbox = try Shop.copy()
    try sandbox.shell(
      "galley test --shard 1/2 --report jsonl=../part.jsonl > ../out", at: "shop"
    ).expectSuccess()
    let format = name == "test" ? "json" : "jsonl"
    let merged = try sandbox.galley(
      "report", "merge", "--allow-missing", "part.jsonl", "--format", format)
    let text =
      name == "test" ? merged.output : String(merged.output.split(separator: "\n").last ?? "")
    let sentence = "part 2 of 2 is missing"
    let interruption = #/"interruption": ?"part 2 of 2 is missing"/#
    #expect(text.contains(interruption), "\(merged.said)")
    let schema = try schema(name)
    func isValid(_ text: String) throws -> Bool {
      schema.isValid(try #require(JSONReader.read(SourceText(path: "x", text)).document))
    }
    #expect(try isValid(text))
    for wrong in ["\"\"", "true", "null"] {
      #expect(try !isValid(text.replacing("\"\(sentence)\"", with: wrong)), "\(wrong)")
    }
    #expect(try !isValid(text.replacing("\"interruption\"", with: "\"interuption\"")))
  }

  @Test func everySchemaIsTested() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    let names = files.filter { $0.hasSuffix(".schema.json") }.map { $0.dropLast(12) }
    #expect(Set(names.map(String.init)) == Set(Self.commands.map(\.schema) + ["check-instances"]))
  }

  /// `check --instances` prints a line for each value, in each of the standard's formats.
  @Test(arguments: ["flag", "basic", "detailed"])
  func linesOfInstancesMeetTheirSchema(_ output: String) throws {
    let sandbox = try Sandbox()
    try sandbox.folder.write(
      "s.json",
      ##"""
      { "required": ["a"], "properties": { "a": { "$ref": "#/$defs/n" },
        "b": { "anyOf": [{ "type": "integer" }, { "type": "null" }] } },
        "$defs": { "n": { "minimum": 1, "multipleOf": 2 } } }
      """##)
    try sandbox.folder.write(
      "v.jsonl",
      #"""
      {"a":4}
      {"a":-1,"b":"x"}
      {"b":true}
      {"a":
      []
      """#)
    let checked = try sandbox.galley(
      "check", "--instances", "v.jsonl", "--schema", "s.json", "--format", "json", "--output",
      output)
    #expect(checked.status == 1)
    let lines = checked.output.split(separator: "\n")
    #expect(lines.count == 5, "\(checked.said)")
    let schema = try schema("check-instances")
    for line in lines {
      let document = try #require(
        JSONReader.read(SourceText(path: "line", String(line))).document)
      let problems = schema.diagnostics(document)
      #expect(problems.isEmpty, "\(line): \(problems.map(\.message))")
    }
    #expect(lines.map { $0.contains(#""valid":true"#) } == [true, false, false, false, true])
  }

  /// A schema that allows anything would prove nothing.
  @Test func theSchemasRefuseWhatIsNotTheirs() throws {
    for name in Set(Self.commands.map(\.schema) + ["check-instances"]) {
      let schema = try schema(name)
      for text in ["{}", "[]", "{\"version\":1,\"other\":true}"] {
        let document = try #require(JSONReader.read(SourceText(path: "x", text)).document)
        #expect(!schema.isValid(document), "\(name) accepts \(text)")
      }
    }
  }
}
