/// Finds a key that stands twice in an object, in time linear in the number of keys.
struct DuplicateKeys {
  private var keys: [Int] = []
  private var slots: [Int32] = []

  /// Node indices of two equal keys: the earlier and the later.
  struct Pair {
    var first: Int
    var second: Int
  }

  /// Whether the object at node index `object` may have two equal keys; false is certain.
  @inline(__always)
  static func isPossible(
    object: Int, count: Int, nodes: UnsafePointer<DocumentNode>
  ) -> Bool {
    guard count <= mostComparedInPairs else { return true }
    let end = Int(nodes[object].extra)
    var seen: UInt64 = 0
    var later = object &+ 1
    while later < end {
      let key = nodes[later]
      // The hash of a decoded key stands elsewhere.
      if key.isDecoded { return true }
      let bit: UInt64 = 1 << UInt64(key.extra & 63)
      if seen & bit == 0 {
        seen |= bit
      } else if hasEarlier(object &+ 1, later, key.extra, nodes) {
        return true
      }
      later = next(later, nodes)
    }
    return false
  }

  private static func hasEarlier(
    _ first: Int, _ later: Int, _ hash: UInt32, _ nodes: UnsafePointer<DocumentNode>
  ) -> Bool {
    var earlier = first
    while earlier < later {
      if nodes[earlier].extra == hash { return true }
      earlier = next(earlier, nodes)
    }
    return false
  }

  /// The index of the key after the one at `key`.
  @inline(__always)
  private static func next(_ key: Int, _ nodes: UnsafePointer<DocumentNode>) -> Int {
    let value = nodes[key &+ 1]
    return value.bits & 7 >= UInt32(DocumentKind.array.rawValue) ? Int(value.extra) : key &+ 2
  }

  /// Most members whose keys are compared with each other rather than kept in a table.
  private static var mostComparedInPairs: Int { 24 }

  /// Looks for two equal keys among the `count` members of the object at node index `object`.
  mutating func find(
    object: Int, count: Int, nodes: UnsafePointer<DocumentNode>, decoded: [DecodedText],
    source: UnsafePointer<UInt8>, pool: [UInt8], poolStart: Int
  ) -> Pair? {
    keys.removeAll(keepingCapacity: true)
    var index = object + 1
    let end = Int(nodes[object].extra)
    while index < end {
      keys.append(index)
      index = Self.next(index, nodes)
    }
    func hash(_ key: Int) -> UInt32 {
      nodes[key].isDecoded ? decoded[Int(nodes[key].extra)].hash : nodes[key].extra
    }
    func isEqual(_ left: Int, _ right: Int) -> Bool {
      let leftRange = range(left)
      let rightRange = range(right)
      guard leftRange.count == rightRange.count else { return false }
      return zip(leftRange, rightRange).allSatisfy { byte(left, $0) == byte(right, $1) }
    }
    func byte(_ key: Int, _ offset: Int) -> UInt8 {
      nodes[key].isDecoded ? pool[offset] : source[offset]
    }
    func range(_ key: Int) -> Range<Int> {
      let node = nodes[key]
      if node.isDecoded {
        let entry = decoded[Int(node.extra)]
        let offset = Int(entry.offset) - poolStart
        return offset..<offset + Int(entry.length)
      }
      let quote = node.isQuoted ? 1 : 0
      return Int(node.start) + quote..<Int(node.end) - quote
    }
    if keys.count <= Self.mostComparedInPairs {
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
