import TestSupport
import Testing

/// A misspelt name in `fixtures`: every command says so, and nothing is lost for it.
@Suite struct CaseReferenceRunTests {
  /// A shop whose emails are tested with named profiles, the second misspelt where asked for.
  private func write(_ name: String, to sandbox: Sandbox) throws {
    let settings = "channel: sms\nvariants: [a, b]\nfixtures:\n  profiles: [anna, \(name)]\n"
    try sandbox.folder.write("shop/templates/ping/template.yaml", settings)
  }

  private static let message =
    "templates/ping/template.yaml:4:20: error[content/unknown-profile]: there is no profile 'bem'"

  private func mistake() throws -> (sandbox: Sandbox, snapshots: [String: [UInt8]]) {
    let sandbox = try Shop.copy()
    try write("ben", to: sandbox)
    try sandbox.galley("test", at: "shop").expectSuccess()
    try sandbox.shell("git add -A && git commit -qm profiles", at: "shop").expectSuccess()
    try write("bem", to: sandbox)
    return (sandbox, try sandbox.folder.contents(of: "shop/snapshots", ignoring: []))
  }

  @Test func everyRunFailsWithOneMessageAndStoresNothingOfTheTemplate() throws {
    let (sandbox, before) = try mistake()
    for command in [
      ["test"], ["test", "--update"], ["test", "--no-cache"], ["test", "hello"],
      ["test", "--changed-since", "HEAD"], ["test", "--failed"], ["test", "--shard", "1/3"],
    ] {
      let tested = try sandbox.run(["galley"] + command, at: "shop")
      #expect(tested.status == 1, "\(command): \(tested.said)")
      #expect(tested.said.matches(of: /error\[/).count == 1, "\(command): \(tested.said)")
      #expect(tested.output.contains(Self.message), "\(command): \(tested.said)")
      #expect(tested.output.contains("note: did you mean 'ben'?"), "\(command): \(tested.said)")
      #expect(!tested.output.contains("stale"), "\(command): \(tested.said)")
      #expect(!sandbox.folder.exists("shop/.galley/pending/snapshots"), "\(command)")
    }
    #expect(try sandbox.folder.contents(of: "shop/snapshots", ignoring: []) == before)
    let json = try sandbox.galley("test", "--format", "json", at: "shop")
    #expect(json.output.contains(#""code": "content/unknown-profile""#), "\(json.said)")
    #expect(json.output.contains(#""stale": 0"#), "\(json.said)")
    let checked = try sandbox.galley("check", at: "shop")
    #expect(checked.status == 1 && checked.output.contains(Self.message), "\(checked.said)")
    try write("ben", to: sandbox)
    try sandbox.galley("test", at: "shop").expectSuccess()
  }

  @Test func otherTemplatesAreTestedAndStored() throws {
    let (sandbox, before) = try mistake()
    try sandbox.folder.write("shop/fragments/footer.liquid", "<p>For {{ profile.email }}</p>\n")
    let tested = try sandbox.galley("test", "--update", at: "shop")
    #expect(tested.status == 1 && tested.output.contains("stored 3 snapshots, removed 0"))
    let after = try sandbox.folder.contents(of: "shop/snapshots", ignoring: [])
    #expect(after.keys.sorted() == before.keys.sorted())
    #expect(after.keys.filter { after[$0] != before[$0] }.allSatisfy { $0.hasPrefix("email/") })
  }

  @Test func partsSayWhatOneRunWouldHaveSaid() throws {
    let (sandbox, _) = try mistake()
    for part in 1...2 {
      _ = try sandbox.galley(
        "test", "--shard", "\(part)/2", "--report", "jsonl=../part-\(part).jsonl", at: "shop")
    }
    let whole = try sandbox.galley("test", "--format", "json", at: "shop")
    let merged = try sandbox.galley(
      "report", "merge", "part-1.jsonl", "part-2.jsonl", "--format", "json")
    #expect(whole.status == 1 && merged.status == 1, "\(merged.said)")
    #expect(whole.output == merged.output)
  }

  @Test func otherCommandsThatNeedTheCasesSayItToo() throws {
    let (sandbox, before) = try mistake()
    let difference = try sandbox.galley("diff", at: "shop")
    #expect(difference.errors.contains(Self.message), "\(difference.said)")
    let suggested = try sandbox.galley("suggest", "profiles", at: "shop")
    #expect(suggested.status == 1 && suggested.errors.contains(Self.message), "\(suggested.said)")
    let rewritten = try sandbox.galley("fmt", "--snapshots", at: "shop")
    #expect(rewritten.errors.contains(Self.message), "\(rewritten.said)")
    let committed = try sandbox.galley("commit", "--all", "-m", "x", at: "shop")
    #expect(committed.status == 1 && committed.errors.contains(Self.message), "\(committed.said)")
    #expect(try sandbox.folder.contents(of: "shop/snapshots", ignoring: []) == before)
  }

  @Test func aRepositoryWithoutAnyCaseLeftFails() throws {
    let sandbox = try Shop.copy()
    try sandbox.shell(
      "rm -r templates/hello templates/hero templates/nudge snapshots/[!s]*", at: "shop"
    ).expectSuccess()
    try sandbox.folder.write(
      "shop/templates/ping/template.yaml", "channel: sms\nfixtures: { profiles: [bem] }\n")
    let tested = try sandbox.galley("test", "--update", at: "shop")
    #expect(tested.status == 1 && tested.output.contains("no profile 'bem'"), "\(tested.said)")
    #expect(tested.output.contains("0 cases: 0 passed"), "\(tested.said)")
    let filtered = try sandbox.galley("test", "ping", at: "shop")
    #expect(filtered.status == 2 && filtered.errors.contains("no profile 'bem'"))
    #expect(sandbox.folder.exists("shop/snapshots/sms/ping/anna.sms.txt"))
  }
}
