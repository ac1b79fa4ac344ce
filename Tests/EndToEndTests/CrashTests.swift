import TestSupport
import Testing

/// Commands killed at every rename, sync, removal and new folder: old or new, never half.
@Suite struct CrashTests {
  private static let snapshots = ["snapshots"]

  /// A shop with outputs that changed, are new and are stale; its cache is warm.
  private func changed() throws -> Sandbox {
    let sandbox = try Shop.copy()
    try sandbox.galley("test", at: "shop").expectSuccess()
    try sandbox.folder.write("shop/templates/ping/body.txt.liquid", "Hi {{ profile.firstName }}\n")
    try sandbox.folder.write("shop/templates/pong/template.yaml", "channel: sms\n")
    try sandbox.folder.write("shop/templates/pong/body.txt.liquid", "Ho\n")
    try sandbox.folder.write("shop/snapshots/sms/gone/anna.sms.txt", "gone\n")
    return sandbox
  }

  /// In the end everything passes and nothing waits.
  private func isSettled(_ sandbox: Sandbox, _ place: String) throws {
    let tested = try sandbox.galley("test", at: place)
    #expect(tested.status == 0 && tested.errors == "", "\(tested.said)")
    let waiting = try sandbox.folder.contents(of: "\(place)/.galley/pending", ignoring: [])
    #expect(waiting.isEmpty, "\(waiting.keys)")
  }

  @Test func anUpdateThatIsKilledLeavesOldOrNew() throws {
    let sandbox = try changed()
    guard try CrashKit.isPossible(in: sandbox) else { return }
    // Outputs wait from an earlier run: they are forgotten when they are stored.
    #expect(try sandbox.galley("test", at: "shop").status == 1)
    try CrashKit(
      sandbox: sandbox, start: "shop", command: "galley test --update",
      finish: "galley test --update", watched: Self.snapshots
    ).run { try isSettled(sandbox, $0) }
  }

  /// So many that the file system is synced instead of each file.
  @Test func anUpdateOfManyThatIsKilledLeavesOldOrNew() throws {
    let sandbox = try changed()
    guard try CrashKit.isPossible(in: sandbox) else { return }
    try Shop.addTemplates(40, to: sandbox)
    let killed = try CrashKit(
      sandbox: sandbox, start: "shop", command: "galley test --update --no-cache",
      finish: "galley test --update --no-cache", watched: Self.snapshots
    ).run { try isSettled(sandbox, $0) }
    #expect(killed["syncfs"] ?? 0 >= 2, "before and after the renames: \(killed)")
  }

  @Test func anAcceptanceThatIsKilledLeavesOldOrNew() throws {
    let sandbox = try changed()
    guard try CrashKit.isPossible(in: sandbox) else { return }
    #expect(try sandbox.galley("test", at: "shop").status == 1)
    try CrashKit(
      sandbox: sandbox, start: "shop", command: "galley review --accept-all --yes",
      finish: "galley test || galley review --accept-all --yes", watched: Self.snapshots
    ).run { try isSettled(sandbox, $0) }
  }

  @Test func aResolutionThatIsKilledLeavesOldOrNew() throws {
    let sandbox = try Shop.copy()
    guard try CrashKit.isPossible(in: sandbox) else { return }
    try sandbox.shell(MergeTests.conflict, at: "shop").expectSuccess()
    try CrashKit(
      sandbox: sandbox, start: "shop", command: "galley test --resolve",
      finish: "galley test --resolve && git add -A && git commit -qm merged",
      watched: Self.snapshots
    ).run { try isSettled(sandbox, $0) }
  }

  /// What a run leaves for a review and for the next run: pending outputs, outcomes, the cache.
  @Test func aRunThatIsKilledLeavesOldOrNewPendingOutputs() throws {
    let sandbox = try changed()
    guard try CrashKit.isPossible(in: sandbox) else { return }
    // Of an earlier run others wait: one is replaced, one is forgotten.
    try sandbox.folder.write("shop/templates/nudge/title.liquid", "Earlier\n")
    #expect(try sandbox.galley("test", at: "shop").status == 1)
    try sandbox.shell("git checkout -q templates/nudge; git clean -fdq templates/nudge", at: "shop")
      .expectSuccess()
    try sandbox.folder.write("shop/templates/ping/body.txt.liquid", "Ha {{ profile.firstName }}\n")
    try CrashKit(
      sandbox: sandbox, start: "shop", command: "galley test", finish: "! galley test",
      watched: ["snapshots", ".galley/pending"]
    ).run { place in
      let listed = try sandbox.galley("review", "--list", at: place)
      #expect(listed.output.contains("pong") && listed.output.contains("Ha "), "\(listed.said)")
      #expect(!listed.output.contains("Earlier"), "\(listed.said)")
      let again = try sandbox.galley("test", "--verify-cache", "100%", at: place)
      #expect(again.status == 1 && again.errors == "", "\(again.said)")
      #expect(!again.said.contains("cache/"), "\(again.said)")
    }
  }
}
