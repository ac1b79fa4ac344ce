import Documents

extension Evaluator {
  /// Checks an object by a plan that allows objects.
  mutating func checkObject(
    _ plan: UnsafePointer<SchemaPlan>, _ node: Int, _ tracker: Int
  ) -> Bool {
    guard unsafe enter(plan, node) else { return false }
    let object = unsafe plan.pointee.object
    let unevaluated = unsafe plan.pointee.unevaluatedProperties
    if unevaluated >= 0 {
      let result = unsafe checkUnevaluated(plan, Int(unevaluated), node, tracker)
      leave()
      return result
    }
    var result = object < 0 || checkMembers(Int(object), node, tracker)
    if result, unsafe plan.pointee.stepCount > 0 {
      result = unsafe checkSteps(plan, node, tracker, isEntered: true)
    }
    leave()
    return result
  }

  /// Checks an array by a plan that allows arrays.
  mutating func checkArray(
    _ plan: UnsafePointer<SchemaPlan>, _ node: Int, _ tracker: Int
  ) -> Bool {
    guard unsafe enter(plan, node) else { return false }
    let array = unsafe plan.pointee.array
    let unevaluated = unsafe plan.pointee.unevaluatedItems
    if unevaluated >= 0 {
      let result = unsafe checkUnevaluated(plan, Int(unevaluated), node, tracker)
      leave()
      return result
    }
    var result = array < 0 || checkItems(Int(array), node, tracker)
    if result, unsafe plan.pointee.stepCount > 0 {
      result = unsafe checkSteps(plan, node, tracker, isEntered: true)
    }
    leave()
    return result
  }

  private mutating func checkUnevaluated(
    _ plan: UnsafePointer<SchemaPlan>, _ unevaluated: Int, _ node: Int, _ outer: Int
  ) -> Bool {
    let isObject = view.node(node).kind == .object
    let count = view.count(node)
    let tracker = marks.push(bits: count)
    defer { marks.pop(to: tracker) }
    if isObject {
      let object = unsafe plan.pointee.object
      if object >= 0, !checkMembers(Int(object), node, tracker) { return false }
    } else {
      let array = unsafe plan.pointee.array
      if array >= 0, !checkItems(Int(array), node, tracker) { return false }
    }
    if unsafe plan.pointee.stepCount > 0,
      unsafe !checkSteps(plan, node, tracker, isEntered: true)
    {
      return false
    }
    if !marks.areAllMarked(tracker, count) {
      guard checkUnmarked(unevaluated, node, tracker, isObject: isObject) else { return false }
    }
    // Everything is evaluated now, which is what an outer `unevaluated…` sees.
    if outer >= 0 { marks.markAll(outer, count) }
    return true
  }

  private mutating func checkUnmarked(
    _ unevaluated: Int, _ node: Int, _ tracker: Int, isObject: Bool
  ) -> Bool {
    var child = node &+ 1
    let end = view.end(node)
    var position = 0
    while child < end {
      let value = isObject ? child &+ 1 : child
      if !marks.isMarked(tracker, position), !check(unevaluated, value) { return false }
      child = view.next(value)
      position &+= 1
    }
    return true
  }

  // MARK: Members

  private mutating func checkMembers(_ index: Int, _ node: Int, _ tracker: Int) -> Bool {
    let table = unsafe tables.objects + index
    let count = view.count(node)
    guard unsafe count >= Int(table.pointee.minimum), unsafe count <= Int(table.pointee.maximum)
    else { return false }
    let firstSlot = unsafe table.pointee.firstSlot
    let mask = unsafe table.pointee.slotMask
    let patterns = unsafe table.pointee.patternCount
    let additional = unsafe table.pointee.additional
    let propertyNames = unsafe table.pointee.propertyNames
    var seen: UInt64 = 0
    var key = node &+ 1
    let end = view.end(node)
    var position = 0
    while key < end {
      var isEvaluated = false
      let name = unsafe view.key(key)
      if let slot = unsafe tables.slot(name.hash, name.bytes, first: firstSlot, mask: mask) {
        unsafe seen |= slot.pointee.bit
        let plan = unsafe slot.pointee.plan
        if plan >= 0 {
          isEvaluated = true
          guard checkPart(Int(plan), key &+ 1) else { return false }
        }
      }
      if patterns > 0 {
        guard unsafe checkPatterns(table, key, &isEvaluated) else { return false }
      }
      if !isEvaluated, additional >= 0 {
        isEvaluated = true
        guard checkPart(Int(additional), key &+ 1) else { return false }
      }
      if propertyNames >= 0, !check(Int(propertyNames), key) { return false }
      if tracker >= 0, isEvaluated { marks.mark(tracker, position) }
      key = view.next(key &+ 1)
      position &+= 1
    }
    let required = unsafe table.pointee.required
    guard seen & required == required else { return false }
    return unsafe !table.pointee.hasMore || checkMore(index, node, seen, tracker)
  }

  private mutating func checkPatterns(
    _ table: UnsafePointer<ObjectTable>, _ key: Int, _ isEvaluated: inout Bool
  ) -> Bool {
    var pair = unsafe Int(table.pointee.firstPattern)
    let end = unsafe pair &+ 2 &* Int(table.pointee.patternCount)
    while pair < end {
      if unsafe matches(tables.lists[pair], key) {
        isEvaluated = true
        guard unsafe check(Int(tables.lists[pair &+ 1]), key &+ 1) else { return false }
      }
      pair &+= 2
    }
    return true
  }

  /// Checks what few schemas have: names beyond the 64th, and dependencies.
  private mutating func checkMore(
    _ index: Int, _ node: Int, _ seen: UInt64, _ tracker: Int
  ) -> Bool {
    let plan = program.fusedObjects[index]
    for name in plan.requiredBeyond where !hasMember(plan, Int(name), seen, node) { return false }
    for dependency in plan.dependencies where hasMember(plan, Int(dependency.trigger), seen, node) {
      for name in dependency.names where !hasMember(plan, Int(name), seen, node) { return false }
      if dependency.plan >= 0, !check(Int(dependency.plan), node, tracker: tracker) {
        return false
      }
    }
    return true
  }

  private func hasMember(_ plan: ObjectPlan, _ name: Int, _ seen: UInt64, _ node: Int) -> Bool {
    let bit = plan.entries[name].bit
    if bit != 0 { return seen & bit != 0 }
    let bytes = plan.names.names[name]
    return unsafe bytes.withUnsafeBufferPointer {
      unsafe ValueEquality.member(view, node, hash: KeyHash.hash(bytes), $0) >= 0
    }
  }

  // MARK: Items

  private mutating func checkItems(_ index: Int, _ node: Int, _ tracker: Int) -> Bool {
    let table = unsafe tables.arrays[index]
    let count = view.count(node)
    guard count >= Int(table.minimum), count <= Int(table.maximum) else { return false }
    if table.items >= 0 || table.contains >= 0 || table.prefixCount > 0 {
      guard checkEachItem(table, node, tracker) else { return false }
    }
    return !table.uniqueItems || ValueEquality.duplicate(view, node) == nil
  }

  private mutating func checkEachItem(_ table: ArrayTable, _ node: Int, _ tracker: Int) -> Bool {
    var item = node &+ 1
    let end = view.end(node)
    var position = 0
    var contained = 0
    while item < end {
      let plan =
        position < Int(table.prefixCount)
        ? unsafe tables.lists[Int(table.firstPrefix) &+ position] : table.items
      if plan >= 0, !checkPart(Int(plan), item) { return false }
      var isEvaluated = plan >= 0
      if table.contains >= 0, check(Int(table.contains), item) {
        contained &+= 1
        isEvaluated = isEvaluated || table.containsMarks
      }
      if tracker >= 0, isEvaluated { marks.mark(tracker, position) }
      item = view.next(item)
      position &+= 1
    }
    return table.contains < 0
      || (contained >= Int(table.minimumContains) && contained <= Int(table.maximumContains))
  }
}
