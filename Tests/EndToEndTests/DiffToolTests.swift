import TestSupport
import Testing

/// `galley review --diff-tool`: a program of the user's shows the old and the new form of an output.
@Suite struct DiffToolTests {
  private static let html = "snapshots/email/hello/anna.html"

  /// A shop where every email, every short message and a stale file wait, and a tool that tells what
  /// it was given.
  private func waiting() throws -> Sandbox {
    try Shop.waiting(
      besides: """
        rm snapshots/sms/ping/ben.sms.txt; echo gone > snapshots/sms/ping/zoe.sms.txt
        mkdir -p $BASE/bin $BASE/tmp
        cat > $BASE/bin/tool <<'END'
        #!/bin/sh
        for word; do echo "[$word]"; done
        for file in old new; do
          for word; do
            case $word in
              */$file/*)
                echo "$file $(stat -c %a $word) $(wc -c < $word)"
                [ $file = old ] || grep For $word
                touch $(dirname $word)/swap
            esac
          done
        done
        END
        chmod 755 $BASE/bin/tool
        """)
  }

  private func review(
    _ sandbox: Sandbox, _ arguments: String..., with more: [String: String] = [:]
  ) throws -> FinishedProcess {
    try sandbox.run(
      ["galley", "review"] + arguments, at: "shop",
      with: more.merging(["TMPDIR": sandbox.folder.path + "/tmp"]) { own, _ in own })
  }

  private func leftovers(_ sandbox: Sandbox) throws -> [String: [UInt8]] {
    try sandbox.folder.contents(of: "tmp", ignoring: [])
  }

  @Test func theToolGetsBothFilesWithTheNameOfTheOutput() throws {
    let sandbox = try waiting()
    let before = try sandbox.folder.contents(of: "shop", ignoring: [])
    let shown = try review(sandbox, "--diff", "hello/anna.html", "--diff-tool", "tool 'a  b' $HOME")
    let pattern =
      #/\[a  b\]\n\[\$HOME\]\n\[(.*)/old/anna.html\]\n\[(.*)/new/anna.html\]\nold 400 \d+\nnew 400 \d+\n<p>For anna@example.com</p>\n/#
    let match = try #require(shown.output.wholeMatch(of: pattern), "\(shown.said)")
    #expect(match.1 == match.2 && match.1.hasPrefix(sandbox.folder.path + "/tmp/galley-diff-"))
    #expect(shown.status == 0 && shown.errors == "", "\(shown.said)")
    // With what the tool itself has left there.
    #expect(try leftovers(sandbox).isEmpty && !sandbox.folder.exists("\(match.1)"))
    #expect(try sandbox.folder.contents(of: "shop", ignoring: []) == before)
  }

  @Test func anEditOpensItsTypicalOutput() throws {
    let sandbox = try waiting()
    let listed = try review(sandbox, "--list").output
    let edit = try #require(listed.firstMatch(of: /edit:[0-9a-f]+(?=  3 outputs changed)/)?.output)
    let shown = try review(
      sandbox, "--diff", String(edit), "--diff-tool", "tool --new={new} -x", "--format", "json")
    // What the tool prints does not stand in the result.
    #expect(shown.errors.hasPrefix("[--new=") && shown.errors.contains(".html]\n[-x]\n"))
    #expect(shown.output.contains(#""path": "snapshots/email/hello/anna"#), "\(shown.said)")
    #expect(shown.output.contains(#""exit": 0"#), "\(shown.said)")
  }

  @Test func whatOneSideDoesNotHaveIsAnEmptyFile() throws {
    let sandbox = try waiting()
    let new = try review(sandbox, "--diff", "ping/ben.sms.txt", "--diff-tool", "wc -c")
    #expect(new.output.contains(#/0 .*/old/ben\.sms\.txt\n *[1-9]\d* .*/new/ben\.sms\.txt\n/#))
    let stale = try review(sandbox, "--diff", "zoe.sms.txt", "--diff-tool", "wc -c")
    #expect(stale.output.contains(#/5 .*/old/zoe\.sms\.txt\n *0 .*/new/zoe\.sms\.txt\n/#))
    let several = try review(sandbox, "--diff", "ping", "--diff-tool", "wc -c")
    #expect(several.status == 2 && several.errors.contains("names 2 outputs"), "\(several.said)")
    let both = try review(
      sandbox, "--diff", "ping/ben.sms.txt", "--diff", "zoe.sms.txt", "--diff-tool", "wc -c")
    #expect(both.status == 0, "\(both.said)")
    #expect(both.output.contains(#/(?s)new/ben\.sms\.txt.*old/zoe\.sms\.txt/#), "\(both.said)")
    let none = try review(sandbox, "--diff", "ping/bem.sms.txt", "--diff-tool", "wc -c")
    #expect(none.status == 2 && none.errors.contains("review/unmatched"), "\(none.said)")
  }

  /// `diff` says by 1 that files differ; anything else that is not 0 is a failure that is named.
  @Test(arguments: [
    ("diff -u", 0, ""), ("sh -c 'exit 1'", 0, ""), ("sh -c 'exit 2'", 3, "ended with exit code 2"),
    ("sh -c 'kill -KILL $$'", 3, "'sh' was ended by signal 9"),
    ("no-such-tool -x", 2, "there is no program 'no-such-tool'"),
    ("/etc/hostname", 2, "'/etc/hostname' cannot be run"),
    ("tool 'a", 2, "a quote that is not closed"),
    ("", 2, "names no program"),
  ])
  func theEndOfTheToolIsUnderstood(tool: String, status: Int32, words: String) throws {
    let sandbox = try waiting()
    let shown = try review(sandbox, "--diff", Self.html, "--diff-tool", tool)
    #expect(shown.status == status, "\(shown.said)")
    #expect(words.isEmpty ? shown.errors.isEmpty : shown.errors.contains(words), "\(shown.said)")
    #expect(try leftovers(sandbox).isEmpty, "\(shown.said)")
  }

  @Test func onlyTheCommandLineAndTheEnvironmentNameATool() throws {
    let sandbox = try waiting()
    try sandbox.shell(
      """
      git config diff.tool touch; git config difftool.touch.cmd 'touch $BASE/ran'
      git config diff.external 'touch $BASE/ran'; echo '*.html diff=touch' > .gitattributes
      """, at: "shop"
    ).expectSuccess()
    let none = try review(sandbox, "--diff", Self.html)
    #expect(none.status == 2 && none.errors.contains("there is no diff tool"), "\(none.said)")
    #expect(none.errors.contains("GALLEY_DIFF_TOOL") && !sandbox.folder.exists("ran"))
    let variable = ["GALLEY_DIFF_TOOL": "tool -x"]
    let shown = try review(sandbox, "--diff", Self.html, with: variable)
    #expect(shown.status == 0 && shown.output.hasPrefix("[-x]\n"), "\(shown.said)")
    let option = try review(sandbox, "--diff", Self.html, "--diff-tool", "tool -y", with: variable)
    #expect(option.output.hasPrefix("[-y]\n"), "\(option.said)")
    let broken = try review(sandbox, "--diff", Self.html, with: ["GALLEY_DIFF_TOOL": "a 'b"])
    #expect(broken.status == 2 && broken.errors.contains("GALLEY_DIFF_TOOL has a quote"))
    // A machine that happens to have the variable starts nothing under CI.
    let machine = variable.merging(["CI": "true"]) { _, new in new }
    let refused = try review(sandbox, "--diff", Self.html, with: machine)
    #expect(refused.status == 2 && refused.output == "", "\(refused.said)")
    #expect(refused.errors.contains("under CI only --diff-tool"), "\(refused.said)")
    let asked = try review(sandbox, "--diff", Self.html, "--diff-tool", "tool -y", with: machine)
    #expect(asked.status == 0 && asked.output.hasPrefix("[-y]\n"), "\(asked.said)")
  }

  @Test func bothFormsAreShownInTheBrowser() throws {
    let sandbox = try waiting()
    try sandbox.folder.write("bin/browser", "#!/bin/sh\necho \"$@\" > $BASE/opened\n")
    let browser = ["BROWSER": "browser"]
    let shown = try sandbox.shell(
      "chmod 755 $BASE/bin/browser; BROWSER=browser galley review --open hello/anna.html; "
        + "until [ -s ../opened ]; do sleep 0.02; done; cat ../opened", at: "shop")
    let page = ".galley/review/compare.html"
    #expect(
      shown.output == "opened \(page)\n\(sandbox.folder.path)/shop/\(page)\n", "\(shown.said)")
    let text = String(decoding: try sandbox.folder.read("shop/" + page), as: UTF8.self)
    #expect(text.contains("Sent to anna@example.com") && text.contains("For anna@example.com"))
    #expect(text.contains("default-src 'none'") && text.contains("<iframe sandbox srcdoc="))
    let none = try review(sandbox, "--open", Self.html, with: ["BROWSER": "no-such-browser"])
    #expect(none.status == 0 && none.output == "no browser: open \(page)\n", "\(none.said)")
    let several = try review(sandbox, "--open", "hello", with: browser)
    #expect(several.status == 2 && several.errors.contains("one can be opened"), "\(several.said)")
    let both = try review(sandbox, "--open", Self.html, "--diff", Self.html)
    #expect(both.status == 2 && both.errors.contains("exclude each other"), "\(both.said)")
  }

  @Test func itDecidesNothing() throws {
    let sandbox = try waiting()
    for option in ["--list", "--accept-all", "--reject-all"] {
      let refused = try review(sandbox, "--diff", Self.html, option, "--diff-tool", "tool")
      #expect(
        refused.status == 2 && refused.errors.contains("--diff and --open decide"),
        "\(refused.said)")
    }
  }

  /// A signal to galley ends the tool, and a second one a tool that does not mind the first.
  @Test(arguments: [
    ("HUP", "exec sleep 100", 1), ("TERM", "trap '' TERM; while :; do sleep 0.1; done", 2),
  ])
  func aSignalEndsTheToolAndRemovesTheFiles(name: String, script: String, times: Int) throws {
    let sandbox = try waiting()
    try sandbox.folder.write("bin/slow", "#!/bin/sh\necho $$ > $BASE/tool-id\n\(script)\n")
    let ended = try sandbox.shell(
      """
      chmod 755 $BASE/bin/slow
      export TMPDIR=$BASE/tmp
      galley review --diff \(Self.html) --diff-tool slow > ../out 2>&1 &
      until [ -s ../tool-id ]; do sleep 0.02; done
      ls $BASE/tmp | wc -l
      for time in $(seq \(times)); do kill -\(name) $!; sleep 0.2; done
      code=0; wait $! || code=$?
      echo "ended $code"; cat ../out
      ! kill -0 $(cat ../tool-id) 2> ../err
      """, at: "shop")
    #expect(ended.status == 0 && ended.output == "1\nended 130\n", "\(ended.said)")
    #expect(try leftovers(sandbox).isEmpty)
  }

  /// On a terminal the tool has it to itself, and the review goes on after it.
  @Test(arguments: ["back", "gone", "TERM", "none"])
  func aKeyGivesTheTerminalToTheTool(way: String) throws {
    let sandbox = try waiting()
    guard try sandbox.shell("command -v python3").status == 0 else {
      print("skipped: no python3 to give it a terminal")
      return
    }
    try sandbox.folder.write(
      "bin/screen",
      """
      #!/bin/sh
      stty -a | grep -q ' icanon' && stty -a | grep -q ' echo ' && echo COOKED
      stty raw -echo
      echo "TOOL $#"
      trap 'echo SURVIVED' INT
      while :; do read -r line && [ "$line" = end ] && exit 0; done
      """)
    try sandbox.folder.write("drive.py", Self.driver)
    let driven = try sandbox.shell(
      "chmod 755 $BASE/bin/screen; TMPDIR=$BASE/tmp python3 $BASE/drive.py \(way)", at: "shop")
    #expect(driven.status == 0, "\(driven.said)")
    #expect(driven.output.contains("cooked=True"), "\(driven.output.suffix(400))")
    #expect(driven.output.contains(way == "TERM" ? "status=130" : "status=0"), "\(driven.said)")
    #expect(try leftovers(sandbox).isEmpty)
  }

  private static let driver = """
    import fcntl, os, pty, select, signal, struct, sys, termios, time
    way = sys.argv[1]
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack('HHHH', 30, 100, 0, 0))
    before = termios.tcgetattr(slave)[3]
    pid = os.fork()
    if pid == 0:
      os.setsid()
      fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
      for fd in (0, 1, 2): os.dup2(slave, fd)
      os.environ['TERM'] = 'xterm'
      if way != 'none': os.environ['GALLEY_DIFF_TOOL'] = 'no-such-tool' if way == 'gone' else 'screen'
      os.execvp('galley', ['galley', 'review'])
    seen = b''
    def until(text, seconds=120):
      global seen
      stop = time.time() + seconds
      while text not in seen and time.time() < stop:
        if select.select([master], [], [], 0.1)[0]: seen += os.read(master, 65536)
      assert text in seen, seen[-2000:]
      seen = seen[seen.index(text) + len(text):]
    until(b'1049h')
    until(b'diff tool')
    os.write(master, b't')
    if way == 'none':
      until(b'there is no diff tool')
    elif way == 'gone':
      until(b'1049l')
      until(b'1049h')
      until(b"no program 'no-such-tool'")
    else:
      until(b'1049l')
      until(b'COOKED')
      until(b'TOOL 2')
      if way == 'TERM':
        os.kill(pid, signal.SIGTERM)
      else:
        os.write(master, b'end\\n')
        until(b'Enter goes back')
        os.write(master, b'\\r')
        until(b'1049h')
        until(b'galley review')
    if way != 'TERM':
      os.write(master, b'q')
      until(b'1049l')
    end = time.time() + 60
    while True:
      # Whoever has a terminal may wait until it is read.
      if select.select([master], [], [], 0.05)[0]: seen += os.read(master, 65536)
      done, status = os.waitpid(pid, os.WNOHANG)
      if done: break
      assert time.time() < end
    cooked = termios.ICANON | termios.ECHO | termios.ISIG
    print('cooked=%s' % (termios.tcgetattr(slave)[3] & cooked == before & cooked))
    print('status=%d' % os.waitstatus_to_exitcode(status))

    """
}
