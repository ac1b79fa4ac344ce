import TestSupport
import Testing

/// A bug of galley's is told as one: a line, the version, exit code 70.
@Suite struct BugReportTests {
  /// Sends a signal to a galley that waits for the work tree's lock.
  private func ended(by name: String, with variable: String = "") throws -> FinishedProcess? {
    let sandbox = try Shop.copy()
    guard try sandbox.shell("command -v flock").status == 0 else {
      print("skipped: no flock(1) to hold the lock")
      return nil
    }
    try sandbox.folder.write("shop/templates/ping/body.txt.liquid", "Hi\n")
    return try sandbox.shell(
      """
      ulimit -c 0
      mkdir -p .galley
      exec 9>> .galley/lock
      flock 9
      \(variable) galley test --update > ../out 2> ../errors &
      until grep -q 'waiting for another galley' ../errors; do sleep 0.02; done
      kill -\(name) $!
      code=0; wait $! 2> ../shell || code=$?
      echo "ended $code"
      grep -v 'waiting for another galley' ../errors || true
      cat ../out; galley --version
      """, at: "shop")
  }

  @Test(arguments: ["ILL", "TRAP", "ABRT", "SEGV", "BUS"])
  func aSignalOfABugIsToldAndEndsWithItsCode(name: String) throws {
    guard let ended = try ended(by: name) else { return }
    let lines = ended.output.split(separator: "\n", omittingEmptySubsequences: false)
    try #require(lines.count == 4, "\(ended.said)")
    #expect(lines[0] == "ended 70", "\(ended.said)")
    #expect(lines[1].hasPrefix("galley: this is a bug of galley: it "), "\(ended.said)")
    #expect(lines[1].contains("(SIG\(name)), please report it"), "\(ended.said)")
    #expect(lines[1].contains("(galley \(lines[2]);") && !lines[2].isEmpty, "\(ended.said)")
  }

  @Test func whereABacktraceIsAskedForTheSignalsAreLeftAlone() throws {
    guard let ended = try ended(by: "ABRT", with: "SWIFT_BACKTRACE=enable=no") else { return }
    #expect(ended.output.hasPrefix("ended 134\n"), "\(ended.said)")
    #expect(!ended.output.contains("bug of galley"), "\(ended.said)")
  }

  /// The stack is used up on the main thread, so the handler needs one of its own.
  @Test func aSignalWithoutAnyStackIsTold() throws {
    // Somewhere between too little to be started at all and enough is too little to work.
    let ended = try Sandbox().shell(
      """
      ulimit -c 0
      for size in 16 24 32 40 48 56 64; do
        code=0
        (ulimit -s $size; galley test --help > out 2> errors) || code=$?
        [ $code != 70 ] || grep -q 'bug of galley: it used memory that is not there' errors
        echo $code
      done
      """)
    ended.expectSuccess()
    #expect(ended.output.split(separator: "\n").contains("70"), "\(ended.said)")
  }
}
