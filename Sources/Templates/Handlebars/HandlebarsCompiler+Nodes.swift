import Diagnostics

extension HandlebarsCompiler {
  /// Emits a body with its inline partials.
  ///
  /// `isSummed` says that what the body gives may be added to what stands beside it.
  mutating func body(_ number: Int, inlineFlags: UInt8 = 0, isSummed: Bool = false) {
    guard number >= 0 else { return }
    let nodes = tree.bodies[number].nodes
    let defined = defineInlines(nodes)
    if defined.count > 0 {
      let range = tree.nodes[nodes[0]].range
      builder.emit(
        Instruction(.inlineBegin, a: defined.start, b: defined.count), at: place(range))
      builder.code[builder.here - 1].flags = inlineFlags
      builder.resume[builder.here - 1] = Int32(builder.here)
    }
    sum(nodes.map { tree.nodes[$0] }, isSummed: isSummed)
    if defined.count > 0 {
      builder.emit(Instruction(.inlineEnd), at: place(tree.nodes[nodes[0]].range))
      builder.resume[builder.here - 1] = Int32(builder.here)
    }
  }

  /// Emits the bodies of inline partials, which the steps around them jump over.
  private mutating func defineInlines(_ nodes: [Int]) -> (start: Int, count: Int) {
    var forms: [InlineForm] = []
    for index in nodes {
      let node = tree.nodes[index]
      guard case .inlinePartial = node.kind else { continue }
      let name: String
      switch node.call.parameters.first {
      case .string(let text)?: name = text
      case .number?, .bool?, .null?, .undefined?:
        name = node.call.parameters.first?.original ?? ""
      default:
        report(
          .templateSyntax, "the name of an inline partial must be a text", node.call.range,
          notes: ["write {{#*inline \"name\"}}"])
        continue
      }
      inlineNames.insert(name)
      let entry = outOfLine(node.body, node.range)
      forms.append(InlineForm(name: Int32(builder.name(name)), entry: Int32(entry)))
    }
    let start = builder.inlines.count
    builder.inlines += forms
    return (start, forms.count)
  }

  /// Emits a body to be run as a unit and returns its first step.
  private mutating func outOfLine(_ number: Int, _ range: HandlebarsRange) -> Int {
    let over = builder.emit(Instruction(.jump), at: place(range))
    let entry = builder.here
    let outer = isInCondition
    isInCondition = false
    body(number)
    isInCondition = outer
    finish(range)
    builder.land(over)
    builder.resume[over] = Int32(builder.here)
    return entry
  }

  /// Emits a node; where it is summed, what it gives may be added to what stands beside it.
  mutating func node(_ node: HandlebarsNode, isSummed: Bool = false) {
    let first = builder.here
    switch node.kind {
    case .content: text(node.value)
    case .comment, .inlinePartial: break
    case .output(let isEscaped):
      call(node.call, isSubexpression: false)
      if isSummed {
        builder.emit(Instruction(.sumOutput), at: place(node.range))
      } else {
        write(isRaw: !isEscaped || options.noEscape, node.range)
      }
    case .block: block(node, isSummed)
    case .partial, .partialBlock: partial(node)
    }
    // Inner nodes have set theirs already; the rest of the steps belong to this node.
    for index in first..<builder.here where builder.resume[index] == 0 {
      builder.resume[index] = Int32(builder.here)
    }
  }

  private mutating func text(_ range: HandlebarsRange) {
    guard range.end > range.start else { return }
    builder.emit(
      Instruction(
        .text, a: builder.textOffset(file, range.start), b: range.end - range.start),
      at: place(range))
  }

  private mutating func write(isRaw: Bool, _ range: HandlebarsRange) {
    let last = builder.here - 1
    if builder.code[last].opcode == .contextPath {
      builder.code[last].opcode = .writeContextPath
    } else {
      builder.emit(Instruction(.writeEscaped), at: place(range))
    }
    if isRaw { builder.code[builder.here - 1].flags |= ContextSteps.raw }
  }

  // MARK: Blocks

  private mutating func block(_ node: HandlebarsNode, _ isSummed: Bool) {
    let call = node.call
    if let name = helperName(call) {
      switch name {
      case "if", "unless": return condition(node, isUnless: name == "unless", isSummed)
      case "each", "with":
        guard takesOneArgument(name, call) else { return }
        value(call.parameters[0], call.range, isArgument: false)
        return context(node, name == "each" ? .each : .with, isSummed)
      case "lookup", "log", "helperMissing", "blockHelperMissing":
        self.call(call, isSubexpression: false)
        if isSummed {
          builder.emit(Instruction(.sumOutput), at: place(node.range))
          return
        }
        return write(isRaw: true, node.range)
      default: break
      }
      if options.allowsExtensions, call.hasArguments, let helper = HelperTable.find(name) {
        if !helper.isCondition {
          report(
            .unknownHelper, "'\(name)' is no block helper", call.range,
            notes: ["write {{\(name) …}}"])
        }
        self.call(call, isSubexpression: false)
        return branches(node, .jumpIfEmpty, isSummed)
      }
    }
    if call.hasArguments {
      missingHelper(call)
      return write(isRaw: true, node.range)
    }
    path(fieldPath(call), mustExist: true)
    context(node, .section, isSummed)
  }

  private mutating func takesOneArgument(_ name: String, _ call: HandlebarsCall) -> Bool {
    if call.parameters.count == 1 { return true }
    let message = "'\(name)' takes exactly one argument, not \(call.parameters.count)"
    if options.linking == .whenRun {
      refusal(message, call.range)
      builder.emit(Instruction(.writeEscaped), at: place(call.range))
      return false
    }
    report(
      .helperArguments, message, call.range,
      notes: call.parameters.count > 1
        ? ["a condition over several values stands in parentheses: (and a b)"] : [])
    return false
  }

  private mutating func condition(_ node: HandlebarsNode, isUnless: Bool, _ isSummed: Bool) {
    let call = node.call
    guard takesOneArgument(isUnless ? "unless" : "if", call) else { return }
    value(call.parameters[0], call.range, isArgument: false)
    var hasZero = false
    for (name, expression) in call.hash where name == "includeZero" {
      value(expression, call.range)
      hasZero = true
    }
    branches(
      node, isUnless ? .jumpUnlessEmpty : .jumpIfEmpty, isSummed, operand: hasZero ? 1 : 0)
  }

  private mutating func branches(
    _ node: HandlebarsNode, _ jump: Opcode, _ isSummed: Bool, operand: Int = 0
  ) {
    let condition = builder.emit(Instruction(jump, b: operand), at: place(node.range))
    mark(jump == .jumpUnlessEmpty ? .unless : .ifTrue, node)
    let outer = isInCondition
    isInCondition = true
    defer { isInCondition = outer }
    branch(node.body, isSummed, node)
    guard node.inverse >= 0 || isSummed || builder.recordsBranches else {
      return builder.land(condition)
    }
    let over = builder.emit(Instruction(.jump), at: place(node.range))
    builder.land(condition)
    markInverse(node.inverse >= 0 ? .otherwise : .skipped, node)
    branch(node.inverse, isSummed, node)
    builder.land(over)
  }

  private mutating func context(
    _ node: HandlebarsNode, _ kind: BlockForm.Kind, _ isSummed: Bool
  ) {
    let names = node.body >= 0 ? tree.bodies[node.body].parameters : []
    builder.blocks.append(BlockForm(kind: kind, hasParameters: !names.isEmpty))
    let begin = builder.emit(
      Instruction(.blockBegin, b: builder.blocks.count - 1), at: place(node.range))
    mark(kind == .each ? .items : .value, node)
    if !names.isEmpty { parameters.append(names) }
    let start = builder.here
    let outer = isInCondition
    defer { isInCondition = outer }
    isInCondition = false
    branch(node.body, isSummed, node, inlineFlags: ContextSteps.hasOwnContext)
    // What a section is not run for stays as it is around it.
    isInCondition = kind == .section ? outer : true
    if !names.isEmpty { parameters.removeLast() }
    builder.emit(Instruction(.blockNext, a: start), at: place(node.range))
    guard node.inverse >= 0 || isSummed || builder.recordsBranches else {
      return builder.land(begin)
    }
    let over = builder.emit(Instruction(.jump), at: place(node.range))
    builder.land(begin)
    markInverse(kind == .each ? .empty : .nothing, node)
    branch(node.inverse, isSummed, node)
    builder.land(over)
  }

  // MARK: Partials

  private mutating func partial(_ node: HandlebarsNode) {
    let call = node.call
    guard call.parameters.count < 2 else {
      report(
        .templateSyntax, "a fragment takes one context, not \(call.parameters.count)", call.range,
        notes: ["name the other values: {{> name context key=value}}"])
      return
    }
    var indentation = node.indentation
    if options.preventIndent {
      text(indentation)
      indentation.end = indentation.start
    }
    var form = PartialForm()
    if case .call(let name) = call.callee {
      self.call(name, isSubexpression: true)
      linkDynamicNames()
    } else {
      link(call, node, &form)
    }
    form.isExplicit = options.explicitPartialContext
    form.fillsNothing = isInCondition
    if let context = call.parameters.first {
      form.hasContext = true
      value(context, call.range, isArgument: false)
    }
    // The reference takes named values from the last to the first; of two of a name the first wins.
    var hash: [(name: String, value: HandlebarsExpression)] = []
    for pair in call.hash.reversed() {
      if let known = hash.firstIndex(where: { $0.name == pair.name }) {
        hash[known].value = pair.value
      } else {
        hash.append(pair)
      }
    }
    // The word `undefined` is as if it were not given.
    hash.removeAll { if case .undefined = $0.value { true } else { false } }
    for (name, expression) in hash {
      string(name, call.range)
      value(expression, call.range, isArgument: false)
    }
    define(call)
    form.hasHash = !call.hash.isEmpty
    form.hashCount = Int32(hash.count)
    form.indentOffset = Int32(builder.textOffset(file, indentation.start))
    form.indentCount = Int32(indentation.end - indentation.start)
    if node.body >= 0 {
      let firstInline = builder.inlines.count
      form.body = Int32(outOfLine(node.body, node.range))
      // The body's own definitions are the last that were added.
      let own = tree.bodies[node.body].nodes.count { index in
        if case .inlinePartial = tree.nodes[index].kind { true } else { false }
      }
      form.inlineStart = Int32(max(firstInline, inlineStart(of: Int(form.body))))
      form.inlineCount = Int32(own)
    }
    builder.partials.append(form)
    builder.emit(
      Instruction(.partial, a: builder.partials.count - 1), at: place(node.range))
  }

  /// The first inline partial that the `inlineBegin` at or after `entry` defines.
  private func inlineStart(of entry: Int) -> Int {
    var index = entry
    while index < builder.here {
      let step = builder.code[index]
      if step.opcode == .inlineBegin { return Int(step.a) }
      // The bodies of the partials to define are jumped over.
      guard step.opcode == .jump else { break }
      index = Int(step.a)
    }
    return 0
  }

  private mutating func link(
    _ call: HandlebarsCall, _ node: HandlebarsNode, _ form: inout PartialForm
  ) {
    let name = call.callee.original
    form.name = Int32(builder.name(name))
    if name == "@partial-block", case .path = call.callee {
      form.isBlock = true
      return
    }
    if let unit = unit(named: name) {
      form.unit = Int32(unit)
    } else if node.body < 0 {
      var range = call.range
      if case .path(let path) = call.callee { range = path.range }
      unresolved.append((name, SourceSpan(source, start: range.start, end: range.end)))
    }
  }
}
