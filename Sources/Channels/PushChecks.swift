package import Diagnostics
package import Documents

extension DiagnosticCode {
  /// A push message without title and text.
  package static let pushEmpty = DiagnosticCode(
    "channel/push-empty", "a push message has neither title nor text")
  /// A payload beyond what push services take.
  package static let pushTooLarge = DiagnosticCode(
    "channel/push-too-large", "a push payload is larger than push services take")
  /// A payload near the limit.
  package static let pushLarge = DiagnosticCode(
    "channel/push-large", "a push payload comes near the limit of push services")
  /// A payload that is not an object.
  package static let pushPayload = DiagnosticCode(
    "channel/push-payload", "a push payload is not a JSON object")
}

/// The parts of a rendered push message.
package struct PushMessage: Sendable {
  /// The bold first line.
  package var title: SourceText?
  /// The text below it.
  package var body: SourceText?
  /// Further data as a JSON object.
  package var payload: SourceText?

  /// Creates a message of the parts that the template has.
  package init(title: SourceText? = nil, body: SourceText? = nil, payload: SourceText? = nil) {
    self.title = title
    self.body = body
    self.payload = payload
  }
}

/// What is checked in a rendered push message.
package enum PushChecks {
  /// Largest payload in bytes of minified JSON that APNs and FCM take.
  package static let maximumBytes = 4_096
  /// Size from which a warning is given, nine tenths of the limit.
  package static let warningBytes = maximumBytes * 9 / 10

  /// Checks the parts and the size of the whole.
  package static func check(_ message: PushMessage) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    let parts = [message.title, message.body].compactMap(\.self)
    for part in parts { diagnostics += UnrenderedChecks.check(part) }
    let texts = parts.map { SingleLine.trimmed($0) }
    if texts.allSatisfy(\.isEmpty), let place = parts.first ?? message.payload {
      diagnostics.append(
        Diagnostic(
          .pushEmpty, "the message has neither title nor text", at: SourceSpan(place, at: 0),
          notes: [.init("a message without text is not shown; give it a title or a text")]))
    }
    guard let payload = message.payload else {
      return diagnostics + sizeDiagnostics(minified(message, data: nil), parts.last)
    }
    let reading = JSONContentChecks.read(payload)
    diagnostics += reading.diagnostics
    guard let document = reading.document else { return diagnostics }
    guard document.kind(document.root) == .object else {
      diagnostics.append(
        Diagnostic(
          .pushPayload, "the payload is not an object", at: document.span(document.root),
          notes: [.init("expected an object, such as {\"key\": \"value\"}")]))
      return diagnostics
    }
    return diagnostics + sizeDiagnostics(minified(message, data: document.value), payload)
  }

  /// Returns the JSON that a push service gets, in its shortest form.
  package static func minified(_ message: PushMessage, data: DocumentValue?) -> [UInt8] {
    let title = message.title.map { JSONOutput.string(SingleLine.trimmed($0)) }
    let body = message.body.map { JSONOutput.string(SingleLine.trimmed($0)) }
    let alert = JSONOutput.members([(key: "title", value: title), (key: "body", value: body)])
    var members: [(key: String, value: JSONOutput)] = []
    if let data, case .object(let own) = data.output { members = own }
    // A payload that brings its own alert is sent as it is.
    if data?["aps"] == nil, data?["notification"] == nil, title != nil || body != nil {
      members.insert((key: "aps", value: ["alert": alert]), at: 0)
    }
    return JSONOutput.object(members).bytes()
  }

  private static func sizeDiagnostics(_ bytes: [UInt8], _ place: SourceText?) -> [Diagnostic] {
    guard bytes.count > warningBytes else { return [] }
    let isTooLarge = bytes.count > maximumBytes
    return [
      Diagnostic(
        isTooLarge ? .pushTooLarge : .pushLarge,
        "the payload has \(bytes.count) bytes as minified JSON; the limit is \(maximumBytes)",
        at: place.map { SourceSpan($0, at: 0) }, severity: isTooLarge ? .error : .warning,
        notes: [.init("send identifiers and let the app fetch the rest")])
    ]
  }
}
