import Diagnostics
import Documents
import FoundationEssentials
import JSONSchema
import Testing

/// One group of wrong documents: a file of cases with the report that each must give.
///
/// A case starts with `=== title`; `--- name` starts a file of it. `schema…` is the schema and holds
/// for the cases after it too, `document…` is the wrong document, `report` the expected text, and any
/// other name a schema that the first one refers to.
struct ExplanationFixture {
  /// One wrong document.
  struct Case {
    let title: String
    var files: [(name: String, text: String)] = []

    /// The text of the file whose name starts so.
    func file(_ prefix: String) -> (name: String, text: String)? {
      files.first { $0.name.hasPrefix(prefix) }
    }
  }

  let name: String
  private(set) var introduction = ""
  private(set) var cases: [Case] = []

  init(name: String, text: String) {
    self.name = name
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.hasPrefix("=== ") {
        cases.append(Case(title: String(line.dropFirst(4))))
      } else if line.hasPrefix("--- "), !cases.isEmpty {
        cases[cases.count - 1].files.append((String(line.dropFirst(4)), ""))
      } else if let last = cases.indices.last, let file = cases[last].files.indices.last {
        cases[last].files[file].text += line + "\n"
      } else {
        introduction += line + "\n"
      }
    }
  }

  /// The fixture's text with the reports that its cases give now.
  func recorded() throws -> String {
    var result = introduction
    for (number, fixtureCase) in cases.enumerated() {
      result += "=== \(fixtureCase.title)\n"
      for file in fixtureCase.files where file.name != "report" {
        result += "--- \(file.name)\n\(file.text)"
      }
      result += "--- report\n" + (try report(number))
    }
    return result
  }

  /// What people read about a case's document.
  func report(_ number: Int) throws -> String {
    let fixtureCase = cases[number]
    let schemaFile = try #require(
      cases[...number].last { $0.file("schema") != nil }?.file("schema"))
    let resources = fixtureCase.files.filter { file in
      !["schema", "document", "report"].contains { file.name.hasPrefix($0) }
    }
    let compilation = Schema.compile(
      try Self.read(schemaFile), options: SchemaOptions(assertsFormat: true, assertsContent: true),
      resolver: { uri in
        resources.first { uri.hasSuffix($0.name) }.flatMap { (try? Self.read($0))?.value }
      })
    #expect(compilation.diagnostics.map(\.message) == [], "\(name): \(fixtureCase.title)")
    let schema = try #require(compilation.schema)
    let document = try Self.read(try #require(fixtureCase.file("document")))
    return TextReporter().render(
      DiagnosticReport(
        schema.diagnostics(document), tool: .init(name: "galley", version: "0")))
  }

  private static func read(_ file: (name: String, text: String)) throws -> Document {
    let source = SourceText(path: file.name, file.text)
    let document =
      file.name.hasSuffix(".yaml")
      ? YAMLReader.read(source).document : JSONReader.read(source).document
    return try #require(document, "\(file.name) does not parse")
  }

  /// Where the fixtures stand.
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Explanations")

  /// All groups, in the order of their names.
  static func all() throws -> [ExplanationFixture] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return try names.filter { $0.hasSuffix(".txt") }.sorted().map { name in
      let bytes = Array(try Data(contentsOf: folder.appending(path: name)))
      return ExplanationFixture(name: name, text: String(decoding: bytes, as: UTF8.self))
    }
  }
}
