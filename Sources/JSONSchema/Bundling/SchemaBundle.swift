public import Diagnostics
public import Documents

/// A schema with every file it refers to embedded: it means the same and needs no other file.
///
/// The compound documents of JSON Schema 2020-12 §9.3: references stay as written, and each embedded
/// schema carries its own `$id`. A file that has no absolute `$id` gets one below `bundle:///`.
public struct SchemaBundle: Sendable {
  /// The bundled schema; nil where the schema cannot be compiled or bundled.
  public let schema: JSONOutput?
  /// The identifiers of the embedded schemas, sorted.
  public let embedded: [String]
  /// The problems of the schema, or of the bundle.
  public let diagnostics: [Diagnostic]

  /// Bundles the schema that a document holds with all that `resolver` finds for it.
  public init(
    _ document: Document, options: SchemaOptions = SchemaOptions(),
    resolver: @escaping SchemaResolver
  ) {
    let compilation = Schema.compile(document, options: options, resolver: resolver)
    guard let program = compilation.schema?.program else {
      self.init(nil, [], compilation.diagnostics)
      return
    }
    var writer = BundleWriter(program: program, defaultDraft: options.defaultDraft)
    writer.findAliases(in: document, options: options, resolver: resolver)
    let schema = writer.schema()
    let problems = Self.check(schema, document, options: options, resolver: resolver)
    self.init(
      problems.isEmpty ? schema : nil, writer.embedded, compilation.diagnostics + problems)
  }

  private init(_ schema: JSONOutput?, _ embedded: [String], _ diagnostics: [Diagnostic]) {
    self.schema = schema
    self.embedded = embedded
    self.diagnostics = diagnostics
  }

  /// Compiles the bundle on its own: what it lacks would be missed only where it is used.
  private static func check(
    _ schema: JSONOutput, _ document: Document, options: SchemaOptions,
    resolver: @escaping SchemaResolver
  ) -> [Diagnostic] {
    let source = SourceText(path: document.source.path, bytes: schema.bytes(.pretty))
    guard let bundle = JSONReader.read(source).document else { return [] }
    // A dialect of one's own is looked up by `$schema`, which no bundle can answer.
    let dialects = Set(
      bundle.nodes.indices.compactMap { bundle.member(NodeID($0), "$schema") }
        .map { bundle.string($0) })
    let compilation = Schema.compile(bundle, options: options) {
      dialects.contains($0) ? resolver($0) : nil
    }
    return compilation.diagnostics.filter { $0.severity == .error }.map {
      Diagnostic(
        .schemaBundle, "the schema cannot be bundled: \($0.message)",
        at: SourceSpan(document.source, at: 0), notes: $0.notes.map { .init($0.message) })
    }
  }
}

extension DiagnosticCode {
  /// A reference that works between files but not within one bundle.
  public static let schemaBundle = DiagnosticCode(
    "schema/cannot-bundle", "a reference would lead to nothing within the bundle")
}
