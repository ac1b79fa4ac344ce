/// A translated text in ICU MessageFormat: literals, arguments, plurals and choices.
///
/// Supported: `{name}`, `{n, plural, …}`, `{n, selectordinal, …}` (as plural), `{v, select, …}`,
/// `#`, `offset:`, apostrophe quoting. Formats inside an argument (`{n, number}`) are refused: the
/// template formats values before it passes them.
package struct MessageFormat: Sendable {
  /// One stretch of a message.
  package indirect enum Piece: Sendable {
    /// Text as it stands.
    case literal(String)
    /// The value of an argument.
    case argument(String)
    /// The number of the surrounding plural.
    case number
    /// A choice by the plural category of a number.
    case plural(argument: String, offset: Int, arms: [Arm])
    /// A choice by the text of an argument.
    case select(argument: String, arms: [Arm])
  }

  /// One arm of a choice.
  package struct Arm: Sendable {
    /// `one`, `other`, `=0`, or a word of a `select`.
    package let selector: String
    /// What the arm prints.
    package let pieces: [Piece]
  }

  /// Why a text is no message: what is wrong and at which byte of it.
  package struct SyntaxError: Error, Sendable, Equatable {
    /// What is wrong, one sentence.
    package let message: String
    /// Offset in the text's UTF-8.
    package let offset: Int
  }

  /// Deepest nesting of choices.
  package static let maximumDepth = 16

  /// The pieces in order.
  package let pieces: [Piece]

  /// Parses a text.
  package init(parsing text: String) throws(SyntaxError) {
    var parser = MessageFormatParser(text)
    pieces = try parser.parse()
  }

  /// The names of all arguments the message asks for, in order of first use.
  package var argumentNames: [String] {
    var names: [String] = []
    func visit(_ pieces: [Piece]) {
      for piece in pieces {
        switch piece {
        case .literal, .number: break
        case .argument(let name): if !names.contains(name) { names.append(name) }
        case .plural(let name, _, let arms), .select(let name, let arms):
          if !names.contains(name) { names.append(name) }
          for arm in arms { visit(arm.pieces) }
        }
      }
    }
    visit(pieces)
    return names
  }

  /// Writes the message for a language; `argument` gives the text of an argument or nil.
  ///
  /// A missing argument prints nothing; a plural over something that is no number takes `other`.
  package func text(language: String, argument: (String) -> String?) -> String {
    var result = ""
    write(pieces, number: nil, language: language, argument: argument, to: &result)
    return result
  }

  private func write(
    _ pieces: [Piece], number: String?, language: String, argument: (String) -> String?,
    to result: inout String
  ) {
    for piece in pieces {
      switch piece {
      case .literal(let text): result += text
      case .argument(let name): result += argument(name) ?? ""
      case .number: result += number ?? "#"
      case .select(let name, let arms):
        let value = argument(name) ?? ""
        let arm =
          arms.first { $0.selector == value } ?? arms.first { $0.selector == "other" }
        write(
          arm?.pieces ?? [], number: number, language: language, argument: argument, to: &result)
      case .plural(let name, let offset, let arms):
        let value = argument(name) ?? ""
        let operand = PluralOperand(value)
        let shown = offset == 0 ? value : operand.map { $0.subtracting(offset) } ?? value
        let category = PluralOperand(shown).map { PluralRules.category($0, language: language) }
        let arm =
          arms.first { $0.selector == "=" + value }
          ?? arms.first { $0.selector == category?.rawValue }
          ?? arms.first { $0.selector == "other" }
        write(
          arm?.pieces ?? [], number: shown, language: language, argument: argument, to: &result)
      }
    }
  }
}
