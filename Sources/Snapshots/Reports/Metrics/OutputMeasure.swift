import Channels
import Content
import Diagnostics
import Documents
import Rendering

/// What an output measures where its channel has a limit: the segments of an SMS, bytes of other parts.
///
/// It is worked out from the stored form, so a report that was read back measures the same.
struct OutputMeasure: Hashable, Sendable {
  /// What is counted.
  let name: OutputMetric.Name
  /// How many there are, as the channel's limit counts them.
  let count: Int
  /// The encoding of an SMS; nil for other parts.
  let encoding: String?

  private init(_ name: OutputMetric.Name, _ count: Int, encoding: String? = nil) {
    (self.name, self.count, self.encoding) = (name, count, encoding)
  }

  /// Measures the file of an output; nil where its channel has no limit, or it is in no form that can
  /// be measured.
  init?(path: String, file: [UInt8]) {
    let parts = path.split(separator: "/")
    guard parts.count == 4, let channel = Channel(rawValue: String(parts[1])) else { return nil }
    switch channel {
    case .sms: self = Self.sms(SnapshotText.normalized(file))
    case .push:
      guard let measure = Self.push(SnapshotText.normalized(file)) else { return nil }
      self = measure
    case .email where path.hasSuffix(".amp.html"):
      self.init(.ampBytes, SnapshotText.normalized(file).count)
    case .email where path.hasSuffix(".html"):
      guard let measure = Self.html(file) else { return nil }
      self = measure
    case .email, .inApp, .code: return nil
    }
  }

  private static func sms(_ body: [UInt8]) -> Self {
    let segments = SMSSegments(String(decoding: body, as: UTF8.self))
    return Self(.smsSegments, segments.segments.count, encoding: segments.encoding.rawValue)
  }

  /// The payload as a push service gets it.
  private static func push(_ body: [UInt8]) -> Self? {
    guard let value = JSONReader.read(SourceText(path: "", bytes: body)).document?.value,
      value.kind == .object
    else { return nil }
    let payload = value["payload"]
    guard payload == nil || payload?.kind == .object else { return nil }
    func text(_ name: String) -> SourceText? {
      value[name]?.string.map { SourceText(path: "", $0) }
    }
    let message = PushMessage(title: text("title"), body: text("body"))
    return Self(.payloadBytes, PushChecks.minified(message, data: payload).count)
  }

  /// The HTML as it is sent, with the preheader in its body.
  private static func html(_ file: [UInt8]) -> Self? {
    let text = SnapshotText.lineFeeds(file)
    guard let envelope = SnapshotEnvelope(text) else { return nil }
    var body = text[envelope.length...]
    if body.last == UInt8(ascii: "\n") { body.removeLast() }
    let preheader = envelope.fields.first { $0.name == "preheader" }
    let message = EmailMessage(
      preheader: preheader.map { SourceText(path: "", $0.value) },
      html: SourceText(path: "", bytes: Array(body)))
    guard let count = message.sentHTMLCount else { return nil }
    let returns = envelope.storesCRLF ? body.count { $0 == UInt8(ascii: "\n") } : 0
    return Self(.htmlBytes, count + returns)
  }
}
