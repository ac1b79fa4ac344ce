package import Diagnostics
import Documents
import JSONSchema

extension DiagnosticCode {
  /// A key that the format does not have.
  package static let unknownKey = DiagnosticCode(
    "content/unknown-key", "a key is written that the format does not have")
  /// A key that the format requires.
  package static let missingKey = DiagnosticCode(
    "content/missing-key", "a key that the format requires is not there")
  /// A value that the format does not allow.
  package static let invalidValue = DiagnosticCode(
    "content/invalid-value", "a value is not one that the format allows")
}

/// Validates galley's own files against the schemas of their formats.
enum FormatValidator {
  /// Returns every problem of a file with its format's schema; empty where it meets it.
  static func problems(of document: Document, as format: ContentFormat) -> [Diagnostic] {
    schema(of: format).validate(document).map { failure in
      // The schema is galley's own, so its place would say nothing to the reader.
      var notes = failure.details.filter { $0.span?.source.path != format.schemaPath }
      if let nearest = failure.suggestions.first {
        notes.append(.init("did you mean '\(nearest)'?"))
      }
      if describedKeywords.contains(failure.keyword),
        let wish = description(of: failure, in: format)
      {
        notes.append(.init("expected: " + wish))
      }
      return Diagnostic(
        code(of: failure), message(of: failure), at: failure.span, notes: notes, fix: failure.fix)
    }
  }

  /// Keywords whose failure says little without the schema's description.
  private static let describedKeywords: Set<String> = ["pattern", "anyOf", "oneOf", "not", "false"]

  /// The failure's message without the regular expression, which the description says in words.
  private static func message(of failure: SchemaFailure) -> String {
    guard failure.keyword == "pattern",
      let cut = failure.message.firstRange(of: " does not match ")
    else { return failure.message }
    return failure.message[..<cut.lowerBound] + " is not written as it must be"
  }

  /// The description of the schema whose keyword failed.
  private static func description(of failure: SchemaFailure, in format: ContentFormat) -> String? {
    guard let fragment = failure.keywordLocation.split(separator: "#").last,
      let document = JSONReader.read(SourceText(path: "", format.schemaText)).document
    else { return nil }
    var value = document.value
    for key in fragment.split(separator: "/").dropLast() {
      guard let next = value[String(key)] else { return nil }
      value = next
    }
    return value["description"]?.string
  }

  private static func code(of failure: SchemaFailure) -> DiagnosticCode {
    switch failure.keyword {
    case "additionalProperties", "false": .unknownKey
    case "required": .missingKey
    default: .invalidValue
    }
  }

  // Compiled when the first file of the format is met; most commands need only some.
  private static let galley = compile(.galley)
  private static let template = compile(.template)
  private static let source = compile(.source)
  private static let recording = compile(.recording)
  private static let switches = compile(.switches)
  private static let locale = compile(.locale)
  private static let journey = compile(.journey)
  private static let scenario = compile(.scenario)

  private static func schema(of format: ContentFormat) -> Schema {
    switch format {
    case .galley: galley
    case .template: template
    case .source: source
    case .recording: recording
    case .switches: switches
    case .locale: locale
    case .journey: journey
    case .scenario: scenario
    }
  }

  private static func compile(_ format: ContentFormat) -> Schema {
    let text = SourceText(path: format.schemaPath, format.schemaText)
    let options = SchemaOptions(checksMetaSchema: false)
    guard let document = JSONReader.read(text).document,
      let schema = Schema.compile(document, options: options).schema
    else {
      // The schemas are constants of this program, and a test compiles every one of them.
      fatalError("the schema of the format '\(format.rawValue)' does not compile")
    }
    return schema
  }
}
