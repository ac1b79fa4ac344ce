import Diagnostics

/// Says in plain words why libyaml refused a text, and what to do.
enum YAMLProblem {
  /// Where a message points: at the problem or at the thing that was being read.
  private enum Place {
    case problem
    case context
  }

  private struct Advice {
    var message: String
    var note: String
    var place = Place.problem
  }

  /// Words a failure; offsets are in bytes.
  static func diagnostic(
    _ failure: YAMLEventSource.Failure, _ source: SourceText, offset: Int, context: Int
  ) -> Diagnostic {
    let bytes = source.bytes
    if failure.problem.hasPrefix("mapping values are not"),
      let colon = colonWithoutSpace(bytes, before: offset)
    {
      return Diagnostic(
        .yamlSyntax, "a space is missing after ':'",
        at: SourceSpan(source, start: colon, end: colon + 1),
        notes: [.init("write 'key: value'; without the space the line is a text")])
    }
    let advice = advice(failure, offset < bytes.count ? bytes[offset] : nil)
    let start = advice.place == .context ? context : offset
    var notes = [Diagnostic.Note(advice.note)]
    if advice.place == .problem, let opening = opening(failure.context), context < offset {
      notes.append(.init(opening, at: SourceSpan(source, start: context, end: context + 1)))
    }
    return Diagnostic(
      .yamlSyntax, advice.message, at: SourceSpan(source, start: start, end: end(bytes, start)),
      notes: notes)
  }

  /// The colon of a line `key:value` right above the line of `offset`, which YAML reads as text.
  private static func colonWithoutSpace(_ bytes: [UInt8], before offset: Int) -> Int? {
    guard let lineEnd = bytes[..<offset].lastIndex(of: 0x0A) else { return nil }
    let start = bytes[..<lineEnd].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let key = bytes[start..<lineEnd].drop { $0 == 0x20 }.prefix {
      JSONBytes.isWord($0) || $0 == 0x2D
    }
    let colon = key.endIndex
    guard !key.isEmpty, colon + 1 < lineEnd, bytes[colon] == UInt8(ascii: ":") else { return nil }
    // An address is a text, with its colon.
    guard JSONBytes.isWord(bytes[colon + 1]) else { return nil }
    return colon
  }

  /// The end of the word or character at `start`.
  private static func end(_ bytes: [UInt8], _ start: Int) -> Int {
    var end = start
    while end < bytes.count, JSONBytes.isWord(bytes[end]) { end += 1 }
    guard end == start, end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D else {
      return end
    }
    end += 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }

  private static func opening(_ context: String) -> String? {
    switch context {
    case "while parsing a block mapping": "the mapping begins here"
    case "while parsing a block collection": "the list begins here"
    case "while parsing a flow mapping": "the mapping begins here"
    case "while parsing a flow sequence": "the list begins here"
    default: nil
    }
  }

  private static func advice(_ failure: YAMLEventSource.Failure, _ byte: UInt8?) -> Advice {
    let problem = failure.problem
    switch (failure.context, problem) {
    case (_, "found character that cannot start any token"): return badStart(byte)
    case (_, "found a tab character where an indentation space is expected"),
      (_, "found a tab character that violates indentation"):
      return tab
    case ("while scanning a simple key", _):
      return Advice(
        message: "this line is not 'key: value'",
        note: "expected ':' and a space after the key; check the indentation if the line "
          + "continues the text above", place: .context)
    case (_, "mapping values are not allowed in this context"):
      return Advice(
        message: "':' is not allowed here",
        note: "put the text in quotes if the colon belongs to it, or check the indentation of "
          + "this line and the one above")
    case (_, "block sequence entries are not allowed in this context"):
      return Advice(
        message: "a list item is not allowed here",
        note: "begin the list on a line of its own, indented under its key")
    case (_, "mapping keys are not allowed in this context"):
      return Advice(
        message: "a key is not allowed here", note: "begin the key on a line of its own")
    case (_, "did not find expected key"):
      return Advice(
        message: "this line does not fit the mapping around it",
        note: "expected a key with the indentation of the other keys, or the end of the value "
          + "before; check indentation and quotes")
    case (_, "did not find expected '-' indicator"):
      return Advice(
        message: "this line does not fit the list around it",
        note: "expected '- ' with the indentation of the other items")
    case (_, "did not find expected ',' or ']'"):
      return Advice(message: "the list is not closed", note: "expected ',' or ']' here")
    case (_, "did not find expected ',' or '}'"):
      return Advice(message: "the mapping is not closed", note: "expected ',' or '}' here")
    case ("while scanning a quoted scalar", "found unexpected end of stream"),
      ("while scanning a quoted scalar", "found unexpected document indicator"):
      return Advice(
        message: "a quoted text is not closed", note: "expected the same quote at its end",
        place: .context)
    case ("while parsing a quoted scalar", _): return escape(problem)
    case (_, "did not find expected node content"):
      return Advice(
        message: byte == nil ? "the file ends too early" : "a value is missing here",
        note: "expected a value; put a text that begins with this character in quotes")
    case (_, "did not find expected <document start>"):
      return Advice(
        message: "the document has ended before this line",
        note: "check the indentation; the outermost value can only be one list, mapping or text")
    case (_, "found undefined tag handle"):
      return Advice(
        message: "the tag is not known",
        note: "remove the tag; put a text that begins with '!' in quotes",
        place: .context)
    default: return other(failure)
    }
  }

  private static let tab = Advice(
    message: "a tab stands where indentation is expected",
    note: "indent with spaces; YAML does not allow tabs there")

  private static func badStart(_ byte: UInt8?) -> Advice {
    guard let byte, byte != 0x09 else { return tab }
    let character = String(decoding: [byte], as: UTF8.self)
    return Advice(
      message: "a value cannot begin with '\(character)'", note: "put the value in quotes")
  }

  private static func escape(_ problem: String) -> Advice {
    switch problem {
    case "found unknown escape character":
      Advice(
        message: "an unknown escape in a double-quoted text",
        note: "write '\\\\' for a backslash, or use single quotes, where it has no meaning")
    case "found invalid Unicode character escape code":
      Advice(
        message: "an escape stands for no Unicode character",
        note: "write the character itself; halves of surrogate pairs are not allowed")
    default:
      Advice(
        message: "an escape lacks hexadecimal digits",
        note: "\\x takes two digits, \\u four, \\U eight")
    }
  }

  private static func other(_ failure: YAMLEventSource.Failure) -> Advice {
    let note: String
    switch failure.context {
    case "while scanning an alias":
      note = "'*' names an anchor; put a text that begins with '*' in quotes"
    case "while scanning an anchor":
      note = "'&' gives an anchor's name; put a text that begins with '&' in quotes"
    case "while scanning a tag", "while parsing a tag":
      note = "'!' begins a tag; put a text that begins with '!' in quotes"
    case "while scanning a block scalar":
      note = "after '|' or '>' only '-', '+', a digit from 1 to 9 or a comment may follow"
    case "while scanning a directive", "while scanning a %YAML directive",
      "while scanning a %TAG directive":
      note = "a line that begins with '%' is a directive; put the text in quotes"
    default: note = "check the indentation and the quotes around this place"
    }
    return Advice(message: failure.problem, note: note)
  }
}
