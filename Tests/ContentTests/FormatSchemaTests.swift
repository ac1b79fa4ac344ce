import Content
import Diagnostics
import Documents
import JSONSchema
import Testing

@Suite("The schemas of the formats")
struct FormatSchemaTests {
  private static let root = String(
    #filePath.dropLast("Tests/ContentTests/FormatSchemaTests.swift".count))

  @Test("the program carries what the files hold", arguments: ContentFormat.allCases)
  func embedded(format: ContentFormat) throws {
    let source = WorkTreeSource(root: Self.root)
    let bytes = try source.bytes(at: format.schemaPath)
    // A string literal ends before the line break that the file ends with.
    #expect(Array(format.schemaText.utf8) + [0x0A] == bytes, "run Scripts/embed-schemas")
  }

  @Test("each is a valid schema with a title", arguments: ContentFormat.allCases)
  func valid(format: ContentFormat) throws {
    let text = SourceText(path: format.schemaPath, format.schemaText)
    let document = try #require(JSONReader.read(text).document)
    let compilation = Schema.compile(document)
    #expect(compilation.diagnostics.map(\.message) == [])
    #expect(compilation.schema != nil)
    #expect(document.value["title"]?.string?.isEmpty == false)
  }

  @Test("every object is closed and every property described", arguments: ContentFormat.allCases)
  func closed(format: ContentFormat) throws {
    let text = SourceText(path: format.schemaPath, format.schemaText)
    let document = try #require(JSONReader.read(text).document)
    var problems: [String] = []
    Self.walk(document.value, "#", &problems)
    #expect(problems == [])
  }

  private static func walk(_ schema: DocumentValue, _ path: String, _ problems: inout [String]) {
    // A schema that lets further keys in says so.
    let isRefinement = path.hasSuffix("/if") || path.hasSuffix("/then") || path.hasSuffix("/else")
    if schema["properties"] != nil, schema["additionalProperties"] == nil, !isRefinement {
      problems.append("\(path) is open")
    }
    for (key, value) in schema["properties"]?.members ?? [] {
      let name = "\(path)/\(key.document.string(key.node))"
      if value.kind == .object, value["description"] == nil, value["$ref"] == nil {
        problems.append("\(name) has no description")
      }
      walk(value, name, &problems)
    }
    for key in ["items", "additionalProperties", "if", "then", "else"] {
      if let value = schema[key] { walk(value, "\(path)/\(key)", &problems) }
    }
    for (key, value) in schema["$defs"]?.members ?? [] {
      walk(value, "\(path)/$defs/\(key.document.string(key.node))", &problems)
    }
  }
}
