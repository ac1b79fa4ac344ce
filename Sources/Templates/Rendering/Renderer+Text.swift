import Documents

extension Renderer {
  /// Writes a value as an output does: arrays item by item, nil as nothing.
  @inline(__always)
  mutating func write(_ value: Value) throws(Halt) {
    switch value.tag {
    case .string: output.append(value.bytes)
    case .none, .unset: break
    case .integer:
      let integer = value.integer
      unsafe output.write(NumberWriting.maximumBytes) { target in
        unsafe NumberWriting.integer(integer, target)
      }
    default: try writeSlow(value)
    }
  }

  private mutating func writeSlow(_ value: Value) throws(Halt) {
    switch value.tag {
    case .decimal, .float:
      unsafe output.write(NumberWriting.maximumBytes) { target in
        unsafe Renderer.number(value, target)
      }
    case .nodeArray:
      let view = documents[Int(value.document)]
      var node = value.index + 1
      for _ in 0..<value.items {
        try write(load(value.document, node))
        node = view.next(node)
      }
    case .list:
      for index in 0..<value.items { try write(heap[value.index + index]) }
    default: output.append(textBytes(value))
    }
  }

  /// Writes a decimal or a double and returns the number of bytes.
  static func number(_ value: Value, _ target: UnsafeMutablePointer<UInt8>) -> Int {
    if value.tag == .decimal {
      let count = unsafe NumberWriting.decimal(value.integer, scale: Int(value.scale), target)
      if count > 0 { return count }
    }
    return unsafe NumberWriting.float(simpleDouble(value), target)
  }

  /// The double of a decimal or float.
  static func simpleDouble(_ value: Value) -> Double {
    guard value.tag == .decimal else { return Double(bitPattern: value.bits) }
    return Double(value.integer) / Double(NumberReading.powers[Int(value.scale)])
  }

  /// Ruby's to_s: the text that filters work on.
  @inline(__always)
  mutating func textBytes(_ value: Value) -> Bytes {
    if value.tag == .string { return value.bytes }
    return makeText(value).bytes
  }

  /// The value as a text value.
  private mutating func makeText(_ value: Value) -> Value {
    switch value.tag {
    case .string: return value
    case .none, .unset, .blank, .empty: return Value(text.slice(0, 0))
    case .yes: return arena.copy("true")
    case .no: return arena.copy("false")
    case .integer:
      let integer = value.integer
      return unsafe arena.make(NumberWriting.maximumBytes) {
        unsafe NumberWriting.integer(integer, $0)
      }
    case .decimal, .float:
      return unsafe arena.make(NumberWriting.maximumBytes) { unsafe Renderer.number(value, $0) }
    case .bigInteger: return arena.copy(bigIntegerDigits(value))
    case .range:
      let (first, last) = rangeEnds(value)
      return arena.copy("\(first)..\(last)")
    case .loop:
      return arena.copy(
        loops[value.index].columns >= 0 ? "Liquid::TablerowloopDrop" : "Liquid::ForloopDrop")
    case .scope: return arena.copy("Liquid::SelfDrop")
    case .nodeArray, .list, .nodeObject, .map, .namespace, .layered:
      var bytes: [UInt8] = []
      inspect(value, &bytes)
      return arena.copy(bytes)
    }
  }

  func bigIntegerDigits(_ value: Value) -> [UInt8] {
    let big = bigInteger(value)
    return (big.isNegative ? [0x2D] : []) + big.digits
  }

  /// Ruby's inspect, as arrays and objects are printed.
  mutating func inspect(_ value: Value, _ target: inout [UInt8]) {
    switch value.tag {
    case .none, .unset: target += Array("nil".utf8)
    case .string: inspect(text: value.bytes, &target)
    case .nodeArray, .list:
      target.append(UInt8(ascii: "["))
      for (index, item) in items(of: value).enumerated() {
        if index > 0 { target += [UInt8(ascii: ","), 0x20] }
        inspect(item, &target)
      }
      target.append(UInt8(ascii: "]"))
    case .nodeObject, .map, .namespace:
      target.append(UInt8(ascii: "{"))
      for (position, (key, member)) in members(of: value).enumerated() {
        if position > 0 { target += [UInt8(ascii: ","), 0x20] }
        inspect(key, &target)
        target += Array("=>".utf8)
        inspect(member, &target)
      }
      target.append(UInt8(ascii: "}"))
    default: target += makeText(value).bytes.array
    }
  }

  private func inspect(text bytes: Bytes, _ target: inout [UInt8]) {
    target.append(0x22)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case 0x22, 0x5C: target += [0x5C, byte]
      case 0x0A: target += Array("\\n".utf8)
      case 0x0D: target += Array("\\r".utf8)
      case 0x09: target += Array("\\t".utf8)
      case 0x0B: target += Array("\\v".utf8)
      case 0x0C: target += Array("\\f".utf8)
      case 0x08: target += Array("\\b".utf8)
      case 0x07: target += Array("\\a".utf8)
      case 0x1B: target += Array("\\e".utf8)
      case UInt8(ascii: "#"):
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0
        if next == 0x7B || next == 0x24 || next == 0x40 { target.append(0x5C) }
        target.append(byte)
      case 0x00..<0x20, 0x7F:
        let hex = String(byte, radix: 16, uppercase: true)
        target += Array((byte == 0 ? "\\u0000" : "\\u00" + (hex.count == 1 ? "0" : "") + hex).utf8)
      default: target.append(byte)
      }
      index += 1
    }
    target.append(0x22)
  }
}
