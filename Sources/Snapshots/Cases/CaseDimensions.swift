import Content
import Rendering

/// The values that each dimension of a template's cases may take.
struct CaseDimensions {
  let template: Template
  let profiles: [Profile]
  let locales: [String]
  let clocks: [Clock]
  let variants: [String?]
  let environments: [ContentEnvironment]
  let recordingSets: [RecordingSet?]
  /// For each profile, the position in `locales` of its own language.
  private let profileLocales: [Int]
  /// A file that may be a further profile; nil where the profiles are sure.
  let stray: String?
  /// The file of a profile whose language is unknown since it cannot be read; nil where there is none.
  let unreadable: String?

  /// The ids of all profiles in order, those included whose file cannot be read.
  static func profileIDs(of project: Project) -> [String] { project.profiles.knownIDs }

  /// Collects the values; nil when a dimension has none, which `check` reports.
  init?(project: Project, template: Template) {
    let fixtures = template.fixtures
    let defaults = CaseDefaults(project: project, template: template)
    let settings = project.settings
    let locales = fixtures.locales?.map(\.value) ?? settings.locales.map(\.value)
    let profiles =
      (fixtures.profiles?.map(\.value) ?? Self.profileIDs(of: project))
      .compactMap(project.profile)
    let clocks =
      fixtures.clocks?.compactMap { settings.clock(named: $0.value) }
      ?? [defaults.clock].compactMap(\.self)
    let environments =
      fixtures.environments?.compactMap { settings.environment(named: $0.value) }
      ?? [defaults.environment].compactMap(\.self)
    guard !profiles.isEmpty, !locales.isEmpty, !clocks.isEmpty, !environments.isEmpty else {
      return nil
    }
    let sets = fixtures.recordingSets.map(\.id)
    let ordered =
      sets.filter { $0 == RecordingSet.defaultName }
      + sets.filter { $0 != RecordingSet.defaultName }
    self.template = template
    self.locales = locales
    self.profiles = profiles
    self.clocks = clocks
    self.environments = environments
    variants = template.variants.isEmpty ? [nil] : template.variants.map(\.value)
    recordingSets = ordered.isEmpty ? [nil] : ordered.map { fixtures.recordingSet(named: $0) }
    stray = fixtures.profiles == nil ? project.profiles.strays.first : nil
    unreadable = profiles.lazy.compactMap { project.profiles.unreadable[$0.id] }.first
    profileLocales = profiles.map { locales.firstIndex(of: defaults.locale(of: $0)) ?? 0 }
  }

  /// The case of a profile with the first value of every other dimension.
  private func base(_ profile: Int) -> CaseChoice {
    CaseChoice(
      profile: profile, locale: profileLocales[profile], clock: 0, variant: 0, environment: 0,
      recordingSet: 0)
  }

  /// Whether a choice is the case that every profile has.
  func isBase(_ choice: CaseChoice) -> Bool { choice == base(choice.profile) }

  /// Whether a choice is in another language than its profile's own.
  func isFurtherLocale(_ choice: CaseChoice) -> Bool {
    choice.locale != profileLocales[choice.profile]
  }

  /// The position of a profile's own language in `locales`.
  func ownLocale(of profile: Int) -> Int { profileLocales[profile] }

  /// Every value of every dimension at least once, as far as a case of it is allowed: each profile,
  /// then each other value in turn.
  ///
  /// A case that stands in for an excluded one makes no other needless: so a further profile drops no
  /// case by what it is excluded from.
  func each(_ allowed: inout AllowedChoices) -> [CaseChoice] {
    let bases = profiles.indices.map(base).filter(allowed.contains)
    var choices = profiles.indices.compactMap { profile in
      let base = base(profile)
      return allowed.contains(base)
        ? base : allowed.first([profile] + Array(repeating: nil, count: 5))
    }
    for (dimension, size) in sizes.enumerated().dropFirst() {
      let used = Set(bases.map { $0.values[dimension] })
      for value in 0..<size where !used.contains(value) {
        var values = base(0).values
        values[dimension] = value
        let usual = CaseChoice(values.map { $0 ?? 0 })
        if allowed.contains(usual) {
          choices.append(usual)
        } else {
          var wanted = [Int?](repeating: nil, count: sizes.count)
          wanted[dimension] = value
          if let choice = allowed.first(wanted) { choices.append(choice) }
        }
      }
    }
    return choices
  }

  /// Every combination that a condition keeps; the others are never held.
  func full(_ isKept: (CaseChoice) -> Bool) -> [CaseChoice] {
    var choices: [CaseChoice] = []
    for profile in profiles.indices {
      for locale in locales.indices {
        for clock in clocks.indices {
          for variant in variants.indices {
            for environment in environments.indices {
              for recordingSet in recordingSets.indices {
                let choice = CaseChoice(
                  profile: profile, locale: locale, clock: clock, variant: variant,
                  environment: environment, recordingSet: recordingSet)
                if isKept(choice) { choices.append(choice) }
              }
            }
          }
        }
      }
    }
    return choices
  }

  /// The number of values of each dimension, in the order of `CaseChoice.dimensions`.
  var sizes: [Int] {
    [
      profiles.count, locales.count, clocks.count, variants.count, environments.count,
      recordingSets.count,
    ]
  }

  /// The names of the values of each dimension, in the order of `sizes`.
  var names: [[String]] {
    [
      profiles.map(\.id), locales, clocks.map(\.id), variants.map { $0 ?? "" },
      environments.map(\.id), recordingSets.map { $0?.id ?? "" },
    ]
  }
}
