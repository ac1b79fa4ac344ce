/// A program with its arguments, as people write it in an option: `code --wait --diff`.
///
/// It is run without a shell, so only what stands here has a meaning: blanks part words, `'…'` takes
/// everything as it is, `"…"` everything but `\"` and `\\`, and `\` elsewhere the next character.
package struct ToolCommand: Sendable, Hashable {
  /// A text that is no command.
  package enum Mistake: Error, Sendable, Hashable {
    /// Nothing is to be run.
    case empty
    /// A quote that is opened and not closed.
    case openQuote
    /// A backslash with nothing behind it.
    case loneBackslash

    /// What is wrong, to stand behind the name of the text.
    package var message: String {
      switch self {
      case .empty: "names no program"
      case .openQuote: "has a quote that is not closed"
      case .loneBackslash: "ends in a backslash"
      }
    }
  }

  /// The program, looked up in `PATH` unless it has a slash.
  package let program: String
  private let arguments: [String]

  private static let oldMark = "{old}"
  private static let newMark = "{new}"

  /// Splits a text into its words.
  package init(_ text: String) throws(Mistake) {
    let words = try Self.words(of: text)
    guard let first = words.first, !first.isEmpty else { throw .empty }
    program = first
    arguments = Array(words.dropFirst())
  }

  /// The words that compare two files.
  ///
  /// `{old}` and `{new}` stand for the files anywhere in an argument; without them both are appended.
  package func words(old: String, new: String) -> [String] {
    let hasMarks = arguments.contains { $0.contains(Self.oldMark) || $0.contains(Self.newMark) }
    guard hasMarks else { return [program] + arguments + [old, new] }
    return [program] + arguments.map { Self.filled($0, old: old, new: new) }
  }

  /// Puts the files in once: a mark inside a file's own name stays as it is.
  private static func filled(_ argument: String, old: String, new: String) -> String {
    var result = ""
    var rest = argument[...]
    while let brace = rest.firstIndex(of: "{") {
      result += rest[..<brace]
      rest = rest[brace...]
      if rest.hasPrefix(oldMark) {
        result += old
        rest = rest.dropFirst(oldMark.count)
      } else if rest.hasPrefix(newMark) {
        result += new
        rest = rest.dropFirst(newMark.count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result + rest
  }

  private static func words(of text: String) throws(Mistake) -> [String] {
    var words: [String] = []
    var word: String?
    var rest = text[...]
    while let character = rest.popFirst() {
      switch character {
      case " ", "\t", "\n", "\r\n":
        if let finished = word { words.append(finished) }
        word = nil
      case "'":
        guard let end = rest.firstIndex(of: "'") else { throw .openQuote }
        word = (word ?? "") + rest[..<end]
        rest = rest[rest.index(after: end)...]
      case "\"": word = (word ?? "") + (try quoted(&rest))
      case "\\":
        guard let next = rest.popFirst() else { throw .loneBackslash }
        word = (word ?? "") + String(next)
      default: word = (word ?? "") + String(character)
      }
    }
    if let word { words.append(word) }
    return words
  }

  /// What stands up to the closing `"`, which is taken, too.
  private static func quoted(_ rest: inout Substring) throws(Mistake) -> String {
    var text = ""
    while let character = rest.popFirst() {
      switch character {
      case "\"": return text
      case "\\" where rest.first == "\"" || rest.first == "\\": text.append(rest.removeFirst())
      default: text.append(character)
      }
    }
    throw .openQuote
  }
}
