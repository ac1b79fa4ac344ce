public import Diagnostics

/// One fault of a value, with everything that tools ask for; `diagnostic` is its printed form.
public struct SchemaFailure: Sendable {
  /// JSON Pointer of the value that the keyword looked at.
  public let instance: String
  /// The keyword that is not satisfied; `false` for the schema that allows nothing.
  public let keyword: String
  /// Where the keyword stands: the resource's URI with a JSON Pointer as fragment.
  public let keywordLocation: String
  /// The kind of problem.
  public let code: DiagnosticCode
  /// One sentence that names the value's path and the offending text.
  public let message: String
  /// The value or key to change.
  public let span: SourceSpan
  /// The keyword in the schema's file.
  public let schemaSpan: SourceSpan?
  /// Names or values close to the one written, best first.
  public let suggestions: [String]
  /// A correction, where exactly one is near.
  public let fix: Diagnostic.Fix?
  /// Reasons of single branches, places of other values.
  public internal(set) var details: [Diagnostic.Note]
  /// How many values below the root the failing value lies.
  let depth: Int
  /// The message without the value's path.
  var sentence = ""
  /// The property that is missing, where that is the fault.
  var missing: String?
  /// The subschemas that were applied on the way from the root, the failing one last.
  var trail: [SchemaTrailStep] = []

  /// The failure as it is printed.
  public var diagnostic: Diagnostic {
    var notes = details
    if let first = suggestions.first {
      let others = suggestions.dropFirst().map { " or \"\($0)\"" }.joined()
      notes.append(.init("did you mean \"\(first)\"\(others)?"))
    }
    if let schemaSpan {
      notes.append(.init("the schema demands it: \(keywordLocation)", at: schemaSpan))
    }
    return Diagnostic(code, message, at: span, notes: notes, fix: fix)
  }
}

/// A subschema that was applied on the way to a failure.
struct SchemaTrailStep: Hashable, Sendable {
  /// The file in which it stands.
  var file: String
  /// Its node there.
  var node: Int
  /// How many values below the root the value lies that it was applied to.
  var depth: Int
  /// The keyword that applied it, where there may be several: `then`, `anyOf/1`, `$` for references.
  var via: String
}
