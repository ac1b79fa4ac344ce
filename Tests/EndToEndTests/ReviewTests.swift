import TestSupport
import Testing

/// `galley review` as people, scripts and other machines use it, and what a kill leaves behind.
@Suite struct ReviewTests {
  @Test func acceptingIsRefusedWhenTheContentHasChangedSince() throws {
    let sandbox = try Shop.waiting()
    let before = try sandbox.folder.contents(of: "shop/snapshots", ignoring: [])
    try sandbox.folder.write("shop/templates/ping/body.txt.liquid", "Ho {{ profile.firstName }}\n")
    let refused = try sandbox.galley("review", "--accept", "ping", at: "shop")
    #expect(refused.status == 4 && refused.errors.contains("review/outdated"), "\(refused.said)")
    try sandbox.folder.write("shop/templates/ping/body.txt.liquid", "{% fi %}\n")
    #expect(try sandbox.galley("review", "--accept", "ping", at: "shop").status == 4)
    #expect(try sandbox.folder.contents(of: "shop/snapshots", ignoring: []) == before)
  }

  /// What waits is older than the snapshot that a later galley has stored meanwhile.
  @Test func acceptingLeavesWhatALaterGalleyHasStored() throws {
    let sandbox = try Shop.waiting()
    let path = "shop/snapshots/email/hello/anna.html"
    try sandbox.shell("sed -i '1s/galley 1/galley 2/' ../\(path)", at: "shop").expectSuccess()
    let before = try sandbox.folder.contents(of: "shop/snapshots", ignoring: [])
    let refused = try sandbox.galley("review", "--accept-all", "--yes", at: "shop")
    #expect(
      refused.status == 4 && refused.errors.contains("review/newer-format"), "\(refused.said)")
    #expect(refused.errors.contains("'snapshots/email/hello/anna.html'"), "\(refused.said)")
    #expect(try sandbox.folder.contents(of: "shop/snapshots", ignoring: []) == before)
    // The others can be accepted, and the next run forgets what nobody may store.
    try sandbox.galley("review", "--accept", "ping", at: "shop").expectSuccess()
    let tested = try sandbox.galley("test", at: "shop")
    #expect(tested.status == 1 && tested.output.contains("snapshot/newer-format"), "\(tested.said)")
    #expect(!sandbox.folder.exists("shop/.galley/pending/snapshots/email/hello/anna.html"))
  }

  @Test func acceptAllNeedsAListingOrYes() throws {
    let sandbox = try Shop.waiting()
    let refused = try sandbox.galley("review", "--accept-all", at: "shop")
    #expect(refused.status == 2 && refused.errors.contains("--yes"), "\(refused.said)")
    // Under CI nobody looks, and nothing is written for having printed it.
    let before = try sandbox.folder.contents(of: "shop", ignoring: [])
    try sandbox.galley("review", "--list", at: "shop", with: ["CI": "true"]).expectSuccess()
    #expect(try sandbox.folder.contents(of: "shop", ignoring: []) == before)
    #expect(try sandbox.galley("review", "--accept-all", at: "shop").status == 2)
    #expect(try sandbox.galley("review", "--list", at: "shop").status == 0)
    let accepted = try sandbox.galley("review", "--accept-all", at: "shop")
    #expect(accepted.output.hasSuffix("rejected 0, 0 left\n"), "\(accepted.said)")
    #expect(try sandbox.galley("test", at: "shop").status == 0)
  }

  /// A file with two edits is stored when both are accepted, not before.
  @Test func aFileWaitsForAllOfItsEdits() throws {
    let sandbox = try Shop.copy()
    let path = "shop/snapshots/sms/ping/anna.sms.txt"
    try sandbox.folder.write("shop/templates/ping/body.txt.liquid", "one\nmiddle\ntwo\n")
    #expect(try sandbox.galley("test", "--update", at: "shop").status == 0)
    try sandbox.folder.write("shop/templates/ping/body.txt.liquid", "1\nmiddle\n2\n")
    #expect(try sandbox.galley("test", at: "shop").status == 1)
    let listed = try sandbox.galley("review", "--list", at: "shop").output
    let edits = listed.matches(of: /(?m)^edit:[0-9a-f]+/).map { String($0.output) }
    try #require(edits.count == 2, "\(listed)")
    let first = try sandbox.galley("review", "--accept", edits[0], at: "shop")
    #expect(first.output.hasPrefix("accepted 0, ") && first.output.contains("wait for another"))
    #expect(try sandbox.folder.read(path) == Array("one\nmiddle\ntwo\n".utf8))
    // What is decided is told.
    let again = try sandbox.galley("review", "--list", at: "shop").output
    #expect(
      again.contains("\n\(edits[0]) is accepted: 3 outputs waiting for \(edits[1])\n"), "\(again)")
    let json = try sandbox.shell(
      "galley review --format json | tr -d ' \\n' | grep -o '\"accepted\":[a-z]*,\"waitsFor\":[^]]*]'",
      at: "shop")
    let other = edits[1].dropFirst("edit:".count)
    #expect(
      Set(json.output.split(separator: "\n")) == [
        "\"accepted\":true,\"waitsFor\":[\"\(other)\"]", "\"accepted\":false,\"waitsFor\":[]",
      ], "\(json.said)")
    let second = try sandbox.galley("review", "--accept", edits[1], at: "shop")
    #expect(second.output.hasSuffix("rejected 0, 0 left\n"), "\(second.said)")
    #expect(try sandbox.folder.read(path) == Array("1\nmiddle\n2\n".utf8))
  }

  /// One edit in two templates and two languages, decided part by part.
  @Test func anEditIsDecidedInOneTemplateOrLocaleOnly() throws {
    let sandbox = try Shop.copy()
    try sandbox.shell(
      """
      mkdir templates/pong; echo 'channel: sms' > templates/pong/template.yaml
      for name in ping pong; do echo 'Hi there' > templates/$name/body.txt.liquid; done
      galley test --update
      for name in ping pong; do echo 'Ho there' > templates/$name/body.txt.liquid; done
      """, at: "shop"
    ).expectSuccess()
    #expect(try sandbox.galley("test", at: "shop").status == 1)
    let listed = try sandbox.galley("review", "--list", at: "shop").output
    let edits = listed.matches(of: /(?m)^(edit:[0-9a-f]+)  5 outputs changed/)
    let edit = String(try #require(edits.first, "\(listed)").1)
    func waiting(_ words: String...) throws -> [String] {
      let listed = try sandbox.run(["galley", "review", "--format", "json"] + words, at: "shop")
      return listed.output.matches(of: /"path": "snapshots\/sms\/([^"]+)",\n *"kind"/).map {
        String($0.1)
      }
    }
    #expect(try waiting("--in", "pong@de") == ["pong/ben.sms.txt"])
    #expect(try waiting("--in", "@de", "--in", "pong").count == 3)
    // Some of it was listed, so all of it may not be accepted without more.
    try sandbox.shell("rm -r .galley/review", at: "shop").expectSuccess()
    _ = try waiting("--in", "@en")
    #expect(try sandbox.galley("review", "--accept-all", at: "shop").status == 2)
    let typo = try sandbox.galley("review", "--accept", edit, "--in", "pnog", at: "shop")
    #expect(typo.status == 2 && typo.errors.contains("did you mean 'pong'?"), "\(typo.said)")
    let nowhere = try sandbox.galley("review", "--accept", "ping", "--in", "pong", at: "shop")
    #expect(nowhere.status == 2 && nowhere.errors.contains("no output of 'ping' lies in 'pong'"))
    let one = try sandbox.galley("review", "--accept", edit, "--in", "pong@en", at: "shop")
    #expect(one.output == "accepted 1, rejected 0, 4 left\n", "\(one.said)")
    #expect(
      try sandbox.folder.read("shop/snapshots/sms/pong/anna.sms.txt") == Array("Ho there\n".utf8))
    let rest = try sandbox.galley(
      "review", "--accept", edit, "--in", "ping", "--reject", edit, "--in", "ping", at: "shop")
    #expect(rest.status == 2 && rest.errors.contains("both accepted and rejected"), "\(rest.said)")
    let rejected = try sandbox.galley("review", "--reject-all", "--in", "@de", at: "shop")
    #expect(rejected.output == "accepted 0, rejected 2, 2 left\n", "\(rejected.said)")
    let all = try sandbox.galley("review", "--accept-all", "--yes", "--in", "ping", at: "shop")
    #expect(all.output == "accepted 2, rejected 0, 0 left\n", "\(all.said)")
  }

  @Test func whereNothingWaitsAllOfItIsAccepted() throws {
    let sandbox = try Shop.copy()
    for options in [["--accept-all"], ["--accept-all", "--yes"], ["--reject-all"]] {
      let run = try sandbox.run(["galley", "review"] + options, at: "shop")
      #expect(run.status == 0 && run.output == "nothing waits for review\n", "\(run.said)")
    }
    #expect(!sandbox.folder.exists("shop/.galley/pending"))
  }

  @Test func theHintFitsWhatIsLeftForReview() throws {
    let sandbox = try Shop.waiting()
    let archive = sandbox.folder.path + "/pending.tar"
    let local = try sandbox.galley("test", at: "shop")
    #expect(local.output.contains("run 'galley review' to accept"), "\(local.said)")
    let bare = try sandbox.galley("test", at: "shop", with: ["CI": "true"])
    #expect(bare.output.contains("--pending-archive FILE.tar"), "\(bare.said)")
    #expect(!bare.output.contains("run 'galley review' to accept"), "\(bare.said)")
    let kept = try sandbox.galley(
      "test", "--pending-archive", archive, at: "shop", with: ["CI": "true"])
    #expect(kept.output.contains("'galley review --from \(archive)'"), "\(kept.said)")
  }

  @Test func anArchiveOfAnotherMachineIsReviewed() throws {
    let sandbox = try Shop.waiting()
    try sandbox.shell("tar -cf $BASE/pending.tar .galley/pending; rm -r .galley", at: "shop")
      .expectSuccess()
    let archive = sandbox.folder.path + "/pending.tar"
    let listed = try sandbox.galley("review", "--from", archive, "--list", at: "shop")
    #expect(listed.output.contains("6 wait"), "\(listed.said)")
    let accepted = try sandbox.galley("review", "--from", archive, "--accept", "ping", at: "shop")
    #expect(accepted.output.hasPrefix("accepted 3, "), "\(accepted.said)")
    // Bytes that are not rendered here are never stored.
    try sandbox.shell(
      """
      mkdir -p x/.galley/pending/snapshots/sms/ping
      echo evil > x/.galley/pending/snapshots/sms/ping/anna.sms.txt
      tar -cf $BASE/evil.tar -C x .galley
      ln -s /etc/passwd x/.galley/pending/snapshots/link
      tar -cf $BASE/link.tar -C x .galley
      """, at: "shop"
    ).expectSuccess()
    for (name, code) in [("evil", "review/outdated"), ("link", "review/archive-entry-type")] {
      let refused = try sandbox.galley(
        "review", "--from", "\(sandbox.folder.path)/\(name).tar", "--accept-all", "--yes",
        at: "shop")
      #expect(refused.status == 4 && refused.errors.contains(code), "\(refused.said)")
    }
  }

  /// One edit is accepted on a terminal, then the review ends, or is ended by a signal.
  @Test(arguments: ["q", "TERM", "KILL", "^C"])
  func theTerminalAcceptsAnEditAndIsGivenBack(end: String) throws {
    let sandbox = try Shop.waiting(besides: "")
    guard try sandbox.shell("command -v python3").status == 0 else {
      print("skipped: no python3 to give it a terminal")
      return
    }
    try sandbox.folder.write("drive.py", Self.driver)
    let driven = try sandbox.run(
      ["python3", sandbox.folder.path + "/drive.py", end], at: "shop")
    #expect(driven.status == 0, "\(driven.said)")
    #expect(driven.output.contains("cooked=True"), "\(driven.output.suffix(400))")
    #expect(driven.output.contains("screen=left"), "\(driven.output.suffix(400))")
    let changed = try sandbox.shell("git status --porcelain snapshots | wc -l", at: "shop")
    #expect(changed.output == "3\n", "\(changed.said)")
  }

  private static let driver = """
    import fcntl, os, pty, select, signal, struct, sys, termios, time
    end = sys.argv[1]
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack('HHHH', 30, 100, 0, 0))
    before = termios.tcgetattr(slave)[3]
    pid = os.fork()
    if pid == 0:
      os.setsid()
      fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
      for fd in (0, 1, 2): os.dup2(slave, fd)
      os.environ['TERM'] = 'xterm'
      os.execvp('galley', ['galley', 'review'])
    seen = b''
    def until(text, seconds=120):
      global seen
      stop = time.time() + seconds
      while text not in seen and time.time() < stop:
        if select.select([master], [], [], 0.1)[0]: seen += os.read(master, 65536)
      assert text in seen, seen[-2000:]
    until(b'q quit')
    assert b'1049h' in seen
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack('HHHH', 20, 60, 0, 0))
    os.kill(pid, signal.SIGWINCH)
    # Keys that come while a picture is drawn decide nothing about it.
    time.sleep(0.5)
    os.write(master, b'wvond')
    os.write(master, b'a')
    until(b'stored 3 outputs')
    if end == 'q': os.write(master, b'q')
    elif end == '^C': os.write(master, b'\\x03')
    else: os.kill(pid, getattr(signal, 'SIG' + end))
    until(b'1049l')
    status = os.waitpid(pid, 0)[1]
    time.sleep(0.3)
    cooked = termios.ICANON | termios.ECHO | termios.ISIG
    print('cooked=%s' % (termios.tcgetattr(slave)[3] & cooked == before & cooked))
    print('screen=left status=%d' % status)

    """
}
