package import Diagnostics

/// What AMP for email demands of a rendered part; not the whole validator, but what breaks most.
package enum AMPChecks {
  /// Largest document in bytes.
  package static let maximumBytes = 200_000
  /// Largest style sheet in bytes.
  package static let maximumStyleBytes = 75_000
  /// Largest style attribute in bytes.
  package static let maximumInlineStyleBytes = 1_000

  private static let components: Set<String> = [
    "amp-form", "amp-selector", "amp-bind", "amp-list", "amp-mustache", "amp-accordion",
    "amp-carousel", "amp-fit-text", "amp-sidebar", "amp-timeago", "amp-anim", "amp-lightbox",
    "amp-image-lightbox",
  ]
  private static let elements = components.union([
    "amp-img", "amp-layout", "amp-state", "amp-list-load-more",
  ])
  private static let forbidden: [String: String] = [
    "img": "<amp-img>", "iframe": "a link", "video": "a link", "audio": "a link",
    "object": "a link", "embed": "a link", "base": "full addresses", "frame": "a link",
    "frameset": "a link", "applet": "a link", "picture": "<amp-img>",
  ]

  /// Checks the AMP part of an email.
  package static func check(_ amp: SourceText) -> [Diagnostic] {
    let tokens = HTMLTokenizer(amp.bytes)
    var diagnostics = required(amp, tokens)
    if amp.bytes.count > maximumBytes {
      diagnostics.append(
        Diagnostic(
          .ampTooLarge, "the AMP part has \(amp.bytes.count) bytes; the limit is \(maximumBytes)",
          at: SourceSpan(amp, at: 0), notes: [.init("load long lists with <amp-list>")]))
    }
    if let unclosed = tokens.unclosed {
      diagnostics.append(
        Diagnostic(
          .htmlUnclosed, "\(unclosed.what) is not closed",
          at: SourceSpan(amp, start: unclosed.offset, end: unclosed.offset + 1),
          notes: [.init("everything after it is lost; close it")]))
    }
    let first = diagnostics.count
    for tag in tokens.tags where !tag.isEnd {
      diagnostics += element(tag, amp, tokens) + style(tag, amp, tokens)
      // A loop that writes a wrong tag a thousand times is one mistake.
      if diagnostics.count - first >= HTMLChecks.maximumFindings { break }
    }
    return diagnostics + UnrenderedChecks.check(amp, except: templates(tokens))
  }

  // MARK: What must be there

  private static func required(_ amp: SourceText, _ tokens: HTMLTokenizer) -> [Diagnostic] {
    var missing: [(place: Range<Int>, what: String, advice: String)] = []
    let tags = tokens.tags.filter { !$0.isEnd }
    let start = 0..<0
    let doctype = tokens.doctype.map { text(amp, $0).lowercased() }
    if doctype?.split(separator: " ") != ["doctype", "html"] {
      missing.append((tokens.doctype ?? start, "the doctype", "begin with <!doctype html>"))
    }
    let html = tags.first { $0.name == "html" }
    let isMarked = html.map { html in
      tokens.attributes(of: html).contains { $0.name == "⚡4email" || $0.name == "amp4email" }
    }
    if isMarked != true {
      missing.append((html?.range ?? start, "the mark of the format", "write <html ⚡4email>"))
    }
    let head = tags.firstIndex { $0.name == "head" }
    let first = head.flatMap { $0 + 1 < tags.count ? tags[$0 + 1] : nil }
    let charset = first.flatMap { tokens.value("charset", of: $0)?.lowercased() }
    if first?.name != "meta" || charset != "utf-8" {
      missing.append(
        (first?.range ?? start, "the encoding", "begin <head> with <meta charset=\"utf-8\">"))
    }
    let runtime = tags.contains {
      $0.name == "script"
        && tokens.value("src", of: $0) == "https://cdn.ampproject.org/v0.js"
        && tokens.attribute("async", of: $0) != nil
    }
    if !runtime {
      let advice = "add <script async src=\"https://cdn.ampproject.org/v0.js\"></script> to <head>"
      missing.append((start, "AMP's own script", advice))
    }
    let boilerplate = tags.contains { tag in
      tag.name == "style" && tokens.attribute("amp4email-boilerplate", of: tag) != nil
        && tag.textRange.map { text(amp, $0) } == "body{visibility:hidden}"
    }
    if !boilerplate {
      let advice = "add <style amp4email-boilerplate>body{visibility:hidden}</style> to <head>"
      missing.append((start, "AMP's own style", advice))
    }
    return missing.map { place, what, advice in
      Diagnostic(
        .ampRequired, "\(what) is missing or not as AMP demands", at: span(amp, place),
        notes: [.init(advice)])
    }
  }

  // MARK: What must not be there

  private static func element(
    _ tag: HTMLTag, _ amp: SourceText, _ tokens: HTMLTokenizer
  ) -> [Diagnostic] {
    let place = span(amp, tag.range)
    let name = tokens.name(tag.nameRange)
    if let instead = forbidden[name] {
      return [
        Diagnostic(
          .ampForbidden, "<\(name)> is not allowed in AMP for email", at: place,
          notes: [.init("use \(instead) instead")])
      ]
    }
    if name.hasPrefix("amp-"), !elements.contains(name) {
      let nearest = NearestName.suggest(name, among: elements.sorted())
      return [
        Diagnostic(
          .ampForbidden, "<\(name)> is not a component of AMP for email", at: place,
          notes: [.init(nearest.map { "did you mean <\($0)>?" } ?? "remove it")])
      ]
    }
    if name == "script" { return script(tag, amp, tokens) }
    guard name == "form", tokens.attribute("action", of: tag) != nil else { return [] }
    return [
      Diagnostic(
        .ampForbidden, "a form cannot have 'action' in AMP for email", at: place,
        notes: [.init("write action-xhr with an https address")])
    ]
  }

  private static func script(
    _ tag: HTMLTag, _ amp: SourceText, _ tokens: HTMLTokenizer
  ) -> [Diagnostic] {
    let type = tokens.value("type", of: tag)
    if type == "application/json"
      || type == "text/plain" && tokens.attribute("template", of: tag) != nil
    {
      return []
    }
    let component =
      tokens.value("custom-element", of: tag) ?? tokens.value("custom-template", of: tag)
    let source = tokens.value("src", of: tag) ?? ""
    let isOwn = source.hasPrefix("https://cdn.ampproject.org/")
    if isOwn, component.map(components.contains) ?? true { return [] }
    return [
      Diagnostic(
        .ampForbidden, "this script is not allowed in AMP for email", at: span(amp, tag.range),
        notes: [.init("only AMP's own scripts from cdn.ampproject.org are allowed")])
    ]
  }

  private static func style(
    _ tag: HTMLTag, _ amp: SourceText, _ tokens: HTMLTokenizer
  ) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    var sheets: [(range: Range<Int>, limit: Int)] = []
    if let range = tokens.attribute("style", of: tag)?.valueRange {
      sheets.append((range, maximumInlineStyleBytes))
    }
    if tag.name == "style", let range = tag.textRange,
      tokens.attribute("amp-custom", of: tag) != nil
    {
      sheets.append((range, maximumStyleBytes))
    }
    for (range, limit) in sheets {
      if range.count > limit {
        diagnostics.append(
          Diagnostic(
            .ampTooLarge, "the style has \(range.count) bytes; the limit is \(limit)",
            at: span(amp, range), notes: [.init("remove rules that are not used")]))
      }
      if let important = important(amp, range) {
        diagnostics.append(
          Diagnostic(
            .ampStyle, "'!important' is not allowed in AMP for email", at: span(amp, important),
            notes: [.init("make the selector more specific instead")]))
      }
    }
    return diagnostics
  }

  private static func important(_ amp: SourceText, _ range: Range<Int>) -> Range<Int>? {
    let word = Array("!important".utf8)
    guard range.count >= word.count else { return nil }
    for start in range.lowerBound...range.upperBound - word.count
    where amp.bytes[start] == word[0]
      && amp.bytes[start..<start + word.count].elementsEqual(word, by: { $0 | 0x20 == $1 | 0x20 })
    {
      return start..<start + word.count
    }
    return nil
  }

  /// The places where AMP's own template language stands.
  private static func templates(_ tokens: HTMLTokenizer) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var open: Int?
    for tag in tokens.tags {
      if tag.name == "script", let range = tag.textRange,
        tokens.attribute("template", of: tag) != nil
      {
        ranges.append(range)
      }
      guard tag.name == "template" else { continue }
      if tag.isEnd, let start = open {
        ranges.append(start..<tag.range.upperBound)
        open = nil
      } else if !tag.isEnd, tokens.value("type", of: tag) == "amp-mustache", open == nil {
        open = tag.range.lowerBound
      }
    }
    return ranges
  }

  private static func text(_ source: SourceText, _ range: Range<Int>) -> String {
    String(decoding: source.bytes[range], as: UTF8.self)
  }

  private static func span(_ source: SourceText, _ range: Range<Int>) -> SourceSpan {
    SourceSpan(source, start: range.lowerBound, end: range.upperBound)
  }
}
