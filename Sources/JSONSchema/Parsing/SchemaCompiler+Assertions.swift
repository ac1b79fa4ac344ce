import Diagnostics
import Documents

extension SchemaCompiler {
  /// Compiles the keywords that look at the value itself.
  mutating func compileAssertions(_ context: Context, _ plan: inout SchemaPlan) {
    if context.has(.validation) {
      if let node = context.keyword("type") { plan.types = types(node, context.document) }
      if let node = context.keyword("enum"), context.document.kind(node) == .array {
        plan.values = addValues(Array(context.document.items(node)), context, isConst: false)
      }
      if let node = context.keyword("const") {
        let values = addValues([node], context, isConst: true)
        if plan.values < 0 { plan.values = values } else { plan.moreValues = values }
      }
      compileNumber(context, &plan)
    }
    compileString(context, &plan)
  }

  private func types(_ node: NodeID, _ document: Document) -> TypeMask {
    switch document.kind(node) {
    case .string: return TypeMask(named: document.string(node)) ?? .any
    case .array:
      var mask: TypeMask = []
      var hasNumber = false
      for item in document.items(node) where document.kind(item) == .string {
        guard let one = TypeMask(named: document.string(item)) else { continue }
        if one == .number { hasNumber = true }
        mask.formUnion(one)
      }
      if hasNumber { mask.remove(.integerOnly) }
      return mask
    default: return .any
    }
  }

  private mutating func addValues(
    _ nodes: [NodeID], _ context: Context, isConst: Bool
  ) -> Int32 {
    var set = ValueSet(
      document: Int32(truncatingIfNeeded: context.place.document), isConst: isConst)
    for node in nodes {
      switch context.document.kind(node) {
      case .null: set.words.insert(.null)
      case .false: set.words.insert(TypeMask(rawValue: 2))
      case .true: set.words.insert(TypeMask(rawValue: 4))
      case .string:
        let bytes = Array(context.document.bytes(node))
        if set.strings.index(of: bytes) == nil { set.strings.append(bytes) }
      default: set.others.append(Int32(truncatingIfNeeded: node.index))
      }
    }
    parts.values.append(set)
    return Int32(truncatingIfNeeded: parts.values.count - 1)
  }

  private mutating func compileNumber(_ context: Context, _ plan: inout SchemaPlan) {
    var number = NumberPlan()
    number.minimum = self.number("minimum", context)
    number.maximum = self.number("maximum", context)
    number.exclusiveMinimum = self.number("exclusiveMinimum", context)
    number.exclusiveMaximum = self.number("exclusiveMaximum", context)
    number.multipleOf = self.number("multipleOf", context)
    if let divisor = number.multipleOf, divisor.digits.count > ExactNumber.maximumDivisorDigits,
      let node = context.keyword("multipleOf")
    {
      library.report(
        Diagnostic(
          .schemaSize,
          "'multipleOf' has more than \(ExactNumber.maximumDivisorDigits) significant digits",
          at: context.document.span(node)))
    }
    guard
      number.minimum != nil || number.maximum != nil || number.exclusiveMinimum != nil
        || number.exclusiveMaximum != nil || number.multipleOf != nil
    else { return }
    plan.number = Int32(truncatingIfNeeded: parts.numbers.count)
    parts.numbers.append(number)
  }

  private mutating func compileString(_ context: Context, _ plan: inout SchemaPlan) {
    let document = context.document
    var string = StringPlan()
    var isUsed = false
    if context.has(.validation) {
      if let minimum = count("minLength", context) {
        string.minimum = Int(minimum)
        isUsed = true
      }
      if let maximum = count("maxLength", context) {
        string.maximum = maximum == .max ? .max : Int(maximum)
        isUsed = true
      }
      if let node = context.keyword("pattern"), document.kind(node) == .string {
        string.pattern = pattern(node, in: context)
        isUsed = string.pattern >= 0 || isUsed
      }
    }
    let asserts =
      context.has(.formatAssertion)
      || (options.assertsFormat
        && (context.has(.formatAnnotation)
          || (context.dialect.draft == .draft7 && context.has(.metaData))))
    if asserts, let node = context.keyword("format"), document.kind(node) == .string,
      let format = StringFormat(rawValue: document.string(node))
    {
      string.format = format
      isUsed = true
    }
    if options.assertsContent, context.dialect.draft == .draft7 {
      if let node = context.keyword("contentEncoding"), document.kind(node) == .string {
        string.isBase64 = document.string(node) == "base64"
      }
      if let node = context.keyword("contentMediaType"), document.kind(node) == .string {
        string.isJSON = document.string(node) == "application/json"
      }
      isUsed = isUsed || string.isBase64 || string.isJSON
    }
    guard isUsed else { return }
    plan.string = Int32(truncatingIfNeeded: parts.strings.count)
    parts.strings.append(string)
  }

  /// The value of a keyword that counts, bounded to 32 bits; nil where it is absent or no count.
  func count(_ keyword: String, _ context: Context) -> Int32? {
    guard let number = number(keyword, context), number.isInteger, !number.isNegative else {
      return nil
    }
    return number.int.flatMap { Int32(exactly: $0) } ?? .max
  }

  private func number(_ keyword: String, _ context: Context) -> ExactNumber? {
    guard let node = context.keyword(keyword), context.document.kind(node) == .number else {
      return nil
    }
    let lexeme = Array(context.document.bytes(node))
    return unsafe lexeme.withUnsafeBufferPointer { unsafe ExactNumber(lexeme: $0) }
  }
}

extension TypeMask {
  /// The mask of a type's name, or nil.
  init?(named name: String) {
    switch name {
    case "null": self = .null
    case "boolean": self = .boolean
    case "number": self = .number
    case "integer": self = [.number, .integerOnly]
    case "string": self = .string
    case "array": self = .array
    case "object": self = .object
    default: return nil
    }
  }
}
