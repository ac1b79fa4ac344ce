/// One event of a YAML stream, with offsets that count code points after a byte-order mark.
struct YAMLEvent {
  /// What happened.
  enum Kind {
    case streamStart
    case streamEnd
    case documentStart
    case documentEnd
    case alias
    case scalar
    case sequenceStart
    case sequenceEnd
    case mappingStart
    case mappingEnd
  }

  /// How a scalar was written.
  enum Style {
    case plain
    case singleQuoted
    case doubleQuoted
    case literal
    case folded
  }

  var kind: Kind
  /// First code point of the event, properties (anchor, tag) included.
  var start: Int
  /// One past the last code point.
  var end: Int
  /// The anchor that a node defines, or the one that an alias names.
  var anchor: [UInt8]?
  /// The resolved tag of a node.
  var tag: [UInt8]?
  /// The content of a scalar.
  var value: [UInt8] = []
  /// How a scalar was written.
  var style = Style.plain
  /// Whether a collection was written in brackets.
  var isFlow = false
  /// Whether a document's `---` or `...` stands in the text.
  var isExplicit = false
}
