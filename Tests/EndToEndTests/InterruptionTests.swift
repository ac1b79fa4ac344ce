import TestSupport
import Testing

/// Runs that are watched, interrupted or side by side.
@Suite struct InterruptionTests {
  /// A shop with templates that take about 30 ms a case, none of them with a snapshot.
  private func slow(templates: Int) throws -> Sandbox {
    let sandbox = try Shop.copy()
    let loop = "{% for a in (1..1500) %}{% for b in (1..100) %}{% endfor %}{% endfor %}Hi\n"
    for number in 1...templates {
      try sandbox.folder.write("shop/templates/slow-\(number)/template.yaml", "channel: sms\n")
      try sandbox.folder.write("shop/templates/slow-\(number)/body.txt.liquid", loop)
    }
    return sandbox
  }

  @Test func anInterruptedRunStoresNothing() throws {
    // Enough for ten seconds, so that the interrupt comes in the middle on any machine.
    let sandbox = try slow(templates: 200)
    let before = try sandbox.folder.contents(of: "shop/snapshots", ignoring: [])
    let ended = try sandbox.shell(
      "timeout --preserve-status -s INT 0.4 galley test --update; echo $?", at: "shop")
    // `sh -e` ends with the code of the first command that fails.
    #expect(ended.status == 130, "\(ended.said)")
    #expect(try sandbox.folder.contents(of: "shop/snapshots", ignoring: []) == before)
    #expect(!sandbox.folder.exists("shop/.galley/pending"))
    #expect(!sandbox.folder.exists("shop/.galley/last-run"))
    let later = try sandbox.galley("test", "hello", "ping", at: "shop")
    #expect(later.status == 0, "\(later.said)")
  }

  /// One interrupt ends a run that waits for another's lock, while that lock is held.
  ///
  /// The run itself says that it waits; it stores nothing.
  @Test(arguments: [("INT", "test --update"), ("TERM", "review --accept-all --yes")])
  func anInterruptEndsTheWaitForTheLock(name: String, command: String) throws {
    let sandbox = try Shop.copy()
    guard try sandbox.shell("command -v flock").status == 0 else {
      print("skipped: no flock(1) to hold the lock")
      return
    }
    try sandbox.folder.write("shop/templates/ping/body.txt.liquid", "Hi\n")
    #expect(try sandbox.galley("test", at: "shop").status == 1)
    let before = try sandbox.folder.contents(of: "shop", ignoring: [".galley/cache"])
    let ended = try sandbox.shell(
      """
      exec 9>> .galley/lock
      flock 9
      galley \(command) > ../out 2> ../errors &
      until grep -q 'waiting for another galley' ../errors; do sleep 0.02; done
      kill -\(name) $!
      code=0; wait $! || code=$?
      echo "ended $code"
      """, at: "shop")
    #expect(ended.output == "ended 130\n", "\(ended.said)")
    #expect(
      try sandbox.folder.contents(of: "shop", ignoring: [".galley/cache"]) == before)
    try sandbox.shell("galley \(command); galley test", at: "shop").expectSuccess()
  }

  /// An interrupt while many snapshots are stored: before the first is in its place nothing is changed,
  /// later it is too late.
  @Test(arguments: [
    "test --update --no-cache --format json", "review --accept-all --yes --format json",
  ])
  func anInterruptWhileStoringChangesNothingOrIsTooLate(command: String) throws {
    let sandbox = try Shop.copy()
    guard try CrashKit.isPossible(in: sandbox) else { return }
    try Shop.addTemplates(40, to: sandbox)
    #expect(try sandbox.galley("test", "--no-cache", at: "shop").status == 1)
    let before = try sandbox.folder.contents(of: "shop", ignoring: [".galley/lock"])
    let points = [("syncfs", 1, 130), ("syncfs", 2, 0), ("renameat", 1, 0), ("renameat", 9, 0)]
    for (call, number, status) in points {
      let ended = try sandbox.shell(
        """
        rm -rf tried; cp -a shop tried; cd tried
        exec strace -f -qq -o /dev/null -e trace=\(call) \
          -e inject=\(call):signal=INT:when=\(number) galley \(command)
        """)
      let isStopped = status == 130
      #expect(ended.status == status, "\(call) \(number): \(ended.said)")
      #expect(ended.errors == (isStopped ? "stopped: nothing was stored\n" : ""))
      #expect(ended.output.isEmpty == isStopped)
      if isStopped {
        #expect(try sandbox.folder.contents(of: "tried", ignoring: [".galley/lock"]) == before)
      } else {
        try sandbox.galley("test", "--no-cache", at: "tried").expectSuccess()
      }
    }
  }

  @Test func onlyATerminalShowsHowFarTheStoringIs() throws {
    let sandbox = try Shop.copy()
    guard try CrashKit.isPossible(in: sandbox) else { return }
    try Shop.addTemplates(40, to: sandbox)
    // A slow disk.
    let command = """
      strace -f -qq -o /dev/null -e trace=syncfs -e inject=syncfs:delay_enter=500000 \
        galley test --update --no-cache
      """
    let piped = try sandbox.shell("cp -a shop piped; cd piped; \(command)")
    #expect(piped.status == 0 && piped.errors == "", "\(piped.said)")
    guard try sandbox.shell("command -v script").status == 0 else {
      print("skipped: no script(1) to give it a terminal")
      return
    }
    try sandbox.folder.write("command", "stty cols 14; \(command) > /dev/null")
    let shown = try sandbox.shell(
      "cd shop; script -qec 'sh ../command' $BASE/typescript"
    ).output
    let line = try #require(shown.firstMatch(of: /\r(storing [^\e]*)\e\[K\r\e\[K/), "\(shown)")
    #expect(line.1.count == 13, "cut to the width of the terminal: \(shown)")
    #expect(!shown.contains("\n"), "\(shown)")
  }

  /// A run that stores and reviews that accept the same, all at once.
  @Test func runsAndReviewsAtOnceTakeTurns() throws {
    let sandbox = try Shop.copy()
    try sandbox.folder.write("shop/templates/ping/body.txt.liquid", "Hi\n")
    #expect(try sandbox.galley("test", at: "shop").status == 1)
    let ended = try sandbox.shell(
      """
      for number in 1 2 3; do
        galley test --update > $BASE/out$number 2>&1 &
        list="$list $!"
        galley review --accept-all --yes > $BASE/review$number 2>&1 &
        list="$list $!"
      done
      for number in $list; do wait $number; done
      """, at: "shop")
    ended.expectSuccess()
    let tested = try sandbox.galley("test", at: "shop")
    #expect(tested.status == 0 && tested.errors == "", "\(tested.said)")
    #expect(try sandbox.folder.contents(of: "shop/.galley/pending", ignoring: []).isEmpty)
    #expect(try sandbox.folder.contents(of: "shop/.galley/tmp", ignoring: []).isEmpty)
  }

  @Test func twoRunsAtOnceTakeTurns() throws {
    let sandbox = try Shop.copy()
    try sandbox.folder.write("shop/templates/ping/body.txt.liquid", "Hi\n")
    let ended = try sandbox.shell(
      """
      for number in 1 2 3 4; do
        galley test --update > $BASE/out$number 2>&1 &
        list="$list $!"
      done
      for number in $list; do wait $number; done
      """, at: "shop")
    ended.expectSuccess()
    let tested = try sandbox.galley("test", at: "shop")
    #expect(tested.status == 0 && tested.errors == "", "\(tested.said)")
    #expect(!sandbox.folder.exists("shop/.galley/pending/snapshots"))
  }

  @Test func onlyATerminalShowsHowFarItIs() throws {
    // Long enough for a line on any machine: it is shown after a third of a second.
    let sandbox = try slow(templates: 24)
    try sandbox.galley("test", "--update", "--no-cache", at: "shop").expectSuccess()
    let piped = try sandbox.galley("test", "--no-cache", at: "shop")
    #expect(piped.status == 0 && piped.errors == "", "\(piped.said)")
    guard try sandbox.shell("command -v script").status == 0 else {
      print("skipped: no script(1) to give it a terminal")
      return
    }
    let command = "galley test --no-cache > found.txt"
    let shown = try sandbox.shell("script -qec '\(command)' $BASE/typescript", at: "shop").output
    // Every line overwrites the one before it, and the last is taken away.
    let first = try #require(
      shown.firstMatch(of: /^\r\d+ of \d+ cases, \d+ passed\x1b\[K/), "\(shown)")
    #expect(first.range.upperBound < shown.endIndex)
    #expect(shown.hasSuffix("\r\u{1B}[K") && !shown.contains("\n"), "\(shown)")
    #expect(try sandbox.folder.read("shop/found.txt") == Array(piped.output.utf8))
  }
}
