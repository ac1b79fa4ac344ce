/// The contexts, data frames and partials of a Handlebars render.
struct ContextState {
  /// Where a step stands: what a body that is run later goes back to.
  struct Position {
    /// The current context in `contexts`; -1 for none.
    var context = -1
    /// The current data frame in `data`.
    var data = 0
    /// The innermost scope of block parameters in `scopes`; -1 for none.
    var scope = -1
    /// The file being run in `activations`.
    var activation = 0
  }

  /// A context with the one that `../` means.
  struct Context {
    var value: Value
    var parent: Int
  }

  /// What variables that start with `@` mean.
  struct DataFrame {
    /// The frame that `@../` means; -1 for none.
    var parent = -1
    /// The block in `blocks` that `@index` and `@key` speak of; -1 for none.
    var block = -1
    /// The body in `closures` that `@partial-block` means; -1 for none.
    var partialBlock = -1
  }

  /// The values bound by `as |value key|`.
  struct Scope {
    var value: Value
    var key: Value
    var parent: Int
  }

  /// One run of a file.
  struct Activation {
    /// The newest inline partial that can be called, in `inlines`; -1 for none.
    var inline = -1
  }

  /// An inline partial in force.
  struct Inline {
    var name: Int32
    var entry: Int
    /// Where it was defined.
    var position: Position
    /// The next older one; -1 for none.
    var older: Int
  }

  /// The body of a partial, to be run by `{{> @partial-block}}`.
  struct Closure {
    var entry: Int
    var position: Position
    /// What `@partial-block` means inside it; -1 for nothing.
    var outer: Int
  }

  /// A block that is being run.
  struct Block {
    /// Where the block stands.
    var position: Position
    /// The heights of the stacks when it began.
    var contextMark: Int
    var dataMark: Int
    var scopeMark: Int
    /// What is gone through; a `with` has one item.
    var items: Value = .none
    var isEach = false
    var isObject = false
    var hasParameters = false
    var index = 0
    var length = 1
    /// The next item: a node or a position.
    var cursor = 0
    /// The current key, where objects are gone through.
    var key: Value = .none
  }

  /// Inline partials that were in force before an `inlineBegin`.
  struct InlineMark {
    var activation: Int
    var inline: Int
    var count: Int
  }

  /// What neighbouring values without a text have come to.
  enum Sum {
    case empty
    /// One value, not yet written.
    case value(Value)
    /// A text, which is written.
    case text
  }

  var position = Position()
  var sums: [Sum] = []
  var contexts: [Context] = []
  var data: [DataFrame] = [DataFrame()]
  var scopes: [Scope] = []
  var activations: [Activation] = [Activation()]
  var inlines: [Inline] = []
  var inlineMarks: [InlineMark] = []
  var closures: [Closure] = []
  var blocks: [Block] = []
  /// How deep partials run each other.
  var depth = 0
}
