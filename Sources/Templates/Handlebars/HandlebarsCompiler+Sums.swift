/// Sums: the reference joins what the nodes of a body give with JavaScript's `+`.
///
/// As long as neither side is a text, `+` adds: `{{{1}}}{{{2}}}` at the start of a body prints 3, and
/// so does `{{#if a}}{{{1}}}{{/if}}{{{2}}}`. The steps `sum…` are emitted only where two such values
/// can meet; nearly no template has such a place.
extension HandlebarsCompiler {
  /// What a node gives to the sum of its body.
  private enum Operand {
    /// Nothing at all.
    case none
    /// A text.
    case text
    /// A value of any kind.
    case value
    /// A value of any kind; the sums before and after it are worked out apart.
    case apart
  }

  /// Emits the nodes of a body.
  mutating func sum(_ nodes: [HandlebarsNode], isSummed: Bool) {
    let operands = nodes.map { operand($0) }
    guard isSummed || canAdd(operands, isAlone: nodes.count == 1) else {
      for node in nodes { self.node(node) }
      return
    }
    let places = nodes.indices.filter { operands[$0] != .none }
    guard let first = places.first, let last = places.last else { return }
    emit(.sumBegin, nodes[first])
    let splits = nodes.count == 1 ? [] : places.filter { operands[$0] == .apart }
    // A body that begins with such a value begins with an empty text.
    if splits.first == first { emit(.sumText, nodes[first]) }
    var index = 0
    while index < places.count {
      let place = places[index]
      guard operands[place] != .apart, let before = splits.last(where: { $0 < place }),
        let after = splits.first(where: { $0 > place })
      else {
        summed(nodes[place], operands[place])
        index += 1
        continue
      }
      // Between two of them a sum of its own is added.
      let group = places.filter { $0 > before && $0 < after }
      emit(.sumBegin, nodes[place])
      for member in group { summed(nodes[member], operands[member]) }
      emit(.sumEnd, nodes[place])
      index += group.count
    }
    emit(.sumEnd, nodes[last])
  }

  /// Emits a body whose value is added, or what stands for a missing one: an empty text.
  mutating func branch(
    _ number: Int, _ isSummed: Bool, _ node: HandlebarsNode, inlineFlags: UInt8 = 0
  ) {
    if isSummed, number < 0 || tree.bodies[number].nodes.allSatisfy({ isNothing(tree.nodes[$0]) }) {
      emit(.sumText, node)
    }
    body(number, inlineFlags: inlineFlags, isSummed: isSummed)
  }

  private func isNothing(_ node: HandlebarsNode) -> Bool { operand(node) == .none }

  private mutating func summed(_ node: HandlebarsNode, _ operand: Operand) {
    if operand == .text { emit(.sumText, node) }
    self.node(node, isSummed: operand != .text)
  }

  private mutating func emit(_ opcode: Opcode, _ node: HandlebarsNode) {
    builder.emit(Instruction(opcode), at: place(node.range))
    builder.resume[builder.here - 1] = Int32(builder.here)
  }

  /// Whether two values that are no texts can meet in a body.
  private func canAdd(_ operands: [Operand], isAlone: Bool) -> Bool {
    if isAlone { return false }
    var isValue = false
    for operand in operands where operand != .none {
      if operand != .text, isValue { return true }
      // After a text only a sum of its own begins anew: behind a value that stands apart.
      isValue = operand != .text
    }
    return false
  }

  private func operand(_ node: HandlebarsNode) -> Operand {
    switch node.kind {
    case .content: return node.value.end > node.value.start ? .text : .none
    case .comment, .inlinePartial: return .none
    case .partial, .partialBlock: return .text
    case .output(let isEscaped): return isEscaped && !options.noEscape ? .text : .value
    case .block:
      let name = helperName(node.call)
      if name == "each" { return .text }
      guard let name, !node.call.hasArguments, !HelperTable.builtIn.contains(name) else {
        return .value
      }
      return options.knownHelpersOnly ? .value : .apart
    }
  }
}
