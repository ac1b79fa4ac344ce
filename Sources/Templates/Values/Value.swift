/// The kind of a value while a template is rendered.
enum ValueTag: UInt8 {
  /// A slot that holds nothing, not even nil.
  case unset
  /// `nil`.
  case none
  /// `false`.
  case no
  /// `true`.
  case yes
  /// A 64-bit integer in `bits`.
  case integer
  /// An integer beyond 64 bits: an index into the renderer's big integers.
  case bigInteger
  /// A float with at most 15 digits: `bits` × 10^−`scale`, printed exactly.
  case decimal
  /// Any other float: the bits of a double.
  case float
  /// Text: an address and a byte count.
  case string
  /// An array of a document: node and count.
  case nodeArray
  /// An object of a document: node and count.
  case nodeObject
  /// An array made while rendering: a place in the renderer's heap.
  case list
  /// Keys and values in turn, made while rendering: a place in the heap, count of pairs.
  case map
  /// A range of integers: its two ends in the heap.
  case range
  /// The `forloop` or `tablerowloop` object: an index into the loop frames.
  case loop
  /// The literal `blank` in a condition.
  case blank
  /// The literal `empty` in a condition.
  case empty
  /// The object `self`: the frame it was taken in.
  case scope
  /// Named values put together by the caller: an index into the namespaces.
  case namespace
  /// Named values over another value (Handlebars): in the heap the value, then keys and values.
  case layered
}

/// A value of 16 bytes without references: copying it costs nothing.
struct Value {
  var tag: ValueTag
  /// Digits after the point of a decimal.
  var scale: Int8 = 0
  /// The document of a node; of any other value its origin, while a source map is recorded.
  var document: UInt16 = 0
  /// Bytes of a string, items of an array, members of an object.
  var count: UInt32 = 0
  /// The payload, see `ValueTag`.
  var bits: UInt64 = 0

  @inline(__always)
  init(_ tag: ValueTag) { self.tag = tag }

  @inline(__always)
  init(_ tag: ValueTag, bits: UInt64, count: Int = 0, document: UInt16 = 0) {
    self.tag = tag
    self.bits = bits
    self.count = UInt32(truncatingIfNeeded: count)
    self.document = document
  }

  /// No value at all.
  static var unset: Value { Value(.unset) }
  /// `nil`.
  static var none: Value { Value(.none) }

  @inline(__always)
  init(_ bool: Bool) { self.init(bool ? .yes : .no) }

  @inline(__always)
  init(_ integer: Int) { self.init(.integer, bits: UInt64(bitPattern: Int64(integer))) }

  @inline(__always)
  init(float: Double) { self.init(.float, bits: float.bitPattern) }

  /// `coefficient` × 10^−`scale`, at most 15 digits, already without trailing zeros.
  @inline(__always)
  init(coefficient: Int, scale: Int) {
    self.init(.decimal, bits: UInt64(bitPattern: Int64(coefficient)))
    self.scale = Int8(truncatingIfNeeded: scale)
  }

  @inline(__always)
  init(_ bytes: Bytes) {
    self.init(.string, bits: unsafe UInt64(UInt(bitPattern: bytes.base)), count: bytes.count)
  }

  @inline(__always)
  var integer: Int { Int(Int64(bitPattern: bits)) }

  @inline(__always)
  var index: Int { Int(truncatingIfNeeded: bits) }

  @inline(__always)
  var items: Int { Int(count) }

  /// The number of a value's origin in the `OriginTable`; 0 for none.
  ///
  /// Nodes know theirs themselves.
  var origin: UInt16 {
    get { document }
    set { document = newValue }
  }

  @inline(__always)
  var isNone: Bool { tag == .none || tag == .unset }

  /// Liquid's truth: only nil and false are false.
  @inline(__always)
  var isTruthy: Bool { tag != .none && tag != .no && tag != .unset }

  /// The text of a string value.
  @inline(__always)
  var bytes: Bytes {
    assert(tag == .string)
    // A string value is only ever made from a valid, pinned address.
    return unsafe Bytes(
      UnsafePointer<UInt8>(bitPattern: UInt(bits)).unsafelyUnwrapped, count: Int(count))
  }

  /// Whether the value is a number of any size.
  var isNumber: Bool {
    switch tag {
    case .integer, .bigInteger, .decimal, .float: true
    default: false
    }
  }

  /// Whether JavaScript would not call the value an object.
  var isScriptPrimitive: Bool {
    switch tag {
    case .none, .unset, .yes, .no, .string: true
    default: isNumber
    }
  }

  /// Whether the value is an array of any origin.
  @inline(__always)
  var isArray: Bool { tag == .nodeArray || tag == .list }

  /// Whether the value has keys.
  @inline(__always)
  var isObject: Bool { tag == .nodeObject || tag == .map || tag == .namespace }
}
