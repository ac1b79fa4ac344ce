import Channels
import Content
import Diagnostics
import Documents

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
    guard let head = Head(text) else { return nil }
    var body = text[head.length...]
    if body.last == UInt8(ascii: "\n") { body.removeLast() }
    let message = EmailMessage(
      preheader: head.preheader.map { SourceText(path: "", $0) },
      html: SourceText(path: "", bytes: Array(body)))
    guard let count = message.sentHTMLCount else { return nil }
    return Self(
      .htmlBytes, count + (head.storesCRLF ? body.count { $0 == UInt8(ascii: "\n") } : 0))
  }

  /// What the comment of an email says of the bytes that are sent; the rest of it is passed over.
  private struct Head {
    var preheader: String?
    var storesCRLF = false
    /// How many bytes of the file it takes.
    let length: Int

    /// Reads the comment of a file with LF line ends; nil for a file without one.
    init?(_ file: [UInt8]) {
      let opening = SnapshotText.opening.utf8
      guard file.starts(with: opening) else { return nil }
      var start = opening.count
      while let end = file[start...].firstIndex(of: UInt8(ascii: "\n")) {
        let line = file[start..<end]
        start = end + 1
        if line.elementsEqual("-->".utf8) {
          length = start
          return
        }
        if line.starts(with: "eol:".utf8) { storesCRLF = true }
        let key = "preheader:".utf8
        if line.starts(with: key) {
          let value = SourceText(path: "", bytes: Array(line.dropFirst(key.count)))
          preheader = JSONReader.read(value).document?.value.string
        }
      }
      return nil
    }
  }
}
