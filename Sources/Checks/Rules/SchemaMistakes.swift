import Content
import Diagnostics
import Documents
import JSONSchema

/// What the repository's schemas allow themselves and is probably a mistake.
enum SchemaMistakes: Check {
  static let codes: [DiagnosticCode] = DiagnosticCode.schemaLintCodes

  static func problems(_ input: CheckedProject) -> [Diagnostic] {
    let settings = input.project.settings
    var known: [String: DocumentValue] = [:]
    for file in input.project.schemas {
      if let id = file.document.value["$id"]?.string { known[id] = file.document.value }
    }
    for file in input.project.schemas { known[file.path] = file.document.value }
    let documents = known
    let options = SchemaOptions(
      defaultDraft: settings.schemaDraft, assertsFormat: settings.assertsFormats)
    let names = Set(codes.map(\.name))
    // What does not compile at all was reported when the schemas were compiled.
    return SchemaLinter.problems(
      of: input.project.schemas.map(\.document), options: options
    ) { documents[$0] }.filter { names.contains($0.code.name) }
  }
}
