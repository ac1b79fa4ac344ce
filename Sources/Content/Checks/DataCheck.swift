package import Diagnostics
import Documents
import JSONSchema

extension DiagnosticCode {
  /// A payload for a template that has no event.
  package static let unlistedEvent = DiagnosticCode(
    "content/unlisted-event", "a recording set has an event, but the template names none")
  /// A recorded success without a body.
  package static let missingBody = DiagnosticCode(
    "content/missing-body", "a recorded answer has no body although it succeeded")
  /// An event without data although its schema requires some.
  package static let missingEventData = DiagnosticCode(
    "content/missing-event-data", "an event has no data although its schema requires some")
}

/// Checks the project's data against the project's own schemas.
struct DataCheck {
  private let project: Project
  private let schemas: ProjectSchemas
  var findings = Findings()

  init(_ project: Project, _ schemas: ProjectSchemas) {
    self.project = project
    self.schemas = schemas
  }

  mutating func run() {
    findings.add(schemas.diagnostics)
    checkProfiles()
    for source in project.sources {
      // A fallback of null says "no data", whatever the schema.
      guard let fallback = source.fallback, fallback.kind != .null else { continue }
      check(fallback, schemas.answer(of: source))
    }
    for recording in project.recordings { check(recording) }
    for template in project.templates { check(template) }
    for scenario in project.scenarios { check(scenario) }
  }

  private mutating func check(_ value: DocumentValue, _ schema: Schema?) {
    guard let schema else { return }
    findings.add(schema.diagnostics(value.document, value.node))
  }

  private mutating func checkProfiles() {
    if let first = project.profiles.first, !project.schemas.isKnown(SchemaFile.profilePath) {
      findings.report(
        .missingFile, "'\(SchemaFile.profilePath)' is missing",
        at: ContentListing.place(SchemaFile.profilePath),
        notes: ["it says what a profile such as '\(first.id)' may hold"])
      return
    }
    for profile in project.profiles { check(profile.document.value, schemas.profile) }
  }

  private mutating func check(_ recording: Recording) {
    guard case .response(let status, _, let body) = recording.outcome, status < 400 else { return }
    guard let body else {
      findings.report(
        .missingBody, "the answer of '\(recording.source)' has no body",
        at: recording.document.value["response"]?.span,
        notes: ["write the body, or \"fault\": \"empty\" for an answer without one"])
      return
    }
    guard let source = project.sources[id: recording.source] else { return }
    check(body, schemas.answer(of: source))
  }

  private mutating func check(_ template: Template) {
    for set in template.fixtures.recordingSets {
      guard let event = set.event else { continue }
      guard let name = template.event else {
        findings.report(
          .unlistedEvent, "the template names no event, so it cannot have a payload",
          at: event.span, notes: ["add 'event' with the event's name, or remove the payload"])
        continue
      }
      check(event, schemas.event(name.value))
    }
  }

  private mutating func check(_ scenario: Scenario) {
    for event in scenario.events {
      guard let schema = schemas.event(event.event.value) else { continue }
      if let data = event.data {
        check(data, schema)
      } else if let empty = Self.emptyObject, !schema.isValid(empty) {
        findings.report(
          .missingEventData, "the event '\(event.event.value)' needs data", at: event.event.span,
          notes: ["add 'data' with what '\(SchemaFile.eventPath(event.event.value))' requires"])
      }
    }
  }

  private static let emptyObject = JSONReader.read(SourceText(path: "", "{}")).document
}
