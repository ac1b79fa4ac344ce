import Foundation
import TestSupport
import Testing

/// `galley report merge` of the built program: parts of a run make the reports of the whole.
@Suite struct ReportMergeTests {
  private static let formats = [
    "jsonl", "json", "html", "junit", "sarif", "github", "markdown", "gitlab", "tap", "text",
  ]

  /// Many templates with a shared fragment, stored; then one of each: an edit that all of them show,
  /// one of a single template, new, failing, stale, and snapshots in conflict.
  private static let changes =
    """
    for i in 1 2 3 4 5 6 7 8; do
      mkdir -p templates/note-$i
      echo 'channel: sms' > templates/note-$i/template.yaml
      printf '%s' "Note $i {{ profile.firstName }}{% render 'note' %}" > templates/note-$i/body.txt.liquid
    done
    printf ', {%% if profile.firstName == "Anna" %%}one{%% else %%}two{%% endif %%}' > fragments/note.liquid

    """ + MergeTests.conflict + """
      sed -i 's/, /; /' fragments/note.liquid
      sed -i 's/Note/Nótice/' templates/note-3/body.txt.liquid
      echo '{{ 1 | divided_by: 0 }}' > templates/note-5/body.txt.liquid
      cp -r templates/note-1 templates/note-9
      sed -i 's/Anna/Anne/' profiles/anna.yaml
      mkdir -p snapshots/sms/gone
      echo x > snapshots/sms/gone/x.sms.txt

      """

  private static func reports(_ name: String) -> String {
    formats.map { "--report \($0)=$BASE/\(name).\($0)" }.joined(separator: " ")
  }

  /// A sandbox with the changed shop.
  private func changed() throws -> Sandbox {
    let sandbox = try Shop.copy()
    try sandbox.shell(Self.changes, at: "shop").expectSuccess()
    return sandbox
  }

  /// Runs the whole in one copy and each part in one of its own, as machines do.
  private func run(_ options: String, _ count: Int, costs: String = "", in sandbox: Sandbox) throws
    -> (whole: Int32, parts: [Int32])
  {
    let script = """
      export CI=1
      rm -rf $BASE/machine $BASE/*.jsonl
      cp -a $BASE/shop $BASE/machine
      cd $BASE/machine
      status=0
      galley test \(options) \(Self.reports("whole")) --color always > $BASE/whole.out 2> $BASE/whole.err || status=$?
      echo $status
      for i in $(seq \(count)); do
        rm -rf $BASE/machine
        cp -a $BASE/shop $BASE/machine
        cd $BASE/machine
        status=0
        galley test \(options) --shard $i/\(count) \(costs) --report jsonl=$BASE/part-$i.jsonl > /dev/null || status=$?
        echo $status
      done
      """
    let finished = try sandbox.shell(script)
    finished.expectSuccess()
    let statuses = finished.output.split(separator: "\n").compactMap { Int32($0) }
    try #require(statuses.count == count + 1, "\(finished.said)")
    return (statuses[0], Array(statuses.dropFirst()))
  }

  /// Merges the parts and expects what the whole run has written and printed.
  private func expectEqual(
    _ whole: Int32, _ sandbox: Sandbox, _ title: String, printing: String = ""
  ) throws {
    let merged = try sandbox.shell(
      """
      status=0
      galley report merge $(ls part-*.jsonl | sort -r) \(printing) \(Self.reports("merged")) \
        --color always > merged.out 2> merged.err || status=$?
      echo $status
      """)
    #expect(merged.output == "\(whole)\n", "\(title): \(merged.said)")
    for file in Self.formats.map({ ".\($0)" }) + [".out"] {
      let expected = try sandbox.folder.read("whole\(file)")
      let found = try sandbox.folder.read("merged\(file)")
      #expect(!expected.isEmpty)
      if expected != found {
        let difference = try sandbox.shell("diff whole\(file) merged\(file) | cut -c1-900 || true")
        Issue.record("\(title), \(file): \(difference.output.prefix(3_000))")
      }
    }
  }

  @Test(
    arguments: [
      ("", 3), ("", 1), ("", 40), ("--update=new", 3), ("--update", 3),
      ("--resolve", 3), ("--coverage", 3), ("--coverage-minimum 97", 4), ("--no-cache", 3),
      ("note-1 note-2 note-5 anna", 3), ("--changed-since HEAD", 3), ("--changed-since theirs", 3),
      ("--visual --visual-browser no-such-browser", 2),
    ] as [(String, Int)])
  func partsMakeTheReportsOfTheWhole(options: String, count: Int) throws {
    let sandbox = try changed()
    let (whole, _) = try run(options, count, in: sandbox)
    #expect(whole == 1)
    try expectEqual(whole, sandbox, "\(options) \(count)")
  }

  @Test func theLinesOfDifferencesAreBoundedAlike() throws {
    let sandbox = try changed()
    for lines in ["--diff-lines 0", "--diff-lines 9"] {
      let (whole, _) = try run(lines, 2, in: sandbox)
      try expectEqual(whole, sandbox, lines, printing: lines)
    }
  }

  @Test func theRunHasEverything() throws {
    let sandbox = try changed()
    _ = try run("", 3, in: sandbox)
    let text = try String(decoding: sandbox.folder.read("whole.text"), as: UTF8.self)
    for words in [
      "snapshot/unmerged", "template/zero-division", "look: few of many", "changed: ", " new",
      "stale  snapshots/sms/gone/x.sms.txt", "also: ", "| echo",
    ].dropLast() {
      #expect(text.contains(words), "\(words) in \(text)")
    }
    // Parts have other cases: no cluster is whole in one of them.
    let parts = try (1...3).map {
      try String(decoding: sandbox.folder.read("part-\($0).jsonl"), as: UTF8.self)
    }
    #expect(parts.filter { $0.contains("{\"type\":\"change\"") }.count >= 2)
  }

  @Test func whatPassesInPartsPasses() throws {
    let sandbox = try Shop.copy()
    let (whole, parts) = try run("", 5, in: sandbox)
    #expect(whole == 0 && parts.allSatisfy { $0 == 0 })
    try expectEqual(0, sandbox, "everything passes")
    // Only what is asked for is printed.
    let text = try sandbox.shell("galley report merge part-*.jsonl")
    #expect(text.status == 0 && text.output.hasSuffix(" passed\n"), "\(text.said)")
  }

  /// Parts by the costs of an earlier run, whose parts were on several machines, too.
  @Test func partsOfEqualCostMakeTheWhole() throws {
    let sandbox = try changed()
    try sandbox.shell(
      """
      for i in 1 2; do
        rm -rf $BASE/machine
        cp -a $BASE/shop $BASE/machine
        cd $BASE/machine
        rm -rf .galley
        galley test --no-cache --shard $i/2 > /dev/null || true
        cp .galley/last-run $BASE/costs-$i
      done
      """
    ).expectSuccess()
    let costs = "--shard-costs $BASE/costs-1 --shard-costs $BASE/costs-2"
    let (whole, _) = try run("", 3, costs: costs, in: sandbox)
    try expectEqual(whole, sandbox, "costs")
    // In whatever order the files are named.
    let other = "--shard-costs $BASE/costs-2 --shard-costs $BASE/costs-1"
    try sandbox.shell(
      "CI=1 galley test --shard 3/3 \(other) --report jsonl=$BASE/part-3.jsonl > /dev/null || true",
      at: "shop"
    ).expectSuccess()
    try expectEqual(whole, sandbox, "costs in another order")
    try sandbox.shell(
      """
      CI=1 galley test --shard 3/3 --shard-costs $BASE/costs-1 --report jsonl=$BASE/part-3.jsonl \
        > /dev/null || true
      """, at: "shop"
    ).expectSuccess()
    let refused = try sandbox.shell("galley report merge part-*.jsonl")
    #expect(refused.status == 2 && refused.errors.contains("their costs differ"), "\(refused.said)")
  }

  /// What is said to be done with what waits is true, however the parts left it.
  @Test(
    arguments: [
      (["", ""], "run 'galley review' to accept or reject"),
      (["CI=1", "CI=1"], "under CI nothing is left for review"),
      (
        ["CI=1 a1.tar", "CI=1 a2.tar"],
        "what waits is in what '--pending-archive' wrote: at the same commit, 'galley review --from'"
      ),
      (["CI=1 a1.tar", "CI=1"], "parts of the run left what waits in different places"),
      (["", "CI=1 a2.tar"], "parts of the run left what waits in different places"),
      (["CI=1", ""], "parts of the run left what waits in different places"),
    ] as [([String], String)])
  func theHintFitsWhatThePartsHaveLeft(ways: [String], words: String) throws {
    let sandbox = try changed()
    for (index, way) in ways.enumerated() {
      let parts = way.split(separator: " ")
      let archive = parts.count > 1 ? "--pending-archive $BASE/\(parts[1])" : ""
      let tested = try sandbox.shell(
        "\(parts.first ?? "") galley test --shard \(index + 1)/2 \(archive) "
          + "--report jsonl=$BASE/part-\(index + 1).jsonl", at: "shop")
      #expect(tested.status == 1, "\(tested.said)")
    }
    let merged = try sandbox.galley("report", "merge", "part-1.jsonl", "part-2.jsonl")
    let last = merged.output.split(separator: "\n").last ?? ""
    #expect(merged.status == 1 && last.hasPrefix(words), "\(last)")
    #expect(!last.contains("--from FILE.tar") || words.hasPrefix("under CI"), "\(last)")
    // Once more merged, it says the same.
    let again = try sandbox.shell(
      "galley report merge part-1.jsonl part-2.jsonl --report jsonl=all.jsonl > out || true; "
        + "galley report merge all.jsonl")
    #expect(again.output == merged.output)
  }

  @Test func anEmptySelectionMakesPartsThatMerge() throws {
    let sandbox = try Shop.copy()
    try sandbox.shell("galley test > /dev/null; git add -A; git commit -qm x || true", at: "shop")
      .expectSuccess()
    for options in ["--changed-since HEAD", "--failed", "--failed --no-tests pass"] {
      let (whole, parts) = try run(options, 3, in: sandbox)
      #expect(whole == 0 && parts == [0, 0, 0])
      try expectEqual(0, sandbox, options)
    }
  }

  /// Three parts of the shop as it is: `part-1.jsonl` to `part-3.jsonl`.
  private func parts() throws -> Sandbox {
    let sandbox = try Shop.copy()
    try sandbox.shell(
      "for i in 1 2 3; do CI=1 galley test --shard $i/3 --report jsonl=$BASE/part-$i.jsonl; done",
      at: "shop"
    ).expectSuccess()
    return sandbox
  }

  /// Merges with a report that must not be there afterwards.
  private func refusal(_ command: String, _ sandbox: Sandbox) throws -> FinishedProcess {
    let refused = try sandbox.shell("\(command) --report html=out.html --report junit=out.xml")
    #expect(refused.output == "", "\(refused.said)")
    #expect(try sandbox.shell("ls -A | grep '^out' || true").output == "", "something is written")
    return refused
  }

  @Test func aMissingPartIsAnError() throws {
    let sandbox = try parts()
    let refused = try refusal("galley report merge part-1.jsonl part-3.jsonl", sandbox)
    #expect(refused.status == 2, "\(refused.said)")
    #expect(
      refused.errors == """
        error: part 2 of 3 is missing
          hint: test with --shard 2/3
          hint: '--allow-missing' joins what is there and ends with exit code 1

        """)
    let files = Self.formats.map { "--report \($0)=r.\($0)" }.joined(separator: " ")
    let joined = try sandbox.shell(
      "galley report merge --allow-missing part-1.jsonl part-3.jsonl \(files) || echo $?")
    #expect(joined.output.hasSuffix("not complete: part 2 of 3 is missing\n1\n"), "\(joined.said)")
    for format in Self.formats {
      let text = String(decoding: try sandbox.folder.read("r.\(format)"), as: UTF8.self)
      #expect(text.contains("part 2 of 3 is missing"), "\(format)")
    }
  }

  /// A part is the only account of its machine.
  @Test func noReportReplacesAPart() throws {
    let sandbox = try parts()
    let before = try sandbox.folder.read("part-2.jsonl")
    let refused = try sandbox.shell(
      "galley report merge part-*.jsonl --report html=out.html --report json=./part-2.jsonl")
    #expect(refused.status == 2, "\(refused.said)")
    #expect(refused.errors.contains("would replace a part that it is made from"))
    #expect(try sandbox.folder.read("part-2.jsonl") == before)
    #expect(!sandbox.folder.exists("out.html"))
  }

  @Test func aDoubledPartIsAnError() throws {
    let sandbox = try parts()
    try sandbox.shell("cp part-2.jsonl again.jsonl").expectSuccess()
    let refused = try refusal("galley report merge part-*.jsonl again.jsonl", sandbox)
    #expect(refused.status == 2)
    #expect(
      refused.errors.hasPrefix("error: 'again.jsonl' and 'part-2.jsonl' are both part 2 of 3\n"),
      "\(refused.said)")
  }

  @Test(
    arguments: [
      ("the content differs", "echo Hi >> templates/ping/body.txt.liquid"),
      ("the content differs", "sed -i 's/2026/2025/' galley.yaml"),
      ("the content differs", "mv profiles/ben.yaml profiles/bea.yaml"),
      ("the stored snapshots differ", "echo x >> snapshots/sms/ping/anna.sms.txt"),
      ("the stored snapshots differ", "rm snapshots/sms/ping/anna.sms.txt"),
      ("the filters differ: none and 'anna'", "set -- anna"),
      ("--changed-since differ: none and 'HEAD'", "set -- --changed-since HEAD"),
      ("one of them has --failed", "set -- --failed --no-tests pass"),
      ("--update differ: none and 'new'", "set -- --update=new"),
      ("one of them has --visual", "set -- --visual --visual-browser no-such-browser"),
      ("their --coverage or --coverage-minimum differs", "set -- --coverage"),
    ])
  func partsOfTwoRunsAreRefused(words: String, change: String) throws {
    let sandbox = try parts()
    try sandbox.shell(
      """
      set --
      \(change)
      CI=1 galley test "$@" --shard 2/3 --report jsonl=$BASE/part-2.jsonl > /dev/null || true
      """, at: "shop"
    ).expectSuccess()
    let refused = try refusal("galley report merge part-*.jsonl", sandbox)
    #expect(refused.status == 2)
    let expected = "error: 'part-1.jsonl' and 'part-2.jsonl' are of different runs: \(words)\n"
    #expect(refused.errors.hasPrefix(expected + "  hint: "), "\(refused.said)")
  }

  /// What a machine has besides the files makes no difference.
  @Test func partsOfOneRunAreEqualOnEveryMachine() throws {
    let sandbox = try parts()
    try sandbox.shell(
      """
      mkdir -p elsewhere/deep
      cp -r shop elsewhere/deep/news
      cd elsewhere/deep/news
      rm -rf .git .galley
      find . -exec touch -d 2001-01-01 {} +
      galley test --no-cache > /dev/null
      galley test --cache > /dev/null
      galley test --shard 2/3 --report jsonl=$BASE/other.jsonl > /dev/null
      diff $BASE/other.jsonl $BASE/part-2.jsonl
      cd $BASE
      galley report merge part-1.jsonl other.jsonl part-3.jsonl > /dev/null
      """
    ).expectSuccess()
  }

  @Test func whatIsNoReportIsNamedWithItsLine() throws {
    let sandbox = try parts()
    try sandbox.shell(
      """
      head -n 2 part-2.jsonl > cut.jsonl
      head -n 3 part-2.jsonl | head -c -20 > half.jsonl
      echo '<html>' > page.jsonl
      printf '\\000\\001\\377' > binary.jsonl
      sed '1s/"version":1,/"version":2,/' part-2.jsonl > later.jsonl
      sed '1s/"build":"[^"]*"/"x":1/' part-2.jsonl > older.jsonl
      : > empty.jsonl
      mkdir folder.jsonl
      truncate -s 1100000000 large.jsonl
      """
    ).expectSuccess()
    for (file, words) in [
      ("cut.jsonl", "error: cut.jsonl:2: the report is cut off: it has no end\n"),
      ("half.jsonl", "error: half.jsonl:3: the line is no JSON object\n"),
      ("page.jsonl", "error: page.jsonl:1: the line is no JSON object\n"),
      ("binary.jsonl", "error: binary.jsonl:1: the line is no JSON object\n"),
      ("later.jsonl", "error: later.jsonl:1: version 2 is not known, only 1\n"),
      ("empty.jsonl", "error: empty.jsonl:1: the report is empty\n"),
      ("older.jsonl", "error: 'older.jsonl' does not say which run it is of\n"),
      ("folder.jsonl", "error: cannot read 'folder.jsonl': Is a directory\n"),
      ("large.jsonl", "error: 'large.jsonl' is larger than the limit of 1073741824 bytes\n"),
      ("'none-*.jsonl'", "error: cannot read 'none-*.jsonl': No such file or directory\n"),
      ("- - ", "error: standard input can be read once only\n"),
    ] {
      let refused = try refusal("galley report merge part-1.jsonl \(file) part-3.jsonl", sandbox)
      #expect(refused.status == 2, "\(file): \(refused.said)")
      #expect(refused.errors.hasPrefix(words), "\(file): \(refused.said)")
    }
    let pattern = try sandbox.shell("galley report merge none-*.jsonl")
    #expect(pattern.status == 2 && pattern.errors.contains("hint: no file matches the pattern"))
    #expect(try sandbox.shell("galley report merge").status == 2)
    #expect(try sandbox.shell("galley report megre part-1.jsonl").status == 2)
  }

  @Test func aPartComesThroughAPipe() throws {
    let sandbox = try parts()
    let piped = try sandbox.shell(
      "cat part-2.jsonl | galley report merge part-1.jsonl - part-3.jsonl")
    #expect(piped.status == 0 && piped.output.hasSuffix(" passed\n"), "\(piped.said)")
    // Files count from -C, reports from the working folder, as in 'galley test'.
    let there = try sandbox.shell(
      """
      mkdir -p a b
      mv part-*.jsonl a
      cd b
      galley report merge -C ../a part-1.jsonl part-2.jsonl part-3.jsonl --report tap=x.tap
      head -n 1 x.tap
      """)
    #expect(there.output.hasSuffix("TAP version 14\n"), "\(there.said)")
  }
}
