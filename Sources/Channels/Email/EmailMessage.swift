package import Diagnostics

/// The rendered parts of an email, each a text of its own so that findings have places.
package struct EmailMessage: Sendable {
  /// A header that the template adds.
  package struct Header: Sendable {
    /// The name as written.
    package var name: String
    /// The rendered value.
    package var value: SourceText

    /// Pairs a name with a value.
    package init(_ name: String, _ value: SourceText) {
      self.name = name
      self.value = value
    }
  }

  /// The sender: `Name <address>` or an address.
  package var from: SourceText?
  /// Where answers go.
  package var replyTo: SourceText?
  /// The recipient, if the message is made for one.
  package var to: SourceText?
  /// The subject line.
  package var subject: SourceText?
  /// The text that clients show after the subject.
  package var preheader: SourceText?
  /// Further headers in order.
  package var headers: [Header]
  /// The HTML part.
  package var html: SourceText?
  /// The plain text part.
  package var text: SourceText?
  /// The AMP part.
  package var amp: SourceText?

  /// Creates a message of the parts that the template has.
  package init(
    from: SourceText? = nil, replyTo: SourceText? = nil, to: SourceText? = nil,
    subject: SourceText? = nil, preheader: SourceText? = nil, headers: [Header] = [],
    html: SourceText? = nil, text: SourceText? = nil, amp: SourceText? = nil
  ) {
    self.from = from
    self.replyTo = replyTo
    self.to = to
    self.subject = subject
    self.preheader = preheader
    self.headers = headers
    self.html = html
    self.text = text
    self.amp = amp
  }

  /// The value of the first header that has this name, which is in lower case, or nil.
  func header(_ name: String) -> SourceText? {
    headers.first { header in
      header.name.utf8.elementsEqual(name.utf8) { $0.lowercasedASCII == $1 }
    }?.value
  }

  /// The number of bytes of `sentHTML`, without looking for the body.
  package var sentHTMLCount: Int? {
    html.map { $0.bytes.count + hiddenPreheaderCount }
  }

  /// The number of bytes of `hiddenPreheader`.
  private var hiddenPreheaderCount: Int {
    guard let preheader else { return 0 }
    let text = preheader.bytes[SingleLine.range(preheader)]
    guard !text.isEmpty else { return 0 }
    return text.reduce(Self.hidingStart.utf8.count + Self.hidingEnd.utf8.count) { count, byte in
      switch byte {
      case UInt8(ascii: "&"): count + 5
      case UInt8(ascii: "<"): count + 4
      default: count + 1
      }
    }
  }

  private static let hidingStart =
    "<div style=\"display:none;max-height:0;overflow:hidden;mso-hide:all\">"
  private static let hidingEnd = "</div>"

  private var hiddenPreheader: String? {
    guard let preheader else { return nil }
    let text = SingleLine.trimmed(preheader)
    guard !text.isEmpty else { return nil }
    let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    return Self.hidingStart + escaped + Self.hidingEnd
  }

  /// The HTML as it is sent: with the preheader, hidden, as the first text of the body.
  package var sentHTML: [UInt8]? {
    guard let html else { return nil }
    guard let hidden = hiddenPreheader else { return html.bytes }
    let body = HTMLTokenizer(html.bytes).tags.first { $0.name == "body" && !$0.isEnd }
    let place = body?.range.upperBound ?? 0
    return Array(html.bytes[..<place]) + Array(hidden.utf8) + Array(html.bytes[place...])
  }
}
