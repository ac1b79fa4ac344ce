import Documents

/// A name of an object's members, or a text of an `enum`: a slot of an open-addressing table.
struct NameSlot {
  var hash: UInt32 = 0
  /// Where the name stands in the pool of names; `UInt32.max` where the slot is empty.
  var offset: UInt32 = .max
  var length: UInt32 = 0
  /// The plan of the property, or -1.
  var plan: Int32 = -1
  /// The bit that says the name was seen.
  var bit: UInt64 = 0
}

/// `ObjectPlan` without arrays of its own.
struct ObjectTable {
  var minimum: Int32
  var maximum: Int32
  var required: UInt64
  var firstSlot: Int32 = 0
  /// Number of slots minus one; -1 where there are no names.
  var slotMask: Int32 = -1
  /// Pairs of pattern and plan in the list pool.
  var firstPattern: Int32 = 0
  var patternCount: Int32 = 0
  var additional: Int32
  var propertyNames: Int32
  /// Whether the plan has dependencies or names without a bit.
  var hasMore: Bool
}

/// `ArrayPlan` without arrays of its own.
struct ArrayTable {
  var minimum: Int32
  var maximum: Int32
  var firstPrefix: Int32
  var prefixCount: Int32
  var items: Int32
  var contains: Int32
  var minimumContains: Int32
  var maximumContains: Int32
  var containsMarks: Bool
  var uniqueItems: Bool
}

/// `ValueSet` with its texts in slots.
struct ValueTable {
  var words: UInt8
  var hasOthers: Bool
  var firstSlot: Int32 = 0
  var slotMask: Int32 = -1
}

/// A pattern's automaton in the pools, if it has one.
struct PatternTable {
  /// Index of the first row's first entry, or -1 where the pattern has no automaton.
  var firstEntry: Int32 = -1
  var firstColumn: Int32 = 0
  /// The entry of a row that says whether the pattern matches at the end.
  var endColumn: Int32 = 0
}

/// `Choice` with its name in the pool and its texts in slots, whose bits are the branches.
struct ChoiceTable {
  var hash: UInt32
  var offset: UInt32
  var length: UInt32
  var firstSlot: Int32 = 0
  var slotMask: Int32 = -1
  var always: UInt64
}

/// The parts of a program that the verdict path reads: flat arrays of trivial values.
struct ProgramTables: Sendable {
  private(set) var objects: [ObjectTable] = []
  private(set) var arrays: [ArrayTable] = []
  private(set) var numbers: [NumberTable] = []
  private(set) var values: [ValueTable] = []
  private(set) var patterns: [PatternTable] = []
  private(set) var choices: [ChoiceTable] = []
  private(set) var slots: [NameSlot] = []
  private(set) var names: [UInt8] = []
  private(set) var lists: [Int32]
  private(set) var transitions: [UInt16] = []
  private(set) var columns: [UInt8] = []

  init(_ parts: ProgramParts) {
    lists = parts.lists
    for object in parts.objects { add(object) }
    for array in parts.arrays { add(array) }
    for set in parts.values { add(set) }
    for pattern in parts.patterns { add(pattern) }
    for choice in parts.choices { add(choice) }
    numbers = parts.numbers.map(NumberTable.init)
  }

  private mutating func add(_ object: ObjectPlan) {
    var table = ObjectTable(
      minimum: object.minimum, maximum: object.maximum, required: object.required,
      additional: object.additional, propertyNames: object.propertyNames,
      hasMore: !object.dependencies.isEmpty || !object.requiredBeyond.isEmpty)
    (table.firstSlot, table.slotMask) = addSlots(object.names.names, object.entries)
    table.firstPattern = Int32(truncatingIfNeeded: lists.count)
    table.patternCount = Int32(truncatingIfNeeded: object.patterns.count)
    for pair in object.patterns { lists += [pair.pattern, pair.plan] }
    objects.append(table)
  }

  private mutating func add(_ array: ArrayPlan) {
    arrays.append(
      ArrayTable(
        minimum: array.minimum, maximum: array.maximum,
        firstPrefix: Int32(truncatingIfNeeded: lists.count),
        prefixCount: Int32(truncatingIfNeeded: array.prefix.count), items: array.items,
        contains: array.contains, minimumContains: array.minimumContains,
        maximumContains: array.maximumContains, containsMarks: array.containsMarks,
        uniqueItems: array.uniqueItems))
    lists += array.prefix
  }

  private mutating func add(_ set: ValueSet) {
    var table = ValueTable(words: set.words.rawValue, hasOthers: !set.others.isEmpty)
    (table.firstSlot, table.slotMask) = addSlots(set.strings.names, nil)
    values.append(table)
  }

  private mutating func add(_ choice: Choice) {
    var table = ChoiceTable(
      hash: choice.name.hash, offset: UInt32(truncatingIfNeeded: names.count),
      length: UInt32(truncatingIfNeeded: choice.name.bytes.count), always: choice.always)
    names += choice.name.bytes
    let entries = choice.branches.map { ObjectPlan.PropertyEntry(bit: $0) }
    (table.firstSlot, table.slotMask) = addSlots(choice.texts.names, entries)
    choices.append(table)
  }

  private mutating func addSlots(
    _ texts: [[UInt8]], _ entries: [ObjectPlan.PropertyEntry]?
  ) -> (first: Int32, mask: Int32) {
    guard !texts.isEmpty else { return (0, -1) }
    var capacity = 2
    while capacity < texts.count * 2 { capacity *= 2 }
    let first = slots.count
    slots += Array(repeating: NameSlot(), count: capacity)
    for (index, text) in texts.enumerated() {
      let hash = KeyHash.hash(text)
      var slot = Int(hash) & (capacity - 1)
      while slots[first + slot].offset != .max { slot = (slot + 1) & (capacity - 1) }
      slots[first + slot] = NameSlot(
        hash: hash, offset: UInt32(truncatingIfNeeded: names.count),
        length: UInt32(truncatingIfNeeded: text.count), plan: entries?[index].plan ?? -1,
        bit: entries?[index].bit ?? 0)
      names += text
    }
    return (Int32(truncatingIfNeeded: first), Int32(truncatingIfNeeded: capacity - 1))
  }

  private mutating func add(_ pattern: Pattern) {
    guard let automaton = pattern.automaton else {
      patterns.append(PatternTable())
      return
    }
    patterns.append(
      PatternTable(
        firstEntry: Int32(truncatingIfNeeded: transitions.count),
        firstColumn: Int32(truncatingIfNeeded: columns.count),
        endColumn: Int32(truncatingIfNeeded: automaton.endColumn)))
    transitions += automaton.table
    columns += automaton.columns
  }
}

/// A program's arrays lent as bare pointers, valid only while `SchemaProgram.withView` runs.
@safe
struct ProgramView {
  let plans: UnsafePointer<SchemaPlan>
  let steps: UnsafePointer<SchemaStep>
  let objects: UnsafePointer<ObjectTable>
  let arrays: UnsafePointer<ArrayTable>
  let strings: UnsafePointer<StringPlan>
  let numbers: UnsafePointer<NumberTable>
  let values: UnsafePointer<ValueTable>
  let patterns: UnsafePointer<PatternTable>
  let choices: UnsafePointer<ChoiceTable>
  let slots: UnsafePointer<NameSlot>
  let names: UnsafePointer<UInt8>
  let lists: UnsafePointer<Int32>
  let transitions: UnsafePointer<UInt16>
  let columns: UnsafePointer<UInt8>

  /// The slot of a name in the table at `first`, or nil where it is not there.
  @inline(__always)
  func slot(
    _ hash: UInt32, _ bytes: UnsafeBufferPointer<UInt8>, first: Int32, mask: Int32
  ) -> UnsafePointer<NameSlot>? {
    guard mask >= 0 else { return nil }
    let table = unsafe slots + Int(first)
    var index = Int32(truncatingIfNeeded: hash) & mask
    while true {
      let slot = unsafe table + Int(index)
      if unsafe slot.pointee.offset == .max { return nil }
      if unsafe slot.pointee.hash == hash, unsafe Int(slot.pointee.length) == bytes.count,
        unsafe ByteEquality.areEqual(
          names + Int(slot.pointee.offset), bytes.baseAddress ?? names, bytes.count)
      {
        return unsafe slot
      }
      index = (index &+ 1) & mask
    }
  }

  /// Whether the automaton of a pattern matches; the pattern must have one.
  @inline(__always)
  func matches(_ pattern: PatternTable, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let table = unsafe transitions + Int(pattern.firstEntry)
    let columns = unsafe self.columns + Int(pattern.firstColumn)
    let stride = Int(pattern.endColumn) &+ 1
    var row = 2 &* stride
    var index = 0
    let count = bytes.count
    while index < count {
      row = unsafe Int(table[row &+ Int(columns[Int(bytes[index])])])
      // Rows 0 and 1 decide: no match any more, or found.
      if row <= stride { return row == stride }
      index &+= 1
    }
    return unsafe table[row &+ Int(pattern.endColumn)] != 0
  }
}

/// Equality of byte strings, eight bytes at a time.
enum ByteEquality {
  /// Whether `count` bytes are equal.
  @inline(__always)
  static func areEqual(
    _ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int
  ) -> Bool {
    let left = unsafe UnsafeRawPointer(left)
    let right = unsafe UnsafeRawPointer(right)
    if count >= 8 {
      var index = 0
      while index &+ 8 <= count {
        let one = unsafe left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        let other = unsafe right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if one != other { return false }
        index &+= 8
      }
      // The last eight bytes, some of them for the second time.
      let last = count &- 8
      return unsafe left.loadUnaligned(fromByteOffset: last, as: UInt64.self)
        == right.loadUnaligned(fromByteOffset: last, as: UInt64.self)
    }
    if count >= 4 {
      let last = count &- 4
      return unsafe left.loadUnaligned(as: UInt32.self) == right.loadUnaligned(as: UInt32.self)
        && left.loadUnaligned(fromByteOffset: last, as: UInt32.self)
          == right.loadUnaligned(fromByteOffset: last, as: UInt32.self)
    }
    var index = 0
    while index < count {
      let one = unsafe left.load(fromByteOffset: index, as: UInt8.self)
      if unsafe one != right.load(fromByteOffset: index, as: UInt8.self) { return false }
      index &+= 1
    }
    return true
  }
}
