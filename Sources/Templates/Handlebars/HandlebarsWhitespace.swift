/// Removes the white space around tags: by `~`, and of lines that hold only a tag.
struct HandlebarsWhitespace {
  let bytes: [UInt8]
  var tree: HandlebarsTree
  private var isRootSeen = false

  init(_ bytes: [UInt8], _ tree: HandlebarsTree) {
    self.bytes = bytes
    self.tree = tree
  }

  /// Where a tag removes white space, and whether it may stand alone in its line.
  private struct Effect {
    var open = false
    var close = false
    var openStandsAlone = false
    var closeStandsAlone = false
    var standsAlone = false
  }

  /// The tree with its texts shortened.
  static func apply(_ bytes: [UInt8], _ tree: HandlebarsTree) -> HandlebarsTree {
    var whitespace = HandlebarsWhitespace(bytes, tree)
    whitespace.body(tree.root)
    return whitespace.tree
  }

  private mutating func body(_ number: Int) {
    let isRoot = !isRootSeen
    isRootSeen = true
    for position in tree.bodies[number].nodes.indices {
      let index = tree.bodies[number].nodes[position]
      guard let effect = effect(index) else { continue }
      let before = endsLine(number, position, isRoot)
      let after = startsLine(number, position, isRoot)
      if effect.close { trimStart(number, position + 1, isMultiple: true) }
      if effect.open { trimEnd(number, position - 1, isMultiple: true) }
      if effect.standsAlone, before, after {
        trimStart(number, position + 1)
        if trimEnd(number, position - 1), case .partial = tree.nodes[index].kind {
          tree.nodes[index].indentation = indentation(tree.bodies[number].nodes[position - 1])
        }
      }
      let node = tree.nodes[index]
      if effect.openStandsAlone, before {
        trimStart(node.body >= 0 ? node.body : node.inverse, 0)
        trimEnd(number, position - 1)
      }
      if effect.closeStandsAlone, after {
        trimStart(number, position + 1)
        let last = node.inverse >= 0 ? node.inverse : node.body
        trimEnd(last, tree.bodies[last].nodes.count - 1)
      }
    }
  }

  private mutating func effect(_ index: Int) -> Effect? {
    let node = tree.nodes[index]
    switch node.kind {
    case .content: return nil
    case .output: return Effect(open: node.openStrip.open, close: node.openStrip.close)
    case .comment, .partial:
      return Effect(
        open: node.openStrip.open, close: node.openStrip.close, standsAlone: true)
    case .block, .inlinePartial, .partialBlock: return block(node)
    }
  }

  private mutating func block(_ node: HandlebarsNode) -> Effect {
    if node.body >= 0 { body(node.body) }
    if node.inverse >= 0 { body(node.inverse) }
    let main = node.body >= 0 ? node.body : node.inverse
    let inverse = node.body >= 0 ? node.inverse : -1
    var firstInverse = inverse
    var lastInverse = inverse
    if inverse >= 0, tree.bodies[inverse].isChained {
      firstInverse = firstBody(inverse, isLast: false)
      while lastInverse >= 0, tree.bodies[lastInverse].isChained {
        lastInverse = firstBody(lastInverse, isLast: true)
      }
    }
    var effect = Effect(open: node.openStrip.open, close: node.closeStrip.close)
    effect.openStandsAlone = startsLine(main, -1, false)
    let closing = firstInverse >= 0 ? firstInverse : main
    effect.closeStandsAlone = endsLine(closing, tree.bodies[closing].nodes.count, false)
    if node.openStrip.close { trimStart(main, 0, isMultiple: true) }
    let last = tree.bodies[main].nodes.count - 1
    if inverse >= 0 {
      if node.inverseStrip.open { trimEnd(main, last, isMultiple: true) }
      if node.inverseStrip.close { trimStart(firstInverse, 0, isMultiple: true) }
      if node.closeStrip.open {
        trimEnd(lastInverse, tree.bodies[lastInverse].nodes.count - 1, isMultiple: true)
      }
      if endsLine(main, last + 1, false), startsLine(firstInverse, -1, false) {
        trimEnd(main, last)
        trimStart(firstInverse, 0)
      }
    } else if node.closeStrip.open {
      trimEnd(main, last, isMultiple: true)
    }
    return effect
  }

  private func firstBody(_ body: Int, isLast: Bool) -> Int {
    let nodes = tree.bodies[body].nodes
    guard let index = isLast ? nodes.last : nodes.first else { return body }
    return tree.nodes[index].body
  }

  /// Whether the text before a position ends with a line end and blanks.
  private func endsLine(_ body: Int, _ position: Int, _ isRoot: Bool) -> Bool {
    let nodes = tree.bodies[body].nodes
    guard position > 0, position - 1 < nodes.count else { return isRoot }
    let node = tree.nodes[nodes[position - 1]]
    guard case .content = node.kind else { return false }
    let text = node.original
    let start = ScriptSpace.skipBack(bytes, text.start, text.end)
    if bytes[start..<text.end].contains(0x0A) { return true }
    return start == text.start && position < 2 && isRoot
  }

  /// Whether the text after a position starts with blanks and a line end.
  private func startsLine(_ body: Int, _ position: Int, _ isRoot: Bool) -> Bool {
    let nodes = tree.bodies[body].nodes
    guard position + 1 < nodes.count else { return isRoot }
    let node = tree.nodes[nodes[position + 1]]
    guard case .content = node.kind else { return false }
    let text = node.original
    let end = ScriptSpace.skip(bytes, text.start, text.end)
    if bytes[text.start..<end].contains(0x0A) { return true }
    return end == text.end && position + 2 >= nodes.count && isRoot
  }

  private mutating func trimStart(_ body: Int, _ position: Int, isMultiple: Bool = false) {
    let nodes = tree.bodies[body].nodes
    guard position >= 0, position < nodes.count else { return }
    let index = nodes[position]
    let node = tree.nodes[index]
    guard case .content = node.kind, isMultiple || !node.isRightStripped else { return }
    var start = node.value.start
    if isMultiple {
      start = ScriptSpace.skip(bytes, start, node.value.end)
    } else {
      while start < node.value.end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
      if start + 1 < node.value.end, bytes[start] == 0x0D, bytes[start + 1] == 0x0A {
        start += 2
      } else if start < node.value.end, bytes[start] == 0x0A {
        start += 1
      }
    }
    tree.nodes[index].isRightStripped = start != node.value.start
    tree.nodes[index].value.start = start
  }

  @discardableResult
  private mutating func trimEnd(_ body: Int, _ position: Int, isMultiple: Bool = false) -> Bool {
    let nodes = tree.bodies[body].nodes
    guard position >= 0, position < nodes.count else { return false }
    let index = nodes[position]
    let node = tree.nodes[index]
    guard case .content = node.kind, isMultiple || !node.isLeftStripped else { return false }
    var end = node.value.end
    if isMultiple {
      end = ScriptSpace.skipBack(bytes, node.value.start, end)
    } else {
      while end > node.value.start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    }
    tree.nodes[index].isLeftStripped = end != node.value.end
    tree.nodes[index].value.end = end
    return end != node.value.end
  }

  private func indentation(_ index: Int) -> HandlebarsRange {
    let text = tree.nodes[index].original
    var start = text.end
    while start > text.start, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
    return HandlebarsRange(start: start, end: text.end)
  }
}
