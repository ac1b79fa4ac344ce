import TestSupport
import Testing

/// Conflicts where things are not where they usually are.
@Suite struct ConflictTests {
  private static let ben = "snapshots/sms/ping/ben.sms.txt"

  /// Both branches changed an output whose case the merged content does not have.
  @Test func aConflictWithoutACaseStaysUntilItIsRemoved() throws {
    let sandbox = try Shop.copy()
    try sandbox.shell(MergeTests.conflict, at: "shop").expectSuccess()
    try sandbox.folder.write(
      "shop/templates/ping/template.yaml",
      "channel: sms\nvariants: [a, b]\nfixtures: { exclude: [{ profile: ben }, { locale: de }] }\n")
    let marked = try sandbox.folder.read("shop/" + Self.ben)
    for command in [["test"], ["test", "--resolve"]] {
      let told = try sandbox.run(["galley"] + command, at: "shop")
      #expect(told.status == 1, "\(told.said)")
      let place = "\(Self.ben):1:1: error[snapshot/unmerged]"
      #expect(told.output.contains(place), "\(told.said)")
      #expect(told.output.contains("'git rm' it"), "\(told.said)")
      #expect(try sandbox.folder.read("shop/" + Self.ben) == marked)
    }
    #expect(
      try sandbox.folder.read("shop/snapshots/sms/ping/anna.sms.txt") == Array("b-y\n".utf8))
    try sandbox.shell(
      "git rm -q \(Self.ben); galley test; git add -A; git commit -qm merged; galley test",
      at: "shop"
    ).expectSuccess()
  }

  /// Marks that somebody added and committed are no conflict for git: the output has changed.
  @Test func committedMarksAreAChangeLikeAnyOther() throws {
    let sandbox = try Shop.copy()
    try sandbox.shell(
      MergeTests.conflict + "git add -A; git commit -qm marks", at: "shop"
    ).expectSuccess()
    let told = try sandbox.galley("test", at: "shop")
    #expect(told.status == 1 && !told.output.contains("snapshot/unmerged"), "\(told.said)")
    #expect(told.output.contains("3 changed"), "\(told.said)")
    // Nothing is in conflict, so nothing is resolved; a review stores it.
    #expect(try sandbox.galley("test", "--resolve", at: "shop").status == 1)
    try sandbox.shell("galley review --accept-all --yes; galley test", at: "shop").expectSuccess()
    let stored = try sandbox.folder.read("shop/snapshots/sms/ping/anna.sms.txt")
    #expect(stored == Array("b-y\n".utf8))
  }

  /// Content in a folder of a larger repository: git's paths begin elsewhere than galley's.
  @Test(arguments: [false, true])
  func contentInASubFolderIsResolvedAsWell(withDriver: Bool) throws {
    let sandbox = try Shop.copy()
    try sandbox.shell(
      """
      mkdir repository; cp -a shop repository/content; rm -rf repository/content/.git
      cd repository; git init -q .; mkdir snapshots; echo other > snapshots/other.txt
      """
    ).expectSuccess()
    if withDriver {
      try sandbox.galley("init", "--merge-driver", at: "repository/content").expectSuccess()
    }
    try sandbox.shell("git add -A; git commit -qm start", at: "repository").expectSuccess()
    try sandbox.shell(MergeTests.conflict, at: "repository/content").expectSuccess()
    let path = "repository/content/snapshots/sms/ping/anna.sms.txt"
    let ours = String(decoding: try sandbox.folder.read(path), as: UTF8.self)
    #expect(ours.contains("<<<<<<< ") == !withDriver, "\(ours)")
    let told = try sandbox.galley("test", at: "repository/content")
    #expect(told.status == 1, "\(told.said)")
    #expect(told.output.contains("snapshots/sms/ping/anna.sms.txt:1:1: error[snapshot/unmerged]"))
    let resolved = try sandbox.galley("test", "--resolve", at: "repository/content")
    #expect(resolved.status == 0, "\(resolved.said)")
    #expect(resolved.output.contains("resolved  snapshots/sms/ping/anna.sms.txt\n"))
    #expect(try sandbox.folder.read(path) == Array("b-y\n".utf8))
    try sandbox.shell(
      "git add -A; git commit -qm merged; galley test", at: "repository/content"
    ).expectSuccess()
  }

  @Test func aNewRepositoryCanHaveTheMergeDriver() throws {
    let sandbox = try Sandbox()
    let made = try sandbox.galley("init", "--merge-driver", "new")
    #expect(made.status == 0, "\(made.said)")
    let attributes = String(
      decoding: try sandbox.folder.read("new/.gitattributes"), as: UTF8.self)
    #expect(attributes.contains("snapshots/** merge=galley\n"), "\(attributes)")
    let script = """
      [ "$(git config --local merge.galley.driver)" = false ]
      git add -A; git commit -qm start
      git checkout -qb theirs
      sed -i 's/Hello/Hi/' templates/welcome/body.txt.liquid
      galley test --update > /dev/null; git commit -qam theirs
      git checkout -q main
      sed -i 's/Good to have/Nice to have/' templates/welcome/body.txt.liquid
      galley test --update > /dev/null; git commit -qam ours
      git merge -q theirs || true
      git ls-files -u
      """
    let merged = try sandbox.shell(script, at: "new")
    #expect(merged.status == 0, "\(merged.said)")
    let stored = String(
      decoding: try sandbox.folder.read("new/snapshots/email/welcome/anna.txt"), as: UTF8.self)
    #expect(!stored.contains("<<<<<<<"), "\(stored)")
    #expect(merged.output.contains("snapshots/email/welcome/anna.txt"), "\(merged.said)")
  }

  /// `commit` refuses what differs under the names that a review knows.
  @Test func editsHaveOneNameInCommitAndReview() throws {
    let sandbox = try Shop.waiting()
    let listed = try sandbox.galley("review", "--list", at: "shop")
    let refused = try sandbox.shell(
      "git add templates fragments; galley commit -m change || exit $?", at: "shop")
    #expect(refused.status == 1, "\(refused.said)")
    func names(_ text: String) -> Set<String> {
      Set(text.matches(of: /(?m)^edit:[0-9a-f]+/).map { String($0.output) })
    }
    #expect(names(refused.output) == names(listed.output), "\(refused.said)\(listed.said)")
    #expect(names(listed.output).count >= 2, "\(listed.said)")
  }

  /// A file that stands where a suggested profile would go is never replaced.
  @Test func aSuggestionReplacesNoFile() throws {
    let sandbox = try Shop.copy()
    try sandbox.folder.write(
      "shop/templates/ping/body.txt.liquid",
      "{% if profile.points > 1000 %}Gold{% else %}Hi{% endif %}\n")
    let suggested = try sandbox.galley("suggest", "profiles", "ping", at: "shop")
    let name = try #require(
      suggested.output.firstMatch(of: /(?m)^(\S+)  new, from/), "\(suggested.said)"
    ).1
    // Something that is no profile: nobody knows its id.
    try sandbox.folder.write("shop/profiles/\(name).yaml", "[ mine\n")
    let before = try sandbox.folder.contents(of: "shop", ignoring: [".galley", ".git"])
    let refused = try sandbox.galley("suggest", "profiles", "ping", "--write", at: "shop")
    #expect(refused.status == 3, "\(refused.said)")
    #expect(
      refused.errors.contains("the file 'profiles/\(name).yaml' exists"), "\(refused.said)")
    let after = try sandbox.folder.contents(of: "shop", ignoring: [".galley", ".git"])
    #expect(after == before)
  }
}
