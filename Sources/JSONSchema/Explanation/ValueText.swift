import Diagnostics
import Documents

/// Values and lists as messages write them: short, quoted, never more than a line.
enum ValueText {
  private static let longest = 60

  /// A value: scalars as written, containers by their kind and size.
  static func text(_ document: Document, _ node: Int) -> String {
    let node = NodeID(node)
    switch document.kind(node) {
    case .null: return "null"
    case .true: return "true"
    case .false: return "false"
    case .number: return shortened(document.string(node))
    case .string: return quoted(document.string(node))
    case .array: return "the list of \(WordList.count(document.count(node), "item"))"
    case .object: return "the object of \(WordList.count(document.count(node), "member"))"
    }
  }

  /// A value as written where it is short and stands on one line, else as `text` says it.
  static func literal(_ document: Document, _ node: Int) -> String {
    let kind = document.kind(NodeID(node))
    let span = document.span(NodeID(node))
    guard kind == .object || kind == .array, span.end - span.start <= longest,
      let first = span.source.bytes[span.start..<span.end].first, first == 0x7B || first == 0x5B
    else { return text(document, node) }
    let bytes = span.source.bytes[span.start..<span.end]
    guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return text(document, node) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// "at least 1 is needed", "at least 2 are needed".
  static func atLeast(_ count: some BinaryInteger) -> String {
    "at least \(count) \(count == 1 ? "is" : "are") needed"
  }

  /// "at most 1 is allowed", "at most 2 are allowed".
  static func atMost(_ count: some BinaryInteger) -> String {
    "at most \(count) \(count == 1 ? "is" : "are") allowed"
  }

  /// A text in quotes, shortened, with control characters as escapes.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in shortened(text).unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\"": result += "\\\""
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F {
          result += "\\u{\(String(scalar.value, radix: 16))}"
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }

  private static func shortened(_ text: String) -> String {
    guard text.unicodeScalars.count > longest else { return text }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: text.unicodeScalars.prefix(longest - 1))
    return String(result) + "…"
  }
}

/// Lists of words in a sentence.
enum WordList {
  /// "a, b or c".
  static func alternatives(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "nothing" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }

  /// "a, b and c".
  static func all(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "nothing" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }

  /// "a, b, c", cut after ten.
  static func short(_ words: [String]) -> String {
    guard words.count > 10 else { return words.joined(separator: ", ") }
    return words.prefix(10).joined(separator: ", ") + ", … (\(words.count) in all)"
  }

  /// "is not a", "is none of a, b".
  static func noneOf(_ words: [String]) -> String {
    words.count == 1 ? "is not \(words[0])" : "is none of \(short(words))"
  }

  /// "1 item", "2 items", "no item".
  static func count(_ count: Int, _ noun: String) -> String {
    switch count {
    case 0: "no \(noun)"
    case 1: "1 \(noun)"
    default: "\(count) \(noun)s"
    }
  }
}
