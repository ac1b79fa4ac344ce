public import Diagnostics
public import Documents

/// A compiled schema: immutable, shared freely between threads.
public struct Schema: Sendable {
  let program: SchemaProgram

  /// Compiles the schema that a document holds.
  public static func compile(
    _ document: Document, options: SchemaOptions = SchemaOptions(),
    resolver: @escaping SchemaResolver = { _ in nil }
  ) -> SchemaCompilation {
    compile(document.value, options: options, resolver: resolver)
  }

  /// Compiles the schema at a value of a document; its pointers count from that value.
  public static func compile(
    _ root: DocumentValue, options: SchemaOptions = SchemaOptions(),
    resolver: @escaping SchemaResolver = { _ in nil }
  ) -> SchemaCompilation {
    var library = SchemaLibrary(options: options, resolver: resolver)
    let resource = library.add(root, uri: options.baseURI ?? root.document.source.path)
    var diagnostics = library.diagnostics
    if options.checksMetaSchema, diagnostics.isEmpty {
      diagnostics = MetaSchemaCheck(library, resolver: resolver).problems(ofDocument: 0)
    }
    if diagnostics.contains(where: { $0.severity == .error }) {
      return SchemaCompilation(schema: nil, diagnostics: diagnostics)
    }
    var compiler = SchemaCompiler(library: library, options: options)
    let plan = compiler.compile(root: resource)
    var optimiser = ProgramOptimiser(compiler.parts, root: plan)
    optimiser.run()
    let circular = optimiser.circularPlans.map { compiler.circularWarning($0) }
    diagnostics = compiler.library.diagnostics + circular
    if options.checksMetaSchema {
      let check = MetaSchemaCheck(compiler.library, resolver: resolver)
      for number in compiler.library.documents.indices.dropFirst() {
        diagnostics += check.problems(ofDocument: number)
      }
    }
    let isBroken = diagnostics.contains { $0.severity == .error }
    let program = SchemaProgram(
      optimiser.parts, documents: compiler.library.documents,
      resources: compiler.library.resources.map {
        ProgramResource(uri: $0.uri, document: $0.place.document, node: $0.place.node)
      },
      root: optimiser.root, limits: options.limits)
    return SchemaCompilation(
      schema: isBroken ? nil : Schema(program: program), diagnostics: diagnostics)
  }

  /// The paths of the files that the schema consists of, its own first.
  public var sourcePaths: [String] { program.documents.map(\.source.path) }

  /// Whether a value is valid; the fast path, which explains nothing.
  public func isValid(_ document: Document, _ node: NodeID = NodeID(0)) -> Bool {
    document.withView { view in
      var work = program.limits.maximumApplications
      return Evaluator.check(program, view, plan: program.root, node: node.index, work: &work)
        .isValid
    }
  }

  /// The faults of a value in the order of its file; none where it is valid.
  public func validate(_ document: Document, _ node: NodeID = NodeID(0)) -> [SchemaFailure] {
    if isValid(document, node) { return [] }
    return document.withView { view in
      var explainer = Explainer(program, document, view, root: node)
      return explainer.explain()
    }
  }

  /// The faults of a value as diagnostics.
  public func diagnostics(_ document: Document, _ node: NodeID = NodeID(0)) -> [Diagnostic] {
    validate(document, node).map(\.diagnostic)
  }
}

/// What compiling a schema gave: the schema if it is usable, and every problem found.
public struct SchemaCompilation: Sendable {
  /// The schema; nil when an error made it unusable.
  public let schema: Schema?
  /// The problems of the schema itself.
  public let diagnostics: [Diagnostic]
}
