/// Where a message is shown; the raw value is how `template.yaml` writes it.
package enum Channel: String, Sendable, CaseIterable {
  /// An email, with an AMP part if wanted.
  case email
  /// A text message.
  case sms
  /// A push notification.
  case push
  /// A message inside an app.
  case inApp = "in-app"
  /// A payload for a web page or app surface.
  case code

  /// A kind of part that the channel knows.
  package struct PartRule: Sendable {
    /// The name of the part.
    package let name: String
    /// What it renders to.
    package let type: PartType
    /// Parts of the same group exclude each other, and exactly one of them is required.
    package let isRequired: Bool

    /// The file name without the engine: `subject`, `body.html`.
    package var stem: String { type == .text && name != "body" ? name : "\(name).\(type.rawValue)" }
  }

  /// The parts of the channel in the order in which they are shown.
  ///
  /// Where more than one part is required although only one may be given, `hasAlternatives` is true.
  package var partRules: [PartRule] {
    switch self {
    case .email:
      [
        PartRule(name: "subject", type: .text, isRequired: true),
        PartRule(name: "preheader", type: .text, isRequired: false),
        PartRule(name: "body", type: .html, isRequired: true),
        PartRule(name: "body", type: .text, isRequired: false),
        PartRule(name: "body", type: .amp, isRequired: false),
      ]
    case .sms: [PartRule(name: "body", type: .text, isRequired: true)]
    case .push:
      [
        PartRule(name: "title", type: .text, isRequired: true),
        PartRule(name: "body", type: .text, isRequired: true),
        PartRule(name: "payload", type: .json, isRequired: false),
      ]
    case .inApp:
      [
        PartRule(name: "title", type: .text, isRequired: false),
        PartRule(name: "body", type: .html, isRequired: true),
        PartRule(name: "content", type: .json, isRequired: true),
      ]
    case .code:
      [
        PartRule(name: "content", type: .json, isRequired: true),
        PartRule(name: "content", type: .html, isRequired: true),
      ]
    }
  }

  /// Whether exactly one of the required parts is given instead of all of them.
  package var hasAlternatives: Bool { self == .inApp || self == .code }
}
