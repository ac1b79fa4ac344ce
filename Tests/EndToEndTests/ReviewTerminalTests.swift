import TestSupport
import Testing

/// The review's screen on a real terminal: what keys decide while something else stands there.
@Suite struct ReviewTerminalTests {
  /// Runs a review on a terminal of a size, step by step; nil where no program can give it one.
  private func review(
    _ sandbox: Sandbox, _ size: String, _ steps: String..., reviewing words: [String] = [],
    with more: [String: String] = [:]
  ) throws -> FinishedProcess? {
    guard try sandbox.shell("command -v python3").status == 0 else {
      print("skipped: no python3 to give it a terminal")
      return nil
    }
    try sandbox.folder.write("drive.py", Self.driver)
    let driven = try sandbox.run(
      ["python3", sandbox.folder.path + "/drive.py", size] + steps, at: "shop",
      with: more.merging(
        ["TERM": "xterm", "WORDS": words.joined(separator: " ")]
      ) { first, _ in first })
    #expect(driven.status == 0, "\(driven.said)")
    return driven
  }

  private func changed(_ sandbox: Sandbox) throws -> String {
    try sandbox.shell("git status --porcelain snapshots | wc -l", at: "shop").output
  }

  /// Two keys at once: the second one came before its edit was on the screen.
  @Test func whatIsTypedAheadAcceptsNothing() throws {
    let sandbox = try Shop.waiting()
    let driven = try review(
      sandbox, "100x30", "until:q quit", "keys:aaaA", "until:storing 1 output",
      "until:stored 1 output", "keys:q")
    guard let driven else { return }
    #expect(
      driven.output.contains("accepted 1, rejected 0, 5 left"), "\(driven.output.suffix(300))")
    #expect(try changed(sandbox) == "1\n")
  }

  /// While another galley writes here the screen stays whole, and keys wait for nothing to decide.
  @Test func whatIsTypedWhileAnEditIsStoredAcceptsNothing() throws {
    let sandbox = try Shop.waiting()
    let driven = try review(
      sandbox, "100x30", "until:q quit", "lock:", "keys:a", "until:waiting for another galley",
      "size:60x20", "until:waiting for another galley", "keys:aA", "unlock:",
      "until:stored 1 output", "keys:q")
    guard let driven else { return }
    #expect(driven.output.contains(Self.oneAccepted), "\(driven.output.suffix(300))")
    let stopped = try review(
      sandbox, "100x30", "until:q quit", "lock:", "keys:a", "until:waiting for another galley",
      "keys:\u{3}")
    #expect(stopped?.output.contains("stopped: accepted 0") == true)
    #expect(try changed(sandbox) == "1\n")
  }

  /// At the end what was rejected is forgotten, and that waits for its turn, too.
  @Test func theWaitAtTheEndCanBeInterrupted() throws {
    let sandbox = try Shop.waiting()
    let driven = try review(
      sandbox, "100x30", "until:q quit", "keys:r", "lock:", "keys:q", "until:1049l",
      "until:waiting for another galley", "signal:", "until:stopped: accepted 0")
    guard let driven else { return }
    #expect(driven.output.contains("stopped: accepted 0, nothing was rejected"))
    let left = try sandbox.shell("find .galley/pending -type f | wc -l", at: "shop").output
    #expect(left == "6\n")
  }

  /// What is left of an archive counts, not what waits here.
  @Test func whatIsLeftOfAnArchiveIsCounted() throws {
    let sandbox = try Shop.waiting()
    try sandbox.shell("tar -cf $BASE/p.tar .galley/pending && rm -r .galley/pending", at: "shop")
      .expectSuccess()
    let driven = try review(
      sandbox, "100x30", "until:q quit", "keys:a", "until:stored 1 output", "keys:q",
      reviewing: ["--from", sandbox.folder.path + "/p.tar"])
    guard let driven else { return }
    #expect(driven.output.contains(Self.oneAccepted), "\(driven.output.suffix(300))")
  }

  @Test func aTerminalThatIsTooSmallAcceptsNothing() throws {
    let sandbox = try Shop.waiting()
    let driven = try review(
      sandbox, "20x5", "until:make the terminal", "keys:aAjaA", "keys:a", "size:40x10",
      "until:q quit", "keys:A", "until:3 not looked at", "keys:a", "until:stored 1 output",
      "size:20x5", "until:make the terminal", "keys:a", "keys:q")
    guard let driven else { return }
    #expect(
      driven.output.contains("accepted 1, rejected 0, 5 left"), "\(driven.output.suffix(300))")
    #expect(try changed(sandbox) == "1\n")
  }

  @Test func anAcceptedEditThatWaitsIsTakenBack() throws {
    let sandbox = try Shop.copy()
    try sandbox.folder.write("shop/templates/ping/body.txt.liquid", "one\nmiddle\ntwo\n")
    #expect(try sandbox.galley("test", "--update", at: "shop").status == 0)
    try sandbox.folder.write("shop/templates/ping/body.txt.liquid", "1\nmiddle\n2\n")
    #expect(try sandbox.galley("test", at: "shop").status == 1)
    let accepted = try review(
      sandbox, "80x24", "until:q quit", "keys:a", "until:(3 waiting for other edits)", "keys:q")
    guard accepted != nil else { return }
    let listed = try sandbox.galley("review", "--list", at: "shop").output
    #expect(
      listed.contains(/(?m)^edit:[0-9a-f]+ is accepted: 3 outputs waiting for edit:/), "\(listed)")
    _ = try review(
      sandbox, "80x24", "until:(3 waiting for other edits)", "keys:k", "until:> ✓", "keys:u",
      "until:no longer accepted", "keys:q")
    let again = try sandbox.galley("review", "--list", at: "shop").output
    #expect(again.contains("3 wait:") && !again.contains("is accepted"), "\(again)")
  }

  @Test func withoutColoursWordsHaveSigns() throws {
    let sandbox = try Shop.waiting()
    let driven = try review(
      sandbox, "80x24", "until:q quit", "keys:w", "until:{+", "keys:q", with: ["NO_COLOR": "1"])
    guard let driven else { return }
    #expect(!driven.output.contains("\u{1B}[31m") && !driven.output.contains("\u{1B}[7;31m"))
    #expect(driven.output.contains("[-"), "\(driven.output.suffix(2_000))")
  }

  private static let oneAccepted = "accepted 1, rejected 0, 5 left"

  private static let driver = """
    import fcntl, os, pty, select, signal, struct, sys, termios, time
    master, slave = pty.openpty()
    def size(text):
      columns, rows = map(int, text.split('x'))
      fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))
    size(sys.argv[1])
    pid = os.fork()
    if pid == 0:
      os.setsid()
      fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
      for fd in (0, 1, 2): os.dup2(slave, fd)
      os.execvp('galley', ['galley', 'review'] + os.environ['WORDS'].split())
    everything = seen = b''
    def read(seconds):
      global everything, seen
      if select.select([master], [], [], seconds)[0]:
        new = os.read(master, 65536)
        everything += new
        seen += new
    def until(text, seconds=60):
      global seen
      stop = time.time() + seconds
      while text not in seen and time.time() < stop: read(0.1)
      assert text in seen, (text, seen[-2000:])
      seen = seen[seen.index(text) + len(text):]
    for step in sys.argv[2:]:
      what, _, text = step.partition(':')
      if what == 'until': until(text.encode())
      elif what == 'size':
        size(text)
        os.kill(pid, signal.SIGWINCH)
      elif what == 'lock':
        held = open('.galley/lock')
        fcntl.flock(held, fcntl.LOCK_EX)
      elif what == 'signal': os.kill(pid, signal.SIGINT)
      elif what == 'unlock':
        time.sleep(0.5)
        held.close()
      elif what == 'keys':
        # What stands on the screen is all there: nothing has come for a while.
        stop = time.time() + 0.5
        while time.time() < stop: read(0.1)
        os.write(master, text.encode())
    if b'1049l' not in everything: until(b'1049l')
    os.waitpid(pid, 0)
    for _ in range(3): read(0.1)
    sys.stdout.buffer.write(everything)

    """
}
