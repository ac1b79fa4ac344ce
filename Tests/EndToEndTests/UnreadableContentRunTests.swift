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

  @Test func aFolderThatIsALinkFailsEveryCase() throws {
    let sandbox = try Shop.copy()
    let before = try sandbox.folder.contents(of: "shop/snapshots", ignoring: [])
    try sandbox.shell("mv locales ../texts; ln -s ../texts locales", at: "shop").expectSuccess()
    let tested = try sandbox.galley("test", "--update", at: "shop")
    #expect(tested.status == 1 && tested.output.contains(" 0 passed, 10 failed"), "\(tested.said)")
    #expect(try sandbox.folder.contents(of: "shop/snapshots", ignoring: []) == before)
  }
}
