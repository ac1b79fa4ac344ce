import TestSupport
import Testing

/// Snapshots that two branches changed, merged by real git.
@Suite struct MergeTests {
  private static let path = "snapshots/sms/ping/anna.sms.txt"

  /// Two branches change different lines of one template, whose output is one line of a snapshot.
  static let branches = """
    printf '{%% render "top" %%}%s{%% render "end" %%}\\n' - > templates/ping/body.txt.liquid
    printf 'a' > fragments/top.liquid
    printf 'z' > fragments/end.liquid
    galley test --update > /dev/null
    git add -A; git commit -qm base
    git checkout -qb theirs
    printf 'y' > fragments/end.liquid
    galley test --update > /dev/null
    git commit -qam theirs
    git checkout -q main
    printf 'b' > fragments/top.liquid
    galley test --update > /dev/null
    git commit -qam ours

    """

  /// The branches, and the merge that fails.
  static let conflict = branches + "! git merge -q theirs > /dev/null\n"

  @Test func snapshotsInConflictAreRenderedAnew() throws {
    let sandbox = try Shop.copy()
    try sandbox.shell(Self.conflict, at: "shop").expectSuccess()
    let marked = try sandbox.folder.read("shop/" + Self.path)
    #expect(String(decoding: marked, as: UTF8.self).contains("<<<<<<< "))
    let told = try sandbox.galley("test", at: "shop")
    #expect(told.status == 1 && told.output.contains("snapshot/unmerged"), "\(told.said)")
    #expect(told.output.contains("galley test --resolve") && told.output.contains(Self.path))
    #expect(!told.output.contains("- <<<<<<<"), "markers are no content: \(told.said)")
    #expect(try sandbox.folder.read("shop/" + Self.path) == marked)
    let resolved = try sandbox.galley("test", "--resolve", at: "shop")
    #expect(resolved.status == 0, "\(resolved.said)")
    #expect(resolved.output.contains("resolved  \(Self.path)\n"), "\(resolved.said)")
    // Neither side had both changes.
    #expect(try sandbox.folder.read("shop/" + Self.path) == Array("b-y\n".utf8))
    let index = try sandbox.shell("git ls-files -u snapshots", at: "shop")
    #expect(index.output.contains(Self.path), "nothing is added for the user")
    let again = try sandbox.galley("test", at: "shop")
    #expect(again.status == 0 && again.output.contains("settled   \(Self.path)"), "\(again.said)")
    try sandbox.shell("git add -A; git commit -qm merged; galley test", at: "shop").expectSuccess()
    #expect(try sandbox.galley("test", at: "shop").output.contains("settled") == false)
  }

  @Test func theMergeDriverKeepsOursWithoutMarkers() throws {
    let sandbox = try Shop.copy()
    let first = try sandbox.galley("init", "--merge-driver", at: "shop")
    #expect(first.status == 0 && first.output.contains("  .gitattributes\n"), "\(first.said)")
    #expect(first.output.hasSuffix("next: commit .gitattributes\n"), "\(first.said)")
    let attributes = try sandbox.folder.read("shop/.gitattributes")
    let second = try sandbox.galley("init", "--merge-driver", at: "shop")
    #expect(second.status == 0 && !second.output.contains("  .gitattributes"), "\(second.said)")
    #expect(second.output.hasPrefix("the merge driver for snapshots is set up in this clone"))
    #expect(try sandbox.folder.read("shop/.gitattributes") == attributes, "set up once")
    #expect(
      try sandbox.shell("git config --local merge.galley.driver", at: "shop").output == "false\n")
    try sandbox.shell("git add -A; git commit -qm driver", at: "shop").expectSuccess()
    try sandbox.shell(Self.conflict, at: "shop").expectSuccess()
    #expect(try sandbox.folder.read("shop/" + Self.path) == Array("b-z\n".utf8))
    let told = try sandbox.galley("test", at: "shop")
    #expect(told.status == 1 && told.output.contains("snapshot/unmerged"), "\(told.said)")
    try sandbox.galley("test", "--resolve", at: "shop").expectSuccess()
    #expect(try sandbox.folder.read("shop/" + Self.path) == Array("b-y\n".utf8))
    try sandbox.shell(
      "git add -A; git commit -qm merged; git fsck --strict; galley test", at: "shop"
    ).expectSuccess()
  }

  /// A line of equals signs, or a whole conflict, may be what a message says.
  @Test func marksInContentAreNoConflict() throws {
    let sandbox = try Shop.copy()
    let template = "shop/templates/ping/body.txt.liquid"
    try sandbox.folder.write(template, "Sale\n=======\nnow {{ '<<<<<<< ' }}\n")
    try sandbox.galley("test", "--update", at: "shop").expectSuccess()
    try sandbox.folder.write(template, "Sale\n=======\nlater {{ '<<<<<<< ' }}\n")
    let changed = try sandbox.galley("test", at: "shop")
    #expect(changed.status == 1 && !changed.output.contains("snapshot/unmerged"))
    #expect(changed.output.contains("now") && changed.output.contains("later"))
    // --resolve touches nothing that is not in conflict.
    #expect(try sandbox.galley("test", "--resolve", at: "shop").status == 1)
    #expect(try sandbox.shell("git ls-files -m snapshots", at: "shop").output.contains("ping"))
    let stored = String(decoding: try sandbox.folder.read("shop/" + Self.path), as: UTF8.self)
    #expect(stored.contains("now"))
  }

  /// What a CI server found is reviewed from its archive; the server's work tree stays as it was.
  @Test func anArchiveOfACIRunIsReviewed() throws {
    let sandbox = try Shop.copy()
    try sandbox.folder.write("shop/templates/ping/body.txt.liquid", "Hi {{ profile.firstName }}\n")
    try sandbox.shell("touch snapshots/sms/ping/old.sms.txt; cp -a . ../ci", at: "shop")
      .expectSuccess()
    let before = try sandbox.folder.contents(of: "ci", ignoring: [".git", ".galley/cache"])
    let archive = sandbox.folder.path + "/pending.tar"
    let run = try sandbox.galley(
      "test", "--pending-archive", archive, at: "ci", with: ["CI": "true"])
    #expect(run.status == 1, "\(run.said)")
    #expect(!sandbox.folder.exists("ci/.galley/pending"))
    let after = try sandbox.folder.contents(of: "ci", ignoring: [".git", ".galley/cache"])
    #expect(
      after.filter { $0.key.hasPrefix("snapshots") }
        == before.filter { $0.key.hasPrefix("snapshots") })
    // A stock tar reads it, too.
    let names = try sandbox.shell("tar -tf \(archive)")
    #expect(names.output.contains(".galley/pending/\(Self.path)\n"), "\(names.said)")
    let listed = try sandbox.galley("review", "--from", archive, "--list", at: "shop")
    #expect(listed.output.contains("4 wait"), "\(listed.said)")
    let accepted = try sandbox.galley(
      "review", "--from", archive, "--accept-all", "--yes", at: "shop")
    #expect(accepted.status == 0, "\(accepted.said)")
    #expect(try sandbox.galley("test", at: "shop").status == 0)
    #expect(!sandbox.folder.exists("shop/snapshots/sms/ping/old.sms.txt"))
    // With nothing that waits, the archive is empty and still an archive.
    try sandbox.galley("test", "--pending-archive", archive, at: "shop").expectSuccess()
    let empty = try sandbox.galley("review", "--from", archive, "--list", at: "shop")
    #expect(empty.status == 0 && empty.output.contains("nothing"), "\(empty.said)")
    let unwritable = try sandbox.galley(
      "test", "--pending-archive", "missing/x.tar", at: "shop")
    #expect(unwritable.status == 3 && unwritable.errors.contains("missing/x.tar"))
  }
}
