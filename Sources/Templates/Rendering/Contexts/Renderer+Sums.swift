/// Neighbouring values joined as by JavaScript's `+`: added until a text is among them.
extension Renderer {
  /// Adds a value to the innermost sum.
  mutating func sumOutput(_ value: Value) {
    guard !value.isNone else { return sumText() }
    guard let last = context.sums.indices.last, value.isScriptPrimitive, value.tag != .string else {
      sumText()
      return writeSummed(value)
    }
    switch context.sums[last] {
    case .empty: context.sums[last] = .value(value)
    case .value(let before):
      let sum = Value(float: scriptNumber(before) + scriptNumber(value))
      context.sums[last] = .value(recordsMap ? derived(sum, by: .sum, from: before, value) : sum)
    case .text: writeSummed(value)
    }
  }

  /// Writes the sums that are not written, the outer ones first.
  mutating func sumText() {
    for index in context.sums.indices {
      if case .value(let value) = context.sums[index] { writeSummed(value) }
      context.sums[index] = .text
    }
  }

  /// Ends the innermost sum.
  mutating func sumEnd() {
    guard let sum = context.sums.popLast() else { return }
    switch sum {
    case .empty: sumText()
    case .value(let value):
      if context.sums.isEmpty { writeSummed(value) } else { sumOutput(value) }
    case .text: break
    }
  }

  private mutating func writeSummed(_ value: Value) {
    writeScript(value, isRaw: true)
    if recordsMap { note(value) }
  }
}
