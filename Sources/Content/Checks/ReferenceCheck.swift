import Diagnostics
import Documents

/// Checks that every name a file of the project says is defined by another.
///
/// Fragments, functions and switches are named inside templates and belong to their checks.
struct ReferenceCheck {
  private let project: Project
  private let profiles: References
  private let locales: References
  private let environments: References
  private let sources: References
  private let events: References
  private let templates: References
  var findings = Findings()

  init(_ project: Project) {
    self.project = project
    profiles = References("profile", code: .unknownProfile, in: "profiles", project.profiles)
    locales = References(
      "locale", home: "galley.yaml", code: .unknownLocale,
      names: project.settings.locales.map(\.value))
    environments = References(
      "environment", home: "galley.yaml", code: .unknownEnvironment,
      names: project.settings.environments.map(\.id))
    sources = References("source", code: .unknownSource, in: "sources", project.sources)
    events = References(
      "event", home: "schemas/events/", code: .unknownEvent,
      names: SchemaFile.names(in: "schemas/events/", of: project))
    templates = References("template", code: .unknownTemplate, in: "templates", project.templates)
  }

  mutating func run() {
    checkLocales()
    let cases = CaseReferenceCheck(project)
    findings.add(cases.missingLocales(onlyMisspelt: false))
    for template in project.templates {
      findings.add(cases.problems(of: template))
    }
    for source in project.sources { check(source) }
    for recording in project.recordings where !project.sources.isKnown(recording.source) {
      let place = Located(
        recording.source, at: ContentListing.place(recording.document.source.path))
      sources.check(place, findings: &findings)
    }
    for journey in project.journeys { check(journey) }
    for scenario in project.scenarios { check(scenario) }
  }

  private mutating func checkLocales() {
    for texts in project.locales {
      locales.check(
        Located(texts.id, at: ContentListing.place(texts.document.source.path)),
        findings: &findings)
    }
  }

  private mutating func check(_ source: Source) {
    guard !project.schemas.isKnown(source.schemaPath) else { return }
    let names = SchemaFile.names(in: "schemas/sources/", of: project)
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
      References(recordingsOf: calls.source.value, in: project)
        .check(all: calls.recordings, findings: &findings)
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
