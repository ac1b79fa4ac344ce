/// The syntax tree of a Handlebars file: nodes and bodies in two flat lists.
struct HandlebarsTree: Sendable {
  var nodes: [HandlebarsNode] = []
  var bodies: [HandlebarsBody] = []
  /// The body of the file itself.
  var root = 0

  /// Whether a variable that starts with `@` is named anywhere.
  var namesData: Bool {
    nodes.contains { node in
      switch node.kind {
      case .partial, .partialBlock:
        if case .call = node.call.callee {
          node.call.namesData
        } else {
          node.call.argumentsNameData
        }
      default: node.call.namesData
      }
    }
  }
}

/// A run of nodes.
struct HandlebarsBody: Sendable {
  var nodes: [Int] = []
  /// Whether the body is made of one `else if …`.
  var isChained = false
  /// The names after `as`.
  var parameters: [String] = []
}

/// White space removed by `~` at the two sides of a tag.
struct HandlebarsStrip: Sendable {
  var open = false
  var close = false
}

/// One part of a body.
struct HandlebarsNode: Sendable {
  /// What a node is.
  enum Kind: Sendable {
    /// Text: the bytes of `value`.
    case content
    case comment
    case output(isEscaped: Bool)
    case block
    /// `{{#*inline "name"}}…{{/inline}}`.
    case inlinePartial
    case partial
    case partialBlock
  }

  var kind: Kind
  var range: HandlebarsRange
  /// What the tag names, with its arguments.
  var call = HandlebarsCall()
  /// The body; -1 for none.
  var body = -1
  /// The body of `else`; -1 for none.
  var inverse = -1
  var openStrip = HandlebarsStrip()
  var inverseStrip = HandlebarsStrip()
  var closeStrip = HandlebarsStrip()
  /// The text as written.
  var original = HandlebarsRange(start: 0, end: 0)
  /// The text that is printed.
  var value = HandlebarsRange(start: 0, end: 0)
  var isLeftStripped = false
  var isRightStripped = false
  /// What stands before a partial that has a line of its own.
  var indentation = HandlebarsRange(start: 0, end: 0)
}

/// A name with arguments: an output, the head of a block, a partial or a subexpression.
struct HandlebarsCall: Sendable {
  var callee = HandlebarsExpression.undefined
  var parameters: [HandlebarsExpression] = []
  var hash: [(name: String, value: HandlebarsExpression)] = []
  var range = HandlebarsRange(start: 0, end: 0)

  var hasArguments: Bool { !parameters.isEmpty || !hash.isEmpty }

  var argumentsNameData: Bool {
    parameters.contains(where: \.namesData) || hash.contains { $0.value.namesData }
  }

  var namesData: Bool { callee.namesData || argumentsNameData }
}

/// A value in a tag.
indirect enum HandlebarsExpression: Sendable {
  case path(HandlebarsPath)
  case string(String)
  case number(String)
  case bool(Bool)
  case null
  case undefined
  case call(HandlebarsCall)
}

/// A path: `../cart.items.[0]`, `@index`, `this`.
struct HandlebarsPath: Sendable {
  var isData = false
  /// How many `../` it starts with.
  var depth = 0
  var parts: [String] = []
  /// The path as written, without brackets.
  var original = ""
  var range = HandlebarsRange(start: 0, end: 0)

  /// Whether the path starts with `.` or holds the word `this`: then it never means a helper.
  var isScoped: Bool {
    if original.utf8.first == UInt8(ascii: ".") { return true }
    let bytes = Array(original.utf8)
    guard bytes.count >= 4 else { return false }
    let word = Array("this".utf8)
    for index in 0...(bytes.count - 4) where Array(bytes[index..<index + 4]) == word {
      if index + 4 == bytes.count || !bytes[index + 4].isWord { return true }
    }
    return false
  }

  /// Whether the path is one name that may be a helper's.
  var isSimple: Bool { parts.count == 1 && depth == 0 && !isScoped }
}

extension HandlebarsExpression {
  var namesData: Bool {
    switch self {
    case .path(let path): path.isData
    case .call(let call): call.namesData
    default: false
    }
  }

  /// The name that a callee or a literal in its place stands for, as written.
  var original: String {
    switch self {
    case .path(let path): path.original
    case .string(let text): text
    case .number(let digits): ScriptNumber.text(ofLiteral: digits)
    case .bool(let bool): bool ? "true" : "false"
    case .null: "null"
    case .undefined: "undefined"
    case .call: ""
    }
  }
}
