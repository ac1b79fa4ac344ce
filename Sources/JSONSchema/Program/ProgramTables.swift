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
  var absent: UInt64
  var other: UInt64
}

/// `SchemaStep` as the verdict path takes it.
struct StepTable {
  enum Kind: UInt8 {
    /// As in `SchemaStep`; `circular` is a reference that closes a circle.
    case reference, circular, dynamicReference, allOf, anyOf, oneOf, not, conditional
    /// The choice `a` says which `if`s hold: `c` pairs of `then` and `else` from `b` in the lists.
    case lookup
  }
  var kind: Kind
  var a: Int32
  var b: Int32
  var c: Int32

  init(kind: Kind, a: Int32, b: Int32, c: Int32) {
    self.kind = kind
    self.a = a
    self.b = b
    self.c = c
  }

  init(_ step: SchemaStep) {
    switch step.kind {
    case .reference: kind = step.b == 1 ? .circular : .reference
    case .dynamicReference: kind = .dynamicReference
    case .allOf: kind = .allOf
    case .anyOf: kind = .anyOf
    case .oneOf: kind = .oneOf
    case .not: kind = .not
    case .conditional: kind = .conditional
    }
    a = step.a
    b = step.b
    c = step.c
  }
}

/// The parts of a program that the verdict path reads: flat arrays of trivial values.
struct ProgramTables: Sendable {
  private(set) var plans: [SchemaPlan]
  private(set) var steps: [StepTable] = []
  /// Whether some reference asks for the dynamic scope.
  let keepsScope: Bool
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
    plans = parts.plans
    lists = parts.lists
    keepsScope = !parts.dynamicReferences.isEmpty
    for object in parts.objects { add(object) }
    for array in parts.arrays { add(array) }
    for set in parts.values { add(set) }
    for pattern in parts.patterns { add(pattern) }
    for choice in parts.choices { add(choice) }
    numbers = parts.numbers.map(NumberTable.init)
    let finder = ConditionFinder(parts)
    for index in plans.indices {
      plans[index].isTypeOnly = plans[index].isOnlyTypes
      addSteps(of: index, parts, finder)
    }
  }

  private mutating func addSteps(of plan: Int, _ parts: ProgramParts, _ finder: ConditionFinder) {
    guard plans[plan].stepCount > 0 else { return }
    let first = Int(plans[plan].firstStep)
    let found = finder.groups(of: parts.steps[first..<first + Int(plans[plan].stepCount)])
    plans[plan].firstStep = Int32(truncatingIfNeeded: steps.count)
    for group in found.groups {
      steps.append(
        StepTable(
          kind: .lookup, a: Int32(truncatingIfNeeded: choices.count),
          b: Int32(truncatingIfNeeded: lists.count),
          c: Int32(truncatingIfNeeded: group.steps.count)))
      add(group.choice)
      for step in group.steps { lists += [step.b, step.c] }
    }
    steps += found.rest.map(StepTable.init)
    plans[plan].stepCount = Int32(truncatingIfNeeded: found.groups.count + found.rest.count)
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
      length: UInt32(truncatingIfNeeded: choice.name.bytes.count), always: choice.always,
      absent: choice.absent, other: choice.other)
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
