import Diagnostics
import Documents

extension LiquidCompiler {
  /// Emits steps that push a value; `isCondition` keeps `blank` and `empty` special.
  mutating func expression(
    _ expression: LiquidExpression, at range: LiquidRange, isCondition: Bool = false,
    mayBeUndefined: Bool = false
  ) {
    let place = place(range)
    switch expression {
    case .none: constant(Value(.none), place)
    case .bool(let bool): constant(Value(bool), place)
    case .integer(let digits):
      constant(integer(digits), place)
    case .float(let digits):
      constant(float(digits), place)
    case .string(let text): string(text, place)
    case .blank, .empty:
      if isCondition {
        if case .blank = expression {
          constant(Value(.blank), place)
        } else {
          constant(Value(.empty), place)
        }
      } else {
        builder.emit(Instruction(.string), at: place)
      }
    case .range(let first, let last):
      self.expression(first, at: range)
      self.expression(last, at: range)
      let isConstant = first.isLiteral && last.isLiteral
      builder.emit(Instruction(.range, a: isConstant ? 1 : 0), at: place)
    case .variable(let variable):
      path(variable, mayBeUndefined: isCondition || mayBeUndefined)
    }
  }

  mutating func constant(_ value: Value, _ place: Place) {
    builder.constants.append(value)
    builder.emit(Instruction(.constant, a: builder.constants.count - 1), at: place)
  }

  mutating func string(_ range: LiquidRange, _ place: Place) {
    builder.emit(
      Instruction(
        .string, a: builder.textOffset(file, range.start), b: range.end - range.start), at: place)
  }

  private func integer(_ range: LiquidRange) -> Value {
    let text = String(decoding: source.bytes[range.start..<range.end], as: UTF8.self)
    if let value = Int(text) { return Value(value) }
    // Too big for a word: its digits stay in the source and are read when the program runs.
    return Value(
      .bigInteger, bits: UInt64(builder.textOffset(file, range.start)),
      count: range.end - range.start)
  }

  private func float(_ range: LiquidRange) -> Value {
    unsafe source.bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return Value(.none) }
      let bytes = unsafe Bytes(base + range.start, count: range.end - range.start)
      return NumberReading.float(bytes)
    }
  }

  /// Emits the steps that push the value of a path.
  mutating func path(_ variable: LiquidVariable, mayBeUndefined: Bool) {
    let place = place(variable.range)
    let name = builder.name(variable.name)
    var constantKeys: [PathKey] = []
    var index = 0
    while index < variable.path.count, let key = constantKey(variable.path[index]) {
      constantKeys.append(key)
      index += 1
    }
    if constantKeys.isEmpty {
      builder.emit(Instruction(.name, a: name), at: place)
    } else {
      let first = builder.keys.count
      builder.keys += constantKeys
      builder.emit(Instruction(.path, a: name, b: first, c: constantKeys.count), at: place)
    }
    builder.code[builder.here - 1].flags = mayBeUndefined ? 1 : 0
    for segment in variable.path[index...] {
      if let key = constantKey(segment) {
        builder.keys.append(key)
        builder.emit(Instruction(.key, a: builder.keys.count - 1), at: place)
      } else if case .index(let value, let range) = segment {
        expression(value, at: range)
        builder.emit(Instruction(.index), at: place)
      }
    }
  }

  private mutating func constantKey(_ segment: LiquidSegment) -> PathKey? {
    switch segment {
    case .name(let name, _): return builder.key(name)
    case .index(.integer(let range), _):
      let text = String(decoding: source.bytes[range.start..<range.end], as: UTF8.self)
      guard let value = Int(text) else { return nil }
      return PathKey(offset: -1, count: 0, hash: 0, command: .none, integer: value)
    case .index(.string(let range), _):
      var key = builder.key(
        String(decoding: source.bytes[range.start..<range.end], as: UTF8.self))
      key.command = .none
      return key
    default: return nil
    }
  }

  /// Emits an expression with its filters.
  mutating func filtered(_ value: LiquidFiltered) {
    // What `default` stands after may be missing: that is what it is for.
    let hasDefault = value.filters.contains { $0.name == "default" }
    expression(value.expression, at: value.range, mayBeUndefined: hasDefault)
    for filter in value.filters {
      guard let description = FilterTable.find(filter.name),
        options.allowsExtensions || description.origin != .extension
      else {
        unknown(filter)
        continue
      }
      check(filter, description)
      for argument in filter.arguments { expression(argument, at: filter.range) }
      for (name, argument) in filter.named {
        let offset = builder.pool(name)
        builder.emit(
          Instruction(.string, a: offset, b: name.utf8.count), at: place(filter.range))
        expression(argument, at: filter.range)
      }
      if description.id == .default {
        builder.markDefault(
          arguments: filter.arguments.count, named: filter.named.count, at: place(filter.range),
          subject(value))
      }
      builder.emit(
        Instruction(
          .filter, a: filter.named.count, b: filter.arguments.count,
          c: Int(description.id.rawValue)),
        at: place(filter.range))
    }
  }

  private mutating func unknown(_ filter: LiquidFilter) {
    guard options.unknownFilter == .isError else { return }
    var notes = ["a laxer engine passes the value on unchanged"]
    var fix: Diagnostic.Fix?
    let known = FilterTable.filters.filter {
      options.allowsExtensions || $0.origin != .extension
    }
    if FilterTable.find(filter.name) != nil {
      notes.append("galley has it, but this project has switched galley's own filters off")
    } else if let nearest = NearestName.suggest(filter.name, among: known.map(\.name)) {
      notes.insert("did you mean '\(nearest)'?", at: 0)
      fix = Diagnostic.Fix(
        "replace with '\(nearest)'",
        replacing: SourceSpan(source, start: filter.nameRange.start, end: filter.nameRange.end),
        with: nearest)
    }
    report(
      .unknownFilter, "no filter is called '\(filter.name)'", filter.nameRange, notes: notes,
      fix: fix)
  }

  private mutating func check(_ filter: LiquidFilter, _ description: FilterDescription) {
    // Named arguments of a filter that knows none are one more argument, as the reference has it.
    let extra = !filter.named.isEmpty && !description.takesNamed ? 1 : 0
    let given = filter.arguments.count + extra
    let allowed = description.minimumArguments...description.maximumArguments
    guard !allowed.contains(given) else { return }
    let wanted: String =
      if allowed.lowerBound == allowed.upperBound {
        allowed.lowerBound == 0 ? "none" : "\(allowed.lowerBound)"
      } else {
        "\(allowed.lowerBound) to \(allowed.upperBound)"
      }
    report(
      .filterArguments, "'\(filter.name)' has \(given) arguments", filter.range,
      notes: [
        "it takes \(wanted): \(description.types)",
        "a laxer engine prints 'Liquid error: wrong number of arguments' in its place",
      ])
  }

  /// Emits a condition; returns the jumps to take when it is false.
  mutating func condition(_ condition: LiquidCondition) -> [Int] {
    var falseJumps: [Int] = []
    var trueJumps: [Int] = []
    comparison(condition.first)
    var last = condition.first.range
    for (isAnd, next) in condition.rest {
      if isAnd {
        falseJumps.append(builder.emit(Instruction(.jumpIfFalse), at: place(last)))
      } else {
        trueJumps.append(builder.emit(Instruction(.jumpIfTrue), at: place(last)))
      }
      comparison(next)
      last = next.range
    }
    falseJumps.append(builder.emit(Instruction(.jumpIfFalse), at: place(last)))
    for jump in trueJumps { builder.land(jump) }
    return falseJumps
  }

  private mutating func comparison(_ comparison: LiquidComparison) {
    guard let (symbol, right) = comparison.comparison else {
      expression(comparison.left, at: comparison.range, isCondition: true)
      return
    }
    expression(comparison.left, at: comparison.range, isCondition: true)
    expression(right, at: comparison.range, isCondition: true)
    builder.emit(Instruction(.compare, a: symbol.rawValue), at: place(comparison.range))
  }
}
