package import Content
package import Diagnostics
import Documents
package import Rendering

/// Enumerates the cases of a project before anything is rendered.
///
/// New, changed, stale and missing snapshots are differences of sets known in advance, so they are
/// exact under any filter or failure.
package struct CaseMatrix: Sendable {
  /// Every case, in the order of ids with numbers read as numbers; none where they are too many.
  package let cases: [Case]
  /// What is too large, each with the counts that make it so.
  package let diagnostics: [Diagnostic]
  /// Values that no case has, since every case with them is excluded.
  package let warnings: [Diagnostic]
  /// Names that nothing defines, so that some cases are missing, needless or others: no case that may
  /// be concerned is rendered, and no snapshot is known to be stale.
  package let references: [Diagnostic]

  /// Templates that are named where all together have too many cases.
  private static let namedTemplates = 3
  /// Templates whose cases are listed before it is looked whether they are too many.
  private static let templatesAtOnce = 256

  /// Enumerates the cases of all templates; templates that lack what a case needs give none.
  package init(_ project: Project) {
    var cases: [Case] = []
    var counts: [(template: String, count: Int)] = []
    var diagnostics: [Diagnostic] = []
    var warnings: [Diagnostic] = []
    var total = 0
    let limit = project.settings.caseLimits.inAll
    let templates = project.templates.sorted { NaturalOrder.precedes($0.id + "/", $1.id + "/") }
    let check = CaseReferenceCheck(project)
    let general = check.missingLocales(onlyMisspelt: true)
    var references = general
    // Not all at once: from where they are too many on, cases are counted and not kept.
    for start in stride(from: 0, to: templates.count, by: Self.templatesAtOnce) {
      let isCounting = total > limit
      let part = templates[start..<min(start + Self.templatesAtOnce, templates.count)]
      let listed = Array(part).mapOnAllCores(share: 8) { template in
        let problems = check.problems(of: template)
        let own = TemplateCases(
          template, in: project, isCounting: isCounting, problems: general + problems)
        return (template: template.id, own: own, problems: problems)
      }
      for (template, own, problems) in listed {
        references += problems
        if let problem = own.problem {
          diagnostics.append(problem)
          continue
        }
        warnings += own.warnings
        counts.append((template, own.count ?? 0))
        total += own.count ?? 0
        if total > limit { cases = [] } else { cases += own.cases }
      }
    }
    if total > limit {
      diagnostics.append(Self.problem(project, total, counts))
    }
    self.cases = diagnostics.isEmpty ? cases : []
    self.diagnostics = diagnostics
    self.warnings = warnings
    self.references = references
  }

  /// The path of every output of every case.
  package var paths: Set<String> { cases.snapshotPaths }

  private static func problem(
    _ project: Project, _ total: Int, _ counts: [(template: String, count: Int)]
  ) -> Diagnostic {
    let settings = project.settings
    let largest = counts.enumerated().sorted {
      $0.element.count != $1.element.count
        ? $0.element.count > $1.element.count : $0.offset < $1.offset
    }.prefix(namedTemplates).map { "\($0.element.template) \($0.element.count)" }
    let matrix = settings.document.value["matrix"]
    return Diagnostic(
      .tooManyCases,
      "the templates have \(total) cases together; \(settings.caseLimits.inAll) are allowed",
      at: matrix?["cases"]?.span ?? matrix?.span ?? SourceSpan(settings.document.source, at: 0),
      severity: .error,
      notes: [
        Diagnostic.Note(
          "\(counts.count) templates; most cases: \(largest.joined(separator: ", "))"),
        Diagnostic.Note(
          "choose a smaller 'strategy', name fewer values in the templates' 'fixtures', or raise "
            + "'matrix.cases' in galley.yaml"),
      ])
  }
}

/// One value of each dimension, as positions in `CaseDimensions`.
struct CaseChoice: Hashable {
  var profile: Int
  var locale: Int
  var clock: Int
  var variant: Int
  var environment: Int
  var recordingSet: Int
}

extension CaseDimensions {
  /// The case of a choice.
  func makeCase(_ choice: CaseChoice, _ builder: CaseBuilder, doubt: String?) -> Case {
    builder.makeCase(
      profile: profiles[choice.profile], locale: locales[choice.locale],
      clock: clocks[choice.clock], variant: variants[choice.variant],
      environment: environments[choice.environment],
      recordingSet: recordingSets[choice.recordingSet], doubt: doubt)
  }
}
