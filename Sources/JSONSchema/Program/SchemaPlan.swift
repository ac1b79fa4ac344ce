/// One subschema, compiled: what it demands of a value, as indices into the program's arrays.
struct SchemaPlan {
  /// The kinds of value allowed.
  var types: TypeMask = .any
  /// Whether a value of the plan may mark properties or items as evaluated.
  var marks = false
  /// Whether the subschema describes itself, which a reference to another does not replace.
  var isAnnotated = false
  /// Whether `types` is all that the plan demands; known in the fused form only.
  var isTypeOnly = false
  /// `ObjectPlan`, `ArrayPlan`, `StringPlan`, `NumberPlan`, `ValueSet`, or -1.
  var object: Int32 = -1
  var array: Int32 = -1
  var string: Int32 = -1
  var number: Int32 = -1
  var values: Int32 = -1
  /// A second value set: `const` beside `enum`.
  var moreValues: Int32 = -1
  /// The steps that apply further schemas to the same value.
  var firstStep: Int32 = 0
  var stepCount: Int32 = 0
  /// Plans for what no other keyword evaluated, or -1.
  var unevaluatedProperties: Int32 = -1
  var unevaluatedItems: Int32 = -1
  /// The resource the subschema belongs to: an entry of the dynamic scope.
  var resource: Int32 = 0
  /// Where the subschema stands.
  var document: Int32 = 0
  var node: Int32 = 0
  /// Whether the subschema lets every value pass.
  var isAlwaysTrue: Bool { types == .any && isOnlyTypes }
  /// Whether the subschema demands nothing but a kind of value.
  var isOnlyTypes: Bool {
    object < 0 && array < 0 && string < 0 && number < 0 && values < 0
      && stepCount == 0 && unevaluatedProperties < 0 && unevaluatedItems < 0
  }
}

/// The kinds of value that a schema allows: one bit for each `DocumentKind`.
struct TypeMask: OptionSet {
  let rawValue: UInt8
  static let null = TypeMask(rawValue: 1)
  static let boolean = TypeMask(rawValue: 2 | 4)
  static let number = TypeMask(rawValue: 8)
  static let string = TypeMask(rawValue: 16)
  static let array = TypeMask(rawValue: 32)
  static let object = TypeMask(rawValue: 64)
  /// Set beside `number`: only numbers without a fraction.
  static let integerOnly = TypeMask(rawValue: 128)
  static let any = TypeMask(rawValue: 127)
}

/// A keyword that applies schemas to the same value.
struct SchemaStep {
  enum Kind: UInt8 {
    /// The plan `a`; with `b` = 1 the reference is part of a cycle that consumes nothing.
    case reference
    /// The dynamic reference `a`.
    case dynamicReference
    /// The plans at `a ..< a + b` of the list pool; all, at least one, exactly one.
    case allOf, anyOf, oneOf
    /// Not the plan `a`.
    case not
    /// If the plan `a`, then `b`, else `c`; each of those may be -1.
    case conditional
  }
  var kind: Kind
  var a: Int32 = -1
  var b: Int32 = -1
  var c: Int32 = -1
}

/// A `$dynamicRef` or `$recursiveRef` whose target the dynamic scope decides.
struct DynamicReference {
  /// The plan where no outer resource has the anchor.
  var fallback: Int32
  /// Resources that have the anchor, with its plan.
  var candidates: [(resource: Int32, plan: Int32)]
}
