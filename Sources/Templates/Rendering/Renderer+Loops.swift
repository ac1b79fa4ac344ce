import Documents

extension Renderer {
  /// An integer argument of a loop; Ruby's `Integer()`.
  mutating func integerArgument(_ value: Value, _ what: String) throws(Halt) -> Int {
    // Far beyond any length, and far from overflow.
    let bound = 1 << 60
    let integer = value.tag == .string ? rubyInteger(value.bytes) : value
    if integer.tag == .integer { return max(-bound, min(bound, integer.integer)) }
    if integer.tag == .bigInteger { return bigInteger(integer).isNegative ? -bound : bound }
    throw fail(.invalidValue, "\(what) needs an integer", value: value)
  }

  /// Sets up the frame of a loop whose operands are on the stack.
  private mutating func makeLoop(_ number: Int, isTable: Bool) throws(Halt) -> LoopFrame {
    let form = program.loops[number]
    let limitValue = form.hasLimit ? stack.pop() : .none
    let offsetValue = form.hasOffset ? stack.pop() : .none
    let collection = stack.pop()
    var from = 0
    if form.continues {
      from =
        continuations.first { $0.frame == frame.serial && $0.key == Int(form.group) }?.count ?? 0
    } else if isTable {
      from = try leniently(offsetValue, "'offset'")
    } else if !offsetValue.isNone {
      from = try integerArgument(offsetValue, "'offset'")
    }
    var limit: Int?
    if isTable, form.hasLimit {
      limit = try leniently(limitValue, "'limit'")
    } else if !limitValue.isNone {
      limit = try integerArgument(limitValue, "'limit'")
    }
    let (items, total) = try iterable(collection)
    var start = max(0, from)
    var end = total
    if let limit { end = min(end, max(0, limit &+ from)) }
    if collection.tag == .string {
      // A text is one item whatever the offset and the limit say.
      start = 0
      end = total
    }
    let length = max(0, end - start)
    if !isTable { setContinuation(Int(form.group), from + length) }
    let parent = frame.loop
    var loop = LoopFrame(
      length: length, parent: parent, form: number,
      name: Value(text.slice(Int(form.nameOffset), Int(form.nameOffset + form.nameCount))),
      items: items, cursor: 0, savedMark: saved.count)
    if length == 0 { return loop }
    if form.isReversed, items.tag == .nodeArray {
      var values: [Value] = []
      values += self.items(of: items)[start..<end]
      loop.items = makeList(values)
      loop.cursor = length - 1
    } else {
      switch items.tag {
      case .nodeArray:
        let view = documents[Int(items.document)]
        loop.cursor = items.index + 1
        for _ in 0..<start { loop.cursor = view.next(loop.cursor) }
      case .range: loop.cursor = rangeEnds(items).0 + (form.isReversed ? end - 1 : start)
      default: loop.cursor = form.isReversed ? end - 1 : start
      }
    }
    return loop
  }

  private mutating func setContinuation(_ group: Int, _ count: Int) {
    if let index = continuations.firstIndex(where: { $0.frame == frame.serial && $0.key == group })
    {
      continuations[index].count = count
    } else {
      continuations.append(
        RenderCounter(frame: frame.serial, key: group, name: .none, count: count))
    }
  }

  /// What a loop goes through, with the number of its items.
  mutating func iterable(_ collection: Value) throws(Halt) -> (Value, Int) {
    switch collection.tag {
    case .nodeArray, .list: return (collection, collection.items)
    case .range:
      return (collection, rangeCount(collection))
    case .nodeObject, .map, .namespace:
      var pairs: [Value] = []
      for (key, value) in members(of: collection) { pairs.append(makeList([key, value])) }
      return (makeList(pairs), pairs.count)
    case .string:
      return collection.count == 0 ? (collection, 0) : (makeList([collection]), 1)
    default: return (.none, 0)
    }
  }

  /// The current item of a loop; moves the cursor on.
  private mutating func nextItem(_ index: Int) -> Value {
    let items = loops[index].items
    let cursor = loops[index].cursor
    let isReversed = program.loops[loops[index].form].isReversed
    switch items.tag {
    case .nodeArray:
      loops[index].cursor = documents[Int(items.document)].next(cursor)
      return load(items.document, cursor)
    case .range:
      loops[index].cursor = isReversed ? cursor &- 1 : cursor &+ 1
      return Value(cursor)
    default:
      loops[index].cursor = isReversed ? cursor - 1 : cursor + 1
      return heap[items.index + cursor]
    }
  }

  private mutating func push(_ loop: LoopFrame, isTable: Bool) throws(Halt) {
    try step()
    let form = program.loops[loop.form]
    var loop = loop
    loop.outer = currentLoop
    loops.append(loop)
    currentLoop = loops.count - 1
    bindLocal(Int(form.object), Value(.loop, bits: UInt64(currentLoop)))
    bindLocal(Int(form.variable), .none)
    // The frame keeps what its own next loop has as parent.
    if !isTable { frame.loop = currentLoop }
    setVariable(form, nextItem(currentLoop))
  }

  private mutating func setVariable(_ form: LoopForm, _ value: Value) {
    slots[frame.base &+ Int(form.variable) &* 2] = value
  }

  /// Begins a `for`; false when there are no items.
  mutating func loopBegin(_ number: Int) throws(Halt) -> Bool {
    let loop = try makeLoop(number, isTable: false)
    guard loop.length > 0 else { return false }
    try push(loop, isTable: false)
    return true
  }

  /// Goes on to the next item; false at the end.
  mutating func loopNext() throws(Halt) -> Bool {
    try step()
    let index = currentLoop
    loops[index].index &+= 1
    guard loops[index].index < loops[index].length else { return false }
    setVariable(program.loops[loops[index].form], nextItem(index))
    return true
  }

  /// Ends a loop or table.
  mutating func loopEnd() {
    let loop = loops[currentLoop]
    restore(to: loop.savedMark)
    let ended = currentLoop
    currentLoop = loop.outer
    if frame.loop == ended { frame.loop = loop.parent }
    if !keepsLoops { loops.removeLast() }
  }

  /// Begins a `tablerow`; false when there is nothing to print at all.
  mutating func tableBegin(_ number: Int) throws(Halt) -> Bool {
    let form = program.loops[number]
    let columns = form.hasColumns ? stack.pop() : .unset
    let collectionDepth = (form.hasLimit ? 1 : 0) + (form.hasOffset ? 1 : 0)
    let isMissing = !stack.peek(collectionDepth).isTruthy
    guard !isMissing else {
      stack.truncate(stack.count - collectionDepth - 1)
      return false
    }
    var loop = try makeLoop(number, isTable: true)
    loop.columns = form.hasColumns ? try leniently(columns, "'cols'") : loop.length
    output.append("<tr class=\"row1\">\n")
    guard loop.length > 0 else {
      output.append("</tr>\n")
      return false
    }
    try push(loop, isTable: true)
    output.append("<td class=\"col1\">")
    return true
  }

  /// Closes a cell and goes on to the next item; false at the end.
  mutating func tableNext() throws(Halt) -> Bool {
    try step()
    output.append("</td>")
    let index = currentLoop
    let isLast = loops[index].index == loops[index].length - 1
    if loops[index].column == loops[index].columns, !isLast {
      output.append("</tr>\n<tr class=\"row")
      try write(Value(loops[index].row + 1))
      output.append("\">")
    }
    loops[index].index += 1
    if loops[index].column == loops[index].columns {
      loops[index].column = 1
      loops[index].row += 1
    } else {
      loops[index].column += 1
    }
    guard !isLast else { return false }
    output.append("<td class=\"col")
    try write(Value(loops[index].column))
    output.append("\">")
    setVariable(program.loops[loops[index].form], nextItem(index))
    return true
  }

  /// A property of `forloop` or `tablerowloop`.
  func loopMember(_ number: Int, _ name: Bytes) -> Value? {
    let loop = loops[number]
    guard !name.isEmpty else { return nil }
    switch name[0] {
    case UInt8(ascii: "i"):
      if name.equals("index") { return Value(loop.index + 1) }
      if name.equals("index0") { return Value(loop.index) }
    case UInt8(ascii: "f"):
      if name.equals("first") { return Value(loop.index == 0) }
    case UInt8(ascii: "l"):
      if name.equals("last") { return Value(loop.index == loop.length - 1) }
      if name.equals("length") { return Value(loop.length) }
    case UInt8(ascii: "r"):
      if name.equals("rindex") { return Value(loop.length - loop.index) }
      if name.equals("rindex0") { return Value(loop.length - loop.index - 1) }
      if name.equals("row"), loop.columns >= 0 { return Value(loop.row) }
    case UInt8(ascii: "p"):
      if name.equals("parentloop"), loop.columns < 0 {
        return loop.parent >= 0 ? Value(.loop, bits: UInt64(loop.parent)) : .none
      }
    case UInt8(ascii: "n"):
      if name.equals("name"), loop.columns < 0 { return loop.name }
    case UInt8(ascii: "c") where loop.columns >= 0:
      if name.equals("col") { return Value(loop.column) }
      if name.equals("col0") { return Value(loop.column - 1) }
      if name.equals("col_first") { return Value(loop.column == 1) }
      if name.equals("col_last") { return Value(loop.column == loop.columns) }
    default: break
    }
    return nil
  }
}
