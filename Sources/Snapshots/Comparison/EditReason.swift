/// An input whose change explains an edit.
package struct EditReason: Sendable, Hashable {
  /// What kind of input it is.
  package enum Kind: String, Sendable, CaseIterable {
    /// A line of a template, a fragment or `template.yaml`.
    case template
    /// A profile.
    case profile
    /// A recording of a source, or an event in `template.yaml`.
    case recording
    /// A translated text.
    case translation
    /// A schema.
    case schema
    /// The description of a source.
    case source
    /// A switch.
    case `switch`
    /// The instant of a clock.
    case clock
    /// The values of an environment.
    case environment
    /// What galley.yaml says about every rendering.
    case configuration
    /// galley itself, or the data of languages, currencies and time zones in it.
    case engine
  }

  /// What kind of input it is.
  package let kind: Kind
  /// The input: `fragments/footer.liquid:12`, `locales/de.yaml#hello`, `galley.yaml#clocks.default`.
  package let name: String

  /// Creates a reason.
  init(_ kind: Kind, _ name: String) {
    self.kind = kind
    self.name = name
  }

  /// Another build of galley.
  static let engine = EditReason(.engine, "galley")

  /// A file or another input, its kind read off its name.
  init(input name: String) {
    let kind: Kind =
      switch name.prefix(while: { $0 != "/" && $0 != "#" }) {
      case "profiles": .profile
      case "recordings": .recording
      case "locales": .translation
      case "schemas": .schema
      case "sources": .source
      case "switches.yaml": .switch
      case "galley.yaml":
        name.contains("#clocks.")
          ? .clock : name.contains("#environments.") ? .environment : .configuration
      default: .template
      }
    self.init(kind, name)
  }

  /// What people read: `the clock galley.yaml#clocks.default`.
  package var words: String {
    switch kind {
    case .template: name
    case .profile, .recording, .schema, .switch, .clock, .environment:
      "the \(kind.rawValue) \(name)"
    case .translation: "the text \(name)"
    case .source: "the source \(name)"
    case .configuration: "the settings in \(name)"
    case .engine: "another version of galley or of its data"
    }
  }
}
