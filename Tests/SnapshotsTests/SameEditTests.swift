import Content
import Diagnostics
import Rendering
import Snapshots
import TestSupport
import Testing

/// The experiment of the reference at small scale: five edits, one of them a mistake.
@Suite struct SameEditTests {
  private static let names = ["Anna", "Bo", "Zoë", "Al", "Hi Lo", "", "Ben", "Émile"]

  /// A project of four templates and eight profiles in two languages.
  private func project(new: Bool) throws -> Project {
    var files: [String: String?] = [
      "profiles/anna.yaml": nil, "profiles/ben.yaml": nil, "templates/t/template.yaml": nil,
      "templates/t/body.txt.liquid": nil,
      "fragments/footer.liquid": new
        ? "<p>Shop Ltd, 2 New Road</p>\n" : "<p>Shop Ltd, 1 Old Street</p>\n",
      "fragments/greeting.liquid": new
        ? "<h1>Hello {{ profile.firstName | upcase | escape }}!</h1>\n"
        : "<h1>Hi{% if profile.firstName != '' %} {{ profile.firstName | escape }}{% endif %},</h1>\n",
      "locales/en.yaml": "buy: Buy now", "locales/de.yaml": "buy: Jetzt kaufen",
    ]
    for (index, name) in Self.names.enumerated() {
      files["profiles/p\(index).yaml"] = """
        id: p\(index)
        firstName: "\(name)"
        locale: \(index % 2 == 0 ? "en" : "de")
        points: \(index * 7 + 1)
        total: \(Double(index) * 13 + 4.5)
        """
    }
    for number in 1...4 {
      files["templates/m\(number)/template.yaml"] = "channel: email\nfrom: a@example.com\n"
      files["templates/m\(number)/subject.liquid"] = "Number \(number)"
      let price = new ? "{{ profile.total | round: 2 }} EUR" : "EUR {{ profile.total }}"
      let link = new ? "?ref=mail&amp;p={{ profile.id }}" : "?p={{ profile.id }}"
      files["templates/m\(number)/body.html.liquid"] = """
        <html><head><title>x</title></head><body>
        {% render 'greeting' %}
        <p>Text \(number) for {{ profile.points }} points, \(price) in all.</p>
        <a href="https://a.example/\(link)">{{ 'buy' | t }}</a>
        {% render 'footer' %}
        </body></html>
        """
    }
    let files2 = files
    return try TestProject.load(files2)
  }

  private func side(_ new: Bool) throws -> (renderer: Renderer, cases: CaseMatrix) {
    let project = try project(new: new)
    return (renderer: TestProject.renderer(project), cases: CaseMatrix(project))
  }

  /// Stored bytes of the old version against the new one, as `galley test` sees them.
  private func clusters() throws -> [OutputCluster] {
    let (old, new) = (try side(false), try side(true))
    let origins = CaseOrigins((new.renderer, new.cases.cases))
    return OutputClustering.clusters(try changes(old, new), origins: origins.finder)
  }

  private func changes(
    _ old: (renderer: Renderer, cases: CaseMatrix), _ new: (renderer: Renderer, cases: CaseMatrix)
  ) throws -> [OutputChange] {
    try zip(old.cases.cases, new.cases.cases).flatMap { before, after in
      let first = SnapshotFiles.files(of: try #require(old.renderer.render(before).message), before)
      let second = SnapshotFiles.files(of: try #require(new.renderer.render(after).message), after)
      return zip(first, second).map {
        OutputChange(
          caseID: after.id, path: $1.path, kind: .changed, old: $0.text.fileBytes,
          new: $1.text.fileBytes)
      }
    }
  }

  @Test func fiveEditsWithAMissingNameAreFiveClusters() throws {
    let clusters = try clusters()
    let edits = clusters.map {
      "\($0.key?.replacement.old ?? "") → \($0.key?.replacement.new ?? "")"
    }
    #expect(clusters.count == 5, "\(edits)")
    // The mistake stands apart: who has no name is greeted with nothing.
    let mistake = try #require(clusters.first { $0.key?.replacement.new == "Hello !" }, "\(edits)")
    #expect(mistake.key?.replacement.old == "Hi,")
    #expect(mistake.changes.count == 4)
    #expect(mistake.changes.allSatisfy { $0.caseID.hasSuffix("/p5") })
    let good = try #require(
      clusters.first { $0.key?.replacement.old == "Hi ⟨profile.firstName⟩," }, "\(edits)")
    #expect(good.key?.replacement.new == "Hello ⟨profile.firstName|upcase|escape⟩!")
    #expect(good.changes.count == 28)
    #expect(clusters.filter { $0.changes.count == 32 }.count == 3)
    let footer = try #require(
      clusters.first { $0.key?.replacement.new == "2 New Road" }, "\(edits)")
    #expect(footer.causes.map(\.place) == ["fragments/footer.liquid:1"])
    #expect(good.causes.map(\.place) == ["fragments/greeting.liquid:1"])
    let price = try #require(
      clusters.first { $0.key?.replacement.old == "EUR ⟨profile.total⟩ " }, "\(edits)")
    #expect(price.key?.replacement.new == "⟨profile.total|round: 2⟩ EUR ")
    #expect(Set(price.causes.map(\.line)) == [3])
  }

  @Test func aDifferenceOfTwoVersionsHasTheSameEdits() throws {
    let difference = RenderedDifference(old: try side(false), new: try side(true))
    let ids = Set(try clusters().map(\.id))
    #expect(Set(difference.clusters.map(\.id)) == ids)
  }

  @Test func samplesAreTypicalLongestAndEmptiest() throws {
    let good = try #require(
      try clusters().first { $0.key?.replacement.old == "Hi ⟨profile.firstName⟩," })
    let names = good.samples.map { good.changes[$0].caseID.suffix(2) }
    #expect(good.samples.count == 3)
    // `Émile` is the longest name, `Bo` or `Al` the shortest.
    #expect(names[1] == "p7" && ["p1", "p3"].contains(names[2]), "\(names)")
  }

  @Test func aSmallClusterBesideALargeOneOfTheSameCauseIsPinned() throws {
    func change(_ number: Int, _ new: String) -> OutputChange {
      OutputChange(
        caseID: "t/\(number)", path: "snapshots/email/t/\(number).txt", kind: .changed,
        old: Array("Hi\n".utf8), new: Array("\(new)\n".utf8))
    }
    let clusters = OutputClustering.clusters(
      (0..<20).map { change($0, $0 == 7 ? "Ho" : "Hello") })
    #expect(clusters.map(\.changes.count) == [1, 19])
    #expect(clusters.map(\.isOutlier) == [true, false])
  }

  @Test func changedDataIsAnEditOfItsOwn() throws {
    func side(_ name: String) throws -> (renderer: Renderer, cases: CaseMatrix) {
      let project = try TestProject.load(["profiles/anna.yaml": "{ id: a, firstName: \(name) }"])
      return (renderer: TestProject.renderer(project), cases: CaseMatrix(project))
    }
    let difference = RenderedDifference(old: try side("Anna"), new: try side("Anne"))
    #expect(difference.clusters.map(\.key) == [EditKey(part: "sms.txt", old: "Anna", new: "Anne")])
    #expect(difference.clusters.first?.causes.first?.data == "profiles/anna.yaml")
  }

  /// Every run of the map stands in the stored file where the map says, whatever quotes it.
  @Test(arguments: ["push", "email", "sms", "in-app", "code"])
  func theMapFitsTheStoredFile(channel: String) throws {
    let name = #"A "quoted" -- \ Ö"#
    var files: [String: String?] = [
      "profiles/anna.yaml": "{ id: a, firstName: '\(name)', locale: en }",
      "templates/t/body.txt.liquid": nil,
    ]
    func part(_ name: String, _ text: String) { files["templates/t/\(name).liquid"] = text }
    switch channel {
    case "push":
      files["templates/t/template.yaml"] = "channel: push"
      part("title.txt", "Hi {{ profile.firstName }}!")
      part("body.txt", "Bye\n{{ profile.firstName }}")
      part("payload.json", "{ \"id\": {{ profile.id | json }} }")
    case "email":
      files["templates/t/template.yaml"] = "channel: email\nfrom: a@example.com"
      part("subject", "  Hi\n  {{ profile.firstName }}  you")
      part("body.html", "<p>{{ profile.firstName | escape }}</p>\r\n<p>{{ profile.id }}</p>\r\n")
    case "sms":
      part("body.txt", "Hi {{ profile.id }}\n")
    case "in-app":
      files["templates/t/template.yaml"] = "channel: in-app"
      part("title.txt", "Hi {{ profile.id }}")
      part("body.html", "<p>{{ profile.id }}</p>")
    default:
      files["templates/t/template.yaml"] = "channel: code"
      part("content.html", "<p>{{ profile.id }}</p>")
    }
    let project = try TestProject.load(files)
    let testCase = try #require(CaseMatrix(project).cases.first)
    let (rendered, origins) = TestProject.renderer(project).renderWithMap(testCase)
    let message = try #require(rendered)
    let stored = SnapshotFiles.files(of: message, testCase).map(\.text.fileBytes)
    let runs = SnapshotFiles.origins(of: message, origins)
    #expect(runs.count == stored.count)
    var found: Set<String> = []
    for (bytes, runs) in zip(stored, runs) {
      for (left, right) in zip(runs, runs.dropFirst()) {
        #expect(left.range.upperBound <= right.range.lowerBound)
      }
      for run in runs where run.dataPath != nil {
        found.insert(String(decoding: bytes[run.range], as: UTF8.self))
      }
    }
    #expect(found.contains("a") || found.contains("\"a\""), "\(found)")
    if channel == "push" { #expect(found.contains(#"A \"quoted\" -- \\ Ö"#), "\(found)") }
    if channel == "email" { #expect(found.contains(#"A \"quoted\" -\u002d \\ Ö"#), "\(found)") }
  }
}
