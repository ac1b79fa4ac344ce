import Documents

/// A program's arrays lent as bare pointers, valid only while `SchemaProgram.withView` runs.
@safe
struct ProgramView {
  let plans: UnsafePointer<SchemaPlan>
  let steps: UnsafePointer<StepTable>
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
