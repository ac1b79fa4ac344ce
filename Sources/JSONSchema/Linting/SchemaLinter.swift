public import Diagnostics
public import Documents

/// Finds what is allowed in a schema and yet is probably a mistake.
public enum SchemaLinter {
  /// Returns the problems of schemas that belong together, those of compiling them included.
  ///
  /// A definition counts as used when any of the schemas leads to it. Sorted, each once.
  public static func problems(
    of documents: [Document], options: SchemaOptions = SchemaOptions(),
    resolver: @escaping SchemaResolver = { _ in nil }
  ) -> [Diagnostic] {
    let compilations = documents.map {
      Schema.compile($0, options: options, resolver: resolver)
    }
    var reached: Set<ReachedSchema> = []
    for schema in compilations.compactMap(\.schema) {
      for plan in schema.program.plans {
        let document = schema.program.documents[Int(plan.document)]
        reached.insert(ReachedSchema(path: document.source.path, node: Int(plan.node)))
      }
    }
    var problems: [Diagnostic] = []
    for (document, compilation) in zip(documents, compilations) {
      let own = compilation.diagnostics.filter {
        $0.span.map { $0.source.path == document.source.path } ?? true
      }
      problems += own
      let map = SchemaMap(document.value, options: options, resolver: resolver)
      var pass = LintPass(map, schema: compilation.schema)
      pass.run()
      // Where the schema cannot be used at all, nothing is known of what its references reach.
      if compilations.allSatisfy({ $0.schema != nil }) { pass.findUnusedDefinitions(reached) }
      problems += pass.problems.filter { found in
        !own.contains { Self.overlap($0.span, found.span) }
      }
    }
    return DiagnosticReport.sortedAndUnique(problems)
  }

  /// Whether two problems speak of the same text: one mistake gives one message.
  private static func overlap(_ left: SourceSpan?, _ right: SourceSpan?) -> Bool {
    guard let left, let right else { return false }
    return left.start < right.end && right.start < left.end
  }
}

/// A subschema that a compiled schema applies.
struct ReachedSchema: Hashable {
  var path: String
  var node: Int
}
