import Snapshots
import Testing

/// How the text of a diff tool becomes the words of a program, with no shell between them.
@Suite struct ToolCommandTests {
  private func words(_ text: String) throws -> [String] {
    try ToolCommand(text).words(old: "/t/old/a.html", new: "/t/new/a.html")
  }

  private static let files = ["/t/old/a.html", "/t/new/a.html"]

  @Test func blanksPartWordsAndQuotesKeepThemTogether() throws {
    #expect(try words("meld") == ["meld"] + Self.files)
    #expect(try words("  code \t--wait\n--diff ") == ["code", "--wait", "--diff"] + Self.files)
    #expect(try words(#"'my tool' "a \"b\" \\ \n"c"#) == ["my tool", #"a "b" \ \nc"#] + Self.files)
    #expect(
      try words(#"my\ tool it\'s 'a\'b ''"#) == ["my tool", "it's", #"a\b"#, ""] + Self.files)
  }

  @Test func nothingOfAShellHasAMeaning() throws {
    let text = "tool $HOME `id` $(id) ~ *.html > x; y | z && # !1"
    #expect(try words(text) == text.split(separator: " ").map(String.init) + Self.files)
  }

  @Test func marksStandForTheFilesWhereTheyAre() throws {
    #expect(try words("x {new} -l={old} -") == ["x", "/t/new/a.html", "-l=/t/old/a.html", "-"])
    #expect(try words("x '{old}{new} {other} {'") == ["x", "/t/old/a.html/t/new/a.html {other} {"])
    #expect(try words("x {new}") == ["x", "/t/new/a.html"])
    // A mark in the name of a file is none, and the program is no place for one.
    let odd = try ToolCommand("{old} {old} {new}").words(old: "/{new}", new: "/{old}")
    #expect(odd == ["{old}", "/{new}", "/{old}"])
  }

  @Test(arguments: [
    ("", ToolCommand.Mistake.empty), (" \t", .empty), ("''", .empty), ("'' x", .empty),
    ("a 'b", .openQuote), ("a \"b", .openQuote), ("a \"b\\\"", .openQuote),
    ("a \\", .loneBackslash),
  ])
  func whatIsNoCommandSaysWhy(text: String, mistake: ToolCommand.Mistake) {
    #expect(throws: mistake) { try ToolCommand(text) }
  }
}
