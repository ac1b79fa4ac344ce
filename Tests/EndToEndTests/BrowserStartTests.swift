import TestSupport
import Testing

/// What starts a browser or a diff tool: signals are the program's own, an interrupt ends galley.
@Suite struct BrowserStartTests {
  /// A shop where emails wait, and a browser that notes which signals are kept from it.
  private func waiting() throws -> Sandbox {
    let sandbox = try Shop.copy()
    try sandbox.folder.write("shop/fragments/footer.liquid", "<p>For {{ profile.email }}</p>\n")
    #expect(try sandbox.galley("test", at: "shop").status == 1)
    try sandbox.folder.write(
      "bin/browser",
      """
      #!/bin/sh
      grep -E '^Sig(Blk|Ign)' /proc/self/status > $BASE/noting
      ps -o pgid= -p $$ >> $BASE/noting
      mv $BASE/noting $BASE/signals
      """)
    try sandbox.shell("chmod 755 bin/browser").expectSuccess()
    return sandbox
  }

  private func noted(_ sandbox: Sandbox) throws -> String {
    try sandbox.shell(
      "for i in $(seq 1000); do [ ! -e signals ] || break; sleep 0.02; done; cat signals"
    ).output
  }

  /// Nothing is blocked and nothing ignored but 32 and 33, which the C library keeps for itself.
  private func hasItsSignals(_ noted: String) -> Bool {
    noted.contains(/^SigBlk:\t0{16}\nSigIgn:\t0{7}[01][08]0{7}\n/)
  }

  @Test func theBrowserOfAnOptionHasItsSignals() throws {
    let sandbox = try waiting()
    // Whoever starts galley ignores an interrupt.
    try sandbox.shell(
      "trap '' INT; BROWSER=browser galley review --open hello/anna.html", at: "shop"
    ).expectSuccess()
    let noted = try noted(sandbox)
    #expect(hasItsSignals(noted), "\(noted)")
  }

  /// The review keeps signals back for itself; the keyboard's go to its group alone.
  @Test func theBrowserOfAKeyHasItsSignalsAndAGroup() throws {
    let sandbox = try waiting()
    guard try sandbox.shell("command -v python3 && command -v ps").status == 0 else {
      print("skipped: no python3 to give it a terminal, or no ps")
      return
    }
    try sandbox.folder.write("drive.py", Self.driver)
    let driven = try sandbox.shell("BROWSER=browser python3 $BASE/drive.py", at: "shop")
    #expect(driven.status == 0, "\(driven.said)")
    let noted = try noted(sandbox)
    #expect(hasItsSignals(noted), "\(noted)")
    let group = noted.split(separator: "\n").last.map { $0.filter(\.isNumber) } ?? ""
    #expect(driven.output != "\(group)\n" && !group.isEmpty, "\(driven.output) \(noted)")
  }

  /// An interrupt while what waits is read: nothing is opened.
  @Test(arguments: ["--open hello/anna.html", "--diff hello/anna.html --diff-tool browser"])
  func anInterruptBeforeTheProgramStartsEndsGalley(options: String) throws {
    let sandbox = try waiting()
    guard try CrashKit.isPossible(in: sandbox) else { return }
    for name in ["INT", "TERM"] {
      let ended = try sandbox.shell(
        """
        BROWSER=browser exec strace -f -qq -o /dev/null -e trace=getdents64 \
          -e inject=getdents64:signal=\(name):when=1 galley review \(options)
        """, at: "shop")
      #expect(ended.status == 130 && ended.output == "", "\(name): \(ended.said)")
    }
    try sandbox.shell("sleep 0.2; [ ! -e signals ]").expectSuccess()
  }

  private static let driver = """
    import fcntl, os, pty, select, struct, sys, termios, time
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack('HHHH', 30, 100, 0, 0))
    pid = os.fork()
    if pid == 0:
      os.setsid()
      fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
      for fd in (0, 1, 2): os.dup2(slave, fd)
      os.environ['TERM'] = 'xterm'
      os.execvp('galley', ['galley', 'review'])
    seen = b''
    def until(text):
      global seen
      stop = time.time() + 60
      while text not in seen and time.time() < stop:
        if select.select([master], [], [], 0.1)[0]: seen += os.read(master, 65536)
      assert text in seen, seen[-2000:]
      seen = seen[seen.index(text) + len(text):]
    until(b'q quit')
    os.write(master, b'b')
    until(b'opened .galley')
    os.write(master, b'q')
    until(b'1049l')
    end = time.time() + 60
    while os.waitpid(pid, os.WNOHANG)[0] == 0:
      if select.select([master], [], [], 0.05)[0]: os.read(master, 65536)
      assert time.time() < end
    print(pid)

    """
}
