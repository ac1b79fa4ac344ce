import TestSupport
import Testing

/// The rules for files of `snapshots/`, on disk: names, bytes, and what is left alone.
@Suite struct SnapshotFileTests {
  private static let path = "snapshots/sms/ping/anna.sms.txt"

  /// Number, time and size of every file of `snapshots/`, by path.
  private func stamps(_ sandbox: Sandbox) throws -> [String: String] {
    let listed = try sandbox.shell(
      "find snapshots -type f -printf '%p %i %T@ %C@ %s\\n'", at: "shop")
    return Dictionary(
      uniqueKeysWithValues: listed.output.split(separator: "\n").map { line in
        let parts = line.split(separator: " ", maxSplits: 1)
        return (String(parts[0]), String(parts[1]))
      })
  }

  /// Files that hold what is rendered are the same files afterwards, whatever stores the others.
  @Test(arguments: [
    "galley test --update", "galley test; galley review --accept-all --yes",
    "galley test --update changed; galley test --update", "galley test --resolve",
    "galley test --update --no-cache",
  ])
  func unchangedFilesAreNeverWrittenAgain(command: String) throws {
    let sandbox = try Shop.copy()
    if command.contains("--resolve") {
      try sandbox.shell(MergeTests.conflict, at: "shop").expectSuccess()
    } else {
      try sandbox.shell("printf 'Hi\\n' > templates/ping/body.txt.liquid", at: "shop")
        .expectSuccess()
    }
    let before = try stamps(sandbox)
    _ = try sandbox.shell("set +e; \(command)", at: "shop")
    let tested = try sandbox.galley("test", at: "shop")
    #expect(tested.status == 0, "\(tested.said)")
    let after = try stamps(sandbox)
    let written = Set(before.keys.filter { before[$0] != after[$0] })
    let expected = ["anna", "anna~b", "ben"].map { "snapshots/sms/ping/\($0).sms.txt" }
    #expect(written == Set(expected))
    // All of it again writes nothing at all.
    _ = try sandbox.shell("set +e; \(command)", at: "shop")
    #expect(try stamps(sandbox) == after)
  }

  /// An email of which only the text changed: its HTML stays the same file.
  @Test func thePartThatDidNotChangeIsLeft() throws {
    let sandbox = try Shop.copy()
    try sandbox.folder.write("shop/templates/hello/body.txt.liquid", "Other\n")
    let before = try stamps(sandbox)
    try sandbox.galley("test", "--update", at: "shop").expectSuccess()
    let after = try stamps(sandbox)
    #expect(before["snapshots/email/hello/anna.txt"] != after["snapshots/email/hello/anna.txt"])
    #expect(before["snapshots/email/hello/anna.html"] == after["snapshots/email/hello/anna.html"])
  }

  /// A checkout that gave snapshots and content CR LF: passes, or says why not, and writes nothing.
  @Test func aCheckoutWithCRLFPassesOrSaysWhy() throws {
    let sandbox = try Shop.copy()
    // Snapshots alone: nothing differs.
    try sandbox.shell(
      "find snapshots -type f -exec sed -i 's/$/\\r/' {} +; ! git diff --quiet", at: "shop"
    ).expectSuccess()
    let before = try stamps(sandbox)
    for more in [[], ["--update"], ["--update", "--no-cache"]] {
      let tested = try sandbox.run(["galley", "test"] + more, at: "shop")
      #expect(tested.status == 0 && tested.errors == "", "\(tested.said)")
    }
    #expect(try stamps(sandbox) == before)
    // Everything, as git does it with core.autocrlf: the content renders other line ends.
    try sandbox.shell(
      "cd shop; git stash -q; cd ..; git clone -q -c core.autocrlf=true shop windows"
    ).expectSuccess()
    let told = try sandbox.galley("test", at: "windows")
    #expect(told.status == 1, "\(told.said)")
    #expect(told.errors.contains("warning[snapshot/line-ends]"), "\(told.said)")
    #expect(told.errors.contains("core.autocrlf") && told.errors.contains(".gitattributes"))
    let status = try sandbox.shell("git status --porcelain", at: "windows")
    #expect(status.output == "", "\(status.said)")
    // What the note advises helps.
    try sandbox.shell(
      """
      echo '* text=auto eol=lf' > shop/.gitattributes
      cd shop; git add -A; git commit -qm attributes; cd ..
      git clone -q -c core.autocrlf=true shop again
      """
    ).expectSuccess()
    let again = try sandbox.galley("test", at: "again")
    #expect(again.status == 0 && again.errors == "", "\(again.said)")
  }

  /// `galley init` writes attributes that give every clone the same bytes.
  @Test func aNewRepositoryHasTheSameLineEndsEverywhere() throws {
    let sandbox = try Sandbox()
    try sandbox.shell(
      """
      galley init new > /dev/null
      cd new; git add -A; git commit -qm start; cd ..
      git clone -q -c core.autocrlf=true new clone
      galley test --directory clone
      """
    ).expectSuccess()
  }

  /// An editor that saved a snapshot with a byte order mark changed it; the mark is seen.
  @Test func aByteOrderMarkIsAChange() throws {
    let sandbox = try Shop.copy()
    let stored = try sandbox.folder.read("shop/" + Self.path)
    try sandbox.folder.write("shop/" + Self.path, [0xEF, 0xBB, 0xBF] + stored)
    let tested = try sandbox.galley("test", at: "shop")
    #expect(tested.status == 1 && tested.output.contains("<U+FEFF>"), "\(tested.said)")
    try sandbox.galley("review", "--accept-all", "--yes", at: "shop").expectSuccess()
    #expect(try sandbox.folder.read("shop/" + Self.path) == stored)
  }

  /// Ids that are devices of Windows, long ones, and locales that differ only in case.
  @Test func namesSuitEveryFileSystem() throws {
    let sandbox = try Shop.copy()
    let long = String(repeating: "l", count: 80)
    try sandbox.shell(
      """
      cp -a templates/ping templates/con
      cp -a templates/ping templates/\(long)
      cp profiles/anna.yaml profiles/nul.yaml
      cp profiles/anna.yaml profiles/\(long).yaml
      sed -i 's/supported: .en, de./supported: [en, de, de-CH, de-ch]/' galley.yaml
      cp locales/de.yaml locales/de-CH.yaml; cp locales/de.yaml locales/de-ch.yaml
      """, at: "shop"
    ).expectSuccess()
    let updated = try sandbox.galley("test", "--update", at: "shop")
    // The files of the two locales cannot be checked out everywhere; the outputs can.
    #expect(updated.status == 1, "\(updated.said)")
    #expect(count("content/case-collision", in: updated.output) == 1, "\(updated.said)")
    let paths = try stamps(sandbox).keys.sorted()
    #expect(Set(paths.map { $0.lowercased() }).count == paths.count)
    for path in paths {
      #expect(path.utf8.count <= 160, "\(path)")
      for part in path.split(separator: "/") {
        let stem = part.prefix { $0 != "." }
        #expect(stem.utf8.count <= 80 && !["con", "nul"].contains(stem), "\(path)")
        #expect(!part.hasSuffix(".") && !part.contains(":"), "\(path)")
      }
    }
    for text in ["/con-", "/nul-", "@de-CH-", "@de-ch-", "/lll"] {
      #expect(paths.contains { $0.contains(text) }, "no \(text) in \(paths)")
    }
    // Stored under these names, everything is found again, by a review as well.
    let again = try sandbox.galley("test", at: "shop")
    for word in ["changed", " new", "stale"] {
      #expect(!again.output.contains(word), "\(again.said)")
    }
    try sandbox.shell("git checkout -q galley.yaml; rm locales/de-*", at: "shop").expectSuccess()
    try sandbox.galley("test", "--update", at: "shop").expectSuccess()
    try sandbox.folder.write("shop/templates/con/body.txt.liquid", "Con {{ profile.firstName }}\n")
    #expect(try sandbox.galley("test", at: "shop").status == 1)
    let accepted = try sandbox.galley("review", "--accept", "con", at: "shop")
    #expect(accepted.status == 0 && accepted.output.hasPrefix("accepted "), "\(accepted.said)")
    try sandbox.galley("test", at: "shop").expectSuccess()
  }

  /// A profile `Anna` beside `anna` is refused by name; the outputs of `anna` stay what they are.
  @Test func aProfileThatDiffersInCaseIsRefused() throws {
    let sandbox = try Shop.copy()
    let before = try stamps(sandbox)
    try sandbox.shell("cp profiles/ben.yaml profiles/Anna.yaml", at: "shop").expectSuccess()
    guard try sandbox.shell("ls profiles | wc -l", at: "shop").output == "3\n" else {
      print("skipped: this file system cannot hold both")
      return
    }
    let tested = try sandbox.galley("test", "--update", at: "shop")
    #expect(tested.status == 1, "\(tested.said)")
    #expect(tested.output.contains("content/case-collision"), "\(tested.said)")
    #expect(tested.output.contains("'profiles/anna.yaml'"), "\(tested.said)")
    #expect(tested.output.contains("'profiles/Anna.yaml'"), "\(tested.said)")
    #expect(try stamps(sandbox) == before)
  }

  private func count(_ text: String, in said: String) -> Int {
    said.split(separator: "\n").count { $0.contains(text) }
  }
}
