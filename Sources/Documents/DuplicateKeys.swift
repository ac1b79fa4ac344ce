/// Finds a key that stands twice in an object, in time linear in the number of keys.
struct DuplicateKeys {
  private var keys: [Int] = []
  private var slots: [Int32] = []

  /// Node indices of two equal keys: the earlier and the later.
  struct Pair {
    var first: Int
    var second: Int
  }

  /// Looks for two equal keys among the `count` members of the object at node index `object`.
  mutating func find(
    object: Int, count: Int, nodes: [DocumentNode], decoded: [DecodedText],
    source: UnsafePointer<UInt8>, pool: [UInt8], poolStart: Int
  ) -> Pair? {
    keys.removeAll(keepingCapacity: true)
    var index = object + 1
    let end = Int(nodes[object].extra)
    while index < end {
      keys.append(index)
      let value = nodes[index + 1]
      let isContainer = value.kind == .array || value.kind == .object
      index = isContainer ? Int(value.extra) : index + 2
    }
    func hash(_ key: Int) -> UInt32 {
      nodes[key].isDecoded ? decoded[Int(nodes[key].extra)].hash : nodes[key].extra
    }
    func isEqual(_ left: Int, _ right: Int) -> Bool {
      let leftBytes = bytes(left)
      let rightBytes = bytes(right)
      return leftBytes.elementsEqual(rightBytes)
    }
    func bytes(_ key: Int) -> [UInt8] {
      let node = nodes[key]
      if node.isDecoded {
        let entry = decoded[Int(node.extra)]
        let offset = Int(entry.offset) - poolStart
        return Array(pool[offset..<offset + Int(entry.length)])
      }
      let quote = node.isQuoted ? 1 : 0
      let start = Int(node.start) + quote
      return Array(
        UnsafeBufferPointer(start: source + start, count: Int(node.end) - quote - start))
    }
    if keys.count <= 16 {
      // Most keys differ in six bits of their hash from all before; only the others are compared.
      var seen: UInt64 = 0
      for later in keys.indices {
        let wanted = hash(keys[later])
        let bit: UInt64 = 1 << UInt64(wanted & 63)
        if seen & bit == 0 {
          seen |= bit
          continue
        }
        for earlier in 0..<later where hash(keys[earlier]) == wanted {
          if isEqual(keys[earlier], keys[later]) {
            return Pair(first: keys[earlier], second: keys[later])
          }
        }
      }
      return nil
    }
    var capacity = 32
    while capacity < keys.count * 2 { capacity *= 2 }
    slots.removeAll(keepingCapacity: true)
    slots.append(contentsOf: repeatElement(-1, count: capacity))
    for (position, key) in keys.enumerated() {
      var slot = Int(hash(key)) & (capacity - 1)
      while slots[slot] >= 0 {
        let other = keys[Int(slots[slot])]
        if hash(other) == hash(key), isEqual(other, key) {
          return Pair(first: other, second: key)
        }
        slot = (slot + 1) & (capacity - 1)
      }
      slots[slot] = Int32(truncatingIfNeeded: position)
    }
    return nil
  }
}
