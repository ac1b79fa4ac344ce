/// A token of the markup inside a tag or output.
struct LiquidToken {
  /// The kinds of tokens.
  enum Kind {
    case pipe
    case dot
    case colon
    case comma
    case openSquare
    case closeSquare
    case openRound
    case closeRound
    case question
    case dash
    case dotDot
    case comparison
    case string
    case number
    case identifier
    case end
  }

  var kind: Kind
  /// First byte in the file.
  var start: Int
  /// After the last byte in the file.
  var end: Int
}

/// Markup that breaks the grammar: what is wrong, and the offending bytes of the file.
struct LiquidSyntaxError: Error {
  var message: String
  var start: Int
  var end: Int
  /// What was expected, what to do.
  var notes: [String] = []
  /// The bytes of the file that a laxer parser reads past, where the rest is sound without them.
  var ignored: LiquidRange?
  /// The text that mends the offending bytes, where one does.
  var replacement: String?

  /// Says that some platforms would take the markup all the same.
  static let laxerNote =
    "a laxer parser, as some platforms run, ignores this and goes on; galley refuses it"
}
