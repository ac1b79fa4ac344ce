import Content
import Diagnostics

/// The templates whose cases are not all known, since a file cannot be read or names what is not there.
struct UnsureTemplates {
  private let ids: Set<String>
  private let areAll: Bool

  init(_ matrix: CaseMatrix, in project: Project) {
    let wrong = matrix.references.compactMap { $0.span?.source.path }
    areAll = !project.unreadable.isEmpty || wrong.contains(ContentRoot.fileName)
    let named = wrong.compactMap { path -> String? in
      let parts = path.split(separator: "/")
      return parts.count == 3 && parts[0] == "templates" ? String(parts[1]) : nil
    }
    ids = Set(named).union(project.templates.unreadable.keys)
  }

  /// Whether a case, `template/name`, is of one of them.
  func contain(_ caseID: String) -> Bool {
    areAll || ids.contains(String(caseID.prefix { $0 != "/" }))
  }
}
