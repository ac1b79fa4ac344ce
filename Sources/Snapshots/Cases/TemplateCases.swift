import Content
package import Diagnostics
import Documents
import Rendering

/// The cases of one template, or what keeps them from being listed.
struct TemplateCases {
  /// The cases in order; none where they are too many.
  let cases: [Case]
  /// The number of cases; nil where they are too many to be counted.
  let count: Int?
  /// Why there are no cases; nil where they are within bounds.
  let problem: Diagnostic?

  /// Most combinations that are looked at before `exclude` drops any.
  private static let maximumCombinations = 1_000_000
  /// Most combinations of the two largest dimensions that a cover of all pairs is looked for.
  private static let maximumPairs = 100_000

  /// Lists the cases; with `isCounting` they are only counted.
  init(_ template: Template, in project: Project, isCounting: Bool) {
    guard let dimensions = CaseDimensions(project: project, template: template) else {
      (cases, count, problem) = ([], 0, nil)
      return
    }
    let fixtures = template.fixtures
    let strategy = fixtures.strategy ?? project.settings.strategy
    let limit = fixtures.maximumCases ?? project.settings.caseLimits.perTemplate
    guard let choices = Self.choices(dimensions, strategy, fixtures) else {
      (cases, count) = ([], nil)
      problem = Self.problem(template, dimensions, strategy, count: nil, limit: limit, project)
      return
    }
    let builder = CaseBuilder(project: project, template: template)
    var seen: Set<String> = []
    var cases: [Case] = []
    let doubt = Self.doubt(dimensions, strategy, fixtures)
    for made in choices.lazy.map({ dimensions.makeCase($0, builder, doubt: doubt($0)) })
    where cases.count <= limit && seen.insert(made.name).inserted {
      cases.append(made)
    }
    for made in fixtures.include.lazy.compactMap(builder.makeCase)
    where seen.insert(made.name).inserted {
      cases.append(made)
    }
    // Where a choice is left out, they are too many already.
    let count = max(cases.count, choices.count)
    self.count = count
    guard count <= limit else {
      self.cases = []
      problem = Self.problem(template, dimensions, strategy, count: count, limit: limit, project)
      return
    }
    problem = nil
    self.cases = isCounting ? [] : cases.sorted { NaturalOrder.precedes($0.name, $1.name) }
  }

  /// The choices that are left when excluded ones are dropped; nil where too many had to be tried.
  private static func choices(
    _ dimensions: CaseDimensions, _ strategy: MatrixStrategy, _ fixtures: Fixtures
  ) -> [CaseChoice]? {
    func isKept(_ choice: CaseChoice) -> Bool {
      !fixtures.exclude.contains { dimensions.matches(choice, $0) }
    }
    switch strategy {
    case .explicit: return []
    case .each: return dimensions.each().filter(isKept)
    case .full:
      guard product(dimensions.sizes).map({ $0 <= maximumCombinations }) == true else { return nil }
      return dimensions.full(isKept)
    case .pairwise:
      guard product(dimensions.sizes.sorted().suffix(2)).map({ $0 <= maximumPairs }) == true else {
        return nil
      }
      return PairwiseCover.choices(dimensions).filter(isKept)
    }
  }

  /// Which file that cannot be read may say that a choice is no case.
  ///
  /// Under `each` and `pairwise` a profile decides which cases the others need.
  private static func doubt(
    _ dimensions: CaseDimensions, _ strategy: MatrixStrategy, _ fixtures: Fixtures
  ) -> (CaseChoice) -> String? {
    switch strategy {
    case .explicit, .full: return { _ in nil }
    case .pairwise: return { _ in dimensions.stray }
    case .each:
      return { choice in
        guard !dimensions.isBase(choice) else { return nil }
        if let stray = dimensions.stray { return stray }
        // Its language alone is unknown, unless cases are excluded by it.
        let isByLocale = dimensions.isFurtherLocale(choice) || !fixtures.exclude.isEmpty
        return isByLocale ? dimensions.unreadable : nil
      }
    }
  }

  /// The product; nil where it does not fit.
  private static func product(_ sizes: some Sequence<Int>) -> Int? {
    var product = 1
    for size in sizes {
      let (next, overflows) = product.multipliedReportingOverflow(by: size)
      if overflows { return nil }
      product = next
    }
    return product
  }

  private static func problem(
    _ template: Template, _ dimensions: CaseDimensions, _ strategy: MatrixStrategy, count: Int?,
    limit: Int, _ project: Project
  ) -> Diagnostic {
    let words = zip(
      dimensions.sizes,
      ["profile", "locale", "clock", "variant", "environment", "recording set"])
    let counts = words.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }.joined(separator: " × ")
    let found = count.map { "\($0) cases" } ?? "more cases than can be listed"
    let fixtures = template.document.value["fixtures"]
    let bound =
      template.fixtures.maximumCases == nil
      ? "'matrix.casesPerTemplate' in galley.yaml, or 'fixtures.cases' here" : "'fixtures.cases'"
    let weaker = [
      MatrixStrategy.full: "use 'strategy: pairwise' or 'each', ",
      .pairwise: "use 'strategy: each', ",
    ]
    return Diagnostic(
      .tooManyCases, "the template '\(template.id)' has \(found); \(limit) are allowed",
      at: fixtures?["strategy"]?.span ?? fixtures?.span
        ?? SourceSpan(template.document.source, at: 0),
      severity: .error,
      notes: [
        Diagnostic.Note("\(counts), strategy \(strategy.rawValue)"),
        Diagnostic.Note(
          "\(weaker[strategy] ?? "")name fewer values in 'fixtures', 'exclude' cases that no "
            + "customer meets, or raise \(bound)"),
      ])
  }
}

extension DiagnosticCode {
  /// More cases than `galley.yaml` or `template.yaml` allows.
  package static let tooManyCases = DiagnosticCode(
    "matrix/too-many-cases", "there are more cases than the matrix allows")
}
