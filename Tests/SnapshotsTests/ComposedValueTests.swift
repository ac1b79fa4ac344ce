import Content
import Rendering
import Snapshots
import Testing

/// Edits inside of what an expression prints: translated sentences, computed amounts.
///
/// One edit is one for all customers, with a map of the old text and without.
@Suite struct ComposedValueTests {
  private static let names = [
    "Anna", "Bo", "Zoë", "健太郎", "<b>O'Neil & Sons", "\"Q\"", "Émile", "ليلى", "de la Cruz",
  ]

  private static let body = """
    <html lang="en"><title>x</title>{% capture name %}<bdi>{{ profile.firstName | escape }}</bdi>\
    {% endcapture %}{% assign mark = '[[n]]' %}
    <p>{{ 'greet' | t: name: mark | replace: mark, name }}</p>
    <p>{{ 'offer' | t }}</p>
    <p>{{ profile.total | times: 2 | money: 'EUR' }}</p></html>
    """

  /// A template with two outputs per profile, in two languages.
  private func project(_ changes: [String: String]) throws -> Project {
    var files: [String: String?] = [
      "profiles/anna.yaml": nil, "profiles/ben.yaml": nil,
      "locales/en.yaml":
        "{ greet: \"Hi {name},\", offer: Offer for you, total: \"In all {sum}.\" }",
      "locales/de.yaml": "{ greet: \"Hallo {name},\", offer: Angebot, total: \"Zusammen {sum}.\" }",
      "templates/t/template.yaml": "channel: email\nfrom: a@example.com\n",
      "templates/t/subject.liquid": "Number 1",
      "templates/t/body.html.liquid": Self.body,
      "templates/t/body.txt.liquid": "{{ 'greet' | t: name: profile.firstName }}\n",
    ]
    for (index, name) in Self.names.enumerated() {
      files["profiles/p\(index).yaml"] = """
        id: p\(index)
        firstName: '\(name.replacing("'", with: "''"))'
        locale: \(index % 2 == 0 ? "en" : "de")
        total: \(Double(index) * 713 + 4.5)
        """
    }
    for (path, text) in changes { files[path] = text }
    let all = files
    return try TestProject.load(all)
  }

  /// The replaced texts of each edit with the number of outputs, from stored bytes; checks that a
  /// difference of both versions names the edits alike.
  private func edits(_ changes: [String: String]) throws -> [String: Int] {
    let sides = try [project([:]), project(changes)].map { project in
      (renderer: TestProject.renderer(project), cases: CaseMatrix(project))
    }
    let outputs = try zip(sides[0].cases.cases, sides[1].cases.cases).flatMap { before, after in
      let first = SnapshotFiles.files(
        of: try #require(sides[0].renderer.render(before).message), before)
      let second = SnapshotFiles.files(
        of: try #require(sides[1].renderer.render(after).message), after)
      return zip(first, second).compactMap { old, new -> OutputChange? in
        old == new
          ? nil
          : OutputChange(
            caseID: after.id, path: new.path, kind: .changed, old: old.text.fileBytes,
            new: new.text.fileBytes)
      }
    }
    let clusters = OutputClustering.clusters(
      outputs, origins: CaseOrigins((sides[1].renderer, sides[1].cases.cases)).finder)
    let difference = RenderedDifference(old: sides[0], new: sides[1])
    #expect(Set(difference.clusters.map(\.id)) == Set(clusters.map(\.id)))
    var edits: [String: Int] = [:]
    for cluster in clusters {
      let key = try #require(cluster.key)
      edits["\(key.part): \(key.replacement.old) → \(key.replacement.new)"] = cluster.changes.count
    }
    return edits
  }

  @Test func aWordOfATranslatedSentenceIsOneEditWhateverTheName() throws {
    let edits = try edits([
      "locales/en.yaml":
        "{ greet: \"Hey {name},\", offer: Offer for you, total: \"In all {sum}.\" }"
    ])
    #expect(edits == ["html: Hi → Hey": 5, "txt: Hi → Hey": 5])
  }

  @Test func aSignBehindEveryNameIsOneEditOfAllLanguages() throws {
    let edits = try edits([
      "templates/t/body.html.liquid": Self.body.replacing("</bdi>", with: "</bdi>!")
    ])
    #expect(edits == ["html:  → !": 9])
  }

  @Test func aTextWithoutDataIsShownAsItWasAndIs() throws {
    let edits = try edits([
      "locales/de.yaml":
        "{ greet: \"Hallo {name},\", offer: Ein Angebot, total: \"Zusammen {sum}.\" }"
    ])
    #expect(edits == ["html:  → Ein ": 4])
  }

  @Test func anotherComputedAmountIsOneEdit() throws {
    let edits = try edits([
      "templates/t/body.html.liquid": Self.body.replacing("times: 2", with: "times: 3")
    ])
    let name = "profile.total|times: 3|money: 'EUR'"
    #expect(edits == ["html: ⟨\(name)⟩ → ⟨\(name): another number⟩": 9])
  }

  @Test func anAmountOfNothingIsAnEditOfItsOwn() throws {
    let edits = try edits([
      "templates/t/body.html.liquid": Self.body.replacing(
        "profile.total | times: 2", with: "profile.total | minus: 4.5 | times: 2")
    ])
    #expect(edits.count == 2 && edits.values.sorted() == [1, 8], "\(edits)")
  }
}
