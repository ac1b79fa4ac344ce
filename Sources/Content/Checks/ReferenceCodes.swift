package import Diagnostics

extension DiagnosticCode {
  /// A profile that no file defines.
  package static let unknownProfile = DiagnosticCode(
    "content/unknown-profile", "a profile is named that is not in profiles/")
  /// A source that no file defines.
  package static let unknownSource = DiagnosticCode(
    "content/unknown-source", "a source is named that is not in sources/")
  /// A recording that no file holds.
  package static let unknownRecording = DiagnosticCode(
    "content/unknown-recording", "a recording is named that is not in recordings/")
  /// A recording set that the template does not have.
  package static let unknownRecordingSet = DiagnosticCode(
    "content/unknown-recording-set", "a recording set is named that the template does not have")
  /// A recording for a source that the template does not read.
  package static let unlistedSource = DiagnosticCode(
    "content/unlisted-source", "a recording is chosen for a source that the template does not read")
  /// A clock that `galley.yaml` does not have.
  package static let unknownClock = DiagnosticCode(
    "content/unknown-clock", "a clock is named that galley.yaml does not have")
  /// A locale that `galley.yaml` does not list.
  package static let unknownLocale = DiagnosticCode(
    "content/unknown-locale", "a locale is named that galley.yaml does not support")
  /// A supported locale without texts.
  package static let missingLocale = DiagnosticCode(
    "content/missing-locale", "a supported locale has no file in locales/")
  /// An environment that `galley.yaml` does not have.
  package static let unknownEnvironment = DiagnosticCode(
    "content/unknown-environment", "an environment is named that galley.yaml does not have")
  /// An event without a schema.
  package static let unknownEvent = DiagnosticCode(
    "content/unknown-event", "an event is named that has no schema in schemas/events/")
  /// A surface without a schema.
  package static let unknownSurface = DiagnosticCode(
    "content/unknown-surface", "a surface is named that has no schema in schemas/surfaces/")
  /// A schema that no file holds.
  package static let unknownSchema = DiagnosticCode(
    "content/unknown-schema", "a schema is needed that is not in schemas/")
  /// A template that no folder defines.
  package static let unknownTemplate = DiagnosticCode(
    "content/unknown-template", "a template is named that is not in templates/")
  /// A journey that no file defines.
  package static let unknownJourney = DiagnosticCode(
    "content/unknown-journey", "a scenario lies in the folder of a journey that does not exist")
  /// A step that the scenario's journey does not have.
  package static let unknownStep = DiagnosticCode(
    "content/unknown-step", "a scenario names a step that its journey does not have")
  /// A branch that the split does not have.
  package static let unknownBranch = DiagnosticCode(
    "content/unknown-branch", "a scenario names a branch that the split does not have")
}
