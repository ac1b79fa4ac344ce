package import Diagnostics
package import Documents

/// One message: what `template.yaml` says, and the parts beside it.
package struct Template: Identified {
  /// The name of the folder.
  package let id: String
  /// The file `template.yaml`.
  package let document: Document
  /// Where the message is shown.
  package let channel: Located<Channel>
  /// One sentence about the message.
  package let description: String?
  /// The event whose payload the template sees.
  package let event: Located<String>?
  /// The sources it may read.
  package let sources: [Located<String>]
  /// The surface whose schema the payload must meet.
  package let surface: Located<String>?
  /// The variants; the first is the default; empty where the template has none.
  package let variants: [Located<String>]
  /// Sender of an email; Liquid.
  package let from: Located<String>?
  /// Where answers to an email go; Liquid.
  package let replyTo: Located<String>?
  /// Further headers of an email, in the order of the file.
  package let headers: [Header]
  /// The limits, the project's where the template sets none.
  package let limits: OutputLimits
  /// Which cases are tested.
  package let fixtures: Fixtures
  /// The parts, ordered as the channel lists them.
  package let parts: [TemplatePart]

  /// The folder of the template.
  package var folder: String { "templates/\(id)" }

  /// Returns the part with a name and a content type.
  package func part(_ name: String, _ type: PartType) -> TemplatePart? {
    parts.first { $0.name == name && $0.type == type }
  }
}

/// A further header of an email.
package struct Header: Sendable {
  /// The name as written.
  package let name: Located<String>
  /// The value; Liquid.
  package let value: Located<String>
}

/// One part of a message: a text in one of the template languages.
package struct TemplatePart: Sendable {
  /// The name, such as `subject` or `body`.
  package let name: String
  /// What the part renders to.
  package let type: PartType
  /// The language it is written in.
  package let engine: Engine
  /// The file's text.
  package let source: SourceText

  /// The path relative to the content root.
  package var path: String { source.path }
}

/// What a part renders to; the raw value stands in the file name before the engine.
package enum PartType: String, Sendable, CaseIterable {
  /// Plain text; may be left out of the file name.
  case text = "txt"
  /// HTML.
  case html
  /// AMP for Email.
  case amp = "amp.html"
  /// JSON.
  case json
}

/// The languages of parts and fragments; the raw value is the last suffix of the file name.
package enum Engine: String, Sendable, CaseIterable {
  /// Liquid.
  case liquid
  /// Handlebars.
  case handlebars = "hbs"
  /// JavaScript.
  case javaScript = "js"
}
