import TestSupport
import Testing

/// `galley fmt --snapshots`: files in another form than today's are rewritten, and nothing else.
@Suite struct FormattingTests {
  private static let ignored = [".galley", ".git"]

  /// A shop whose snapshots came through an editor, a checkout and a merge.
  private func untidy() throws -> Sandbox {
    let sandbox = try Shop.copy()
    try sandbox.shell(
      """
      cd snapshots
      sed -i 's/$/\\r/' email/hello/anna.html email/hello/anna.txt
      printf %s "$(cat sms/ping/anna.sms.txt)" > sms/ping/anna.sms.txt
      sed -i '2{h;d};3{G}' email/hello/ben.html
      """, at: "shop"
    ).expectSuccess()
    return sandbox
  }

  private func contents(_ sandbox: Sandbox) throws -> [String: [UInt8]] {
    try sandbox.folder.contents(of: "shop", ignoring: Self.ignored)
  }

  @Test func filesInAnotherFormAreRewritten() throws {
    let sandbox = try untidy()
    let before = try sandbox.shell("git status --porcelain", at: "shop").output
    #expect(before.split(separator: "\n").count == 4, "\(before)")
    let tested = try sandbox.galley("test", at: "shop")
    #expect(tested.output.contains("1 changed"), "an order by hand is a difference: \(tested.said)")
    let formatted = try sandbox.galley("fmt", "--snapshots", at: "shop")
    #expect(
      formatted.output == """
        rewritten  snapshots/email/hello/anna.html  (CR LF)
        rewritten  snapshots/email/hello/anna.txt  (CR LF)
        rewritten  snapshots/email/hello/ben.html  (form of the envelope)
        rewritten  snapshots/sms/ping/anna.sms.txt  (no final line end)
        4 snapshots rewritten, 9 as they should be, 0 left

        """)
    #expect(formatted.status == 0 && formatted.errors == "", "\(formatted.said)")
    // What was committed is in today's form, so it is back.
    #expect(try sandbox.shell("git status --porcelain", at: "shop").output == "")
    try sandbox.galley("test", at: "shop").expectSuccess()
    let again = try sandbox.galley("fmt", "--snapshots", at: "shop")
    #expect(again.output == "0 snapshots rewritten, 13 as they should be, 0 left\n")
    #expect(try sandbox.folder.contents(of: "shop/.galley/tmp", ignoring: []).isEmpty)
  }

  /// Files that are as they should be are not even touched.
  @Test func whatIsAsItShouldBeIsNotWritten() throws {
    let sandbox = try untidy()
    let list = "find snapshots -type f -newer ../stamp | sort"
    try sandbox.shell("sleep 0.05; touch ../stamp", at: "shop").expectSuccess()
    try sandbox.galley("fmt", "--snapshots", "hello", "anna", at: "shop").expectSuccess()
    #expect(
      try sandbox.shell(list, at: "shop").output == """
        snapshots/email/hello/anna.html
        snapshots/email/hello/anna.txt
        snapshots/email/hello/ben.html
        snapshots/sms/ping/anna.sms.txt

        """)
  }

  @Test func checkSaysWhatItWouldDoAndWritesNothing() throws {
    let sandbox = try untidy()
    let before = try sandbox.folder.contents(of: "shop", ignoring: [])
    let checked = try sandbox.galley("fmt", "--snapshots", "--check", at: "shop")
    #expect(checked.status == 1, "\(checked.said)")
    #expect(checked.output.contains("to rewrite  snapshots/email/hello/anna.txt  (CR LF)\n"))
    #expect(checked.output.hasSuffix("4 snapshots to rewrite, 9 as they should be, 0 left\n"))
    #expect(try sandbox.folder.contents(of: "shop", ignoring: []) == before)
    // Under CI it is the command itself that asks for writing.
    try sandbox.galley("fmt", "--snapshots", at: "shop", with: ["CI": "true"]).expectSuccess()
    try sandbox.galley("fmt", "--snapshots", "--check", at: "shop").expectSuccess()
  }

  @Test func wordsChooseAsInATestRun() throws {
    let sandbox = try untidy()
    try sandbox.galley("fmt", "--snapshots", "ping", "snapshots/email/hello/ben.html", at: "shop")
      .expectSuccess()
    #expect(
      try sandbox.shell("git status --porcelain", at: "shop").output == """
         M snapshots/email/hello/anna.html
         M snapshots/email/hello/anna.txt

        """)
    let wrong = try sandbox.galley("fmt", "--snapshots", "pong", at: "shop")
    #expect(wrong.status == 2 && wrong.errors.contains("did you mean 'ping'?"), "\(wrong.said)")
    let nothing = try sandbox.galley("fmt", at: "shop")
    #expect(nothing.status == 2 && nothing.errors.contains("--snapshots"), "\(nothing.said)")
  }

  @Test func whatIsNoneOrCannotBeJudgedIsLeftAndNamed() throws {
    let sandbox = try untidy()
    try sandbox.folder.write("secret", "secret\r\n")
    try sandbox.shell(
      """
      cd snapshots
      printf 'x\\r\\n' > sms/ping/zoe.sms.txt
      rm code/hero/anna.json; ln -s ../../../../secret code/hero/anna.json
      printf '<!--galley 2\\r\\n-->\\r\\n' > email/hello/anna+summer.html
      truncate -s 9M push/nudge/ben.json
      """, at: "shop"
    ).expectSuccess()
    let before = try contents(sandbox)
    let formatted = try sandbox.galley("fmt", "--snapshots", at: "shop")
    #expect(formatted.status == 1, "\(formatted.said)")
    let left = formatted.output.split(separator: "\n").filter { $0.hasPrefix("left  ") }
    #expect(left.count == 4, "\(formatted.said)")
    for (path, words) in [
      ("sms/ping/zoe.sms.txt", "no case renders it"), ("code/hero/anna.json", "symbolic link"),
      ("email/hello/anna+summer.html", "version 2"), ("push/nudge/ben.json", "larger than"),
    ] {
      #expect(left.contains { $0.contains(path) && $0.contains(words) }, "\(path): \(left)")
      #expect(try contents(sandbox)["snapshots/" + path] == before["snapshots/" + path])
    }
    #expect(try sandbox.folder.read("secret") == Array("secret\r\n".utf8))
    // A stale file alone is nothing that keeps the rest from being judged.
    try sandbox.shell("git checkout -q snapshots", at: "shop").expectSuccess()
    let stale = try sandbox.galley("fmt", "--snapshots", "--check", at: "shop")
    #expect(stale.status == 0 && stale.output.contains("zoe.sms.txt"), "\(stale.said)")
  }

  @Test func aSnapshotInConflictIsLeft() throws {
    let sandbox = try Shop.copy()
    try sandbox.shell(MergeTests.conflict, at: "shop").expectSuccess()
    let conflicts = try sandbox.shell("git diff --name-only --diff-filter=U", at: "shop").output
    let before = try contents(sandbox)
    let formatted = try sandbox.galley("fmt", "--snapshots", at: "shop")
    #expect(formatted.status == 1, "\(formatted.said)")
    let left = formatted.output.split(separator: "\n").filter { $0.hasPrefix("left  ") }
    #expect(left.count == conflicts.split(separator: "\n").count { $0.contains("snapshots/") })
    #expect(!left.isEmpty && left.allSatisfy { $0.contains("in conflict") }, "\(formatted.said)")
    #expect(try contents(sandbox) == before)
  }

  @Test func itTakesTurnsWithRuns() throws {
    let sandbox = try untidy()
    let ended = try sandbox.shell(
      """
      mkdir -p .galley
      exec 9>> .galley/lock
      flock 9
      galley fmt --snapshots > ../out 2> ../errors 9>&- &
      until grep -q 'waiting for another galley' ../errors; do sleep 0.02; done
      git status --porcelain | wc -l
      exec 9>&-
      wait $!
      git status --porcelain | wc -l
      """, at: "shop")
    #expect(ended.status == 0 && ended.output == "4\n0\n", "\(ended.said)")
  }
}
