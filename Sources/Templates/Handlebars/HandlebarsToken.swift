/// A range of bytes in the file being read.
struct HandlebarsRange: Sendable, Hashable {
  var start: Int
  var end: Int
}

/// A piece of a Handlebars file.
struct HandlebarsToken {
  /// What a token is.
  enum Kind {
    case content
    case comment
    case open
    case openUnescaped
    case openBlock
    case openInverse
    case openInverseChain
    case inverse
    case openEndBlock
    case openPartial
    case openPartialBlock
    case openRawBlock
    case closeRawBlock
    case endRawBlock
    case close
    case closeUnescaped
    case openCall
    case closeCall
    case equals
    case identifier
    case separator
    case data
    case string
    case number
    case bool
    case undefined
    case null
    case openParameters
    case closeParameters
    case invalid
    case end
  }

  var kind: Kind
  var range: HandlebarsRange
  /// The content without quotes, brackets and escapes.
  var text = ""
  /// Whether a `~` stands at the outer or the only side of a delimiter.
  var strips = false
  /// Whether a `~` stands before the closing braces of a tag read as one token.
  var stripsAfter = false
  /// Whether the tag starts with `*`.
  var isDecorator = false
  /// Whether the output starts with `&`.
  var isRaw = false
  /// Whether the identifier is written in brackets.
  var isBracketed = false
}
