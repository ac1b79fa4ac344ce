import Diagnostics
import Documents

/// Checks that every name a file of the project says is defined by another.
///
/// Fragments, functions and switches are named inside templates and belong to their checks.
struct ReferenceCheck {
  private let project: Project
  private let profiles: References
  private let locales: References
  private let clocks: References
  private let environments: References
  private let sources: References
  private let events: References
  private let surfaces: References
  private let templates: References
  private let recordings: [String: References]
  var findings = Findings()

  init(_ project: Project) {
    self.project = project
    profiles = References(
      "profile", home: "profiles/", code: .unknownProfile, names: project.profiles.knownIDs)
    locales = References(
      "locale", home: "galley.yaml", code: .unknownLocale,
      names: project.settings.locales.map(\.value))
    clocks = References(
      "clock", home: "galley.yaml", code: .unknownClock,
      // The file's keys, since a clock whose time does not exist is known by its name.
      names: project.settings.document.value.entries("clocks").map(\.name.value))
    environments = References(
      "environment", home: "galley.yaml", code: .unknownEnvironment,
      names: project.settings.environments.map(\.id))
    sources = References(
      "source", home: "sources/", code: .unknownSource, names: project.sources.knownIDs)
    events = References(
      "event", home: "schemas/events/", code: .unknownEvent,
      names: Self.schemaNames(project, in: "schemas/events/"))
    surfaces = References(
      "surface", home: "schemas/surfaces/", code: .unknownSurface,
      names: Self.schemaNames(project, in: "schemas/surfaces/"))
    templates = References(
      "template", home: "templates/", code: .unknownTemplate, names: project.templates.knownIDs)
    var names: [String: [String]] = [:]
    for id in project.recordings.knownIDs {
      let parts = id.split(separator: "/").map(String.init)
      if parts.count == 2 { names[parts[0], default: []].append(parts[1]) }
    }
    var recordings: [String: References] = [:]
    for source in Set(names.keys).union(project.sources.knownIDs) {
      recordings[source] = References(
        "recording of '\(source)'", home: "recordings/\(source)/", code: .unknownRecording,
        names: names[source] ?? [])
    }
    self.recordings = recordings
  }

  mutating func run() {
    checkLocales()
    for template in project.templates { check(template) }
    for source in project.sources { check(source) }
    for recording in project.recordings where !project.sources.isKnown(recording.source) {
      let place = Located(
        recording.source, at: ContentListing.place(recording.document.source.path))
      sources.check(place, findings: &findings)
    }
    for journey in project.journeys { check(journey) }
    for scenario in project.scenarios { check(scenario) }
  }

  private static func schemaNames(_ project: Project, in folder: String) -> [String] {
    project.schemas.knownIDs.compactMap { path in
      guard path.hasPrefix(folder), path.hasSuffix(".schema.json") else { return nil }
      let name = path.dropFirst(folder.count).dropLast(".schema.json".count)
      return name.contains("/") ? nil : String(name)
    }
  }

  private mutating func checkLocales() {
    let settings = project.settings
    for locale in settings.locales
    where locale.value != settings.defaultLocale.value && !project.locales.isKnown(locale.value) {
      findings.report(
        .missingLocale, "the locale '\(locale.value)' has no texts", at: locale.span,
        notes: ["write 'locales/\(locale.value).yaml', or remove the locale"])
    }
    for texts in project.locales {
      locales.check(
        Located(texts.id, at: ContentListing.place(texts.document.source.path)),
        findings: &findings)
    }
  }

  private mutating func check(_ template: Template) {
    events.check(template.event, findings: &findings)
    sources.check(all: template.sources, findings: &findings)
    surfaces.check(template.surface, findings: &findings)
    let fixtures = template.fixtures
    profiles.check(all: fixtures.profiles, findings: &findings)
    locales.check(all: fixtures.locales, findings: &findings)
    clocks.check(all: fixtures.clocks, findings: &findings)
    environments.check(all: fixtures.environments, findings: &findings)
    for set in fixtures.recordingSets { check(set, of: template) }
    let variants = References(
      "variant", home: "'variants'", code: .unknownVariant, names: template.variants.map(\.value))
    let sets = References(
      "recording set", home: "'recordingSets'", code: .unknownRecordingSet,
      names: fixtures.recordingSets.map(\.id))
    for selector in fixtures.include + fixtures.exclude {
      profiles.check(selector.profile, findings: &findings)
      locales.check(selector.locale, findings: &findings)
      clocks.check(selector.clock, findings: &findings)
      environments.check(selector.environment, findings: &findings)
      variants.check(selector.variant, findings: &findings)
      sets.check(selector.recordingSet, findings: &findings)
    }
  }

  private mutating func check(_ set: RecordingSet, of template: Template) {
    let listed = template.sources.map(\.value)
    for choice in set.sources {
      guard sources.check(choice.source, findings: &findings) else { continue }
      guard listed.contains(choice.source.value) else {
        findings.report(
          .unlistedSource, "the template does not read the source '\(choice.source.value)'",
          at: choice.source.span, notes: ["add it to 'sources', or remove the recording"])
        continue
      }
      recordings[choice.source.value]?.check(choice.recording, findings: &findings)
    }
  }

  private mutating func check(_ source: Source) {
    guard !project.schemas.isKnown(source.schemaPath) else { return }
    let names = Self.schemaNames(project, in: "schemas/sources/")
    if let schema = source.schema {
      References(
        "schema of answers", home: "schemas/sources/", code: .unknownSchema, names: names
      ).check(schema, findings: &findings)
    } else {
      findings.report(
        .unknownSchema, "the source '\(source.id)' has no schema of its answers",
        at: source.url.span, notes: ["write '\(source.schemaPath)', or name one in response.schema"]
      )
    }
  }

  private mutating func check(_ journey: Journey) {
    events.check(journey.entry.event, findings: &findings)
    events.check(all: journey.exitOn.map(\.event), findings: &findings)
    for step in journey.steps {
      switch step.action {
      case .wait(.event(let names, _, _)): events.check(all: names, findings: &findings)
      case .message(let template, let variant):
        guard templates.check(template, findings: &findings),
          let found = project.templates[id: template.value]
        else { continue }
        References(
          "variant", home: "templates/\(found.id)", code: .unknownVariant,
          names: found.variants.map(\.value)
        ).check(variant, findings: &findings)
      case .call(let source): sources.check(source, findings: &findings)
      case .wait, .condition, .split, .update, .exit: break
      }
    }
  }

  private mutating func check(_ scenario: Scenario) {
    profiles.check(scenario.profile, findings: &findings)
    locales.check(scenario.locale, findings: &findings)
    environments.check(scenario.environment, findings: &findings)
    events.check(all: scenario.events.map(\.event), findings: &findings)
    for calls in scenario.calls where sources.check(calls.source, findings: &findings) {
      recordings[calls.source.value]?.check(all: calls.recordings, findings: &findings)
    }
    guard let journey = project.journeys[id: scenario.journey] else {
      let place = ContentListing.place(scenario.document.source.path)
      References(
        "journey", home: "journeys/", code: .unknownJourney, names: project.journeys.knownIDs
      ).check(Located(scenario.journey, at: place), findings: &findings)
      return
    }
    var branches: [String: [String]] = [:]
    for step in journey.steps {
      if case .split(let split) = step.action { branches[step.id] = split.map(\.name.value) }
    }
    let splits = References(
      "split", home: "the journey '\(journey.id)'", code: .unknownStep,
      names: branches.keys.sorted())
    for choice in scenario.splits where splits.check(choice.step, findings: &findings) {
      References(
        "branch", home: "the split '\(choice.step.value)'", code: .unknownBranch,
        names: branches[choice.step.value] ?? []
      ).check(choice.branch, findings: &findings)
    }
  }
}
