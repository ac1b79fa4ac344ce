import Diagnostics
import Documents

/// Turns the documents of a library into a program: one plan for each subschema that is reached.
struct SchemaCompiler {
  typealias Place = SchemaLibrary.Place

  var library: SchemaLibrary
  var parts = ProgramParts()
  let options: SchemaOptions
  /// Plans by the place of their subschema.
  private var planOfPlace: [Place: Int32] = [:]
  private var pending: [(place: Place, plan: Int32)] = []
  private var patternNumbers: [String: Int32] = [:]
  /// Dynamic references by anchor, to be completed when all resources are known.
  private var dynamicAnchors: [String] = []
  private var isOverLimit = false

  init(library: SchemaLibrary, options: SchemaOptions) {
    self.library = library
    self.options = options
  }

  /// Compiles what `root` reaches; returns the root's plan.
  mutating func compile(root resource: Int) -> Int {
    let root = plan(at: library.resources[resource].place, resource: resource)
    repeat {
      while let next = pending.popLast() { compile(next.place, into: next.plan) }
      completeDynamicReferences()
    } while !pending.isEmpty
    return Int(root)
  }

  // MARK: Places

  /// The plan of the subschema at a place, compiled later if it is new.
  mutating func plan(at place: Place, resource: Int) -> Int32 {
    if let known = planOfPlace[place] { return known }
    let plan = Int32(truncatingIfNeeded: parts.plans.count)
    guard parts.plans.count < options.limits.maximumSubschemas else {
      if !isOverLimit {
        isOverLimit = true
        library.report(
          Diagnostic(
            .schemaSize,
            "the schema has more than \(options.limits.maximumSubschemas) subschemas",
            at: library.span(place)))
      }
      return 0
    }
    planOfPlace[place] = plan
    let owner = library.resourceOfPlace[place] ?? resource
    parts.plans.append(
      SchemaPlan(
        resource: Int32(truncatingIfNeeded: owner),
        document: Int32(truncatingIfNeeded: place.document),
        node: Int32(truncatingIfNeeded: place.node)))
    pending.append((place, plan))
    return plan
  }

  /// The plan of a subschema that is a child of the one being compiled.
  mutating func plan(_ node: NodeID, in context: Context) -> Int32 {
    plan(at: Place(document: context.place.document, node: node.index), resource: context.resource)
  }

  /// A subschema while it is compiled.
  struct Context {
    var place: Place
    var resource: Int
    var dialect: Dialect
    var document: Document

    /// The value of a keyword, or nil.
    func keyword(_ name: String) -> NodeID? { document.member(NodeID(place.node), name) }

    /// Whether the dialect has a group of keywords.
    func has(_ vocabulary: Dialect.Vocabularies) -> Bool {
      dialect.vocabularies.contains(vocabulary)
    }
  }

  private mutating func compile(_ place: Place, into index: Int32) {
    let resource = Int(parts.plans[Int(index)].resource)
    let document = library.documents[place.document]
    var plan = parts.plans[Int(index)]
    switch document.kind(NodeID(place.node)) {
    case .true: return
    case .false: plan.types = []
    case .object:
      let context = Context(
        place: place, resource: resource, dialect: library.resources[resource].dialect,
        document: document)
      if context.dialect.draft == .draft7, context.keyword("$ref") != nil {
        var steps: [SchemaStep] = []
        addReferences(context, &steps)
        store(steps, in: &plan)
      } else {
        compileObject(context, &plan)
      }
    default:
      library.report(
        Diagnostic(
          .schemaKind,
          "a schema is an object or a boolean, not \(document.kind(NodeID(place.node)).article)",
          at: library.span(place)))
    }
    parts.plans[Int(index)] = plan
  }

  private mutating func compileObject(_ context: Context, _ plan: inout SchemaPlan) {
    plan.isAnnotated = ["description", "title", "deprecated"].contains {
      context.keyword($0) != nil
    }
    compileAssertions(context, &plan)
    var steps: [SchemaStep] = []
    addReferences(context, &steps)
    if context.has(.applicator) { addApplicators(context, &steps) }
    compileObjectKeywords(context, &plan)
    compileArrayKeywords(context, &plan)
    store(steps, in: &plan)
    guard context.dialect.draft >= .draft2019, context.has(.unevaluated) else { return }
    if let node = context.keyword("unevaluatedProperties") {
      plan.unevaluatedProperties = self.plan(node, in: context)
    }
    if let node = context.keyword("unevaluatedItems") {
      plan.unevaluatedItems = self.plan(node, in: context)
    }
  }

  private mutating func store(_ steps: [SchemaStep], in plan: inout SchemaPlan) {
    plan.firstStep = Int32(truncatingIfNeeded: parts.steps.count)
    plan.stepCount = Int32(truncatingIfNeeded: steps.count)
    parts.steps += steps
  }

  // MARK: References

  private mutating func addReferences(_ context: Context, _ steps: inout [SchemaStep]) {
    if let (text, place) = reference("$ref", context),
      let target = target(text, from: context, keyword: "$ref", at: place)
    {
      steps.append(
        SchemaStep(kind: .reference, a: plan(at: target.place, resource: target.resource)))
    }
    if context.dialect.draft == .draft2020, let (text, place) = reference("$dynamicRef", context),
      let target = target(text, from: context, keyword: "$dynamicRef", at: place)
    {
      let fallback = plan(at: target.place, resource: target.resource)
      let anchor = URIReference(text).fragment ?? ""
      let isDynamic =
        library.resources[target.resource].dynamicAnchors[anchor] == target.place && anchor != ""
      steps.append(dynamicStep(isDynamic ? anchor : nil, fallback: fallback))
    }
    if context.dialect.draft == .draft2019, let (text, place) = reference("$recursiveRef", context),
      text == "#", let target = target(text, from: context, keyword: "$recursiveRef", at: place)
    {
      let fallback = plan(at: target.place, resource: target.resource)
      let isDynamic = library.resources[target.resource].dynamicAnchors[""] == target.place
      steps.append(dynamicStep(isDynamic ? "" : nil, fallback: fallback))
    }
  }

  private mutating func dynamicStep(_ anchor: String?, fallback: Int32) -> SchemaStep {
    guard let anchor else { return SchemaStep(kind: .reference, a: fallback) }
    parts.dynamicReferences.append(DynamicReference(fallback: fallback, candidates: []))
    dynamicAnchors.append(anchor)
    let number = Int32(truncatingIfNeeded: parts.dynamicReferences.count - 1)
    return SchemaStep(kind: .dynamicReference, a: number)
  }

  private mutating func completeDynamicReferences() {
    for index in parts.dynamicReferences.indices {
      var candidates: [(resource: Int32, plan: Int32)] = []
      for (number, resource) in library.resources.enumerated() {
        guard let place = resource.dynamicAnchors[dynamicAnchors[index]] else { continue }
        let resource = Int32(truncatingIfNeeded: number)
        candidates.append((resource: resource, plan: plan(at: place, resource: number)))
      }
      parts.dynamicReferences[index].candidates = candidates
    }
  }

  private mutating func reference(_ keyword: String, _ context: Context) -> (String, Place)? {
    guard let node = context.keyword(keyword), context.document.kind(node) == .string else {
      return nil
    }
    return (
      context.document.string(node), Place(document: context.place.document, node: node.index)
    )
  }

  private mutating func target(
    _ text: String, from context: Context, keyword: String, at place: Place
  ) -> (place: Place, resource: Int)? {
    let base = URIReference(library.resources[context.resource].uri)
    let reference = URIReference(text).resolved(against: base)
    let uri = reference.withoutFragment.text
    guard let resource = library.resource(uri: uri) else {
      reportUnresolvable(text, keyword, place, note: "no schema is known as \"\(uri)\"")
      return nil
    }
    guard let fragment = reference.fragment, !fragment.isEmpty else {
      return (library.resources[resource].place, resource)
    }
    let plain = PercentEncoding.decoded(fragment)
    if !plain.hasPrefix("/") {
      if let place = library.resources[resource].anchors[plain] { return (place, resource) }
      reportUnresolvable(
        text, keyword, place, note: "\"\(uri)\" has no anchor called \"\(plain)\"",
        names: library.resources[resource].anchors.keys.sorted(), wanted: plain)
      return nil
    }
    return follow(plain, text, keyword, place, from: resource)
  }

  /// Follows a pointer from the root of a resource.
  private mutating func follow(
    _ pointer: String, _ text: String, _ keyword: String, _ place: Place, from resource: Int
  ) -> (place: Place, resource: Int)? {
    guard let tokens = JSONPointer.tokens(pointer) else {
      reportUnresolvable(text, keyword, place, note: "\"\(pointer)\" is not a JSON Pointer")
      return nil
    }
    var current = library.resources[resource].place
    var owner = resource
    let document = library.documents[current.document]
    for token in tokens {
      guard let child = JSONPointer.child(document, NodeID(current.node), token) else {
        let names = document.members(NodeID(current.node)).map { document.string($0.key) }
        reportUnresolvable(
          text, keyword, place, note: "there is no \"\(token)\" there", names: names.sorted(),
          wanted: token)
        return nil
      }
      current = Place(document: current.document, node: child.index)
      owner = library.resourceOfPlace[current] ?? owner
    }
    if library.resourceOfPlace[current] == nil { library.collectUnknown(current, resource: owner) }
    return (current, library.resourceOfPlace[current] ?? owner)
  }

  private mutating func reportUnresolvable(
    _ text: String, _ keyword: String, _ place: Place, note: String, names: [String] = [],
    wanted: String = ""
  ) {
    var notes = [Diagnostic.Note(note)]
    if let near = Suggestions.nearest(to: wanted, among: names).first {
      notes.append(.init("did you mean \"\(near)\"?"))
    }
    library.report(
      Diagnostic(
        .schemaReference, "the \(keyword) \"\(text)\" leads to nothing", at: library.span(place),
        notes: notes))
  }

  // MARK: Patterns

  /// The number of a pattern, compiled once for each text; -1 where it is invalid.
  mutating func pattern(_ node: NodeID, in context: Context) -> Int32 {
    let text = context.document.string(node)
    if let known = patternNumbers[text] { return known }
    do {
      parts.patterns.append(try Pattern(text, limits: options.limits.pattern))
      let number = Int32(truncatingIfNeeded: parts.patterns.count - 1)
      patternNumbers[text] = number
      return number
    } catch {
      let whole = context.document.span(node)
      // The offset is into the text; without escapes it is also one into the file.
      let isPlain = whole.end - whole.start == text.utf8.count + 2
      let start = isPlain ? whole.start + 1 + error.offset : whole.start
      let span = SourceSpan(whole.source, start: start, end: isPlain ? start + 1 : whole.end)
      library.report(
        Diagnostic(
          error.isLimit ? .schemaPatternLimit : .schemaPattern,
          "the regular expression \"\(text)\" is not valid: \(error.message)", at: span,
          notes: [.init("regular expressions follow ECMA-262 with the u flag")]))
      return -1
    }
  }
}

extension SchemaCompiler {
  /// The warning about a plan that references lead back to at the same value.
  func circularWarning(_ plan: Int) -> Diagnostic {
    let plan = parts.plans[plan]
    let place = Place(document: Int(plan.document), node: Int(plan.node))
    let span = library.span(place)
    return Diagnostic(
      .schemaCircular, "references lead back to this schema without looking at a part of the value",
      at: SourceSpan(span.source, start: span.start, end: min(span.start + 1, span.end)),
      severity: .warning,
      notes: [.init("the reference that closes the circle demands nothing; remove it")])
  }
}
