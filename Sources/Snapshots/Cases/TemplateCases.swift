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
  /// The values that no allowed case has.
  let warnings: [Diagnostic]

  /// Most combinations that are looked at before `exclude` drops any.
  private static let maximumCombinations = 1_000_000
  /// Most combinations of the two largest dimensions that a cover of all pairs is looked for.
  private static let maximumPairs = 100_000

  /// Lists the cases; with `isCounting` they are only counted.
  ///
  /// `problems` are names that nothing defines: no case is rendered, and what follows from them is not
  /// told.
  init(
    _ template: Template, in project: Project, isCounting: Bool, problems: [Diagnostic] = []
  ) {
    guard let dimensions = CaseDimensions(project: project, template: template) else {
      (cases, count, problem, warnings) = ([], 0, nil, [])
      return
    }
    let fixtures = template.fixtures
    let strategy = fixtures.strategy ?? project.settings.strategy
    let limit = fixtures.maximumCases ?? project.settings.caseLimits.perTemplate
    var allowed = AllowedChoices(dimensions, fixtures.exclude)
    guard let choices = Self.choices(dimensions, strategy, &allowed) else {
      (cases, count, warnings) = ([], nil, [])
      problem =
        allowed.isExhausted
        ? Self.givenUp(template)
        : Self.problem(template, dimensions, strategy, count: nil, limit: limit, project)
      return
    }
    let builder = CaseBuilder(project: project, template: template, problems: problems)
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
      (self.cases, warnings) = ([], [])
      problem = Self.problem(template, dimensions, strategy, count: count, limit: limit, project)
      return
    }
    problem = nil
    warnings =
      strategy == .explicit || !problems.isEmpty
      ? [] : Self.unreachable(template, dimensions, allowed, cases)
    self.cases = isCounting ? [] : cases.sorted { NaturalOrder.precedes($0.name, $1.name) }
  }

  /// The choices of the strategy among the allowed ones; nil where too many had to be tried.
  private static func choices(
    _ dimensions: CaseDimensions, _ strategy: MatrixStrategy, _ allowed: inout AllowedChoices
  ) -> [CaseChoice]? {
    let choices: [CaseChoice]
    switch strategy {
    case .explicit: choices = []
    case .each: choices = dimensions.each(&allowed)
    case .full:
      guard product(dimensions.sizes).map({ $0 <= maximumCombinations }) == true else { return nil }
      choices = dimensions.full(allowed.contains)
    case .pairwise:
      guard product(dimensions.sizes.sorted().suffix(2)).map({ $0 <= maximumPairs }) == true else {
        return nil
      }
      choices = PairwiseCover.choices(dimensions, &allowed)
    }
    return allowed.isExhausted ? nil : choices
  }

  /// Names each value that `exclude` takes every case of, though no line of it names the value alone.
  private static func unreachable(
    _ template: Template, _ dimensions: CaseDimensions, _ allowed: AllowedChoices,
    _ cases: [Case]
  ) -> [Diagnostic] {
    guard !allowed.isEverything else { return [] }
    let names = dimensions.names
    let found = cases.map { made in
      [
        made.profile.id, made.locale, made.clock.id, made.variant ?? "", made.environment.id,
        made.recordingSet?.id ?? "",
      ]
    }
    var warnings: [Diagnostic] = []
    for (dimension, kind) in kinds.enumerated() {
      let used = Set(found.map { $0[dimension] })
      for (value, name) in names[dimension].enumerated()
      where !name.isEmpty && !used.contains(name) && !allowed.names(value, of: dimension) {
        let fixtures = template.document.value["fixtures"]
        warnings.append(
          Diagnostic(
            .excludedValue, "'exclude' leaves no case of the \(kind) '\(name)'",
            at: fixtures?["exclude"]?.span ?? fixtures?.span
              ?? SourceSpan(template.document.source, at: 0),
            severity: .warning,
            notes: [
              Diagnostic.Note(
                "exclude it alone if that is meant: 'exclude: [{ \(keys[dimension]): \(name) }]'")
            ]))
      }
    }
    return warnings
  }

  private static let kinds = [
    "profile", "locale", "clock", "variant", "environment", "recording set",
  ]
  private static let keys = [
    "profile", "locale", "clock", "variant", "environment", "recordingSet",
  ]

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

  /// The search for allowed cases took too many steps: how many cases there are is unknown.
  private static func givenUp(_ template: Template) -> Diagnostic {
    let fixtures = template.document.value["fixtures"]
    return Diagnostic(
      .excludeTooComplex,
      "which cases 'exclude' leaves of the template '\(template.id)' could not be found in "
        + "\(AllowedChoices.maximumSteps) steps",
      at: fixtures?["exclude"]?.span ?? fixtures?.span
        ?? SourceSpan(template.document.source, at: 0),
      severity: .error,
      notes: [
        Diagnostic.Note(
          "write fewer or simpler lines of 'exclude', or 'strategy: explicit' with 'include'")
      ])
  }

  private static func problem(
    _ template: Template, _ dimensions: CaseDimensions, _ strategy: MatrixStrategy, count: Int?,
    limit: Int, _ project: Project
  ) -> Diagnostic {
    let words = zip(dimensions.sizes, kinds)
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
  /// So many lines of `exclude` that the cases they leave cannot be searched for.
  package static let excludeTooComplex = DiagnosticCode(
    "matrix/exclude-too-complex", "which cases 'exclude' leaves cannot be found in time")
  /// A value that no case is left of when the excluded ones are dropped.
  package static let excludedValue = DiagnosticCode(
    "matrix/excluded-value", "'exclude' leaves no case of a value that the template is tested with")
}
