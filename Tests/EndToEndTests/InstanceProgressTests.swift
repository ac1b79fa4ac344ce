import TestSupport
import Testing

/// How far `check --instances` is: shown on a terminal, and gone at the end.
@Suite struct InstanceProgressTests {
  /// A file of 2,500 values of 300 bytes, of which the 1,500th is wrong.
  private func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    let text = String(repeating: "x", count: 285)
    let lines = (1...2_500).map {
      "{\"n\": \($0 == 1_500 ? "\"\(text)\"" : "1"), \"t\": \"\(text)\"}\n"
    }
    try sandbox.folder.write("values.jsonl", lines.joined())
    try sandbox.folder.write("schema.json", #"{"properties": {"n": {"type": "integer"}}}"#)
    return sandbox
  }

  /// Erases the line that the cursor is in.
  private static let erase = "\r\u{1B}[K"

  @Test func withoutATerminalNothingIsShown() throws {
    let finished = try sandbox().galley(
      "check", "--instances", "values.jsonl", "--schema", "schema.json")
    #expect(finished.status == 1)
    #expect(finished.errors == "1 not valid: 2500 values checked\n")
    #expect(!finished.output.contains("\u{1B}") && finished.output.contains("values.jsonl:1500:7:"))
  }

  @Test func aTerminalShowsHowFarItIsAndIsLeftClean() throws {
    let sandbox = try sandbox()
    guard try sandbox.shell("command -v script").status == 0 else {
      print("skipped: no script(1) to give it a terminal")
      return
    }
    let command = "galley check --instances values.jsonl --schema schema.json > found.txt"
    let shown = try sandbox.shell("script -qec '\(command)' typescript || true").output
    // The wrong value takes the line away before its message, which may go to the same terminal.
    let expected =
      Self.erase + "1000 values · 39 %" + Self.erase + Self.erase + "2000 values · 80 %"
      + Self.erase + "1 not valid: 2500 values checked\r\n"
    #expect(shown == expected)
    #expect(try sandbox.shell("cat found.txt").output.contains("values.jsonl:1500:7:"))
    #expect(Self.screen(shown) == ["1 not valid: 2500 values checked", ""])
  }

  /// What a terminal shows in the end: lines, with what was erased gone.
  private static func screen(_ written: String) -> [String] {
    var lines = [""]
    // A break on a terminal is CR LF, one character of a Swift string.
    for part in written.replacing("\r\n", with: "\n").split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      let visible =
        part.replacing(erase, with: "\u{0}").split(
          separator: "\u{0}", omittingEmptySubsequences: false
        ).last ?? ""
      lines[lines.count - 1] = String(visible)
      lines.append("")
    }
    lines.removeLast()
    return lines
  }
}
