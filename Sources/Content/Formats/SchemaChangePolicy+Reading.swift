package import Diagnostics
import Documents
package import JSONSchema

extension DiagnosticCode {
  /// A rule that the comparison of schemas does not have.
  package static let unknownRule = DiagnosticCode(
    "content/unknown-rule", "a rule is named that the comparison of schemas does not have")
}

extension SchemaChangePolicy {
  /// Reads `compatibility` of the object `schemas` of `galley.yaml`.
  init(_ schemas: DocumentValue?, findings: inout Findings) {
    self.init()
    for (name, value) in schemas?.entries("compatibility") ?? [] {
      guard SchemaChange.codes.contains(name.value) else {
        let nearest = NearestName.suggest(name.value, among: SchemaChange.codes)
        findings.report(
          .unknownRule, "there is no rule '\(name.value)'", at: name.span,
          notes: nearest.map { ["did you mean '\($0)'?"] }
            ?? ["'galley schema diff' shows the rule of each change in brackets"])
        continue
      }
      if let severity = value.string.flatMap({ Severity(rawValue: $0) }) {
        self[name.value] = severity
      }
    }
  }

  /// Reads what the `galley.yaml` of a content root says, the rest of which may be broken.
  package static func read(
    from source: some ContentSource, limits: ContentLimits = ContentLimits()
  ) throws(ContentError) -> (policy: SchemaChangePolicy, diagnostics: [Diagnostic]) {
    var loader = ProjectLoader(source, limits: limits, cache: nil)
    return try loader.loadSchemaChangePolicy()
  }
}
