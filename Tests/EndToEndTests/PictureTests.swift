import TestSupport
import Testing

/// `galley test --visual` with the machine's Chromium; skipped where there is none.
@Suite(.serialized) struct PictureTests {
  /// Tests run anywhere, also where Chromium has no sandbox.
  private static let visual = "--visual --visual-no-sandbox"

  private func hasBrowser(_ sandbox: Sandbox) throws -> Bool {
    let names =
      "chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable chrome"
    let found = try sandbox.shell("for n in \(names); do command -v $n && exit 0; done; exit 1")
    if found.status != 0 { print("skipped: no Chromium") }
    return found.status == 0
  }

  /// Another greeting in the three messages of the template.
  private func change(_ sandbox: Sandbox) throws {
    try sandbox.shell("sed -i s/Hello/Goodbye/ shop/templates/hello/body.html.liquid")
      .expectSuccess()
  }

  /// The baselines: `chromium-…/email/hello/anna.html@600-….png`.
  private func baselines(_ sandbox: Sandbox) throws -> [String] {
    try sandbox.folder.contents(of: "shop/.galley/visual", ignoring: ["last"]).keys.sorted()
  }

  @Test func aBaselineIsMadeAndAnUnchangedMessagePasses() throws {
    let sandbox = try Shop.copy()
    guard try hasBrowser(sandbox) else { return }
    let first = try sandbox.shell("galley test \(Self.visual)", at: "shop")
    #expect(first.status == 0 && first.errors == "", "\(first.said)")
    #expect(
      first.output.contains(/6 pictures by chromium-[0-9.]+-[0-9a-f]{8}: 0 same, 6 baselines made/))
    let baselines = try baselines(sandbox)
    #expect(baselines.count == 6)
    for (name, place) in zip(baselines, ["anna+summer", "anna", "ben"].flatMap { [$0, $0] }) {
      #expect(
        name.contains(/^chromium-[0-9.]+-[0-9a-f]{8}\/email\/hello\/[^\/]+-[0-9a-f]{16}\.png$/)
          && name.contains("/\(place).html@"), "\(name)")
    }
    // What has not changed and has a baseline is not drawn again unless asked.
    let second = try sandbox.shell("galley test \(Self.visual)", at: "shop")
    #expect(second.status == 0 && second.output.contains("0 pictures by chromium"))
    let all = try sandbox.shell("galley test --visual=all --visual-no-sandbox", at: "shop")
    #expect(all.status == 0 && all.output.contains(": 6 same\n"), "\(all.said)")
    #expect(try self.baselines(sandbox) == baselines)
  }

  /// A repository may hold links where galley keeps its pictures; any browser will do, one that fails, too.
  @Test(arguments: [".galley/visual/last", ".galley/visual"])
  func picturesOfTheLastRunAreNoWayOutOfTheRepository(link: String) throws {
    let sandbox = try Shop.copy()
    try sandbox.folder.write("victim/last/kept", "kept")
    try sandbox.shell(
      "mkdir -p $(dirname \(link)) && ln -s \"$BASE/victim/last\" \(link)", at: "shop"
    )
    .expectSuccess()
    if link.hasSuffix("visual") {
      try sandbox.shell("rm \(link) && ln -s \"$BASE/victim\" \(link)", at: "shop").expectSuccess()
    }
    _ = try sandbox.shell(
      "galley test --visual --visual-browser /bin/true --visual-no-sandbox", at: "shop")
    #expect(sandbox.folder.exists("victim/last/kept"))
    #expect(try sandbox.shell("find $BASE/victim -type f | wc -l").output == "1\n")
  }

  @Test func aChangedMessageFailsWithItsPictures() throws {
    let sandbox = try Shop.copy()
    guard try hasBrowser(sandbox) else { return }
    try change(sandbox)
    let tested = try sandbox.shell(
      "galley test \(Self.visual) --report html=$BASE/r.html --report jsonl=$BASE/r.jsonl",
      at: "shop")
    #expect(tested.status == 1, "\(tested.said)")
    #expect(tested.output.contains(/12 pictures by chromium-[^ ]+: 0 same, 6 different\n/))
    #expect(
      tested.output.contains(
        /snapshots\/email\/hello\/anna\.html  600 px: \d+ pixels differ, in \d+ × \d+ at \d+,\d+\n/)
    )
    let last = ".galley/visual/last"
    #expect(tested.output.contains("    \(last)/email/hello/anna.html@600.diff.png\n"))
    for name in ["old", "new", "diff"] {
      let file = try sandbox.folder.read("shop/\(last)/email/hello/anna.html@360.\(name).png")
      #expect(file.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }
    let page = String(decoding: try sandbox.folder.read("r.html"), as: UTF8.self)
    #expect(page.ranges(of: "src=\"data:image/png;base64,").count == 18)
    #expect(page.contains("<h2>Pictures</h2>") && page.contains("600 px: "))
    // The lines hold the pictures, too: a report made of them shows the same.
    let lines = String(decoding: try sandbox.folder.read("r.jsonl"), as: UTF8.self)
    #expect(lines.ranges(of: "\"type\":\"picture\"").count == 6)
    // Equal runs give equal bytes.
    let again = try sandbox.shell(
      "galley test \(Self.visual) --report html=$BASE/s.html; cmp $BASE/r.html $BASE/s.html || "
        + "diff $BASE/r.html $BASE/s.html | cut -c 1-200", at: "shop")
    // The second run has the baselines that the first one drew: fewer pictures are taken.
    #expect(!again.output.contains("data:image"), "\(again.output)")
  }

  @Test func whoAcceptsTheTextAcceptsThePicture() throws {
    let sandbox = try Shop.copy()
    guard try hasBrowser(sandbox) else { return }
    try sandbox.shell("galley test \(Self.visual)", at: "shop").expectSuccess()
    let before = try baselines(sandbox)
    try change(sandbox)
    #expect(try sandbox.shell("galley test \(Self.visual)", at: "shop").status == 1)
    #expect(try baselines(sandbox) == before, "a change that nobody accepted is a baseline")
    try sandbox.galley("review", "--accept-all", "--yes", at: "shop").expectSuccess()
    let tested = try sandbox.shell("galley test \(Self.visual)", at: "shop")
    #expect(tested.status == 0 && tested.output.contains("6 baselines made"), "\(tested.said)")
    // The pictures of the former text are gone.
    let after = try baselines(sandbox)
    #expect(after.count == 6 && Set(after).isDisjoint(with: before))
    // --update does both at once.
    try sandbox.shell("sed -i s/Goodbye/Hi/ shop/templates/hello/body.html.liquid").expectSuccess()
    let stored = try sandbox.shell("galley test --update \(Self.visual)", at: "shop")
    #expect(stored.status == 0 && stored.output.contains(", stored\n"), "\(stored.said)")
    let later = try sandbox.shell("galley test --visual=all --visual-no-sandbox", at: "shop")
    #expect(later.status == 0 && later.output.contains(": 6 same\n"), "\(later.said)")
  }

  @Test func withoutABrowserTheRunGoesOn() throws {
    let sandbox = try Shop.copy()
    let plain = try sandbox.galley("test", at: "shop")
    let said = "pictures skipped: there is no browser 'no-such-browser'\n"
    let tested = try sandbox.shell(
      "galley test --visual --visual-browser no-such-browser", at: "shop")
    #expect(tested.status == 0 && tested.output == plain.output && tested.errors == said)
    try change(sandbox)
    let changed = try sandbox.galley("test", at: "shop")
    let shot = try sandbox.shell(
      "galley test --visual --visual-browser no-such-browser", at: "shop")
    #expect(shot.status == 1 && shot.output == changed.output && shot.errors == said)
    let json = try sandbox.shell(
      "galley test --visual --visual-browser no-such-browser --format json", at: "shop")
    #expect(json.output.contains("\"skipped\": \"there is no browser 'no-such-browser'\""))
    let page = try sandbox.shell(
      "galley test --visual --visual-browser no-such-browser --report html", at: "shop")
    #expect(page.output.contains("pictures skipped: there is no browser"))
    #expect(!sandbox.folder.exists("shop/.galley/visual"))
  }

  @Test func underCINothingIsWritten() throws {
    let sandbox = try Shop.copy()
    guard try hasBrowser(sandbox) else { return }
    try change(sandbox)
    let before = try sandbox.folder.contents(of: "shop", ignoring: [])
    let command = "CI=true galley test \(Self.visual)"
    let tested = try sandbox.shell(command, at: "shop")
    #expect(tested.status == 1 && tested.output.contains("6 different"), "\(tested.said)")
    #expect(try sandbox.folder.contents(of: "shop", ignoring: []) == before)
    // What an option names is written.
    let named = try sandbox.shell("\(command) --visual-images $BASE/images", at: "shop")
    #expect(named.status == 1, "\(named.said)")
    #expect(sandbox.folder.exists("images/email/hello/ben.html@600.diff.png"))
    #expect(try sandbox.folder.contents(of: "shop", ignoring: []) == before)
  }

  @Test func whatCannotBeKeptIsAWarning() throws {
    let sandbox = try Shop.copy()
    guard try hasBrowser(sandbox) else { return }
    // A file in the place of the folder.
    try sandbox.folder.write("shop/.galley/visual", "x")
    try change(sandbox)
    let tested = try sandbox.shell("galley test \(Self.visual)", at: "shop")
    #expect(tested.status == 1 && tested.output.contains("6 different"), "\(tested.said)")
    #expect(tested.errors.ranges(of: "warning[visual/unwritable]").count == 1, "\(tested.errors)")
    // A folder that the user names must be there.
    try sandbox.folder.write("file", "x")
    let named = try sandbox.shell(
      "galley test \(Self.visual) --visual-images $BASE/file", at: "shop")
    #expect(named.status == 3, "\(named.said)")
  }

  @Test func runsAtOnceDoNotDisturbEachOther() throws {
    let sandbox = try Shop.copy()
    guard try hasBrowser(sandbox) else { return }
    let ended = try sandbox.shell(
      """
      for number in 1 2 3; do
        galley test --visual=all --visual-no-sandbox > $BASE/out$number 2> $BASE/err$number &
        list="$list $!"
      done
      for number in $list; do wait $number; done
      cat $BASE/err*
      """, at: "shop")
    #expect(ended.status == 0 && ended.said == "", "\(ended.said)")
    #expect(try baselines(sandbox).count == 6)
    let tested = try sandbox.shell("galley test --visual=all --visual-no-sandbox", at: "shop")
    #expect(tested.status == 0 && tested.output.contains(": 6 same\n"), "\(tested.said)")
  }

  // MARK: Browsers that are none

  /// A browser that leaves a sign, then hangs with a child.
  private func hanging(_ sandbox: Sandbox) throws {
    try sandbox.folder.write(
      "hang", "#!/bin/sh\nsleep 86399 &\necho $$ > $BASE/browser\necho $! > $BASE/child\nwait\n")
    try sandbox.shell(
      """
      sed -i "s|\\$BASE|$BASE|" hang
      chmod +x hang
      """
    ).expectSuccess()
  }

  @Test func anInterruptEndsTheBrowserWithItsChildren() throws {
    let sandbox = try Shop.copy()
    try hanging(sandbox)
    let ended = try sandbox.shell(
      """
      galley test --visual --visual-no-sandbox --visual-browser $BASE/hang > $BASE/out 2>&1 &
      until [ -s $BASE/child ]; do sleep 0.02; done
      kill -INT $!
      code=0; wait $! || code=$?
      # A process that is killed may be there until someone has collected it.
      for id in $(cat $BASE/browser $BASE/child); do
        while [ -e /proc/$id ] && ! grep -q '^State:.Z' /proc/$id/status; do sleep 0.02; done
      done
      echo "ended $code"; cat $BASE/out
      """, at: "shop")
    #expect(ended.output == "ended 130\n", "\(ended.said)")
  }

  @Test func aBrowserThatCrashesIsAnErrorOfTheRun() throws {
    let sandbox = try Shop.copy()
    try sandbox.folder.write("crash", "#!/bin/sh\necho FATAL: no display >&2\nexit 1\n")
    try sandbox.shell("chmod +x crash").expectSuccess()
    let command = "galley test --visual --visual-no-sandbox --visual-browser $BASE/crash"
    let tested = try sandbox.shell(command, at: "shop")
    #expect(tested.status == 1, "\(tested.said)")
    #expect(tested.output.contains("error[visual/browser-failed]: the browser has ended"))
    #expect(tested.output.contains("note: it said: FATAL: no display"))
    #expect(tested.output.contains("8 passed\n") || tested.output.contains(" passed\n"))
  }

  /// Chromium ends when nobody holds the other end of its channel.
  @Test func aKilledRunLeavesNoBrowser() throws {
    let sandbox = try Shop.copy()
    guard try hasBrowser(sandbox) else { return }
    // The folder of its own names the processes of this browser; it is left, and no process.
    let ended = try sandbox.shell(
      """
      mkdir tmp
      cd shop
      TMPDIR=$BASE/tmp galley test --visual=all --visual-no-sandbox > $BASE/out 2>&1 &
      run=$!
      found() { grep -ls "$BASE/[t]mp" /proc/[0-9]*/cmdline | wc -l; }
      # A run that is faster than this loop has ended its browser itself.
      until [ "$(found)" -gt 2 ] || ! kill -0 $run 2> /dev/null; do sleep 0.02; done
      kill -KILL $run 2> /dev/null || true
      tries=0
      until [ "$(found)" = 0 ] || [ $tries -gt 600 ]; do sleep 0.05; tries=$((tries + 1)); done
      [ "$(found)" = 0 ] && echo done
      """)
    #expect(ended.output == "done\n", "\(ended.said)")
  }
}
