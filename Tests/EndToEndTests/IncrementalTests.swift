import TestSupport
import Testing

/// Which cases `galley test` renders again, selects and keeps, as people see it.
@Suite struct IncrementalTests {
  private static let broken = "{% fi %}\n"

  @Test func aTemplateWithoutCasesFailsARunOfEverythingOnly() throws {
    let sandbox = try Shop.copy()
    try sandbox.folder.write(
      "shop/templates/lonely/template.yaml",
      "channel: sms\nfixtures: { exclude: [{ profile: anna }, { profile: ben }] }\n")
    try sandbox.folder.write("shop/templates/lonely/body.txt.liquid", Self.broken)
    // The second run finds every result in the cache.
    for _ in 1...2 {
      let tested = try sandbox.galley("test", at: "shop")
      #expect(tested.status == 1 && tested.said.contains("templates/lonely/"), "\(tested.said)")
    }
    try sandbox.galley("test", "ping", at: "shop").expectSuccess()
    try sandbox.folder.write("shop/templates/lonely/body.txt.liquid", "Hi\n")
    try sandbox.galley("test", at: "shop").expectSuccess()
  }

  @Test func aTemplateWithAnErrorFailsEveryRun() throws {
    let sandbox = try Shop.copy()
    try sandbox.galley("test", at: "shop").expectSuccess()
    try sandbox.folder.write("shop/templates/ping/body.txt.liquid", Self.broken)
    for _ in 1...2 {
      let tested = try sandbox.galley("test", at: "shop")
      #expect(tested.status == 1 && tested.said.contains("templates/ping/"), "\(tested.said)")
    }
    try sandbox.galley("test", "hello", at: "shop").expectSuccess()
  }

  @Test func aProjectWithoutEnvironmentsHasAnEmptyOne() throws {
    let sandbox = try Sandbox()
    let files = [
      "galley.yaml": """
      galley: 1
      name: shop
      locales: { default: en, supported: [en] }
      timeZone: UTC
      clocks: { default: 2026-03-02T09:00:00Z }

      """,
      "schemas/profile.schema.json": #"{ "type": "object" }"#,
      "profiles/anna.yaml": "{}\n",
      "templates/ping/template.yaml": "channel: sms\n",
      "templates/ping/body.txt.liquid": "From {{ environment.name }}\n",
    ]
    for (path, text) in files { try sandbox.folder.write("shop/\(path)", text) }
    try sandbox.galley("check", at: "shop").expectSuccess()
    let stored = try sandbox.galley("test", "--update", at: "shop")
    #expect(stored.output.contains("1 case: 0 passed, 1 new\n"), "\(stored.said)")
    let path = "shop/snapshots/sms/ping/anna.sms.txt"
    #expect(try sandbox.folder.read(path) == Array("From default\n".utf8))
    try sandbox.galley("test", at: "shop").expectSuccess()
  }

  @Test func aFalseResultIsFoundByVerifying() throws {
    let sandbox = try Shop.copy()
    guard try sandbox.shell("command -v python3").status == 0 else {
      print("skipped: no python3 to change the cache")
      return
    }
    for _ in 1...2 { try sandbox.galley("test", at: "shop").expectSuccess() }
    try sandbox.galley("test", "--verify-cache", "100%", at: "shop").expectSuccess()
    // The last output of each record becomes another; the digest at its end fits.
    try sandbox.folder.write(
      "poison.py",
      """
      import hashlib, pathlib, struct
      path = pathlib.Path('.galley/cache/pack')
      data = bytearray(path.read_bytes())
      (length,) = struct.unpack_from('<Q', data, 0)
      table, at, start = data[8:8 + length], 0, 8 + length
      def number():
        global at
        at += 8
        return struct.unpack_from('<Q', table, at - 8)[0]
      def text():
        global at
        size = number()
        at += size
        return bytes(table[at - size:at])
      text()
      for _ in range(number()):
        name, _, size = text(), number(), number()
        if name.startswith(b'records/'):
          end = start + size - 32
          data[end - 1] ^= 1
          data[end:end + 32] = hashlib.sha256(data[start:end]).digest()
        start += size
      path.write_bytes(data)

      """)
    try sandbox.shell("python3 $BASE/poison.py", at: "shop").expectSuccess()
    let found = try sandbox.galley("test", "--verify-cache", "100%", at: "shop")
    #expect(found.status == 1 && found.said.contains("cache/mismatch"), "\(found.said)")
    #expect(!found.said.contains("cache/corrupt"))
    // Bytes that do not fit their digest are no result at all.
    try sandbox.shell("echo x >> .galley/cache/pack", at: "shop").expectSuccess()
    let ignored = try sandbox.galley("test", at: "shop")
    #expect(ignored.status == 0 && ignored.errors.contains("cache/corrupt"), "\(ignored.said)")
  }

  @Test func itExplainsWhyACaseIsRenderedOrNot() throws {
    let sandbox = try Shop.copy()
    for _ in 1...2 { try sandbox.galley("test", at: "shop").expectSuccess() }
    func explained(_ more: String...) throws -> String {
      let said = try sandbox.run(["galley", "test", "--explain"] + more, at: "shop")
      #expect(said.status == 0, "\(said.said)")
      return said.output
    }
    let reused = try explained("ping/anna")
    #expect(reused.hasPrefix("ping/anna\n  selected: it is among the cases asked for\n  reused: "))
    #expect(reused.contains("  reads profiles/anna.yaml\n"), "\(reused)")
    #expect(try explained("ping/anna", "--no-cache").contains("  rendered: --no-cache"))
    #expect(try explained("ping/anna", "--failed").contains("  not selected: "))
    try sandbox.folder.write("shop/fragments/footer.liquid", "<p>new</p>\n")
    let changed = try explained("hello/anna", "--changed-since", "HEAD")
    #expect(changed.contains("  selected: 'fragments/footer.liquid' has changed\n"), "\(changed)")
    #expect(changed.contains("changed since the last run: fragments/footer.liquid\n"))
    let json = try explained("hello/anna", "--format", "json")
    #expect(json.contains(#""reason": "other-snapshot""#), "\(json)")
    for format in [
      ["--format", "junit"], ["--report", "json=x.json"], ["--format=text", "--report=json"],
    ] {
      let refused = try sandbox.run(
        ["galley", "test", "--explain", "ping/anna"] + format, at: "shop")
      #expect(refused.status == 2 && refused.output == "", "\(refused.said)")
    }
    let unknown = try sandbox.galley("test", "--explain", "ping/ana", at: "shop")
    #expect(unknown.status == 2 && unknown.errors.contains("no case matches 'ping/ana'"))
  }

  /// What is wrong with the template explains more than that its case fails or is not there.
  @Test func itExplainsACaseByWhatIsWrongWithItsTemplate() throws {
    let sandbox = try Shop.copy()
    try sandbox.galley("test", at: "shop").expectSuccess()
    func explained(_ more: String...) throws -> FinishedProcess {
      try sandbox.run(["galley", "test", "--explain", "ping/anna"] + more, at: "shop")
    }
    let body = "shop/templates/ping/body.txt.liquid"
    try sandbox.folder.write(body, "Hi {% fi %}\n")
    let words = "ping/body.txt.liquid:1:7: error[template/unknown-tag]: "
    for _ in 1...2 {
      let unparsed = try explained()
      #expect(unparsed.status == 0, "\(unparsed.said)")
      #expect(
        unparsed.output.contains("  failed: it cannot be rendered: templates/\(words)"),
        "\(unparsed.said)")
      #expect(unparsed.errors.contains("templates/\(words)"), "\(unparsed.said)")
    }
    #expect(try explained("--no-cache").output.contains(words))
    let json = try explained("--format", "json").output
    #expect(json.contains(#""reason": "broken""#) && json.contains(words), "\(json)")
    try sandbox.folder.write(body, "{{ 1 | divided_by: 0 }}")
    #expect(try explained().output.contains("error[template/zero-division]"))
    // The file itself is wrong: what is said about it, not that the case depends on it.
    for (path, text) in [(body, "<<<<<<< ours\n"), ("shop/profiles/anna.yaml", "id: [\n")] {
      let before = try sandbox.folder.read(path)
      try sandbox.folder.write(path, text)
      let unreadable = try explained()
      let place = "\(path.dropFirst(5)):"
      #expect(
        unreadable.output.contains("  failed: it cannot be rendered: \(place)"),
        "\(unreadable.said)")
      #expect(!unreadable.said.contains("content/unreadable"), "\(unreadable.said)")
      #expect(unreadable.errors.contains(place), "\(unreadable.said)")
      try sandbox.folder.write(path, String(decoding: before, as: UTF8.self))
    }
    try sandbox.folder.write(body, "Hi\n")
    let settings = "shop/templates/ping/template.yaml"
    for (text, code, end) in [
      ("channel: sms\nvariant: [x]\n", "content/unknown-key", "cannot be read"),
      (
        "channel: sms\nfixtures: { profiles: [bem] }\n", "content/unknown-profile",
        "names what is not there"
      ),
    ] {
      try sandbox.folder.write(settings, text)
      let missing = try explained()
      #expect(missing.status == 2 && missing.output == "", "\(missing.said)")
      #expect(missing.errors.contains("templates/ping/template.yaml:2:"), "\(missing.said)")
      #expect(missing.errors.contains("error[\(code)]"), "\(missing.said)")
      #expect(
        missing.errors.contains("no case matches 'ping/anna': the template 'ping' \(end)\n"),
        "\(missing.said)")
    }
  }

  @Test func anEmptySelectionSaysWhy() throws {
    let sandbox = try Shop.copy()
    try sandbox.galley("test", at: "shop").expectSuccess()
    let passed = try sandbox.galley("test", "--failed", "--no-tests", "fail", at: "shop")
    #expect(passed.status == 2, "\(passed.said)")
    #expect(
      passed.errors.contains("no case is selected: every case passed when it was last run"),
      "\(passed.said)")
    let same = try sandbox.galley(
      "test", "--changed-since", "HEAD", "--no-tests", "fail", at: "shop")
    #expect(same.status == 2, "\(same.said)")
    #expect(
      same.errors.contains("no case is selected: no change since HEAD reaches one"),
      "\(same.said)")
  }

  @Test func failedCasesAreRunAgainAlone() throws {
    let sandbox = try Shop.copy()
    // A job whose cache is gone has looked at nothing: that is no success.
    let unknown = try sandbox.galley("test", "--failed", at: "shop")
    #expect(unknown.status == 2 && unknown.errors.contains("no run is known here"))
    try sandbox.folder.write("shop/templates/ping/body.txt.liquid", "Hi\n")
    #expect(try sandbox.galley("test", at: "shop").status == 1)
    let again = try sandbox.galley("test", "--failed", at: "shop")
    #expect(again.status == 1 && again.output.contains("3 cases: 0 passed, 3 changed"))
    try sandbox.shell("git checkout -q templates", at: "shop").expectSuccess()
    let mended = try sandbox.galley("test", "--failed", at: "shop")
    #expect(mended.status == 0 && mended.output == "3 cases: 3 passed\n", "\(mended.said)")
    // Nothing has failed: that is no mistake, unless one says so.
    let none = try sandbox.galley("test", "--failed", at: "shop")
    #expect(none.status == 0 && none.output == "0 cases: 0 passed\n", "\(none.said)")
    #expect(try sandbox.galley("test", "--failed", "--no-tests", "fail", at: "shop").status == 2)
    #expect(try sandbox.galley("test", "--failed", "--no-tests=pass", at: "shop").status == 0)
  }

  @Test func withoutTheCacheNothingIsKeptInIt() throws {
    let sandbox = try Shop.copy()
    try sandbox.galley("test", "--no-cache", at: "shop").expectSuccess()
    #expect(!sandbox.folder.exists("shop/.galley/cache"))
    #expect(sandbox.folder.exists("shop/.galley/last-run"))
  }

  @Test func underCITheCacheIsKeptWhereAskedFor() throws {
    let sandbox = try Shop.copy()
    try sandbox.folder.write("shop/templates/ping/body.txt.liquid", "Hi\n")
    #expect(try sandbox.galley("test", "--cache", at: "shop", with: ["CI": "1"]).status == 1)
    #expect(sandbox.folder.exists("shop/.galley/cache/pack"))
    #expect(sandbox.folder.exists("shop/.galley/last-run"))
    #expect(!sandbox.folder.exists("shop/.galley/pending"))
    // What is there is used, and left as it is.
    let before = try sandbox.folder.contents(of: "shop", ignoring: [])
    let reused = try sandbox.galley(
      "test", "--explain", "nudge/anna", at: "shop", with: ["CI": "1"])
    #expect(reused.output.contains("  reused: "), "\(reused.said)")
    #expect(try sandbox.galley("test", at: "shop", with: ["CI": "1"]).status == 1)
    #expect(try sandbox.folder.contents(of: "shop", ignoring: []) == before)
  }
}
