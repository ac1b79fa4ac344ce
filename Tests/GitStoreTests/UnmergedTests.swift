import Testing

@testable import GitStore

@Suite("Unmerged paths and the repository's own configuration")
struct UnmergedTests {
  @Test("the paths in conflict after git merge, as git ls-files -u lists them")
  func merging() throws {
    let scratch = try Scratch().initialised()
    try scratch.commit(["s/both": "1\n", "s/gone": "1\n", "s/fine": "1\n", "other": "1\n"])
    try scratch.git(["checkout", "-q", "-b", "theirs"])
    try scratch.commit(["s/both": "2\n", "s/gone": "2\n", "other": "2\n", "s/added": "2\n"])
    try scratch.git(["checkout", "-q", "-"])
    try scratch.run("sh", ["-c", "rm s/gone"])
    try scratch.commit(["s/both": "3\n", "other": "3\n", "s/added": "3\n", "s/fine": "3\n"])
    try scratch.run("sh", ["-c", "! git merge -q theirs"])
    let listing = try scratch.open().index(below: "s")
    #expect(listing.unmergedPaths == ["s/added", "s/both", "s/gone"])
    let stages = listing.entries.filter { $0.file.path == "s/gone" }.map(\.stage)
    #expect(stages == [.ancestor, .theirs])
    let listed = Set(
      try scratch.lines("ls-files", "-u", "s").compactMap { $0.split(separator: "\t").last })
    #expect(Set(listing.unmergedPaths.map { $0[...] }) == listed)
    try scratch.git(["add", "-A"])
    #expect(try scratch.open().index().unmergedPaths == [])
  }

  @Test("a value goes into the repository's own file and nowhere else")
  func configuration() throws {
    let scratch = try Scratch().initialised()
    let repository = try scratch.open()
    try repository.setLocalConfigurationValue("merge.galley.name", to: "ours; #1 \"quoted\"")
    let value = try scratch.git(["config", "--local", "merge.galley.name"])
    #expect(value == "ours; #1 \"quoted\"\n")
    #expect(try scratch.run("sh", ["-c", "grep -c galley \"$HOME/.gitconfig\" || true"]) == "0\n")
  }
}
