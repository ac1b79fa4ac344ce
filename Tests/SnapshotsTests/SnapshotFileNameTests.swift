import Content
import Rendering
import Snapshots
import Testing

@Suite struct SnapshotFileNameTests {
  @Test(arguments: [
    "vip-zoe@de+black-friday~b", "anna@pt-BR", "a=b_c", "console", "con-2", "auxiliary", "comet",
    "nul@de", String(repeating: "a", count: 80),
  ])
  func keepsNamesThatEverySystemTakes(name: String) {
    #expect(SnapshotFileName.part(name) == name)
  }

  @Test func shortensLongNamesWithAHash() {
    let long = String(repeating: "a", count: 90)
    let name = SnapshotFileName.part(long)
    #expect(name.utf8.count == SnapshotFileName.maximumPartBytes)
    #expect(name != SnapshotFileName.part(long + "a"))
    #expect(SnapshotFileName.part(long, limit: 40).utf8.count == 40)
    // However little room there is, the digits tell names apart.
    #expect(SnapshotFileName.part(long, limit: -5).utf8.count == 10)
  }

  @Test(arguments: [
    "con", "CON", "aux", "nul", "prn", "com1", "lpt9", "con.html", "nul.tar.gz", "a.", ".a", "..",
    "", "a:b", "a b", "a/b", "a\\b", "a\u{0}b", "ä", "a\u{308}", "\u{202E}a",
  ])
  func changesNamesThatSomeSystemRefuses(name: String) throws {
    let changed = SnapshotFileName.part(name)
    #expect(
      try #/[A-Za-z0-9@+~=_-][A-Za-z0-9.@+~=_-]*-[0-9a-f]{8}|-[0-9a-f]{8}/#.wholeMatch(in: changed)
        != nil, "\(changed)")
    #expect(SnapshotFileName.part(changed) == changed, "a changed name is a plain one")
  }

  /// Equal to Swift and to some file systems, different to others: their names are ASCII and differ.
  @Test func tellsCompositionsOfLettersApart() {
    let composed = SnapshotFileName.part("caf\u{E9}")
    let decomposed = SnapshotFileName.part("cafe\u{301}")
    #expect(composed.lowercased() != decomposed.lowercased())
    #expect((composed + decomposed).utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func namesThatDifferInCaseGetTheirHash() {
    let upper = SnapshotFileName.part("anna@de-CH", isMistakable: true)
    let lower = SnapshotFileName.part("anna@de-ch", isMistakable: true)
    #expect(upper.hasPrefix("anna@de-CH-") && lower.hasPrefix("anna@de-ch-"))
    #expect(upper.lowercased() != lower.lowercased())
  }

  /// The paths of a project with these locales; the files of some differ only in case.
  private func paths(_ locales: [String], _ more: [String: String?] = [:]) throws -> [String] {
    var files = more
    files["galley.yaml"] = """
      galley: 1
      name: test
      locales: { default: en, supported: [\(locales.joined(separator: ", "))] }
      clocks: { default: 2026-01-01T00:00:00Z, later: 2026-07-01T00:00:00Z }
      """
    for locale in locales { files["locales/\(locale).yaml"] = "hello: hi" }
    let project = try #require(try TestProject.read(files).project)
    return CaseMatrix(project).cases.flatMap(SnapshotFiles.paths)
  }

  @Test func localesThatDifferInCaseHaveFilesOfTheirOwn() throws {
    let one = try paths(["en", "de", "de-CH"])
    #expect(one.contains("snapshots/sms/t/anna@de-CH.sms.txt"), "\(one)")
    let both = try paths(["en", "de", "de-CH", "de-ch"])
    #expect(Set(both.map { $0.lowercased() }).count == both.count, "\(both)")
    #expect(both.filter { $0.contains("anna@de-C") }.count == 1)
    // Only the names that can be mistaken have changed.
    #expect(Set(one).subtracting(both) == ["snapshots/sms/t/anna@de-CH.sms.txt"])
    // No order decides.
    #expect(Set(try paths(["de-ch", "en", "de-CH", "de"])) == Set(both))
    // One of another language renames nothing.
    #expect(Set(try paths(["en", "de", "de-CH", "de-ch", "fr"])).isSuperset(of: both))
  }

  @Test func noPathIsLongerThanEveryCheckoutTakes() throws {
    let template = String(repeating: "t", count: 80)
    let profile = String(repeating: "p", count: 80)
    let files = [
      "templates/t/template.yaml": nil, "templates/t/body.txt.liquid": nil,
      "templates/\(template)/template.yaml": "channel: email",
      "templates/\(template)/subject.liquid": "Hi",
      "templates/\(template)/body.html.liquid": "<p>Hi</p>",
      "templates/\(template)/body.txt.liquid": "Hi",
      "templates/con/template.yaml": "channel: in-app",
      "templates/con/content.json.liquid": "{}",
      "profiles/\(profile).yaml": "{ id: p }", "profiles/\(profile.dropLast())q.yaml": "{ id: q }",
      "profiles/nul.yaml": "{ id: n }",
    ]
    let found = try paths(["en", "de"], files)
    let long = found.filter { $0.contains(template) }
    #expect(long.count == 10 && Set(found).count == found.count, "\(found)")
    for path in found {
      #expect(path.utf8.count <= SnapshotFileName.maximumPathBytes, "\(path)")
      for part in path.split(separator: "/") {
        let slug = part.prefix { $0 != "." }
        #expect(slug.utf8.count <= SnapshotFileName.maximumPartBytes)
        #expect(!["con", "nul"].contains(slug), "\(path)")
      }
    }
    // The parts of a message share the rest of their names.
    #expect(Set(long.map { $0.prefix { $0 != "." } }).count == 5)
  }
}
