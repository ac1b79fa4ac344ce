package import Content
package import Rendering

/// Enumerates the cases of a project before anything is rendered.
///
/// New, changed, stale and missing snapshots are differences of sets known in advance, so they are
/// exact under any filter or failure.
package struct CaseMatrix: Sendable {
  /// Every case, in the order of ids with numbers read as numbers.
  package let cases: [Case]

  /// Enumerates the cases of all templates; templates that lack what a case needs give none.
  package init(_ project: Project) {
    var cases: [Case] = []
    let templates = project.templates.sorted { NaturalOrder.precedes($0.id + "/", $1.id + "/") }
    for template in templates {
      guard let dimensions = CaseDimensions(project: project, template: template) else { continue }
      let builder = CaseBuilder(project: project, template: template)
      let fixtures = template.fixtures
      let choices: [CaseChoice] =
        switch fixtures.strategy ?? project.settings.strategy {
        case .each: dimensions.each()
        case .full: dimensions.full()
        case .pairwise: PairwiseCover.choices(dimensions)
        }
      let kept = choices.filter { choice in
        !fixtures.exclude.contains { dimensions.matches(choice, $0) }
      }
      var seen: Set<String> = []
      var own: [Case] = []
      for made in kept.map({ dimensions.makeCase($0, builder) })
        + fixtures.include.compactMap(builder.makeCase) where seen.insert(made.name).inserted
      {
        own.append(made)
      }
      cases += own.sorted { NaturalOrder.precedes($0.name, $1.name) }
    }
    self.cases = cases
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
  fileprivate func makeCase(_ choice: CaseChoice, _ builder: CaseBuilder) -> Case {
    builder.makeCase(
      profile: profiles[choice.profile], locale: locales[choice.locale],
      clock: clocks[choice.clock], variant: variants[choice.variant],
      environment: environments[choice.environment],
      recordingSet: recordingSets[choice.recordingSet])
  }
}
