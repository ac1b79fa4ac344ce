package import Diagnostics
import Documents
package import JSONSchema

/// The JSON Schemas of a project, each compiled once, with references between its files.
package struct ProjectSchemas: Sendable {
  private let schemas: [String: Schema]
  /// The problems of the schemas themselves.
  package let diagnostics: [Diagnostic]

  /// Compiles every schema of a project.
  package init(_ project: Project) {
    // A reference names a file by its path, or by the `$id` that its root declares.
    var documents: [String: DocumentValue] = [:]
    for file in project.schemas {
      if let id = file.document.value["$id"]?.string { documents[id] = file.document.value }
    }
    for file in project.schemas { documents[file.path] = file.document.value }
    let known = documents
    let options = SchemaOptions(
      defaultDraft: project.settings.schemaDraft,
      assertsFormat: project.settings.assertsFormats)
    var schemas: [String: Schema] = [:]
    var findings = Findings()
    for file in project.schemas {
      let compilation = Schema.compile(file.document, options: options) { known[$0] }
      // A broken file that others refer to reports itself; here only what lies in this one.
      findings.add(compilation.diagnostics.filter { $0.span?.source.path == file.path })
      schemas[file.path] = compilation.schema
    }
    self.schemas = schemas
    diagnostics = findings.sorted
  }

  /// Returns the schema of a file, or nil where there is none or it does not compile.
  package func schema(at path: String) -> Schema? { schemas[path] }

  /// The schema of profiles.
  package var profile: Schema? { schemas[SchemaFile.profilePath] }

  /// Returns the schema of what an event carries.
  package func event(_ event: String) -> Schema? { schemas[SchemaFile.eventPath(event)] }

  /// Returns the schema of what a source answers.
  package func answer(of source: Source) -> Schema? { schemas[source.schemaPath] }

  /// Returns the schema of what a surface accepts.
  package func surface(_ surface: String) -> Schema? { schemas[SchemaFile.surfacePath(surface)] }
}
