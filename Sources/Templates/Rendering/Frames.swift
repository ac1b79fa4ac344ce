/// The scope of the template itself or of a fragment run by `render`.
struct RenderFrame {
  /// The first of the frame's slots: for each name the innermost binding, then the outermost.
  var base: Int
  /// Whether the frame belongs to a fragment run by `render`.
  var isIsolated: Bool
  /// The loop that `parentloop` of the next one means; -1 for none.
  var loop: Int
  /// Stands for the frame; never used twice.
  var serial = 0
}

/// The state of one `for` or `tablerow`, and of `render … for`.
struct LoopFrame {
  /// The place in the loop, from 0.
  var index = 0
  /// The number of turns.
  var length: Int
  /// The loop around it; -1 for none.
  var parent: Int
  /// The loop or table that was running when this one began; -1 for none.
  var outer = -1
  /// The facts of the loop; -1 for `render … for`.
  var form: Int
  /// The name of the loop in pinned memory.
  var name: Value
  /// What is gone through.
  var items: Value
  /// The next item: a node, a heap position or a number.
  var cursor: Int
  /// Columns of a table; -1 for a `for`.
  var columns = -1
  var row = 1
  var column = 1
  /// The height of the saved bindings when the loop began.
  var savedMark: Int
}

/// A binding that an inner scope hides.
struct SavedBinding {
  var slot: Int
  var value: Value
}

/// A counter of `increment` and `decrement`, or the state of a `cycle` or a continued loop.
struct RenderCounter {
  var frame: Int
  var key: Int
  var name: Value
  var count: Int
}
