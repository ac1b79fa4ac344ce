import Testing

@testable import GitStore

@Suite("The quick look for conflicts")
struct MergedIndexTests {
  private func isCertain(_ scratch: Scratch, at folder: String = "") -> Bool {
    MergedIndex.isCertain(at: scratch.path + folder, environment: scratch.environment)
  }

  /// Files whose names have every length that padding depends on.
  private var files: [String: String] {
    var files: [String: String] = [:]
    for length in 1...40 { files["s/" + String(repeating: "n", count: length)] = "1\n" }
    return files
  }

  private func conflicted(_ scratch: Scratch) throws {
    try scratch.git(["checkout", "-q", "-b", "theirs"])
    try scratch.commit(["s/nnn": "2\n"])
    try scratch.git(["checkout", "-q", "-"])
    try scratch.commit(["s/nnn": "3\n"])
    try scratch.run("sh", ["-c", "! git merge -q theirs"])
  }

  @Test("every version of the index without a conflict is certain", arguments: ["2", "3", "4"])
  func versions(version: String) throws {
    let scratch = try Scratch().initialised()
    #expect(isCertain(scratch), "no index at all")
    try scratch.commit(files)
    try scratch.git(["update-index", "--index-version", version])
    // Version 3 is written where an entry needs its flags only.
    if version == "3" { try scratch.git(["update-index", "--skip-worktree", "s/nnn"]) }
    let bytes = try #require(try FileText.bytes(scratch.path + "/.git/index"))
    #expect(bytes[7] == UInt8(version))
    #expect(isCertain(scratch))
    #expect(isCertain(scratch, at: "/s"))
  }

  @Test("no version of the index with a conflict is certain", arguments: ["2", "4"])
  func conflicts(version: String) throws {
    let scratch = try Scratch().initialised()
    try scratch.commit(files)
    try conflicted(scratch)
    try scratch.git(["update-index", "--index-version", version])
    #expect(!isCertain(scratch))
    #expect(!isCertain(scratch, at: "/s"))
    try scratch.git(["add", "-A"])
    #expect(isCertain(scratch))
  }

  @Test("what is unusual is left to the library")
  func unusual() throws {
    let scratch = try Scratch().initialised()
    try scratch.commit(files)
    var environment = scratch.environment
    environment.variables["GIT_INDEX_FILE"] = scratch.path + "/.git/index"
    #expect(!MergedIndex.isCertain(at: scratch.path, environment: environment))
    try scratch.git(["worktree", "add", "-q", "../tree"])
    #expect(
      !MergedIndex.isCertain(at: scratch.root + "/tree", environment: scratch.environment))
    try scratch.git(["update-index", "--split-index"])
    #expect(!isCertain(scratch))
  }

  @Test("bytes cut short or made up are never certain")
  func hostile() throws {
    let scratch = try Scratch().initialised()
    try scratch.commit(files)
    let bytes = try #require(try FileText.bytes(scratch.path + "/.git/index"))
    #expect(MergedIndex.isMerged(bytes))
    // Behind the entries only a cache of trees follows.
    let end = try #require(bytes.indices.last { bytes[$0...].starts(with: "TREE".utf8) })
    for count in 0..<end {
      let isMerged = MergedIndex.isMerged(Array(bytes[..<count]))
      #expect(!isMerged, "cut after \(count) bytes")
    }
    var many = bytes
    many.replaceSubrange(8..<12, with: [0xFF, 0xFF, 0xFF, 0xFF])
    #expect(!MergedIndex.isMerged(many))
    #expect(!MergedIndex.isMerged(Array("DIRC".utf8) + [UInt8](repeating: 0xFF, count: 400)))
  }
}
