import Foundation
import TestSupport
import Testing

/// What other tools' users complain about, as `galley test` meets it.
@Suite struct SnapshotRulesTests {
  private static let hello = "shop/templates/hello/subject.liquid"
  private static let ping = "shop/templates/ping/body.txt.liquid"

  private func snapshots(_ sandbox: Sandbox) throws -> [String: [UInt8]] {
    try sandbox.folder.contents(of: "shop/snapshots", ignoring: [])
  }

  @Test func anUpdateTouchesOnlyTheSelectedCases() throws {
    let sandbox = try Shop.copy()
    let before = try snapshots(sandbox)
    try sandbox.folder.write(Self.ping, "Ho {{ profile.firstName }}\n")
    try sandbox.folder.write(Self.hello, "Ho\n")
    try sandbox.folder.write("shop/snapshots/sms/ping/old.sms.txt", "x\n")
    // The stale file is still there: the run fails.
    let tested = try sandbox.galley("test", "ping/anna", "--update=changed", at: "shop")
    #expect(tested.status == 1, "\(tested.said)")
    var expected = before
    expected["sms/ping/anna.sms.txt"] = Array("Ho Anna\n".utf8)
    expected["sms/ping/old.sms.txt"] = Array("x\n".utf8)
    #expect(try snapshots(sandbox) == expected)
  }

  /// What no case could ever have as a snapshot is somebody's: named, and left.
  @Test func anUpdateRemovesNothingButSnapshots() throws {
    let sandbox = try Shop.copy()
    let foreign = [
      "README.md", "sms/notes.sms.txt", "sms/ping/anna.sms.txt.orig", "sms/ping/anna.html",
      "sms/ping/.sms.txt.swp", "sms/ping/deep/anna.sms.txt", "fax/ping/anna.txt",
    ]
    for path in foreign { try sandbox.folder.write("shop/snapshots/\(path)", "mine\n") }
    let stale = ["sms/ping/gone.sms.txt", "push/ping/gone.json", "email/gone/a.amp.html"]
    for path in stale { try sandbox.folder.write("shop/snapshots/\(path)", "x\n") }
    let tested = try sandbox.galley("test", "--format", "json", at: "shop")
    #expect(tested.status == 1 && tested.output.contains(#""stale": 3"#), "\(tested.said)")
    let updated = try sandbox.galley("test", "--update", at: "shop")
    #expect(updated.status == 0 && updated.output.contains("removed 3"), "\(updated.said)")
    // A hidden file is not even named: editors put such files there.
    #expect(updated.errors.contains("warning[snapshot/foreign]: 'snapshots/README.md' and 5 more"))
    for path in foreign.dropFirst() where !path.hasSuffix(".swp") {
      #expect(updated.errors.contains("'snapshots/\(path)'"), "\(updated.said)")
    }
    let after = try snapshots(sandbox)
    for path in foreign { #expect(after[path] == Array("mine\n".utf8), "\(path)") }
    for path in stale { #expect(after[path] == nil, "\(path)") }
  }

  @Test func theTextNamesAFewStaleFilesOfEachFolder() throws {
    let sandbox = try Shop.copy()
    for folder in 10..<30 {
      for number in 1...(folder == 10 ? 3 : 5) {
        try sandbox.folder.write("shop/snapshots/sms/gone-\(folder)/\(number).sms.txt", "x\n")
      }
    }
    let tested = try sandbox.galley("test", at: "shop")
    let lines = tested.output.split(separator: "\n").filter { $0.hasPrefix("stale  ") }
    #expect(lines.count == 3 + 9 * 4 + 1, "\(tested.said)")
    #expect(lines[2] == "stale  snapshots/sms/gone-10/3.sms.txt")
    #expect(lines[6] == "stale  snapshots/sms/gone-11/… 2 more")
    #expect(lines.last == "stale  … 50 more in 10 folders; '--format json' lists all")
    #expect(tested.output.contains("98 stale"), "\(tested.said)")
  }

  @Test func aStaleFileIsNamedAndFailsUnderCIWhateverIsSelected() throws {
    let sandbox = try Shop.copy()
    try sandbox.folder.write("shop/snapshots/sms/ping/gone.sms.txt", "x\n")
    for words in [[], ["ping/anna"], ["--shard", "1/2"], ["--failed", "--no-tests", "pass"]] {
      let tested = try sandbox.run(["galley", "test"] + words, at: "shop", with: ["CI": "true"])
      #expect(tested.status == 1, "\(words): \(tested.said)")
      #expect(
        tested.output.contains("stale  snapshots/sms/ping/gone.sms.txt\n"),
        "\(words): \(tested.said)")
      #expect(tested.output.matches(of: /(?m)^stale\s/).count == 1, "\(words): \(tested.said)")
    }
    #expect(sandbox.folder.exists("shop/snapshots/sms/ping/gone.sms.txt"))
  }

  @Test func aMissingSnapshotFailsEveryRunUnderCI() throws {
    let sandbox = try Shop.copy()
    try sandbox.shell("rm snapshots/sms/ping/anna.sms.txt", at: "shop").expectSuccess()
    let before = try sandbox.folder.contents(of: "shop", ignoring: [])
    // A retry is no way to pass.
    for _ in 1...3 {
      let tested = try sandbox.galley("test", at: "shop", with: ["CI": "true"])
      #expect(tested.status == 1 && tested.output.contains("1 new"), "\(tested.said)")
    }
    #expect(try sandbox.folder.contents(of: "shop", ignoring: []) == before)
    // An explicit flag beats the environment.
    try sandbox.galley("test", "--update=new", at: "shop", with: ["CI": "true"]).expectSuccess()
    #expect(sandbox.folder.exists("shop/snapshots/sms/ping/anna.sms.txt"))
  }

  @Test func everyCaseRunsAndTheDifferencesPrintedAreBounded() throws {
    let sandbox = try Shop.copy()
    try sandbox.folder.write(Self.ping, "one\ntwo\nthree\nfour\nfive\n")
    try sandbox.folder.write(Self.hello, "Ho\n")
    let all = try sandbox.galley("test", at: "shop")
    let changed = all.output.matches(of: /(\d+) changed/).last.flatMap { Int($0.1) } ?? 0
    #expect(changed >= 5, "\(all.said)")
    let few = try sandbox.galley("test", "--diff-lines", "2", at: "shop")
    #expect(few.output.contains("more lines; --diff-lines shows them)"), "\(few.said)")
    // What changed is counted and named in full all the same.
    #expect(few.output.contains("\(changed) changed"), "\(few.said)")
    #expect(
      few.output.matches(of: /(?m)^edit:/).count == all.output.matches(of: /(?m)^edit:/).count)
  }

  @Test func noSnapshotHoldsAVersionADateOrAPath() throws {
    let sandbox = try Shop.copy()
    let version = try sandbox.galley("--version").output.split(separator: "\n").first ?? ""
    let today = try sandbox.shell("date -u +%Y-%m-%d").output.split(separator: "\n").first ?? ""
    #expect(!version.isEmpty && !today.isEmpty)
    for (path, bytes) in try snapshots(sandbox) {
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(!text.contains(version) && !text.contains(today), "\(path)")
      #expect(!text.contains(sandbox.folder.path) && !bytes.contains(0x0D), "\(path)")
      #expect(bytes.last == 0x0A && String(validating: bytes, as: UTF8.self) != nil, "\(path)")
      // The primary part of a mail opens with the envelope; nothing else has a head.
      #expect(
        text.hasPrefix("<!--galley 1\n") == (path.hasPrefix("email/") && path.hasSuffix(".html")))
    }
  }

  @Test func everyPartHasAFileOfItsOwnWithItsEnding() throws {
    let sandbox = try Shop.copy()
    let names = try snapshots(sandbox).keys.sorted()
    let endings: [String: Set<String>] = names.reduce(into: [:]) { endings, name in
      let file = name.split(separator: "/").last ?? ""
      let channel = String(name.prefix { $0 != "/" })
      endings[channel, default: []].insert(String(file.drop { $0 != "." }))
    }
    #expect(
      endings == [
        "email": [".html", ".txt"], "sms": [".sms.txt"], "push": [".json"], "code": [".json"],
      ], "\(names)")
  }

  @Test func aNewRepositoryTellsEditorsToKeepBlanks() throws {
    let sandbox = try Sandbox()
    try sandbox.galley("init", "shop").expectSuccess()
    let editor = String(decoding: try sandbox.folder.read("shop/.editorconfig"), as: UTF8.self)
    #expect(editor.contains("[snapshots/**]\n"))
    #expect(editor.contains("trim_trailing_whitespace = false\n"))
    let attributes = String(decoding: try sandbox.folder.read("shop/.gitattributes"), as: UTF8.self)
    #expect(!attributes.contains("linguist-generated"))
    try sandbox.galley("check", at: "shop").expectSuccess()
  }

  /// Hidden differences are not reviewed, so it takes a request; what git says is what GitHub does.
  @Test func onlyARequestHidesSnapshotsFromReviewers() throws {
    let sandbox = try Sandbox()
    try sandbox.shell(
      "galley init --linguist-generated new; galley init old; galley init --linguist-generated old",
      at: "."
    ).expectSuccess()
    for name in ["new", "old"] {
      let path = "snapshots/email/welcome/anna.html"
      let said = try sandbox.shell("git check-attr linguist-generated eol -- \(path) x", at: name)
      #expect(
        said.output == """
          \(path): linguist-generated: set
          \(path): eol: lf
          x: linguist-generated: unspecified
          x: eol: lf

          """)
    }
    let attributes = try sandbox.folder.read("old/.gitattributes")
    try sandbox.galley("init", "--linguist-generated", "old").expectSuccess()
    #expect(try sandbox.folder.read("old/.gitattributes") == attributes, "set once")
  }
}
