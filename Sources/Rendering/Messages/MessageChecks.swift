package import Channels
package import Content
package import Diagnostics
import Documents
import JSONSchema

/// Checks that need the rendered message: sizes, encodings, payloads, the channel's rules.
struct MessageChecks: Sendable {
  private let schemas: ProjectSchemas

  init(_ schemas: ProjectSchemas) {
    self.schemas = schemas
  }

  /// Returns what is wrong with a message; places lie in the rendered text.
  func check(_ message: Message, _ testCase: Case) -> [Diagnostic] {
    let texts = RenderedTexts(message, testCase)
    switch message.channel {
    case .email:
      return EmailChecks.check(
        texts.email, maximumHTMLBytes: testCase.template.limits.htmlBytes)
    case .sms:
      return texts.part("body", .text).map {
        SMSChecks.check($0, maximumSegments: testCase.template.limits.smsSegments)
      } ?? []
    case .push:
      return PushChecks.check(
        PushMessage(
          title: texts.part("title", .text), body: texts.part("body", .text),
          payload: texts.part("payload", .json)))
    case .inApp, .code:
      let html = ["body", "content"].compactMap { texts.part($0, .html) }
      let json = texts.part("content", .json)
      return html.flatMap { HTMLChecks.check($0, use: .fragment) }
        + (json.map { checkJSON($0, testCase) } ?? [])
    }
  }

  private func checkJSON(_ content: SourceText, _ testCase: Case) -> [Diagnostic] {
    let reading = JSONContentChecks.read(content)
    guard let document = reading.document, let surface = testCase.template.surface,
      let schema = schemas.surface(surface.value)
    else { return reading.diagnostics }
    return reading.diagnostics
      + schema.diagnostics(document).map {
        $0.adding("the surface '\(surface.value)' would refuse this payload")
      }
  }
}

/// The rendered texts of a message as sources that places can lie in.
package struct RenderedTexts {
  private let message: Message
  private let folder: String

  /// Names the texts `rendered/<case>/<part>`: no file has such a path.
  package init(_ message: Message, _ testCase: Case) {
    self.message = message
    folder = "rendered/\(testCase.id)/"
  }

  /// The text of a part, or nil.
  package func part(_ name: String, _ type: PartType) -> SourceText? {
    message.part(name, type).map { SourceText(path: folder + $0.stem, bytes: $0.bytes) }
  }

  /// The text of an envelope line, or nil.
  package func field(_ name: String) -> SourceText? {
    message.field(name).map { SourceText(path: folder + name, $0) }
  }

  /// The message as an email.
  package var email: EmailMessage {
    let prefix = "header "
    let headers = message.fields.filter { $0.name.hasPrefix(prefix) }.map { field in
      EmailMessage.Header(
        String(field.name.dropFirst(prefix.count)),
        SourceText(path: folder + field.name, field.value))
    }
    return EmailMessage(
      from: field("from"), replyTo: field("reply-to"), subject: field("subject"),
      preheader: field("preheader"), headers: headers, html: part("body", .html),
      text: part("body", .text), amp: part("body", .amp))
  }
}
