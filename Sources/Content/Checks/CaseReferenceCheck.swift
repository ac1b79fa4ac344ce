package import Diagnostics
import Documents

/// Checks the names that decide which cases a template has and what they are made from.
///
/// What is right costs a look-up for each name; lists of names are made for mistakes alone.
package struct CaseReferenceCheck: Sendable {
  private let project: Project
  /// Whether what galley.yaml defines is known.
  private let hasSettings: Bool
  private let profiles: References
  private let locales: References
  private let clocks: References
  private let environments: References
  private let sources: References
  private let events: References
  private let surfaces: References

  /// Prepares for the templates of a project.
  package init(_ project: Project) {
    self.project = project
    let settings = project.settings
    hasSettings = !project.unreadable.contains(ContentRoot.fileName)
    profiles = References(
      "profile", code: .unknownProfile, in: "profiles", project.profiles,
      isUnknown: project.unreadable.contains("profiles"))
    locales = References(
      "locale", home: "galley.yaml", code: .unknownLocale, names: settings.locales.map(\.value))
    clocks = References(
      "clock", home: "galley.yaml", code: .unknownClock,
      // The file's keys, since a clock whose time does not exist is known by its name.
      names: settings.document.value.entries("clocks").map(\.name.value))
    environments = References(
      "environment", home: "galley.yaml", code: .unknownEnvironment,
      names: settings.environments.map(\.id))
    sources = References(
      "source", code: .unknownSource, in: "sources", project.sources,
      isUnknown: project.unreadable.contains("sources"))
    let hasSchemas = !project.unreadable.contains("schemas")
    events = References(
      "event", home: "schemas/events/", code: .unknownEvent,
      names: SchemaFile.names(in: "schemas/events/", of: project), isUnknown: !hasSchemas)
    surfaces = References(
      "surface", home: "schemas/surfaces/", code: .unknownSurface,
      names: SchemaFile.names(in: "schemas/surfaces/", of: project), isUnknown: !hasSchemas)
  }

  /// Returns the supported locales without texts.
  ///
  /// Fallback makes messages of them all the same. With `onlyMisspelt` those are left out that are not
  /// another name of texts that are there: such a name makes cases of a locale that nobody has, and
  /// takes those of the other one away.
  package func missingLocales(onlyMisspelt: Bool) -> [Diagnostic] {
    // Of a folder that is a link something is said already.
    guard !project.unreadable.contains("locales") else { return [] }
    var findings = Findings()
    let settings = project.settings
    let missing = settings.locales.filter {
      $0.value != settings.defaultLocale.value && !project.locales.isKnown($0.value)
    }
    guard !missing.isEmpty else { return [] }
    let supported = Set(settings.locales.map(\.value))
    let others = project.locales.knownIDs.filter { !supported.contains($0) }
    for locale in missing {
      let nearest = NearestName.suggest(locale.value, among: others)
      if onlyMisspelt, nearest == nil { continue }
      findings.report(
        .missingLocale, "the locale '\(locale.value)' has no texts", at: locale.span,
        notes: (nearest.map { ["did you mean '\($0)'?"] } ?? []) + [
          "write 'locales/\(locale.value).yaml', or remove the locale"
        ])
    }
    return findings.sorted
  }

  /// Returns the names in `event`, `surface`, `sources` and `fixtures` of a template that nothing
  /// defines: without its schema no payload would be checked.
  package func problems(of template: Template) -> [Diagnostic] {
    var findings = Findings()
    events.check(template.event, findings: &findings)
    surfaces.check(template.surface, findings: &findings)
    sources.check(all: template.sources, findings: &findings)
    let fixtures = template.fixtures
    profiles.check(all: fixtures.profiles, findings: &findings)
    checkSettings(
      locales: fixtures.locales ?? [], clocks: fixtures.clocks ?? [],
      environments: fixtures.environments ?? [], findings: &findings)
    for set in fixtures.recordingSets { check(set, of: template, findings: &findings) }
    check(fixtures.include + fixtures.exclude, of: template, findings: &findings)
    return findings.count == 0 ? [] : findings.sorted
  }

  private func checkSettings(
    locales named: [Located<String>], clocks times: [Located<String>],
    environments places: [Located<String>], findings: inout Findings
  ) {
    guard hasSettings else { return }
    locales.check(all: named, findings: &findings)
    clocks.check(all: times, findings: &findings)
    environments.check(all: places, findings: &findings)
  }

  private func check(
    _ selectors: [CaseSelector], of template: Template, findings: inout Findings
  ) {
    guard !selectors.isEmpty else { return }
    let variants = References(
      "variant", home: "'variants'", code: .unknownVariant, names: template.variants.map(\.value))
    let sets = References(
      "recording set", home: "'recordingSets'", code: .unknownRecordingSet,
      names: template.fixtures.recordingSets.map(\.id))
    for selector in selectors {
      profiles.check(selector.profile, findings: &findings)
      checkSettings(
        locales: [selector.locale].compactMap(\.self), clocks: [selector.clock].compactMap(\.self),
        environments: [selector.environment].compactMap(\.self), findings: &findings)
      variants.check(selector.variant, findings: &findings)
      sets.check(selector.recordingSet, findings: &findings)
    }
  }

  private func check(_ set: RecordingSet, of template: Template, findings: inout Findings) {
    let listed = template.sources.map(\.value)
    for choice in set.sources {
      let (source, recording) = (choice.source, choice.recording)
      guard sources.check(source, findings: &findings) else { continue }
      guard listed.contains(source.value) else {
        // A source that is misspelt in the list is what is wrong.
        guard listed.allSatisfy(project.sources.isKnown) else { continue }
        findings.report(
          .unlistedSource, "the template does not read the source '\(source.value)'",
          at: source.span, notes: ["add it to 'sources', or remove the recording"])
        continue
      }
      guard !project.recordings.isKnown("\(source.value)/\(recording.value)"),
        !project.unreadable.contains("recordings")
      else { continue }
      References(recordingsOf: source.value, in: project).check(recording, findings: &findings)
    }
  }
}
