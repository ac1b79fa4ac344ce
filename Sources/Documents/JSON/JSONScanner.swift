import Diagnostics

/// The state of one pass over JSON bytes; depth costs no machine stack.
///
/// The loop keeps what it reads and writes in local variables, and leaves it to members of the
/// scanner only for what is rare: escapes, characters beyond ASCII, exponents, failures.
struct JSONScanner {
  /// Why the text was refused, and where.
  struct Failure: Error {
    var code: DiagnosticCode
    var message: String
    var start: Int
    var end: Int
    var note: String?
    /// Another place that the note speaks of.
    var related: Range<Int>?
  }

  private let limits: DocumentLimits
  private(set) var decoded: [DecodedText] = []
  var pool: [UInt8] = []
  private var duplicates = DuplicateKeys()
  private(set) var base: UnsafePointer<UInt8>
  private(set) var count = 0
  var index = 0
  /// The nodes so far, in memory lent by the array to be, or owned once that was too small.
  private var nodes: UnsafeMutablePointer<DocumentNode>
  private var nodeCount = 0
  private var capacity = 0
  private var isOwned = false

  init(limits: DocumentLimits) {
    self.limits = limits
    // Replaced by `scan` before any byte is read or node written.
    base = UnsafePointer(bitPattern: 1).unsafelyUnwrapped
    nodes =
      UnsafeMutablePointer(bitPattern: MemoryLayout<DocumentNode>.alignment)
      .unsafelyUnwrapped
  }

  /// Scans the whole of `buffer` as one value; returns its nodes.
  mutating func scan(_ buffer: UnsafeBufferPointer<UInt8>) throws(Failure) -> [DocumentNode] {
    guard let start = buffer.baseAddress, buffer.count > 0 else {
      throw failure("the file is empty", at: 0, note: "a JSON document is one value")
    }
    base = start
    count = buffer.count
    if count >= 3, base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF {
      throw failure(
        "a byte-order mark stands before the value", at: 0, length: 3,
        note: "save the file as UTF-8 without a byte-order mark")
    }
    var failure: Failure?
    // Few texts have more than a node in four bytes; memory that is not written to costs little.
    let result = [DocumentNode](unsafeUninitializedCapacity: count / 4 + 16) { lent, used in
      // A buffer of at least 16 nodes has an address.
      guard let start = lent.baseAddress else { return }
      nodes = start
      capacity = lent.count
      do throws(Failure) { try scanAll() } catch { failure = error }
      used = isOwned ? 0 : nodeCount
    }
    defer { if isOwned { nodes.deallocate() } }
    if let failure { throw failure }
    return isOwned ? Array(UnsafeBufferPointer(start: nodes, count: nodeCount)) : result
  }

  private mutating func scanAll() throws(Failure) {
    try scanValues()
    index = Self.afterSpace(base, index, count)
    guard index == count else {
      throw failure("unexpected text after the value", at: index, note: "remove it")
    }
  }

  /// Makes room for as many nodes again; returns the new memory.
  private mutating func grow(_ used: Int) -> UnsafeMutablePointer<DocumentNode> {
    capacity *= 2
    let fresh = UnsafeMutablePointer<DocumentNode>.allocate(capacity: capacity)
    fresh.update(from: nodes, count: used)
    if isOwned { nodes.deallocate() }
    isOwned = true
    nodes = fresh
    return fresh
  }

  /// Adds a node; the loop has made room for it.
  mutating func append(_ node: DocumentNode) {
    nodes[nodeCount] = node
    nodeCount &+= 1
  }

  /// Adds a node whose text differs from the source.
  mutating func append(_ node: DocumentNode, decoded text: DecodedText) {
    append(node)
    decoded.append(text)
  }

  // MARK: The loop

  /// While a container is open its node holds the state of the one around it: `extra` its index,
  /// `end` the number of its children so far.
  private mutating func scanValues() throws(Failure) {
    let base = self.base
    let count = self.count
    let refusesDuplicates = limits.refusesDuplicateKeys
    let maximumDepth = limits.maximumDepth
    var nodes = self.nodes
    var used = 0
    var index = 0
    var container = Self.outside
    var children: UInt32 = 0
    var isObject = false
    var needsKey = false
    var depth = 0
    while true {
      // Room for a key with its value.
      if used &+ 2 > capacity { nodes = grow(used) }
      if needsKey {
        guard index < count else { throw endOfFile("a key") }
        guard base[index] == UInt8(ascii: "\"") else {
          throw unexpected("a key in quotes", at: index)
        }
        let start = index
        index = Self.plainEnd(base, start &+ 1, count)
        if index < count, base[index] == UInt8(ascii: "\"") {
          let hash = KeyHash.hash(base + start + 1, count: index &- start &- 1)
          index &+= 1
          nodes[used] = DocumentNode(
            .string, flags: DocumentNode.keyFlag | DocumentNode.quotedFlag, start: start,
            end: index, extra: hash)
          used &+= 1
        } else {
          (self.index, nodeCount) = (index, used)
          try scanString(from: start, isKey: true)
          (index, used) = (self.index, nodeCount)
        }
        index = Self.afterSpace(base, index, count)
        guard index < count else { throw endOfFile("':'") }
        guard base[index] == UInt8(ascii: ":") else { throw unexpected("':'", at: index) }
        index &+= 1
      }
      index = Self.afterSpace(base, index, count)
      guard index < count else { throw endOfFile("a value") }
      let start = index
      switch base[start] {
      case UInt8(ascii: "\""):
        index = Self.plainEnd(base, start &+ 1, count)
        if index < count, base[index] == UInt8(ascii: "\"") {
          index &+= 1
          nodes[used] = DocumentNode(
            .string, flags: DocumentNode.quotedFlag, start: start, end: index)
          used &+= 1
        } else {
          (self.index, nodeCount) = (index, used)
          try scanString(from: start, isKey: false)
          (index, used) = (self.index, nodeCount)
        }
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        var flags = DocumentNode.integerFlag
        let end = Self.plainNumberEnd(base, start, count, &flags)
        if end > 0 {
          index = end
          nodes[used] = DocumentNode(.number, flags: flags, start: start, end: end)
          used &+= 1
        } else {
          (self.index, nodeCount) = (start, used)
          try scanNumber()
          (index, used) = (self.index, nodeCount)
        }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        let opensObject = base[start] == UInt8(ascii: "{")
        guard depth < maximumDepth else {
          throw Failure(
            code: .depthLimit, message: "nested deeper than \(limits.maximumDepth) levels",
            start: start, end: start + 1)
        }
        index = Self.afterSpace(base, start &+ 1, count)
        nodes[used] = DocumentNode(opensObject ? .object : .array, start: start, end: 0)
        guard index < count,
          base[index] == (opensObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
        else {
          nodes[used].end = children
          nodes[used].extra = container
          container = UInt32(truncatingIfNeeded: used)
          used &+= 1
          children = 0
          depth &+= 1
          isObject = opensObject
          needsKey = opensObject
          continue
        }
        index &+= 1
        nodes[used].end = UInt32(truncatingIfNeeded: index)
        nodes[used].extra = UInt32(truncatingIfNeeded: used &+ 1)
        used &+= 1
      case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
        (self.index, nodeCount) = (start, used)
        try scanWord()
        (index, used) = (self.index, nodeCount)
      default:
        throw unexpected("a value", at: start)
      }
      // The value is finished: on to the next one, or out of the containers that end here.
      while true {
        if container == Self.outside {
          (self.index, nodeCount) = (index, used)
          return
        }
        children &+= 1
        index = Self.afterSpace(base, index, count)
        guard index < count else { throw endOfFile(isObject ? "',' or '}'" : "',' or ']'") }
        let byte = base[index]
        if byte == UInt8(ascii: ",") {
          let comma = index
          index = Self.afterSpace(base, comma &+ 1, count)
          if index < count,
            base[index] == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
          {
            throw trailingComma(comma, isObject: isObject)
          }
          needsKey = isObject
          break
        }
        guard byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
          throw unexpected(isObject ? "',' or '}'" : "',' or ']'", at: index)
        }
        index &+= 1
        let opened = Int(container)
        let around = (container: nodes[opened].extra, children: nodes[opened].end)
        nodes[opened].bits |= min(children, DocumentNode.maximumCount) << 8
        nodes[opened].end = UInt32(truncatingIfNeeded: index)
        nodes[opened].extra = UInt32(truncatingIfNeeded: used)
        if isObject, children > 1, refusesDuplicates,
          DuplicateKeys.isPossible(object: opened, count: Int(children), nodes: nodes)
        {
          try refuseDuplicates(opened, count: Int(children))
        }
        container = around.container
        children = around.children
        isObject = container != Self.outside && nodes[Int(container)].kind == .object
        depth &-= 1
      }
    }
  }

  /// Stands for the container around the outermost value.
  private static var outside: UInt32 { .max }

  private mutating func refuseDuplicates(_ object: Int, count members: Int) throws(Failure) {
    let duplicate = duplicates.find(
      object: object, count: members, nodes: nodes, decoded: decoded, source: base, pool: pool,
      poolStart: count)
    guard let duplicate else { return }
    let first = nodes[duplicate.first]
    let second = nodes[duplicate.second]
    throw Failure(
      code: .duplicateKey,
      message:
        "the key \(text(Int(second.start), Int(second.end))) stands twice in this object",
      start: Int(second.start), end: Int(second.end), note: "the first is here",
      related: Int(first.start)..<Int(first.end))
  }
}
