import Content
import Diagnostics
import Documents
import JSONSchema
import Rendering
import Templates

/// Looks for the smallest change to an existing profile that makes a case reach a branch.
///
/// Candidates come from the condition, the schema and the other profiles; a candidate is an answer
/// only if its profile is valid and a render of it has reached the branch.
struct BranchSearch {
  /// A case that reaches branches, with how its profile differs from one of the project.
  struct Proposal {
    var testCase: Case
    /// The profile of the project that it started from.
    var base: Profile
    /// The changes to that profile; none where an existing profile does.
    var edits: [ProfileEdit]
    /// The changed profile.
    var tree: JSONOutput
    var reached: Set<Int>
  }

  let project: Project
  let renderer: Renderer
  let table: BranchTable
  private let schema: Schema?
  private let donors: [JSONOutput]
  private var inputs: [String: BranchInputs] = [:]
  /// Whether profiles count that the schema does not allow: to tell why nothing was found.
  var ignoresSchema = false

  /// Renders for one branch at most.
  private static let maximumRenders = 4_000
  /// Cases that a search starts from.
  private static let maximumBases = 6
  /// Changes of a path that are tried together with those of another.
  private static let maximumPairs = 16
  /// Samples of the schema to take values from.
  private static let maximumSamples = 24

  init(_ project: Project, renderer: Renderer, table: BranchTable) {
    self.project = project
    self.renderer = renderer
    self.table = table
    schema = renderer.compiled.schemas.profile
    var donors = project.profiles.map { $0.document.value.output }
    if let file = project.profileSchema {
      let others = Dictionary(
        project.schemas.map { ($0.path, $0.document.value) },
        uniquingKeysWith: { first, _ in first })
      let sampler = SchemaSampler.make(
        file.document,
        options: SchemaOptions(
          defaultDraft: project.settings.schemaDraft,
          assertsFormat: project.settings.assertsFormats),
        resolver: { others[$0] }
      ).sampler
      if var sampler { donors += sampler.coveringSamples(limit: Self.maximumSamples) }
    }
    self.donors = donors
  }

  /// What data a branch looks at, by the program of a template that has it.
  mutating func reads(of branch: Int, in template: String) -> [TemplateRead] {
    guard let programs = renderer.compiled.template(template)?.programs else { return [] }
    var reads: [TemplateRead] = []
    for number in table.programs(of: branch, in: template) {
      let key = "\(template) \(number)"
      let known = inputs[key] ?? BranchInputs(programs[number])
      inputs[key] = known
      let seen = Set(reads.map(\.description))
      reads += known.reads(of: table.branches[branch]).filter { !seen.contains($0.description) }
    }
    return reads
  }

  /// Returns the nearest case that reaches a branch, starting from cases that reach its decision.
  mutating func solve(_ branch: Int, from bases: [Proposal]) -> Proposal? {
    var bases = bases
    var known: Set<String> = []
    bases = bases.filter {
      known.insert("\($0.testCase.template.id) \($0.testCase.profile.id)").inserted
    }
    for base in bases.prefix(Self.maximumBases) {
      if let found = existing(branch, from: base) { return found }
    }
    var renders = 0
    for base in bases.prefix(Self.maximumBases) {
      let candidates = candidates(for: branch, base).flatMap(\.self).enumerated().sorted {
        (ProfileEdit.fields($0.element), $0.offset) < (ProfileEdit.fields($1.element), $1.offset)
      }
      for (_, edits) in candidates {
        if let found = attempt(branch, base, edits, &renders) { return found }
        guard renders < Self.maximumRenders / 2 else { break }
      }
    }
    for base in bases.prefix(Self.maximumBases) {
      let paths = candidates(for: branch, base).map { $0.prefix(Self.maximumPairs) }
      for first in paths.indices {
        for second in paths.indices where second > first {
          for left in paths[first] {
            for right in paths[second]
            where !left.contains(where: { edit in right.contains { $0.overlaps(edit) } }) {
              if let found = attempt(branch, base, left + right, &renders) { return found }
              guard renders < Self.maximumRenders else { return nil }
            }
          }
        }
      }
    }
    return nil
  }

  /// The changes for each path of the profile that the branch looks at.
  private mutating func candidates(for branch: Int, _ base: Proposal) -> [[[ProfileEdit]]] {
    let reads = reads(of: branch, in: base.testCase.template.id)
    let settings = project.settings
    let paths = reads.compactMap { read -> [TemplateRead.Segment]? in
      switch read.root {
      case "profile": read.path
      case "locale": settings.profileLocalePath.map { .name($0) }
      case "now", "switch": settings.profileTimeZonePath.map { .name($0) }
      default: nil
      }
    }
    return paths.filter { !$0.isEmpty }.map { path in
      let others = paths.filter { $0 != path }.flatMap { EditCandidates.values($0[...], base.tree) }
      return EditCandidates(
        tree: base.tree, donors: donors, schema: schema,
        literals: table.branches[branch].literals, others: others
      ).edits(at: path)
    }
  }

  /// Renders the base with changes to its profile; the case if that is valid and reaches the branch.
  private func attempt(
    _ branch: Int, _ base: Proposal, _ edits: [ProfileEdit], _ renders: inout Int
  ) -> Proposal? {
    guard let made = proposal(base, edits),
      let reached = { () -> Set<Int>? in
        renders += 1
        let reached = self.reached(made.testCase)
        return reached.contains(branch) ? reached : nil
      }()
    else { return nil }
    var found = made
    found.reached = reached
    return found
  }

  /// The base with changes to its profile; nil where the schema does not allow them.
  func proposal(_ base: Proposal, _ edits: [ProfileEdit]) -> Proposal? {
    let tree = edits.reduce(base.tree) { $1.applied(to: $0) }
    let source = SourceText(
      path: base.base.document.source.path, bytes: tree.bytes(.pretty) + [UInt8(ascii: "\n")])
    guard let document = JSONReader.read(source).document,
      ignoresSchema || schema?.isValid(document) ?? true
    else { return nil }
    let all = base.edits.filter { old in !edits.contains { $0.overlaps(old) } } + edits
    return Proposal(
      testCase: withProfile(Profile(id: base.base.id, document: document), base.testCase),
      base: base.base, edits: all, tree: document.value.output, reached: [])
  }

  /// The case with another profile: its locale follows the profile where it did before.
  func withProfile(_ profile: Profile, _ testCase: Case) -> Case {
    let defaults = CaseDefaults(project: project, template: testCase.template)
    let follows = testCase.locale == defaults.locale(of: testCase.profile)
    return CaseBuilder(project: project, template: testCase.template).makeCase(
      profile: profile, locale: follows ? defaults.locale(of: profile) : testCase.locale,
      clock: testCase.clock, variant: testCase.variant, environment: testCase.environment,
      recordingSet: testCase.recordingSet)
  }

  /// The branches that a case reaches.
  func reached(_ testCase: Case) -> Set<Int> {
    table.reached(testCase.template.id, renderer.renderNotingBranches(testCase).reached)
  }

  /// A case of existing profiles and other values that reaches a branch, if there is one.
  private func existing(_ branch: Int, from base: Proposal) -> Proposal? {
    for testCase in neighbours(of: base.testCase) {
      let reached = reached(testCase)
      guard reached.contains(branch) else { continue }
      return Proposal(
        testCase: testCase, base: testCase.profile, edits: [],
        tree: testCase.profile.document.value.output, reached: reached)
    }
    return nil
  }

  /// The cases that differ from another in one value.
  private func neighbours(of testCase: Case) -> [Case] {
    let template = testCase.template
    let builder = CaseBuilder(project: project, template: template)
    let settings = project.settings
    guard let own = project.profiles[id: testCase.profile.id] else { return [] }
    var cases = project.profiles.map { withProfile($0, testCase) }
    func add(
      locale: String? = nil, clock: Clock? = nil, variant: String? = nil,
      environment: ContentEnvironment? = nil, set: RecordingSet? = nil
    ) {
      cases.append(
        builder.makeCase(
          profile: own, locale: locale ?? testCase.locale, clock: clock ?? testCase.clock,
          variant: variant ?? testCase.variant, environment: environment ?? testCase.environment,
          recordingSet: set ?? testCase.recordingSet))
    }
    for variant in template.variants { add(variant: variant.value) }
    for set in template.fixtures.recordingSets {
      add(set: template.fixtures.recordingSet(named: set.id))
    }
    for locale in settings.locales { add(locale: locale.value) }
    for clock in settings.clocks { add(clock: clock) }
    for environment in settings.environments { add(environment: environment) }
    return cases
  }
}
