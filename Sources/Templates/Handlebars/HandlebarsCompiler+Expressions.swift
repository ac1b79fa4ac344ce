import Diagnostics
import Documents

extension HandlebarsCompiler {
  /// Emits steps that push a value; `isArgument` where a helper takes it.
  mutating func value(
    _ expression: HandlebarsExpression, _ range: HandlebarsRange, isArgument: Bool = true
  ) {
    switch expression {
    case .path(let path): self.path(path, mustExist: false, isArgument: isArgument)
    case .string(let text): string(text, range)
    case .number(let digits): number(digits, range)
    case .bool(let bool): constant(Value(bool), range)
    case .null, .undefined: constant(.none, range)
    case .call(let call): self.call(call, isSubexpression: true)
    }
  }

  mutating func constant(_ value: Value, _ range: HandlebarsRange) {
    builder.constants.append(value)
    builder.emit(Instruction(.constant, a: builder.constants.count - 1), at: place(range))
  }

  mutating func string(_ text: String, _ range: HandlebarsRange) {
    builder.emit(
      Instruction(.string, a: builder.pool(text), b: text.utf8.count), at: place(range))
  }

  private mutating func number(_ digits: String, _ range: HandlebarsRange) {
    if let integer = Int(digits) { return constant(Value(integer), range) }
    let bytes = Array(digits.utf8)
    let value = unsafe bytes.withUnsafeBufferPointer { buffer -> Value in
      guard let base = buffer.baseAddress else { return .none }
      return unsafe NumberReading.float(Bytes(base, count: buffer.count))
    }
    constant(value.tag == .decimal && value.scale == 0 ? Value(value.integer) : value, range)
  }

  /// The block parameter that a path starts with: scopes up and position.
  func blockParameter(_ path: HandlebarsPath) -> (level: Int, index: Int)? {
    guard !path.isData, path.depth == 0, !path.isScoped, let name = path.parts.first else {
      return nil
    }
    for (level, names) in parameters.reversed().enumerated() {
      if let index = names.firstIndex(of: name) { return (level, index) }
    }
    return nil
  }

  /// The flags of a look-up.
  private func flags(mustExist: Bool, isArgument: Bool) -> UInt8 {
    var flags: UInt8 = 0
    if options.strict, mustExist { flags |= ContextSteps.mustExist }
    if options.strict || options.assumeObjects { flags |= ContextSteps.mustHaveParents }
    if isInCondition { flags |= ContextSteps.fillsNothing }
    if isArgument { flags |= ContextSteps.wholeNumbers }
    return flags
  }

  /// Emits steps that push the value of a path.
  mutating func path(_ path: HandlebarsPath, mustExist: Bool, isArgument: Bool = false) {
    let place = place(path.range)
    var flags = flags(mustExist: mustExist, isArgument: isArgument)
    if path.isData {
      dataPath(path, flags)
      return
    }
    if let (level, index) = blockParameter(path) {
      builder.emit(Instruction(.blockParameter, a: level, b: index), at: place)
      // The reference asks nothing of what a block parameter holds.
      members(path.parts.dropFirst(), flags & ~ContextSteps.mustExist, place)
      return
    }
    if options.compat, !path.isScoped, path.depth == 0, !path.parts.isEmpty {
      flags |= ContextSteps.looksOutside
    }
    let first = keys(path.parts[...])
    builder.emit(
      Instruction(.contextPath, a: path.depth, b: first, c: path.parts.count), at: place)
    builder.code[builder.here - 1].flags = flags
  }

  private mutating func keys(_ parts: ArraySlice<String>) -> Int {
    let first = builder.keys.count
    for part in parts {
      var key = builder.key(part)
      key.command = part == "length" ? .size : .none
      key.integer = ScriptNumber.position(part)
      builder.keys.append(key)
    }
    return first
  }

  private mutating func members(_ parts: ArraySlice<String>, _ flags: UInt8, _ place: Place) {
    let isArgument = flags & ContextSteps.wholeNumbers != 0
    guard !parts.isEmpty || isArgument else { return }
    let first = keys(parts)
    builder.emit(Instruction(.memberPath, b: first, c: parts.count), at: place)
    builder.code[builder.here - 1].flags = flags
  }

  private mutating func dataPath(_ path: HandlebarsPath, _ flags: UInt8) {
    let place = place(path.range)
    guard hasData, let name = path.parts.first else {
      constant(.none, path.range)
      members(path.parts[...], flags, place)
      return
    }
    let variable: DataVariable =
      switch name {
      case "root": .root
      case "index": .index
      case "key": .key
      case "first": .first
      case "last": .last
      case "partial-block": .partialBlock
      default: .other
      }
    var other = 0
    if case .other = variable {
      other = keys([name])
    }
    builder.emit(
      Instruction(.dataValue, a: variable.rawValue, b: path.depth, c: other), at: place)
    builder.code[builder.here - 1].flags =
      path.parts.count == 1 ? flags : flags & ~ContextSteps.mustExist
    members(path.parts.dropFirst(), flags, place)
  }

  /// The name that may be a helper's: one simple name that no block parameter hides.
  func helperName(_ call: HandlebarsCall) -> String? {
    guard case .path(let path) = call.callee else {
      return call.callee.original.isEmpty ? nil : call.callee.original
    }
    guard path.isSimple, !path.isData, blockParameter(path) == nil else { return nil }
    return path.parts[0]
  }

  /// The path that a callee means where it is a field: a literal is the field of that name.
  func fieldPath(_ call: HandlebarsCall) -> HandlebarsPath {
    if case .path(let path) = call.callee { return path }
    let name = call.callee.original
    return HandlebarsPath(parts: [name], original: name, range: call.range)
  }

  /// Emits steps that push the value of an output or a subexpression.
  mutating func call(_ call: HandlebarsCall, isSubexpression: Bool) {
    if let name = helperName(call), helper(name, call) { return }
    guard call.hasArguments || isSubexpression else {
      path(fieldPath(call), mustExist: true)
      return
    }
    missingHelper(call)
  }

  /// Emits the call of a helper; false when no helper has this name.
  private mutating func helper(_ name: String, _ call: HandlebarsCall) -> Bool {
    switch name {
    case "if", "unless", "each", "with":
      if options.linking == .whenRun {
        refusal("'\(name)' is a block helper", call.range)
        return true
      }
      report(
        .unknownHelper, "'\(name)' is a block helper", call.range,
        notes: ["write {{#\(name) …}}…{{/\(name)}}, or this.\(name) for a field"])
      constant(.none, call.range)
      return true
    case "helperMissing", "blockHelperMissing":
      report(.unknownHelper, "'\(name)' cannot be called", call.range)
      constant(.none, call.range)
      return true
    case "log":
      constant(.none, call.range)
      return true
    case "lookup":
      if call.parameters.count != 2 {
        let message = "'lookup' takes two arguments, not \(call.parameters.count)"
        if options.linking == .whenRun {
          // Of nothing the reference does not ask for a key.
          value(call.parameters.first ?? .bool(true), call.range)
          builder.emit(Instruction(.failure, a: builder.name(message), b: 3), at: place(call.range))
        } else {
          report(
            .helperArguments, message, call.range, notes: ["write lookup object key"])
          constant(.none, call.range)
        }
        return true
      }
      for index in 0..<2 {
        value(index < call.parameters.count ? call.parameters[index] : .undefined, call.range)
      }
      builder.emit(Instruction(.lookup), at: place(call.range))
      return true
    default: break
    }
    // A field keeps its name where the helper is not given anything.
    guard options.allowsExtensions, call.hasArguments, let description = HelperTable.find(name)
    else { return false }
    apply(description, call)
    return true
  }

  private mutating func apply(_ helper: HelperDescription, _ call: HandlebarsCall) {
    let count = call.parameters.count
    let allowed = helper.minimumArguments...helper.maximumArguments
    if !allowed.contains(count) || !call.hash.isEmpty && !helper.takesNamed {
      let wanted =
        allowed.lowerBound == allowed.upperBound
        ? "\(allowed.lowerBound)" : "\(allowed.lowerBound) to \(allowed.upperBound)"
      let given = "\(count)" + (call.hash.isEmpty ? "" : " and \(call.hash.count) named")
      report(
        .helperArguments, "'\(helper.name)' has \(given) arguments", call.range,
        notes: ["it takes \(wanted): \(helper.types)"])
    }
    for parameter in call.parameters { value(parameter, call.range) }
    for (name, expression) in call.hash {
      string(name, call.range)
      value(expression, call.range)
    }
    let place = place(call.range)
    switch helper.action {
    case .filter(let id):
      if id == .default {
        builder.markDefault(
          arguments: count - 1, named: call.hash.count, at: place, subject(call))
      }
      builder.emit(
        Instruction(.filter, a: call.hash.count, b: count - 1, c: Int(id.rawValue)), at: place)
    case .compare(let comparison):
      builder.emit(Instruction(.compare, a: comparison.rawValue), at: place)
    case .own(let id):
      builder.emit(Instruction(.helper, a: id.rawValue, b: count), at: place)
    case .language: break
    }
  }

  /// Emits a step that fails when it is run.
  mutating func refusal(_ message: String, _ range: HandlebarsRange) {
    constant(.none, range)
    builder.emit(Instruction(.failure, a: builder.name(message), b: 2), at: place(range))
  }

  /// Emits what a name with arguments does that is no helper's.
  mutating func missingHelper(_ call: HandlebarsCall) {
    let path = fieldPath(call)
    if options.linking == .strict || options.knownHelpersOnly {
      var notes: [String] = []
      var fix: Diagnostic.Fix?
      let own = options.allowsExtensions ? HelperTable.helpers.map(\.name) : []
      let known = HelperTable.builtIn + own
      if !options.allowsExtensions, HelperTable.find(path.original) != nil {
        notes.append("galley has it, but this project has switched galley's own helpers off")
      } else if let nearest = NearestName.suggest(path.original, among: known) {
        notes.append("did you mean '\(nearest)'?")
        fix = Diagnostic.Fix(
          "replace with '\(nearest)'",
          replacing: SourceSpan(source, start: path.range.start, end: path.range.end),
          with: nearest)
      }
      notes.append("a field takes no arguments")
      report(
        .unknownHelper, "no helper is called '\(path.original)'", path.range, notes: notes,
        fix: fix)
    }
    // Without arguments the reference gives nothing where there is no such field either.
    self.path(path, mustExist: false)
    builder.emit(
      Instruction(
        .failure, a: builder.name(path.original), b: call.parameters.isEmpty ? 1 : 0),
      at: place(call.range))
  }
}
