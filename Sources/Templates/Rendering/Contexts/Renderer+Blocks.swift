import Documents

extension Renderer {
  /// Begins a block over the value on the stack; false when there is nothing to go through.
  mutating func blockBegin(_ form: BlockForm) throws(Halt) -> Bool {
    try step()
    let value = stack.pop()
    var block = ContextState.Block(
      position: context.position, contextMark: context.contexts.count,
      dataMark: context.data.count, scopeMark: context.scopes.count)
    block.hasParameters = form.hasParameters
    switch form.kind {
    case .each:
      guard try goThrough(value, &block) else { return false }
    case .with:
      guard !isNothing(value) else { return false }
      block.items = value
    case .section:
      switch value.tag {
      case .none, .unset, .no: return false
      case .yes: block.items = currentContext
      case .nodeArray, .list: guard try goThrough(value, &block) else { return false }
      default: block.items = value
      }
    }
    if block.isEach {
      // What is gone through is joined as a text.
      if !context.sums.isEmpty { sumText() }
      var frame = context.data[context.position.data]
      frame.parent = context.position.data
      frame.block = context.blocks.count
      context.data.append(frame)
      context.position.data = context.data.count - 1
    }
    context.blocks.append(block)
    enterItem(block.isEach ? nextItem(block) : block.items)
    return true
  }

  /// Sets up going through an array or an object; false when it is empty.
  private mutating func goThrough(
    _ value: Value, _ block: inout ContextState.Block
  ) throws(Halt) -> Bool {
    block.isEach = true
    switch value.tag {
    case .nodeArray, .list:
      block.items = value
      block.length = value.items
      block.cursor = value.tag == .nodeArray ? value.index + 1 : 0
    case .nodeObject, .map, .namespace, .layered:
      block.items = ordered(value)
      block.length = block.items.items
      block.isObject = true
      try checkMemory()
    default: return false
    }
    return block.length > 0
  }

  /// The current item of the innermost block; moves on to the next.
  private mutating func nextItem(_ block: ContextState.Block) -> Value {
    let last = context.blocks.count - 1
    if block.items.tag == .nodeArray {
      let node = block.cursor
      context.blocks[last].cursor = documents[Int(block.items.document)].next(node)
      return load(block.items.document, node)
    }
    context.blocks[last].cursor = block.cursor + 1
    guard block.isObject else { return heap[block.items.index + block.cursor] }
    context.blocks[last].key = heap[block.items.index + block.cursor * 2]
    return heap[block.items.index + block.cursor * 2 + 1]
  }

  /// Makes an item the context of the innermost block, and binds the block's parameters.
  private mutating func enterItem(_ value: Value) {
    let block = context.blocks[context.blocks.count - 1]
    if context.contexts.count > block.contextMark {
      context.contexts.removeLast(context.contexts.count - block.contextMark)
    }
    context.position.context = pushContext(value, over: block.position.context)
    guard block.hasParameters else { return }
    if context.scopes.count > block.scopeMark {
      context.scopes.removeLast(context.scopes.count - block.scopeMark)
    }
    let key = block.isEach ? block.isObject ? block.key : Value(block.index) : Value.none
    context.scopes.append(
      ContextState.Scope(value: value, key: key, parent: block.position.scope))
    context.position.scope = context.scopes.count - 1
  }

  /// Puts a context over another, unless both are the same; returns the one to use.
  mutating func pushContext(_ value: Value, over outer: Int) -> Int {
    if outer >= 0, isSameContext(value, context.contexts[outer].value) {
      // `../` counts both as one, the context is the new one all the same.
      guard value.tag != context.contexts[outer].value.tag else { return outer }
      context.contexts.append(
        ContextState.Context(value: value, parent: context.contexts[outer].parent))
      return context.contexts.count - 1
    }
    context.contexts.append(ContextState.Context(value: value, parent: outer))
    return context.contexts.count - 1
  }

  /// Goes on to the next item; at the end of the block goes back to where it stands.
  mutating func blockNext() throws(Halt) -> Bool {
    let last = context.blocks.count - 1
    context.blocks[last].index &+= 1
    let block = context.blocks[last]
    if block.isEach, block.index < block.length {
      try step()
      let item = nextItem(block)
      enterItem(item)
      return true
    }
    context.blocks.removeLast()
    context.position = block.position
    if context.contexts.count > block.contextMark {
      context.contexts.removeLast(context.contexts.count - block.contextMark)
    }
    if context.data.count > block.dataMark {
      context.data.removeLast(context.data.count - block.dataMark)
    }
    if context.scopes.count > block.scopeMark {
      context.scopes.removeLast(context.scopes.count - block.scopeMark)
    }
    return false
  }
}
