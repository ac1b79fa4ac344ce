import Diagnostics
import Documents

/// Validates the documents of a library against the meta-schemas of their dialects.
struct MetaSchemaCheck {
  private let library: SchemaLibrary
  private let resolver: SchemaResolver

  init(_ library: SchemaLibrary, resolver: @escaping SchemaResolver) {
    self.library = library
    self.resolver = resolver
  }

  /// The problems of one document; none where its meta-schema cannot be found.
  func problems(ofDocument number: Int) -> [Diagnostic] {
    let document = library.documents[number]
    // A bundled meta-schema is as the standard has it.
    guard MetaSchemas.document(uri: document.source.path) == nil else { return [] }
    let own = library.resources.filter { $0.place.document == number }
    guard let root = own.first else { return [] }
    // A subschema in another dialect is none of its parent's meta-schema's business.
    let islands = own.dropFirst().filter { $0.dialect != root.dialect }
    var problems: [Diagnostic] = []
    for resource in [root] + islands {
      guard let metaSchema = metaSchema(of: resource) else { continue }
      let span = library.span(resource.place)
      let inner = islands.map { library.span($0.place) }.filter {
        $0.start > span.start && $0.end <= span.end
      }
      for failure in metaSchema.validate(document, NodeID(resource.place.node))
      where !inner.contains(where: { $0.start <= failure.span.start && failure.span.end <= $0.end })
      {
        problems.append(failure.asSchemaProblem)
      }
    }
    return problems
  }

  private func metaSchema(of resource: SchemaLibrary.Resource) -> Schema? {
    guard let uri = library.text(resource.place, "$schema"), SchemaDraft(uri: uri) == nil,
      let custom = resolver(URIReference(uri).withoutFragment.text)
    else { return MetaSchemas.schema(resource.dialect.draft) }
    let options = SchemaOptions(checksMetaSchema: false, baseURI: uri)
    return Schema.compile(custom, options: options, resolver: resolver).schema
  }
}

extension SchemaFailure {
  /// The failure of a schema against its meta-schema, as a problem of the schema.
  var asSchemaProblem: Diagnostic {
    let code = keyword == "type" && instance.isEmpty ? DiagnosticCode.schemaKind : .schemaKeyword
    return Diagnostic(code, message, at: span, notes: diagnostic.notes.dropLast(), fix: fix)
  }
}
