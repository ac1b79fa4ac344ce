package import Content
package import Diagnostics
package import Rendering

/// Makes cases of one template from names, filling in defaults and working out the case's name.
package struct CaseBuilder: Sendable {
  private let project: Project
  private let template: Template
  private let defaults: CaseDefaults
  /// Locales that another one differs from only in upper and lower case: all other words of a name
  /// are ids, which are lower case.
  private let mistakableLocales: Set<String>
  /// What keeps the template's cases from being known.
  private let problems: [Diagnostic]

  /// Creates a builder for a template of a project.
  package init(project: Project, template: Template, problems: [Diagnostic] = []) {
    self.problems = problems
    self.project = project
    self.template = template
    defaults = CaseDefaults(project: project, template: template)
    let locales = Set(project.settings.locales.map(\.value))
    let spellings = Dictionary(grouping: locales) { $0.lowercased() }
    mistakableLocales = Set(spellings.values.filter { $0.count > 1 }.joined())
  }

  /// Returns the case in which every value that is not given has its default.
  ///
  /// Nil when a name is unknown, or when the project has no default to fill in; `check` reports both.
  package func makeCase(
    profile: String?, locale: String? = nil, clock: String? = nil, variant: String? = nil,
    environment: String? = nil, recordingSet: String? = nil
  ) -> Case? {
    let fixtures = template.fixtures
    let profileID =
      profile ?? fixtures.profiles?.first?.value ?? CaseDimensions.profileIDs(of: project).first
    // A file without a name that one may trust may be the first profile.
    let isFirst = profile == nil && fixtures.profiles == nil
    let settings = project.settings
    guard let profileID, let profile = project.profile(profileID),
      let clock = clock.map({ settings.clock(named: $0) }) ?? defaults.clock,
      let environment = environment.map({ settings.environment(named: $0) })
        ?? defaults.environment
    else { return nil }
    if let variant, !template.variants.contains(where: { $0.value == variant }) { return nil }
    var set = defaults.recordingSet
    if let recordingSet {
      guard let named = fixtures.recordingSet(named: recordingSet) else { return nil }
      set = named
    }
    return makeCase(
      profile: profile, locale: locale ?? defaults.locale(of: profile), clock: clock,
      variant: variant ?? defaults.variant, environment: environment, recordingSet: set,
      doubt: isFirst ? project.profiles.strays.first : nil)
  }

  /// Returns the case that a selector of template.yaml describes.
  func makeCase(_ selector: CaseSelector) -> Case? {
    makeCase(
      profile: selector.profile?.value, locale: selector.locale?.value,
      clock: selector.clock?.value, variant: selector.variant?.value,
      environment: selector.environment?.value, recordingSet: selector.recordingSet?.value)
  }

  /// Returns the case of resolved values, named by those that are not the default.
  func makeCase(
    profile: Profile, locale: String, clock: Clock, variant: String?,
    environment: ContentEnvironment, recordingSet: RecordingSet?, doubt: String? = nil
  ) -> Case {
    var name = profile.id
    let namesLocale = locale != defaults.locale(of: profile)
    if namesLocale { name += "@\(locale)" }
    if clock.id != Clock.defaultName { name += "+\(clock.id)" }
    if let variant, variant != defaults.variant { name += "~\(variant)" }
    if let id = recordingSet?.id, id != RecordingSet.defaultName { name += "=\(id)" }
    if environment.id != defaults.environment?.id { name += "_\(environment.id)" }
    return Case(
      template: template, profile: profile, locale: locale, clock: clock, variant: variant,
      environment: environment, recordingSet: recordingSet, name: name,
      isMistakable: namesLocale && mistakableLocales.contains(locale), doubt: doubt,
      problems: problems)
  }
}
