package import Diagnostics

/// What is checked in a rendered email.
package enum EmailChecks {
  /// Size of the HTML in bytes beyond which Gmail hides the rest behind a link.
  package static let clippedBytes = 102_400
  /// Share of the limit from which a warning is given, in percent.
  private static let warningPercent = 90
  /// Longest preheader that clients show, in characters.
  package static let maximumPreheader = 100

  /// Checks headers, parts, sizes, the HTML and the AMP part; a project may set another limit.
  package static func check(
    _ message: EmailMessage, maximumHTMLBytes: Int = clippedBytes
  ) -> [Diagnostic] {
    var diagnostics = headers(message) + bodies(message) + subject(message) + preheader(message)
    diagnostics += unsubscribe(message)
    if let html = message.html {
      diagnostics += size(html, message.sentHTMLCount ?? html.bytes.count, maximumHTMLBytes)
      diagnostics += HTMLChecks.check(html, use: .email)
    }
    if let text = message.text { diagnostics += UnrenderedChecks.check(text) }
    if let amp = message.amp { diagnostics += AMPChecks.check(amp) }
    return diagnostics
  }

  /// Checks what stands in headers: no line breaks, addresses that servers accept, allowed names.
  static func headers(_ message: EmailMessage) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    let addresses = [
      ("the sender", message.from), ("the reply address", message.replyTo),
      ("the recipient", message.to),
    ]
    for (what, value) in addresses {
      guard let value else { continue }
      if let diagnostic = EmailHeaders.injection(value, what) {
        diagnostics.append(diagnostic)
      } else if EmailAddress(SingleLine.trimmed(value)) == nil {
        let range = SingleLine.range(value)
        diagnostics.append(
          Diagnostic(
            .emailAddress, "\(what) '\(SingleLine.trimmed(value))' is not an address",
            at: SourceSpan(value, start: range.lowerBound, end: range.upperBound),
            notes: [.init("expected name@example.com or Name <name@example.com>")]))
      }
    }
    if let subject = message.subject,
      let diagnostic = EmailHeaders.injection(subject, "the subject")
    {
      diagnostics.append(diagnostic)
    }
    for header in message.headers {
      if let diagnostic = EmailHeaders.name(header) { diagnostics.append(diagnostic) }
      if let diagnostic = EmailHeaders.injection(header.value, "the header '\(header.name)'") {
        diagnostics.append(diagnostic)
      }
    }
    return diagnostics
  }

  /// Checks that the parts a client needs are there.
  static func bodies(_ message: EmailMessage) -> [Diagnostic] {
    if let amp = message.amp, message.html == nil {
      return [
        Diagnostic(
          .ampAlone, "the AMP part has no HTML beside it", at: SourceSpan(amp, at: 0),
          notes: [.init("add an HTML part with the same content; most clients show only that")])
      ]
    }
    guard message.text == nil else { return [] }
    guard let html = message.html else {
      return [
        Diagnostic(
          .emailBody, "the message has neither HTML nor text",
          at: message.subject.map { SourceSpan($0, at: 0) },
          notes: [.init("add body.html or body.txt to the template")])
      ]
    }
    return [
      Diagnostic(
        .emailText, "the message has no plain text part", at: SourceSpan(html, at: 0),
        severity: .warning,
        notes: [.init("add body.txt to the template, for watches, screen readers and filters")])
    ]
  }

  private static func subject(_ message: EmailMessage) -> [Diagnostic] {
    if let subject = message.subject, !SingleLine.range(subject).isEmpty {
      return UnrenderedChecks.check(subject)
    }
    let place = message.subject ?? message.html ?? message.text
    return [
      Diagnostic(
        .emailSubject, "the subject is empty", at: place.map { SourceSpan($0, at: 0) },
        notes: [.init("check the conditions around the text of the subject")])
    ]
  }

  private static func preheader(_ message: EmailMessage) -> [Diagnostic] {
    guard let preheader = message.preheader, !SingleLine.range(preheader).isEmpty else {
      guard let place = message.preheader ?? message.html else { return [] }
      return [
        Diagnostic(
          .emailPreheader, "the message has no preheader", at: SourceSpan(place, at: 0),
          severity: .warning,
          notes: [.init("clients show the first words of the body instead; add a preheader part")])
      ]
    }
    var diagnostics = UnrenderedChecks.check(preheader)
    let count = SingleLine.trimmed(preheader).count
    if count > maximumPreheader {
      let range = SingleLine.range(preheader)
      diagnostics.append(
        Diagnostic(
          .emailPreheader,
          "the preheader has \(count) characters; clients show at most \(maximumPreheader)",
          at: SourceSpan(preheader, start: range.lowerBound, end: range.upperBound),
          severity: .warning, notes: [.init("put what matters first; phones show 30 to 60")]))
    }
    return diagnostics
  }

  private static func unsubscribe(_ message: EmailMessage) -> [Diagnostic] {
    guard let link = message.header("list-unsubscribe") else {
      return [
        Diagnostic(
          .listUnsubscribe, "there is no List-Unsubscribe header",
          at: (message.html ?? message.text).map { SourceSpan($0, at: 0) }, severity: .information,
          notes: [.init("large mailbox providers demand it of marketing mail (RFC 8058)")])
      ]
    }
    let span = SourceSpan(link, start: 0, end: link.bytes.count)
    guard SingleLine.contains("<https://", in: link) else {
      return [
        Diagnostic(
          .listUnsubscribe, "List-Unsubscribe has no https address", at: span, severity: .warning,
          notes: [.init("expected <https://…>, a mailto address may follow (RFC 8058)")])
      ]
    }
    let post = message.header("list-unsubscribe-post")
    let isOneClick = post.map { post in
      post.bytes[SingleLine.range(post)].elementsEqual("List-Unsubscribe=One-Click".utf8)
    }
    if isOneClick == true { return [] }
    return [
      Diagnostic(
        .listUnsubscribe, "List-Unsubscribe cannot be used with one click", at: span,
        severity: .warning,
        notes: [.init("add the header List-Unsubscribe-Post: List-Unsubscribe=One-Click")])
    ]
  }

  private static func size(_ html: SourceText, _ count: Int, _ limit: Int) -> [Diagnostic] {
    guard count > limit / 100 * warningPercent else { return [] }
    let isClipped = count > limit
    let reason = limit == clippedBytes ? "Gmail cuts it after" : "the limit is"
    return [
      Diagnostic(
        isClipped ? .emailClipped : .emailLarge, "the HTML has \(count) bytes; \(reason) \(limit)",
        at: SourceSpan(html, at: 0), severity: isClipped ? .error : .warning,
        notes: [.init("remove comments, repeated styles and pictures inside the text")])
    ]
  }
}
