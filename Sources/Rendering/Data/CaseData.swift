import Content
package import Diagnostics
import Documents
import Templates

/// The data that the templates of a case see, and what is missing from it.
struct CaseData {
  /// `profile`, `event`, `journey`, `source`, `switch`, `variant`, `locale`, `now`, `environment`.
  let globals: TemplateGlobals
  /// Formats and clock of the recipient.
  let regional: RegionalFormat
  /// Why the case cannot be rendered; empty when it can.
  let problems: [Diagnostic]

  init(_ testCase: Case, in compiled: CompiledProject) {
    var problems: [Diagnostic] = []
    let profile = testCase.profile
    let instant = testCase.clock.instant
    let zone = profile.text(at: compiled.project.settings.profileTimeZonePath)
    let wanted = zone ?? compiled.project.settings.timeZone.value
    var moment = compiled.moments.moment(locale: testCase.locale, zone: wanted, at: instant)
    if moment == nil {
      let place =
        zone == nil
        ? compiled.project.settings.timeZone.span : profile.document.span(profile.document.root)
      problems.append(.unknownTimeZone(wanted, at: place))
      moment = compiled.moments.moment(locale: testCase.locale, zone: "UTC", at: instant)
    }
    // UTC always exists.
    guard let moment else { preconditionFailure("the time zone UTC is missing") }
    var names: [(name: String, value: TemplateValue)] = [
      ("profile", .node(profile.document, profile.document.root)),
      ("variant", testCase.variant.map { .string($0) } ?? .none),
      ("locale", .string(testCase.locale)),
      ("now", moment.now),
      (
        "environment",
        compiled.environments[testCase.environment.id] ?? Self.environment(testCase.environment)
      ),
      ("source", Self.sources(testCase, compiled.project, &problems)),
      ("journey", testCase.recordingSet?.journey.map(Self.value) ?? .namespace([])),
    ]
    if let event = testCase.recordingSet?.event { names.append(("event", Self.value(event))) }
    names.append(("switch", moment.switches))
    globals = TemplateGlobals(names)
    regional = moment.regional
    self.problems = problems
  }

  private static func value(_ value: DocumentValue) -> TemplateValue {
    .node(value.document, value.node)
  }

  /// The environment's values with its name.
  static func environment(_ environment: ContentEnvironment) -> TemplateValue {
    let members = environment.data.members.map { member in
      (name: member.key.document.string(member.key.node), value: value(member.value))
    }
    return .namespace([(name: "name", value: .string(environment.id))] + members)
  }

  /// The answers of the template's sources, replayed from the recordings of the case.
  private static func sources(
    _ testCase: Case, _ project: Project, _ problems: inout [Diagnostic]
  ) -> TemplateValue {
    var members: [(name: String, value: TemplateValue)] = []
    for wanted in testCase.template.sources {
      guard let source = project.sources[id: wanted.value] else {
        problems.append(
          Diagnostic(.unknownSource, "there is no source '\(wanted.value)'", at: wanted.span))
        continue
      }
      let choice = testCase.recordingSet?.sources.first { $0.source.value == wanted.value }
      guard let choice else {
        guard let fallback = source.fallback else {
          problems.append(
            Diagnostic(
              .missingRecording,
              "the case \(testCase.id) has no recording of the source '\(wanted.value)'",
              at: wanted.span,
              notes: [
                Diagnostic.Note(
                  "name one under fixtures.recordingSets, or give the source a fallback")
              ]))
          continue
        }
        members.append((name: wanted.value, value: value(fallback)))
        continue
      }
      guard let recording = project.recording(wanted.value, choice.recording.value) else {
        problems.append(
          Diagnostic(
            .unknownRecording,
            "there is no recording of '\(wanted.value)' '\(choice.recording.value)'",
            at: choice.recording.span,
            notes: [
              Diagnostic.Note("a recording is a file of recordings/\(wanted.value)/")
            ]))
        continue
      }
      switch SourceAnswer(source: source, recording: recording) {
      case .answer(let answer), .fallback(let answer, _):
        members.append((name: wanted.value, value: value(answer)))
      case .failed(let reason):
        problems.append(
          Diagnostic(
            .sourceFailed, "the source '\(wanted.value)' gave no data: \(reason)",
            at: choice.recording.span,
            notes: [Diagnostic.Note("declare a fallback in sources/\(wanted.value).yaml")]))
      }
    }
    return .namespace(members)
  }
}

extension Diagnostic {
  /// Says that a name is no time zone.
  package static func unknownTimeZone(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unknownTimeZone, "'\(name)' is no time zone", at: span,
      notes: [Diagnostic.Note("use a name of the IANA database such as Europe/Berlin")])
  }
}

extension DiagnosticCode {
  /// A time zone that the IANA database does not name.
  package static let unknownTimeZone = DiagnosticCode(
    "content/unknown-time-zone", "the name is no IANA time zone")
  /// A case that reads a source for which it has neither recording nor fallback.
  package static let missingRecording = DiagnosticCode(
    "source/missing-recording", "a case has no recorded answer of a source")
  /// A recorded failure of a source that declares no fallback.
  package static let sourceFailed = DiagnosticCode(
    "source/failed", "a source gave no data and declares no fallback")
}
