/// What an instruction does; operands `a`, `b`, `c` as said.
enum Opcode: UInt8, Sendable {
  /// Writes `b` bytes of the program's text from `a`.
  case text
  /// Pushes constant `a`.
  case constant
  /// Pushes the string of `b` bytes at `a` of the program's text.
  case string
  /// Pushes the value of name `a`.
  case name
  /// Pushes the value of name `a` followed by `c` keys from `b`.
  case path
  /// Writes the value of name `a` followed by `c` keys from `b`.
  case writePath
  /// Replaces the top by its member, key `a`.
  case key
  /// Replaces container and key by the member.
  case index
  /// Replaces two ends by a range; `a` is 1 where both are literals, which may be floats.
  case range
  /// Applies filter `c` to the value below `b` arguments; `a` pairs of named ones lie above them.
  case filter
  /// Writes the top.
  case write
  /// Replaces two values by the truth of their comparison, operator `a`.
  case compare
  /// Goes to `a`.
  case jump
  /// Goes to `a` when the top is false; pops.
  case jumpIfFalse
  /// Goes to `a` when the top is true; pops.
  case jumpIfTrue
  /// Binds name `a` in the outermost scope of the frame; pops.
  case assign
  /// Binds name `a` in the innermost scope until that scope ends; pops.
  case bindLocal
  /// Begins keeping the output apart.
  case captureBegin
  /// Binds name `a` to the output kept apart.
  case captureEnd
  /// Begins loop `b` over the top, with offset and limit as the loop says; goes to `a` when empty.
  case loopBegin
  /// Goes to `a` with the next item, or on when there is none.
  case loopNext
  /// Ends a loop.
  case loopEnd
  /// Begins a table of rows; as `loopBegin`.
  case tableBegin
  /// Closes a cell; goes to `a` with the next item, or on when there is none.
  case tableNext
  /// Closes a cell that `break` left open, if any, and ends the table.
  case tableEnd
  /// Closes the cell and the table after a `break`.
  case tableBreak
  /// Writes counter `a` and adds one.
  case increment
  /// Takes one from counter `a` and writes it.
  case decrement
  /// Writes the next of `b` values, group `a`; with `c` the group's name lies below them.
  case cycle
  /// Begins keeping the output apart for comparison with the last.
  case changedBegin
  /// Writes the output kept apart if it differs from the last time.
  case changedEnd
  /// Begins the scope of an include.
  case scopeBegin
  /// Runs a fragment in the caller's frame, call `a`.
  case include
  /// Runs a fragment in a frame of its own, call `a`.
  case render
  /// After an include: goes to `a` on a pending break, to `b` on a pending continue.
  case interrupt
  /// Ends the fragment with a pending break (`a` = 0) or continue (1).
  case leave
  /// Ends the fragment.
  case end
  /// Sets the counter of name `a` to zero and its flag to false: a `case` begins.
  case matchBegin
  /// Counts a match of `case` `a` when the top is true; pops.
  case match
  /// Goes to `b` when no match of `case` `a` is left, else takes one.
  case matchNext
  /// Goes to `b` when `case` `a` has had a match.
  case jumpIfMatched

  // Steps of Handlebars; `ContextSteps` says what `flags` mean.

  /// Pushes the value at `c` keys from `b`, from the context `a` levels up.
  case contextPath
  /// Writes the value at `c` keys from `b`, from the context `a` levels up.
  case writeContextPath
  /// Pushes the variable `@…` of kind `a`, `b` data frames up; `c` is the name of any other.
  case dataValue
  /// Pushes block parameter `b` of the block `a` scopes up.
  case blockParameter
  /// Replaces the top by its member at `c` keys from `b`.
  case memberPath
  /// Writes the top.
  case writeEscaped
  /// Goes to `a` when the top is empty; pops. With `b` the top is `includeZero`, the value below.
  case jumpIfEmpty
  /// Goes to `a` when the top is not empty; pops as `jumpIfEmpty` does.
  case jumpUnlessEmpty
  /// Begins block `b` over the top; goes to `a` when there is nothing to go through.
  case blockBegin
  /// Goes to `a` with the next item; else ends the block and goes on.
  case blockNext
  /// Runs a partial, call `a`.
  case partial
  /// Defines `b` inline partials from `a`.
  case inlineBegin
  /// Forgets the inline partials of the innermost `inlineBegin`.
  case inlineEnd
  /// Replaces container and key by the member.
  case lookup
  /// Applies helper `a` to `b` values and replaces them by its result.
  case helper
  /// Begins a sum of values.
  case sumBegin
  /// Adds the top to the innermost sum: from the first text on, writes it.
  case sumOutput
  /// Makes a text of every sum: what follows is text.
  case sumText
  /// Ends the innermost sum and adds it to the one around it, or writes it.
  case sumEnd
  /// Fails as helper `a`, a name, does not exist; with `b` 1 gives nothing where the field on the
  /// stack is nothing, with 2 fails with the message `a`,
  /// with 3 only where the top is not false.
  case failure

  // Steps of programs that record branches; other programs have none.

  /// Notes branch `a` as reached.
  case branch
  /// Notes branch `a`, or the next where `default` replaces the value below `b` arguments and `c` pairs.
  case branchDefault
}

/// One step of a program: 16 bytes.
struct Instruction: Sendable {
  var opcode: Opcode
  /// 1 where a name may be undefined even under `strictVariables`.
  var flags: UInt8 = 0
  var c: UInt16 = 0
  var a: Int32
  var b: Int32

  init(_ opcode: Opcode, a: Int = 0, b: Int = 0, c: Int = 0) {
    self.opcode = opcode
    self.a = Int32(truncatingIfNeeded: a)
    self.b = Int32(truncatingIfNeeded: b)
    self.c = UInt16(truncatingIfNeeded: c)
  }
}

/// The comparison operators of conditions.
enum ComparisonOperator: Int, Sendable {
  case equal
  case notEqual
  case less
  case greater
  case lessOrEqual
  case greaterOrEqual
  case contains
  /// As `equal`, for `case`: written by no one.
  case matches
}

/// A range of bytes in one of the program's files.
struct Place: Sendable {
  var file: Int32
  var start: Int32
  var end: Int32
}
