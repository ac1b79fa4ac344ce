import TestSupport
import Testing

/// Files that cannot be read: whatever the command, no snapshot is written as if they were not there.
@Suite struct UnreadableContentRunTests {
  @Test(arguments: [
    "profiles/anna.yaml", "profiles/ben.yaml", "locales/de.yaml", "locales/en.yaml",
    "switches.yaml", "recordings/weather/sunny.json", "sources/weather.yaml",
    "schemas/surfaces/home.schema.json", "fragments/footer.liquid",
    "templates/hello/subject.liquid", "templates/ping/template.yaml", "galley.yaml",
  ])
  func noUpdateStoresAnythingThatIsOnlyAConsequence(path: String) throws {
    let sandbox = try Shop.copy()
    // A run before fills the cache: nothing of it may hide the failure.
    try sandbox.galley("test", at: "shop").expectSuccess()
    let before = try sandbox.folder.contents(of: "shop/snapshots", ignoring: [])
    let marks = "<<<<<<< ours\nextra: [1\n=======\nextra: [2\n>>>>>>> theirs\n"
    try sandbox.shell("printf '\(marks)' >> \(path)", at: "shop").expectSuccess()
    for command in [["test"], ["test", "--update"], ["test", "--no-cache", "--update=new"]] {
      let tested = try sandbox.run(["galley"] + command, at: "shop")
      #expect(tested.status == (path == "galley.yaml" ? 2 : 1), "\(tested.said)")
      #expect(tested.said.contains("\(path):"), "\(tested.said)")
      for word in ["changed", "new", "stale"] {
        #expect(tested.output.firstMatch(of: try Regex("[0-9] \(word)")) == nil, "\(tested.said)")
      }
      #expect(!sandbox.folder.exists("shop/.galley/pending/snapshots"))
    }
    #expect(try sandbox.folder.contents(of: "shop/snapshots", ignoring: []) == before)
    try sandbox.shell("git checkout -q .", at: "shop").expectSuccess()
    try sandbox.galley("test", at: "shop").expectSuccess()
  }

  /// Nothing that a run checks may be left out without a word.
  @Test(arguments: [
    (
      "sed -i s/home/hom/ templates/hero/template.yaml", "content/unknown-surface",
      "did you mean 'home'?"
    ),
    ("rm schemas/surfaces/home.schema.json", "content/unknown-surface", "'home'"),
    (
      "sed -i s/ordered/orderd/ templates/hello/template.yaml", "content/unknown-event",
      "did you mean 'ordered'?"
    ),
    (
      """
      sed -i 's/"type": "string"/"$ref": "nothing.json"/' schemas/surfaces/home.schema.json
      """, "schema/", "nothing.json"
    ),
    (
      "sed -i 's/timeZone: UTC/timeZone: Europe\\/Berln/' galley.yaml", "content/unknown-time-zone",
      "Europe/Berlin"
    ),
  ])
  func whatIsCheckedIsNeverLeftOutWithoutAWord(script: String, code: String, words: String) throws {
    let sandbox = try Shop.copy()
    try sandbox.galley("test", at: "shop").expectSuccess()
    let before = try sandbox.folder.contents(of: "shop/snapshots", ignoring: [])
    try sandbox.shell(script, at: "shop").expectSuccess()
    for command in [["test"], ["test", "--no-cache", "--update"]] {
      let tested = try sandbox.run(["galley"] + command, at: "shop")
      #expect(tested.status == 1 && tested.said.contains("error[\(code)"), "\(tested.said)")
      #expect(tested.said.contains(words), "\(tested.said)")
    }
    #expect(try sandbox.folder.contents(of: "shop/snapshots", ignoring: []) == before)
  }

  /// Every recipient would get the default language, and the snapshots of the others would be stale.
  @Test func aPlaceThatNoProfileHasIsNamed() throws {
    let sandbox = try Shop.copy()
    let before = try sandbox.folder.contents(of: "shop/snapshots", ignoring: [])
    try sandbox.shell("echo 'profile: { locale: local }' >> galley.yaml", at: "shop")
      .expectSuccess()
    for command in ["check", "test"] {
      let said = try sandbox.galley(command, at: "shop")
      #expect(said.status == 1, "\(said.said)")
      #expect(said.said.contains("error[content/unknown-profile-path]"), "\(said.said)")
      #expect(said.said.contains("did you mean 'locale'?"), "\(said.said)")
    }
    let updated = try sandbox.galley("test", "--update", at: "shop")
    #expect(updated.status == 1 && !updated.output.contains("stale"), "\(updated.said)")
    let after = try sandbox.folder.contents(of: "shop/snapshots", ignoring: [])
    #expect(Set(before.keys).isSubset(of: after.keys))
  }

  /// A template that cannot be read, or names what is not there, has no outputs; nobody says that they
  /// are gone, and what is wrong is told.
  @Test(arguments: [
    "s/^channel: sms/channel: smss/", "$a fixtures: { profiles: [anna, bem] }",
  ])
  func whatIsNotKnownIsNotGone(edit: String) throws {
    let sandbox = try Shop.copy()
    try sandbox.shell("sed -i '\(edit)' templates/ping/template.yaml", at: "shop").expectSuccess()
    let compared = try sandbox.galley("diff", at: "shop")
    #expect(
      compared.output.contains("broken") && !compared.output.contains("gone"), "\(compared.said)")
    #expect(compared.errors.contains("templates/ping/template.yaml:"), "\(compared.said)")
    let formatted = try sandbox.galley("fmt", "--snapshots", "--check", at: "shop")
    #expect(!formatted.output.contains("no case renders it"), "\(formatted.said)")
  }

  @Test func aFolderThatIsALinkFailsEveryCase() throws {
    let sandbox = try Shop.copy()
    let before = try sandbox.folder.contents(of: "shop/snapshots", ignoring: [])
    try sandbox.shell("mv locales ../texts; ln -s ../texts locales", at: "shop").expectSuccess()
    let tested = try sandbox.galley("test", "--update", at: "shop")
    #expect(tested.status == 1 && tested.output.contains(" 0 passed, 10 failed"), "\(tested.said)")
    #expect(try sandbox.folder.contents(of: "shop/snapshots", ignoring: []) == before)
  }
}
