/// The formats of galley's own files; the raw value is the name of the schema.
package enum ContentFormat: String, Sendable, CaseIterable {
  /// `galley.yaml`.
  case galley
  /// `templates/<id>/template.yaml`.
  case template
  /// `sources/<id>.yaml`.
  case source
  /// `recordings/<source>/<name>.json`.
  case recording
  /// `switches.yaml`.
  case switches
  /// `locales/<locale>.yaml`.
  case locale
  /// `journeys/<id>.yaml`.
  case journey
  /// `scenarios/<journey>/<id>.yaml`.
  case scenario

  /// The format's JSON Schema, as `schemas/<name>.schema.json` holds it.
  package var schemaText: String {
    switch self {
    case .galley: FormatSchemas.galley
    case .template: FormatSchemas.template
    case .source: FormatSchemas.source
    case .recording: FormatSchemas.recording
    case .switches: FormatSchemas.switches
    case .locale: FormatSchemas.locale
    case .journey: FormatSchemas.journey
    case .scenario: FormatSchemas.scenario
    }
  }

  /// The path of the published schema.
  package var schemaPath: String { "schemas/\(rawValue).schema.json" }
}
