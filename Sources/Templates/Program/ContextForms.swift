/// What the flags of a step over contexts mean.
enum ContextSteps {
  /// The value is written as it is.
  static let raw: UInt8 = 1
  /// The last member must exist.
  static let mustExist: UInt8 = 2
  /// What a member is looked up in must not be null.
  static let mustHaveParents: UInt8 = 4
  /// The first name is looked for in the contexts around this one, too.
  static let looksOutside: UInt8 = 8
  /// A whole number written with a point is taken as an integer, as helpers need it.
  static let wholeNumbers: UInt8 = 16
  /// The inline partials stand in a block with a context of its own.
  static let hasOwnContext: UInt8 = 32
  /// The inline partials stand in a file outside all blocks.
  static let isUnit: UInt8 = 64
  /// Nothing is an empty object here: what a helper is called on is never null.
  static let fillsNothing: UInt8 = 128
}

/// The variables that start with `@`.
enum DataVariable: Int {
  case root
  case index
  case key
  case first
  case last
  case partialBlock
  /// Given by the caller.
  case other
}

/// Facts about a block that has a context of its own.
struct BlockForm: Sendable {
  /// What a block does with its value.
  enum Kind: Sendable {
    /// Goes through an array or an object.
    case each
    /// Makes the value the context.
    case with
    /// Either, or a condition, as the value is.
    case section
  }

  var kind: Kind
  /// Whether names after `as` are bound.
  var hasParameters = false
}

/// Facts about one `{{> …}}`.
struct PartialForm: Sendable {
  /// The fragment; -1 where there is none of that name, or the name is worked out.
  var unit: Int32 = -1
  /// The name as a name of the program; -1 where it is worked out.
  var name: Int32 = -1
  /// Whether the partial is `@partial-block`.
  var isBlock = false
  /// Whether a context is given on the stack.
  var hasContext = false
  /// Whether the context is nothing at all where none is given.
  var isExplicit = false
  /// Whether the current context is an empty object where it is nothing.
  var fillsNothing = false
  /// Whether values are named in the call.
  var hasHash = false
  /// How many named values lie on the stack.
  var hashCount: Int32 = 0
  /// The first step of the body; -1 for none.
  var body: Int32 = -1
  /// The inline partials defined in the body.
  var inlineStart: Int32 = 0
  var inlineCount: Int32 = 0
  /// The indentation in the program's text.
  var indentOffset: Int32 = 0
  var indentCount: Int32 = 0
}

/// An inline partial.
struct InlineForm: Sendable {
  /// Its name as a name of the program.
  var name: Int32
  /// Its first step.
  var entry: Int32
}
