import Diagnostics

/// Reads a file into a syntax tree, reporting every mistake and going on after it.
struct LiquidParser {
  let source: SourceText
  let bytes: [UInt8]
  var diagnostics: [Diagnostic] = []
  var pieces: [LiquidPiece]
  var position = 0
  /// Whether the tag before trimmed the white space after itself.
  var trimsNext = false
  /// Whether blocks were nested too deep: nothing after that is read.
  var isAbandoned = false
  /// The blocks that misspelt tags were probably meant to open; their ends are no mistake.
  var misspeltBlocks: [String] = []
  /// The tags that continue or end each open block, innermost last.
  var openBlocks: [[String]] = []
  /// How many bodies are open, those around a `liquid` tag included.
  var depth = 0

  static let maximumDepth = 100

  /// The tags that begin something, as suggestions know them.
  static let tagNames = [
    "assign", "break", "capture", "case", "comment", "continue", "cycle", "decrement", "doc",
    "echo", "for", "if", "ifchanged", "include", "increment", "liquid", "raw", "render",
    "tablerow", "unless",
  ]

  init(_ source: SourceText) {
    self.source = source
    bytes = source.bytes
    pieces = LiquidScanner.pieces(source.bytes)
  }

  /// Reads the whole file.
  mutating func parse() -> LiquidBody {
    body([]).body
  }

  func text(_ range: LiquidRange) -> String {
    String(decoding: bytes[range.start..<range.end], as: UTF8.self)
  }

  func span(_ range: LiquidRange) -> SourceSpan {
    SourceSpan(source, start: range.start, end: range.end)
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, _ range: LiquidRange, notes: [String] = [],
    fix: Diagnostic.Fix? = nil
  ) {
    diagnostics.append(
      Diagnostic(
        code, message, at: span(range), notes: notes.map { Diagnostic.Note($0) }, fix: fix))
  }

  mutating func report(_ error: LiquidSyntaxError) {
    let place = LiquidRange(start: error.start, end: error.end)
    var fix = error.ignored.map { range in
      let words = String(decoding: source.bytes[range.start..<range.end], as: UTF8.self)
      return Diagnostic.Fix("remove '\(words)'", replacing: span(range), with: "")
    }
    if let text = error.replacement {
      fix = Diagnostic.Fix("replace with '\(text)'", replacing: span(place), with: text)
    }
    report(.templateSyntax, error.message, place, notes: error.notes, fix: fix)
  }

  /// Reads nodes up to a tag in `stops`, or to the end where there are none.
  mutating func body(_ stops: [String]) -> (body: LiquidBody, stop: LiquidPiece?) {
    openBlocks.append(stops)
    depth += 1
    defer {
      openBlocks.removeLast()
      depth -= 1
    }
    var body = LiquidBody()
    while position < pieces.count, !isAbandoned {
      var piece = pieces[position]
      position += 1
      switch piece.kind {
      case .text:
        if trimsNext {
          while piece.range.start < piece.range.end, isBlank(piece.range.start) {
            piece.range.start += 1
          }
        }
        trimsNext = false
        let isBlank = bytes[piece.range.start..<piece.range.end].allSatisfy(\.isRubySpace)
        body.isBlank = body.isBlank && isBlank
        body.nodes.append(LiquidNode(kind: .text, range: piece.range))
      case .output:
        trim(piece, &body)
        body.isBlank = false
        if let value = output(piece.markup) {
          body.nodes.append(LiquidNode(kind: .output(value), range: piece.range))
        } else {
          body.nodes.append(LiquidNode(kind: .nothing, range: piece.range))
        }
      case .broken:
        body.isBlank = false
        reportBroken(piece)
      case .tag:
        trim(piece, &body)
        let name = text(piece.name)
        if let stop = stop(name, piece, stops) {
          return (body, stop)
        }
        if endsOuterBlock(name) {
          position -= 1
          return (body, nil)
        }
        tag(name, piece, &body)
      }
    }
    return (body, nil)
  }

  private func isBlank(_ index: Int) -> Bool { bytes[index].isRubySpace || bytes[index] == 0 }

  private mutating func trim(_ piece: LiquidPiece, _ body: inout LiquidBody) {
    if piece.trimsBefore, let last = body.nodes.last, case .text = last.kind {
      var range = last.range
      while range.end > range.start, isBlank(range.end - 1) { range.end -= 1 }
      body.nodes[body.nodes.count - 1].range = range
    }
    // The lines of a `liquid` tag trim nothing and do not undo what the tag itself said.
    if piece.range.end <= bytes.count, piece.range.start < bytes.count,
      bytes[piece.range.start] == 0x7B
    {
      trimsNext = piece.trimsAfter
    }
  }

  /// The piece as one of `stops`, also where its name is only misspelt.
  private mutating func stop(
    _ name: String, _ piece: LiquidPiece, _ stops: [String]
  ) -> LiquidPiece? {
    if stops.contains(name) { return piece }
    guard !stops.isEmpty, !LiquidParser.tagNames.contains(name), name != "#",
      let nearest = NearestName.suggest(name, among: stops), !endsOuterBlock(name)
    else { return nil }
    report(
      .unknownTag, "no tag is called '\(name)'", piece.name, notes: ["did you mean '\(nearest)'?"],
      fix: Diagnostic.Fix(
        "replace with '\(nearest)'", replacing: span(piece.name), with: nearest))
    var corrected = piece
    corrected.name = LiquidRange(start: -1, end: stops.firstIndex(of: nearest) ?? 0)
    return corrected
  }

  /// The name of a stop that `body` returned, which may have been corrected.
  func stopName(_ piece: LiquidPiece, _ stops: [String]) -> String {
    piece.name.start < 0 ? stops[piece.name.end] : text(piece.name)
  }

  private func endsOuterBlock(_ name: String) -> Bool {
    guard name.hasPrefix("end") else { return false }
    return openBlocks.dropLast().contains { $0.contains(name) }
  }

  private mutating func reportBroken(_ piece: LiquidPiece) {
    let isTag = bytes[piece.range.start + 1] == 0x25
    let end = min(piece.range.end, piece.range.start + 40)
    let shown = String(
      text(LiquidRange(start: piece.range.start, end: end)).prefix { !$0.isNewline })
    report(
      .unclosedTag, "'\(shown)' is not closed with '\(isTag ? "%}" : "}}")'",
      LiquidRange(start: piece.range.start, end: piece.range.start + 2))
  }

  private mutating func output(_ markup: LiquidRange) -> LiquidFiltered? {
    do throws(LiquidSyntaxError) {
      var parser = try LiquidExpressionParser(bytes, markup)
      if parser.looksAt(.end) { return LiquidFiltered(expression: .none, range: markup) }
      return try parser.filtered()
    } catch {
      report(error)
      return nil
    }
  }
}
