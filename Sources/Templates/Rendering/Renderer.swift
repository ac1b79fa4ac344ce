import Diagnostics
import Documents

/// Runs one program once: all state of a render.
@safe
struct Renderer: ~Copyable {
  let program: Program
  let code: Pinned<Instruction>
  let keys: Pinned<PathKey>
  let text: Bytes
  let documents: [DocumentView]
  let options: RenderOptions
  let nameCount: Int

  var output = OutputBuffer()
  var stack = ValueStack(capacity: 256)
  var slots: ValueStack
  var frames: [RenderFrame] = []
  var frame = RenderFrame(base: 0, isIsolated: false, loop: -1)
  var frameIndex = 0
  var loops: [LoopFrame] = []
  /// Whether a loop object was taken as a value, so that loop frames must be kept.
  var keepsLoops = false
  /// The innermost running loop; loop frames may outlive their loops.
  var currentLoop = -1
  var saved: [SavedBinding] = []
  var captures: [Int] = []
  var arena = TextArena()
  var heap: [Value] = []
  var bigIntegers: [BigInteger] = []
  var globals: [Value] = []
  var globalNames: [(name: Value, hash: UInt32, value: Value)] = []
  var root: Value = .unset
  var namespaces: [[(name: Value, hash: UInt32, value: Value)]] = []
  var counters: [RenderCounter] = []
  var cycles: [RenderCounter] = []
  var continuations: [RenderCounter] = []
  var changed: [(frame: Int, value: Value)] = []
  var pending = Pending.none
  /// The contexts of Handlebars.
  var context = ContextState()
  /// What variables that start with `@` mean, where the caller gives any.
  var givenData: Value = .none
  var calls: [Int] = []
  var steps = 0
  var errors: [RenderError] = []
  var failure: Failure?
  /// The step being run, for errors.
  var pc = 0
  /// The serial of the latest frame.
  var lastSerial = 0

  /// Whether the source map is recorded.
  let recordsMap: Bool
  /// Where values come from; nil where no map is recorded.
  let origins: OriginTable?
  /// The runs of the output so far, up to `mappedEnd`.
  var runs: [WrittenRun] = []
  /// The bytes of the output that runs cover.
  var mappedEnd = 0
  /// Which branches the render has taken; empty where the program records none.
  var reached: [Bool] = []

  /// A `break` or `continue` on its way out of an include.
  enum Pending {
    case none
    case isBreak
    case isContinue
  }

  /// What went wrong, before it gets its place.
  struct Failure {
    var code: RenderError.Code
    var message: String
    var valueType: String?
    var isLimit: Bool
    var hints: [String] = []
    /// The place where it is not that of the step.
    var span: SourceSpan?
  }

  init(
    program: Program, code: Pinned<Instruction>, keys: Pinned<PathKey>, text: Bytes,
    documents: [DocumentView], options: RenderOptions, origins: OriginTable?
  ) {
    self.origins = origins
    recordsMap = origins != nil
    self.program = program
    self.code = code
    self.keys = keys
    self.text = text
    self.documents = documents
    self.options = options
    nameCount = program.names.count
    slots = ValueStack(capacity: max(256, program.names.count * 8))
    slots.extend(nameCount * 2)
    globals = [Value](repeating: .unset, count: nameCount)
  }

  /// Runs the template; false when an error ended it.
  mutating func runMain() -> Bool {
    if program.usesContexts {
      context.contexts.append(ContextState.Context(value: rootContext(), parent: -1))
      context.position.context = 0
    }
    return run(program.units[0].entry)
  }

  /// Remembers what went wrong and ends the work on the step.
  func halt() -> Halt { Halt() }

  /// Notes an error for the current step.
  mutating func fail(
    _ code: RenderError.Code, _ message: String, value: Value? = nil, isLimit: Bool = false
  ) -> Halt {
    failure = Failure(
      code: code, message: message, valueType: value.map { typeName($0) }, isLimit: isLimit)
    return Halt()
  }

  /// Turns the noted failure into an error with its place; true where rendering may go on.
  mutating func recordFailure() -> Bool {
    guard let failure else { return false }
    self.failure = nil
    errors.append(
      RenderError(
        code: failure.code, message: failure.message,
        span: failure.span ?? program.span(program.places[pc]),
        fragments: calls.map { call in
          let unit = call & 0xFFFF_FFFF
          return RenderError.FragmentCall(
            name: program.units[unit].name, span: program.span(program.places[call >> 32]))
        },
        hints: failure.hints, valueType: failure.valueType))
    return options.afterError == .goOn && !failure.isLimit
  }

  /// Runs a unit to its end; false when an error ended the render.
  mutating func run(_ entry: Int) -> Bool {
    pc = entry
    let stackMark = stack.count
    let savedMark = saved.count
    let loopMark = currentLoop
    while true {
      do throws(Halt) {
        try execute()
        return true
      } catch {
        guard recordFailure() else { return false }
        if recordsMap { note() }
        stack.truncate(stackMark)
        // The loop's own two bindings stay.
        restore(to: currentLoop != loopMark ? loops[currentLoop].savedMark + 2 : savedMark)
        pc = Int(program.resume[pc])
      }
    }
  }

  /// Counts a turn of a loop or a run of a fragment.
  @inline(__always)
  mutating func step() throws(Halt) {
    steps &+= 1
    if steps > options.limits.steps {
      throw fail(
        .stepLimit, "rendering takes more than \(options.limits.steps) steps", isLimit: true)
    }
    if output.isOverfull { throw outputLimit() }
    try checkMemory()
  }

  /// Counts work that grows faster than its input.
  mutating func charge(_ work: Int) throws(Halt) {
    steps += work
    if steps > options.limits.steps { try step() }
  }

  mutating func outputLimit() -> Halt {
    fail(
      .outputLimit, "the output is larger than \(options.limits.outputBytes) bytes", isLimit: true)
  }

  /// Checks the memory of values made so far.
  @inline(__always)
  mutating func checkMemory() throws(Halt) { try checkSize(0) }

  /// Checks the memory of values made so far, with one of `size` bytes being made.
  @inline(__always)
  mutating func checkSize(_ size: Int) throws(Halt) {
    if heap.count * 16 + arena.total + size > options.limits.memoryBytes {
      throw fail(
        .memoryLimit, "values take more than \(options.limits.memoryBytes) bytes", isLimit: true)
    }
  }

  /// Puts back bindings that scopes above `mark` hid.
  mutating func restore(to mark: Int) {
    while saved.count > mark, let binding = saved.popLast() {
      slots[binding.slot] = binding.value
    }
  }

  /// Binds a name in the innermost scope.
  @inline(__always)
  mutating func bindLocal(_ name: Int, _ value: Value) {
    let slot = frame.base &+ name &* 2
    saved.append(SavedBinding(slot: slot, value: slots[slot]))
    slots[slot] = value
  }
}
