import TestSupport
import Testing

/// Disks that are full or read-only, and things in the place of snapshots: named, and nothing lost.
@Suite struct SnapshotFaultTests {
  private static let path = "snapshots/sms/ping/anna.sms.txt"

  /// A shop whose `ping` renders to something else.
  private func changed() throws -> Sandbox {
    let sandbox = try Shop.copy()
    try sandbox.galley("test", at: "shop").expectSuccess()
    try sandbox.folder.write("shop/templates/ping/body.txt.liquid", "Hi {{ profile.firstName }}\n")
    return sandbox
  }

  /// Runs a script where it may mount; false where the system does not let it.
  private func canMount(_ sandbox: Sandbox) throws -> Bool {
    let tried = try sandbox.shell(
      "mkdir -p try; unshare -rm sh -ec 'mount -t tmpfs -o size=64k none try; umount try'")
    if tried.status != 0 { print("skipped: no unshare(1) that may mount") }
    return tried.status == 0
  }

  private func count(_ text: String, in said: some StringProtocol) -> Int {
    said.split(separator: "\n").count { $0.contains(text) }
  }

  /// A small file system is filled until some number of pages is left, from none to enough.
  @Test func aFullDiskChangesNothingAndTheNextRunDoesAll() throws {
    let sandbox = try changed()
    guard try canMount(sandbox) else { return }
    let script = """
      mkdir full; mount -t tmpfs -o size=4m none full
      cp -a shop/. full; rm -rf full/.git; cd full
      fill() {
        dd if=/dev/zero of=fill bs=4k 2> /dev/null || true
        truncate -s "$(( $(stat -c %s fill) - $1 * 4096 ))" fill
      }
      complete=0
      for pages in 0 1 2 3 4 5 6 8 10 60; do
        rm -rf snapshots fill .galley; cp -a ../shop/snapshots .
        fill $pages
        code=0; galley test --update > ../out 2>&1 || code=$?
        if [ $code = 0 ]; then
          complete=$((complete + 1))
        else
          [ $code = 3 ] || { echo "pages $pages: $code"; cat ../out; exit 1; }
          grep -q 'no space left on the device' ../out || { cat ../out; exit 1; }
          grep -q 'nothing was changed' ../out || { cat ../out; exit 1; }
          diff -r snapshots ../shop/snapshots
        fi
        rm fill; galley test --update > ../out 2>&1 || { cat ../out; exit 1; }
        galley test > ../out 2>&1 || { cat ../out; exit 1; }
        [ -z "$(ls .galley/tmp)" ]
      done
      echo "complete: $complete"
      # Without --update the run has its result, and one warning.
      rm -rf snapshots .galley; cp -a ../shop/snapshots .
      fill 0
      code=0; galley test > ../out 2> ../err || code=$?
      echo "exit $code"; cat ../err; tail -3 ../out
      """
    try sandbox.folder.write("script", script)
    let ended = try sandbox.shell("unshare -rm sh -e script")
    #expect(ended.status == 0, "\(ended.said)")
    let complete = ended.output.firstMatch(of: /complete: (\d+)/).flatMap { Int($0.1) }
    #expect((1..<10).contains(complete ?? 0), "\(ended.said)")
    #expect(ended.output.contains("exit 1\n"), "\(ended.said)")
    #expect(count("cache/unwritable", in: ended.output) == 1, "\(ended.said)")
    #expect(ended.output.contains("3 changed"), "\(ended.said)")
  }

  /// A file system that cannot be synced as a whole, or a device that loses bytes.
  @Test func whatCannotBeSyncedIsNotStored() throws {
    let sandbox = try changed()
    guard try CrashKit.isPossible(in: sandbox) else { return }
    try Shop.addTemplates(40, to: sandbox)
    let before = try sandbox.folder.contents(of: "shop/snapshots", ignoring: [])
    let run = "strace -f -qq -o /dev/null -e trace=syncfs,fsync"
    let lost = try sandbox.shell(
      "\(run) -e inject=syncfs,fsync:error=EIO galley test --update", at: "shop")
    #expect(lost.status == 3 && lost.errors.contains("input/output error"), "\(lost.said)")
    #expect(lost.errors.contains("nothing was changed"), "\(lost.said)")
    #expect(try sandbox.folder.contents(of: "shop/snapshots", ignoring: []) == before)
    #expect(try sandbox.folder.contents(of: "shop/.galley/tmp", ignoring: []).isEmpty)
    try sandbox.shell("\(run) -e inject=syncfs:error=ENOSYS galley test --update", at: "shop")
      .expectSuccess()
    try sandbox.galley("test", at: "shop").expectSuccess()
  }

  /// A read-only file system: the result is the same, with one warning; nothing can be stored.
  @Test(arguments: [".galley", ".", "snapshots"])
  func aReadOnlyFolderIsNamed(folder: String) throws {
    let sandbox = try changed()
    guard try canMount(sandbox) else { return }
    let before = try sandbox.folder.contents(of: "shop/snapshots", ignoring: [])
    let script = """
      mount --bind shop/\(folder) shop/\(folder)
      mount -o remount,bind,ro shop/\(folder)
      cd shop
      code=0; galley test > ../out 2> ../err || code=$?
      echo "test $code"; cat ../out ../err; echo ---
      code=0; galley test --update > ../out 2>&1 || code=$?
      echo "update $code"; cat ../out
      code=0; galley review --accept-all --yes > ../out 2>&1 || code=$?
      echo "review $code"; cat ../out
      """
    try sandbox.folder.write("script", script)
    let ended = try sandbox.shell("unshare -rm sh -e script")
    let said = ended.output
    #expect(ended.status == 0, "\(ended.said)")
    #expect(said.contains("test 1\n") && said.contains("3 changed"), "\(said)")
    let tested = try #require(said.split(separator: "---\n").first)
    let warnings = count("warning[cache/unwritable]", in: tested)
    #expect(warnings == (folder == "snapshots" ? 0 : 1), "\(said)")
    #expect(said.contains("update 3\n") && said.contains("read-only"), "\(said)")
    #expect(said.contains("nothing was changed") || folder != "snapshots", "\(said)")
    #expect(try sandbox.folder.contents(of: "shop/snapshots", ignoring: []) == before)
    // Once it can be written all is done.
    try sandbox.galley("test", "--update", at: "shop").expectSuccess()
    try sandbox.galley("test", at: "shop").expectSuccess()
  }

  /// A link or a file in the place of `.galley`: not followed, not replaced, one warning.
  @Test(arguments: ["ln -s ../elsewhere .galley", "echo mine > .galley"])
  func whatIsNoFolderForResultsIsAWarning(script: String) throws {
    let sandbox = try changed()
    try sandbox.shell("rm -r .galley; mkdir ../elsewhere; \(script)", at: "shop").expectSuccess()
    let before = try sandbox.folder.contents(of: ".", ignoring: ["shop/.git"])
    let tested = try sandbox.galley("test", at: "shop")
    #expect(tested.status == 1 && tested.output.contains("3 changed"), "\(tested.said)")
    #expect(count("cache/unwritable", in: tested.errors) == 1, "\(tested.said)")
    let updated = try sandbox.galley("test", "--update", at: "shop")
    #expect(updated.status == 3, "\(updated.said)")
    #expect(try sandbox.folder.contents(of: ".", ignoring: ["shop/.git"]) == before)
    try sandbox.shell("rm .galley; galley test --update; galley test", at: "shop").expectSuccess()
  }

  /// Somebody who may not write or read: rights, not mounts.
  @Test func whatMayNotBeWrittenOrReadIsNamed() throws {
    let sandbox = try changed()
    let user: String
    if try sandbox.shell("[ $(id -u) = 0 ]").status == 0 {
      user = "setpriv --reuid 65534 --regid 65534 --clear-groups "
      try sandbox.shell("chmod 755 .; chown -R 65534:65534 shop").expectSuccess()
      guard try sandbox.shell("\(user) galley --version").status == 0 else {
        print("skipped: no setpriv(1), or nobody else may run galley")
        return
      }
    } else {
      user = ""
    }
    let before = try sandbox.folder.contents(of: "shop/snapshots", ignoring: [])
    try sandbox.shell("chmod 555 snapshots/sms/ping", at: "shop").expectSuccess()
    let update = try sandbox.shell("\(user) galley test --update", at: "shop")
    #expect(update.status == 3 && update.errors.contains("permission denied"), "\(update.said)")
    #expect(update.errors.contains("'snapshots/sms/ping/"), "\(update.said)")
    #expect(update.errors.contains("nothing was changed"), "\(update.said)")
    #expect(try sandbox.folder.contents(of: "shop/snapshots", ignoring: []) == before)
    try sandbox.shell("chmod 755 snapshots/sms/ping; chmod 000 \(Self.path)", at: "shop")
      .expectSuccess()
    let tested = try sandbox.shell("\(user) galley test --update", at: "shop")
    #expect(tested.status == 1 && tested.output.contains("snapshot/unreadable"), "\(tested.said)")
    #expect(tested.output.contains("'\(Self.path)': permission denied"), "\(tested.said)")
    #expect(tested.output.contains("1 failed"), "the others are compared: \(tested.said)")
    try sandbox.shell("chmod 555 .galley .galley/*", at: "shop").expectSuccess()
    let kept = try sandbox.shell("\(user) galley test hello", at: "shop")
    #expect(kept.status == 0, "\(kept.said)")
    #expect(count("cache/unwritable", in: kept.said) <= 1, "\(kept.said)")
    try sandbox.shell("chmod 755 .galley .galley/*; chmod 644 \(Self.path)", at: "shop")
      .expectSuccess()
    try sandbox.shell("\(user) galley test --update; \(user) galley test", at: "shop")
      .expectSuccess()
  }

  /// What is no file of a sensible size: the case fails by name, the others run, nothing is replaced.
  @Test(arguments: [
    ("rm FILE; ln -s ../../../../secret FILE", "is a symbolic link"),
    ("rm FILE; mkdir FILE; echo inner > FILE/inner", "a folder is in the way"),
    ("rm FILE; mkdir FILE", "a folder is in the way"),
    ("rm FILE; mkfifo FILE", "is neither a file nor a folder"),
    ("truncate -s 9M FILE", "is larger than"),
    ("rm -r snapshots/sms; ln -s ../elsewhere snapshots/sms", "'snapshots/sms' is a symbolic link"),
    ("mv snapshots ../elsewhere; ln -s ../elsewhere snapshots", "'snapshots' is a symbolic link"),
    ("rm -r snapshots; echo x > snapshots", "'snapshots' is no folder"),
    ("rm -r snapshots/sms; git init -q snapshots/sms", "is another git repository"),
  ])
  func whatIsNoSnapshotIsNamedAndLeft(script: String, words: String) throws {
    let sandbox = try changed()
    try sandbox.folder.write("secret", "secret\n")
    try sandbox.folder.write("elsewhere/ping/anna.sms.txt", "elsewhere\n")
    if script.hasPrefix("mv") { try sandbox.shell("rm -r elsewhere").expectSuccess() }
    try sandbox.shell(script.replacing("FILE", with: Self.path), at: "shop").expectSuccess()
    let before = try sandbox.folder.contents(of: ".", ignoring: ["shop/.galley", "shop/.git"])
    let tested = try sandbox.galley("test", at: "shop")
    #expect(tested.status == 1, "\(tested.said)")
    #expect(count("snapshot/unreadable", in: tested.output) == 1, "\(tested.said)")
    #expect(tested.output.contains(words), "\(tested.said)")
    let updated = try sandbox.galley("test", "--update", "ping", at: "shop")
    #expect(updated.status == 1, "\(updated.said)")
    let after = try sandbox.folder.contents(of: ".", ignoring: ["shop/.galley", "shop/.git"])
    // The other cases of the template are stored; a file in a folder is an ordinary stale one.
    let others = [
      Self.path.replacing("anna", with: "ben"), Self.path.replacing("anna", with: "anna~b"),
    ]
    for (path, bytes) in before where !path.hasSuffix("/inner") {
      if others.contains(where: { path == "shop/\($0)" }) { continue }
      #expect(after[path] == bytes, "\(path)")
    }
    // Without the thing everything is stored.
    try sandbox.shell("rm -rf snapshots; git checkout -q snapshots", at: "shop").expectSuccess()
    try sandbox.galley("test", "--update", at: "shop").expectSuccess()
    try sandbox.galley("test", at: "shop").expectSuccess()
  }
}
