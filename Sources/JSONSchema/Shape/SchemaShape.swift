/// What a schema says about the values at a path: for checkers of templates and expressions.
public struct SchemaShape: Sendable {
  /// How certain the schema is that there can be a value.
  public enum Presence: Sendable, Hashable {
    /// The schema names it.
    case declared
    /// The schema names others and allows no more, or the value above can hold nothing.
    case excluded
    /// The schema names others and leaves the rest open: probably a mistyped name.
    case unlisted
    /// The schema does not say: an open object, a pattern, a structure too complex to follow.
    case unknown
  }

  /// Whether the path leads to something the schema knows.
  public let presence: Presence
  /// The kinds of value that are possible; all where nothing is known.
  public let types: SchemaTypes
  /// Whether every valid value has the path: each step required, each value above of one kind.
  public let isRequired: Bool
  /// Positions of the path steps whose value may be missing or null, in order.
  public let optionalSteps: [Int]
  /// The only values allowed, as JSON texts, where the schema lists them.
  public let values: [String]?
  /// The names that the value's members may have, sorted; empty where it is no object.
  public let propertyNames: [String]
  /// Whether the value, as an object, may have members beyond `propertyNames`.
  public let isOpen: Bool
  /// The schema's `description` of the value, or its `title`.
  public let description: String?
  /// Whether the schema calls the value deprecated.
  public let isDeprecated: Bool
  /// Position of the first path step that is not declared, or nil.
  public let failedStep: Int?
  /// At a failed step: the declared names beside it, sorted.
  public let siblingNames: [String]
  /// At a failed step: the kinds of the value that the step was taken from.
  public let parentTypes: SchemaTypes
}

/// The types of JSON Schema as a set.
public struct SchemaTypes: OptionSet, Sendable, Hashable {
  /// One bit for each type.
  public let rawValue: UInt8

  /// Creates a set from its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// `null`.
  public static let null = SchemaTypes(rawValue: 1)
  /// `boolean`.
  public static let boolean = SchemaTypes(rawValue: 2)
  /// `integer`: contained in `number`.
  public static let integer = SchemaTypes(rawValue: 4)
  /// `number`, with or without a fraction.
  public static let number = SchemaTypes(rawValue: 4 | 8)
  /// `string`.
  public static let string = SchemaTypes(rawValue: 16)
  /// `array`.
  public static let array = SchemaTypes(rawValue: 32)
  /// `object`.
  public static let object = SchemaTypes(rawValue: 64)
  /// Every type.
  public static let any = SchemaTypes(rawValue: 127)

  /// The names of the types, as a schema writes them.
  public var names: [String] {
    var result: [String] = []
    if contains(.object) { result.append("object") }
    if contains(.array) { result.append("array") }
    if contains(.string) { result.append("string") }
    if contains(.number) {
      result.append("number")
    } else if contains(.integer) {
      result.append("integer")
    }
    if contains(.boolean) { result.append("boolean") }
    if contains(.null) { result.append("null") }
    return result
  }

  /// The set of a plan's mask.
  init(_ mask: TypeMask) {
    var result: SchemaTypes = []
    if mask.contains(.null) { result.insert(.null) }
    if !mask.intersection(.boolean).isEmpty { result.insert(.boolean) }
    if mask.contains(.number) { result.formUnion(mask.contains(.integerOnly) ? .integer : .number) }
    if mask.contains(.string) { result.insert(.string) }
    if mask.contains(.array) { result.insert(.array) }
    if mask.contains(.object) { result.insert(.object) }
    self = result
  }
}

/// One step of a path into values.
public enum SchemaPathStep: Sendable, Hashable {
  /// To the member with this name.
  case property(String)
  /// To the item at this index.
  case index(Int)
  /// To any item: the variable of a loop.
  case anyItem
}
