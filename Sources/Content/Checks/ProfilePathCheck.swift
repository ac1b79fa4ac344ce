package import Diagnostics
import Documents
import JSONSchema

/// Checks where galley.yaml says that a recipient's language and time zone stand in a profile.
///
/// A path that no profile can have would give every recipient the defaults without a word.
package enum ProfilePathCheck {
  /// Returns the paths that the schema of profiles excludes, and as warnings those it does not list.
  package static func problems(of project: Project, _ schemas: ProjectSchemas) -> [Diagnostic] {
    let settings = project.settings
    guard let schema = schemas.profile, let named = settings.document.value["profile"] else {
      return []
    }
    let paths = [
      ("locale", settings.profileLocalePath), ("timeZone", settings.profileTimeZonePath),
    ]
    return paths.compactMap { key, path in
      guard let span = named[key]?.span else { return nil }
      return problem(of: path, at: span, schema)
    }
  }

  private static func problem(
    of path: [String], at span: SourceSpan, _ schema: Schema
  ) -> Diagnostic? {
    let shape = schema.shape(at: path.map { .property($0) })
    guard shape.presence == .excluded || shape.presence == .unlisted,
      let failed = shape.failedStep, failed < path.count
    else { return nil }
    let names = shape.siblingNames
    var notes = NearestName.suggest(path[failed], among: names).map {
      [Diagnostic.Note("did you mean '\((path[..<failed] + [$0]).joined(separator: "."))'?")]
    }
    if notes == nil, !names.isEmpty {
      notes = [Diagnostic.Note("declared are \(names.prefix(12).joined(separator: ", "))")]
    }
    return Diagnostic(
      .unknownProfilePath,
      "'\(path.joined(separator: "."))': the schema of profiles declares no '\(path[failed])'",
      at: span, severity: shape.presence == .excluded ? .error : .warning, notes: notes ?? [])
  }
}

extension DiagnosticCode {
  /// A place in profiles that galley.yaml names and the schema does not have.
  package static let unknownProfilePath = DiagnosticCode(
    "content/unknown-profile-path", "galley.yaml names a place that profiles do not have")
}
