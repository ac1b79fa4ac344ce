package import Diagnostics
package import Documents

/// Which cases of a template are tested: the key `fixtures` of `template.yaml`.
package struct Fixtures: Sendable {
  /// The profiles; nil for all.
  package let profiles: [Located<String>]?
  /// The locales; nil for all supported.
  package let locales: [Located<String>]?
  /// The clocks; nil for `default` alone.
  package let clocks: [Located<String>]?
  /// The environments; nil for the first.
  package let environments: [Located<String>]?
  /// How combinations are chosen; nil for the project's strategy.
  package let strategy: MatrixStrategy?
  /// Most cases of the template; nil for the project's bound.
  package let maximumCases: Int?
  /// What event and sources hold, in the order of the file with `default` first; may be empty.
  package let recordingSets: [RecordingSet]
  /// Further cases.
  package let include: [CaseSelector]
  /// Cases that are dropped where they match every given dimension.
  package let exclude: [CaseSelector]

  /// The fixtures of a template that says nothing about them.
  package static let unspecified = Fixtures(
    profiles: nil, locales: nil, clocks: nil, environments: nil, strategy: nil,
    maximumCases: nil, recordingSets: [],
    include: [], exclude: [])

  /// Returns a recording set of this name, with what it leaves out taken from `default`.
  package func recordingSet(named name: String) -> RecordingSet? {
    guard let set = recordingSets.first(where: { $0.id == name }) else { return nil }
    guard name != RecordingSet.defaultName,
      let base = recordingSets.first(where: { $0.id == RecordingSet.defaultName })
    else { return set }
    let inherited = base.sources.filter { entry in
      !set.sources.contains { $0.source.value == entry.source.value }
    }
    return RecordingSet(
      name: set.name, event: set.event ?? base.event, journey: set.journey ?? base.journey,
      sources: inherited + set.sources)
  }
}

/// What the event, the journey and the sources hold in a case.
package struct RecordingSet: Identified {
  /// The name of the set that others start from.
  package static let defaultName = "default"

  /// The name.
  package let name: Located<String>
  /// The payload of the event.
  package let event: DocumentValue?
  /// What the template sees as `journey`.
  package let journey: DocumentValue?
  /// Which recording each source answers with.
  package let sources: [RecordingChoice]

  /// The name by which case selectors refer to it.
  package var id: String { name.value }
}

/// A source and the name of the recording it answers with.
package struct RecordingChoice: Sendable {
  /// The source.
  package let source: Located<String>
  /// The recording, `recordings/<source>/<name>.json`.
  package let recording: Located<String>
}

/// Values for some of a case's dimensions.
package struct CaseSelector: Sendable {
  /// The profile.
  package let profile: Located<String>?
  /// The locale.
  package let locale: Located<String>?
  /// The clock.
  package let clock: Located<String>?
  /// The variant.
  package let variant: Located<String>?
  /// The environment.
  package let environment: Located<String>?
  /// The recording set.
  package let recordingSet: Located<String>?
  /// Where the selector stands.
  package let span: SourceSpan
}
