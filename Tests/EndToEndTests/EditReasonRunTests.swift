import TestSupport
import Testing

/// Why an output has changed, as `galley test`, `review` and `diff` tell it.
@Suite struct EditReasonRunTests {
  private func shop() throws -> Sandbox {
    let sandbox = try Shop.copy()
    try sandbox.galley("test", at: "shop").expectSuccess()
    return sandbox
  }

  private func change(_ sandbox: Sandbox, _ path: String, _ old: String, _ new: String) throws {
    let text = String(decoding: try sandbox.folder.read("shop/" + path), as: UTF8.self)
    try #require(text.contains(old), "\(text)")
    try sandbox.folder.write("shop/" + path, text.replacing(old, with: new))
  }

  @Test func aChangedTranslationAndAChangedProfileAreNamed() throws {
    let sandbox = try shop()
    try change(sandbox, "profiles/anna.yaml", "Anna", "Anne")
    for _ in 1...2 {
      let tested = try sandbox.galley("test", at: "shop")
      #expect(tested.status == 1)
      #expect(tested.output.contains("changed: the profile profiles/anna.yaml\n"), "\(tested.said)")
    }
    let listed = try sandbox.galley("review", "--list", "--format", "json", at: "shop")
    #expect(listed.output.contains("\"name\": \"profiles/anna.yaml\""), "\(listed.said)")
    try change(sandbox, "locales/de.yaml", "Hallo", "Moin")
    let more = try sandbox.galley("test", "ping/ben", at: "shop")
    #expect(more.output.contains("changed: the text locales/de.yaml#ping\n"), "\(more.said)")
    let diff = try sandbox.galley("diff", at: "shop")
    #expect(diff.output.contains("changed: the profile profiles/anna.yaml\n"), "\(diff.said)")
  }

  @Test func withoutACacheTheLastCommitsTell() throws {
    let sandbox = try shop()
    try change(sandbox, "galley.yaml", "https://shop.example", "https://new.example")
    let environment = ["CI": "1"]
    // Not committed yet: the last commit is the measure. Committed: the one before it.
    for isCommitted in [false, true] {
      if isCommitted {
        try sandbox.shell("git commit -qam change", at: "shop").expectSuccess()
      }
      let tested = try sandbox.galley(
        "test", "--no-cache", "--format", "json", at: "shop", with: environment)
      #expect(tested.output.contains("galley.yaml#environments.prod"), "\(tested.said)")
      #expect(!tested.output.contains("\"configuration\""), "\(tested.said)")
    }
  }
}
