/// What a schema demands of an object.
struct ObjectPlan {
  var minimum: Int32 = 0
  var maximum: Int32 = .max
  /// The declared, required and depended-on names.
  var names = NameTable()
  /// Parallel to `names`: what each name leads to.
  var entries: [PropertyEntry] = []
  /// The bits of the required names.
  var required: UInt64 = 0
  /// Indices of required names beyond the 64 that have bits.
  var requiredBeyond: [Int32] = []
  var patterns: [(pattern: Int32, plan: Int32)] = []
  /// The plan of properties not declared, or -1.
  var additional: Int32 = -1
  /// Whether `additional` stands for `unevaluatedProperties`.
  var additionalIsUnevaluated = false
  var propertyNames: Int32 = -1
  var dependencies: [Dependency] = []

  /// A declared name.
  struct PropertyEntry {
    /// The plan of the property, or -1 where the name is only required.
    var plan: Int32 = -1
    /// The bit that says the name was seen; 0 beyond the 64th name.
    var bit: UInt64 = 0
  }

  /// What the presence of one name demands.
  struct Dependency {
    /// Index of the name.
    var trigger: Int32
    /// Indices of the names that must be there too.
    var names: [Int32] = []
    /// The plan that the object must satisfy, or -1.
    var plan: Int32 = -1
    /// The keyword: `dependentRequired`, `dependentSchemas` or `dependencies`.
    var keyword: String
  }

  /// Returns the index of a name, adding it if need be.
  mutating func entry(_ name: [UInt8]) -> Int {
    if let known = names.index(of: name) { return known }
    names.append(name)
    let bit: UInt64 = entries.count < 64 ? 1 << UInt64(entries.count) : 0
    entries.append(PropertyEntry(bit: bit))
    return entries.count - 1
  }
}

/// What a schema demands of an array.
struct ArrayPlan {
  var minimum: Int32 = 0
  var maximum: Int32 = .max
  var prefix: [Int32] = []
  /// The plan of the items after the prefix, or -1.
  var items: Int32 = -1
  /// The keyword that `items` stands for.
  var itemsKeyword = "items"
  var contains: Int32 = -1
  var minimumContains: Int32 = 1
  var maximumContains: Int32 = .max
  /// Whether items that match `contains` count as evaluated (2020-12).
  var containsMarks = false
  var uniqueItems = false
}

/// What a schema demands of a string.
struct StringPlan {
  var minimum: Int = 0
  var maximum: Int = .max
  var pattern: Int32 = -1
  var format: StringFormat?
  var isBase64 = false
  var isJSON = false
}

/// What a schema demands of a number.
struct NumberPlan {
  var minimum: ExactNumber?
  var maximum: ExactNumber?
  var exclusiveMinimum: ExactNumber?
  var exclusiveMaximum: ExactNumber?
  var multipleOf: ExactNumber?
}

/// The values of `enum` or `const`.
struct ValueSet {
  /// Which of null, false, true are among the values.
  var words: TypeMask = []
  var strings = NameTable()
  /// Numbers, arrays and objects, as nodes of the schema's document.
  var others: [Int32] = []
  var document: Int32 = 0
  var isConst = false
}
