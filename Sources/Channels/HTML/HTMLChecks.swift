package import Diagnostics

/// What is checked in rendered HTML.
package enum HTMLChecks {
  /// Where the HTML is shown, which decides about a few rules.
  package enum Use: Sendable {
    /// A whole document in a mail client.
    case email
    /// A piece of a page or an app.
    case fragment
  }

  /// Findings of one rule that are reported; the rest of a broken loop adds nothing.
  package static let maximumFindings = 20

  /// Checks language, pictures, links, scripts, and template tags left over.
  package static func check(_ html: SourceText, use: Use) -> [Diagnostic] {
    let tokens = HTMLTokenizer(html.bytes)
    var diagnostics: [Diagnostic] = []
    if let unclosed = tokens.unclosed {
      diagnostics.append(
        Diagnostic(
          .htmlUnclosed, "\(unclosed.what) is not closed",
          at: SourceSpan(html, start: unclosed.offset, end: unclosed.offset + 1),
          notes: [.init("everything after it is lost; close it")]))
    }
    if use == .email { diagnostics += language(html, tokens) }
    var counts: [DiagnosticCode: Int] = [:]
    let names = Names.known
    for tag in tokens.tags where !tag.isEnd {
      for diagnostic in findings(tag, tokens, html, use, names) {
        counts[diagnostic.code, default: 0] += 1
        if counts[diagnostic.code, default: 0] <= maximumFindings {
          diagnostics.append(diagnostic)
        }
      }
    }
    return diagnostics + UnrenderedChecks.check(html)
  }

  /// The names that every tag of a message is compared with.
  private struct Names {
    let anchor: HTMLName = "a"
    let image: HTMLName = "img"
    let script: HTMLName = "script"
    let alternative: HTMLName = "alt"
    let links: [HTMLName] = ["href", "src", "action", "background", "poster"]

    static let known = Names()
  }

  private static func language(_ html: SourceText, _ tokens: HTMLTokenizer) -> [Diagnostic] {
    let tag = tokens.tags.first { $0.name == "html" && !$0.isEnd }
    let language = tag.flatMap { tokens.attribute("lang", of: $0) }
    if language?.valueRange?.isEmpty == false { return [] }
    let span = tag.map { SourceSpan(html, start: $0.range.lowerBound, end: $0.range.upperBound) }
    return [
      Diagnostic(
        .htmlLang, tag == nil ? "there is no <html lang> element" : "<html> has no 'lang'",
        at: span ?? SourceSpan(html, at: 0), severity: .warning,
        notes: [.init("write <html lang=\"en\"> with the language of the text, for screen readers")]
      )
    ]
  }

  private static func findings(
    _ tag: HTMLTag, _ tokens: HTMLTokenizer, _ html: SourceText, _ use: Use, _ names: Names
  ) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    var place: SourceSpan {
      SourceSpan(html, start: tag.range.lowerBound, end: tag.range.upperBound)
    }
    if tag.name == names.image, tokens.attribute(names.alternative, of: tag) == nil {
      diagnostics.append(
        Diagnostic(
          .imageAlt, "an image has no 'alt'", at: place, severity: .warning,
          notes: [.init("describe it in alt=\"…\"; write alt=\"\" if it is decoration")]))
    }
    if use == .email, tag.name == names.script,
      tokens.value("type", of: tag) != "application/ld+json"
    {
      diagnostics.append(
        Diagnostic(
          .emailScript, "mail clients run no scripts", at: place, severity: .warning,
          notes: [.init("remove the script; interactive mail is what an AMP part is for")]))
    }
    for attribute in tokens.attributes(of: tag) where names.links.contains(attribute.name) {
      if let diagnostic = link(tag, attribute, html, names) { diagnostics.append(diagnostic) }
    }
    return diagnostics
  }

  private static func link(
    _ tag: HTMLTag, _ attribute: HTMLAttribute, _ html: SourceText, _ names: Names
  ) -> Diagnostic? {
    let range = attribute.valueRange ?? attribute.nameRange
    var span: SourceSpan { SourceSpan(html, start: range.lowerBound, end: range.upperBound) }
    func text(_ range: Range<Int>) -> String {
      String(decoding: html.bytes[range], as: UTF8.self)
    }
    var name: String { text(attribute.nameRange).lowercased() }
    var value: String { attribute.valueRange.map(text) ?? "" }
    let target = LinkTarget(html.bytes[attribute.valueRange ?? range.lowerBound..<range.lowerBound])
    let scheme = target.scheme
    if scheme == .javascript {
      return Diagnostic(
        .linkScript, "'\(name)' runs a script", at: span,
        notes: [.init("link to a page; clients and apps block such links")])
    }
    if target.isLocal {
      return Diagnostic(
        .linkLocal, "'\(value)' leads to the reader's own machine", at: span,
        notes: [.init("put the public address in the environment's settings")])
    }
    if scheme == .http {
      return Diagnostic(
        .linkInsecure, "'\(value)' is not encrypted", at: span, severity: .warning,
        notes: [.init("write https:")])
    }
    guard
      tag.name == names.anchor && target.isNowhere
        || tag.name == names.image && target.bytes.isEmpty
    else { return nil }
    return Diagnostic(
      .linkEmpty, "'\(name)' of <\(text(tag.nameRange).lowercased())> leads nowhere", at: span,
      severity: .warning, notes: [.init("check the data that the address is made of")])
  }
}
