import Diagnostics
import Documents

/// All documents, resources and anchors that one schema reaches, found as references need them.
struct SchemaLibrary {
  /// A place in one of the library's documents.
  struct Place: Hashable {
    var document: Int
    var node: Int
  }

  /// A schema with a URI of its own: a document's root, or a subschema with `$id`.
  struct Resource {
    var uri: String
    var place: Place
    var dialect: Dialect
    var anchors: [String: Place] = [:]
    /// `$dynamicAnchor` names; the empty name stands for 2019-09's `$recursiveAnchor`.
    var dynamicAnchors: [String: Place] = [:]
  }

  /// The documents; the first is the schema's own.
  private(set) var documents: [Document] = []
  private(set) var resources: [Resource] = []
  /// The resource that every known subschema belongs to.
  private(set) var resourceOfPlace: [Place: Int] = [:]
  private(set) var diagnostics: [Diagnostic] = []
  private var resourceOfURI: [String: Int] = [:]
  private var missing: Set<String> = []
  private var dialects: [String: Dialect] = [:]
  private let options: SchemaOptions
  private let resolver: SchemaResolver

  init(options: SchemaOptions, resolver: @escaping SchemaResolver) {
    self.options = options
    self.resolver = resolver
  }

  /// Takes in the document whose root schema is `root`, known by `uri`; returns its resource.
  mutating func add(_ root: DocumentValue, uri: String) -> Int {
    documents.append(root.document)
    let place = Place(document: documents.count - 1, node: root.node.index)
    let base = URIReference(uri).withoutFragment
    let dialect = self.dialect(at: place, inherited: Dialect(draft: options.defaultDraft))
    var index = -1
    let identifier = self.identifier(at: place, dialect: dialect)
    if let identifier, !identifier.resource.isEmpty {
      index = addResource(
        URIReference(identifier.resource).resolved(against: base).text, place, dialect,
        at: member(place, "$id"))
      if resourceOfURI[base.text] == nil { resourceOfURI[base.text] = index }
    } else {
      index = addResource(base.text, place, dialect, at: nil)
    }
    collect(place, resource: index, isResourceRoot: true, depth: 0)
    return index
  }

  /// The resource with a URI, looked for among the known ones, the bundled ones, the resolver's.
  mutating func resource(uri: String) -> Int? {
    if let known = resourceOfURI[uri] { return known }
    if missing.contains(uri) { return nil }
    if let found = resolver(uri) ?? MetaSchemas.document(uri: uri)?.value {
      let count = documents.count
      let index = add(found, uri: uri)
      if resourceOfURI[uri] == nil { resourceOfURI[uri] = index }
      _ = count
      return resourceOfURI[uri]
    }
    missing.insert(uri)
    return nil
  }

  /// The text of the member `name` of the object at a place, or nil.
  func text(_ place: Place, _ name: String) -> String? {
    let document = documents[place.document]
    guard let node = document.member(NodeID(place.node), name), document.kind(node) == .string
    else { return nil }
    return document.string(node)
  }

  /// The span of a node of one of the documents.
  func span(_ place: Place) -> SourceSpan { documents[place.document].span(NodeID(place.node)) }

  /// The place of the member `name` of the object at a place, or nil.
  func member(_ place: Place, _ name: String) -> Place? {
    documents[place.document].member(NodeID(place.node), name).map {
      Place(document: place.document, node: $0.index)
    }
  }

  /// Notes a problem found while the schema is read or compiled.
  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// Takes in a place reached by a pointer through keywords that hold no schemas.
  mutating func collectUnknown(_ place: Place, resource: Int) {
    collect(place, resource: resource, isResourceRoot: false, depth: 0)
  }

  // MARK: Collecting

  private mutating func collect(
    _ place: Place, resource enclosing: Int, isResourceRoot: Bool, depth: Int
  ) {
    guard resourceOfPlace[place] == nil || isResourceRoot else { return }
    guard depth < options.limits.maximumSchemaDepth else {
      report(
        Diagnostic(
          .schemaDepth,
          "subschemas are nested deeper than \(options.limits.maximumSchemaDepth) levels",
          at: span(place)))
      return
    }
    let document = documents[place.document]
    var resource = enclosing
    guard document.kind(NodeID(place.node)) == .object else {
      resourceOfPlace[place] = resource
      return
    }
    var dialect = resources[resource].dialect
    if !isResourceRoot, let found = identifier(at: place, dialect: dialect) {
      if !found.resource.isEmpty {
        let own = self.dialect(at: place, inherited: dialect)
        let uri = URIReference(found.resource)
          .resolved(against: URIReference(resources[enclosing].uri)).text
        resource = addResource(uri, place, own, at: member(place, "$id"))
        dialect = own
      }
    }
    resourceOfPlace[place] = resource
    let id = identifier(at: place, dialect: dialect)
    if let anchor = id?.anchor { resources[resource].anchors[anchor] = place }
    collectAnchors(place, resource: resource, dialect: dialect)
    for (key, value) in document.members(NodeID(place.node)) {
      let child = Place(document: place.document, node: value.index)
      switch (dialect.subschemas(of: document.string(key)), document.kind(value)) {
      case (.none, _): break
      case (.single, _), (.singleOrList, .object), (.singleOrList, .true), (.singleOrList, .false):
        collect(child, resource: resource, isResourceRoot: false, depth: depth + 1)
      case (.list, .array), (.singleOrList, .array):
        for item in document.items(value) {
          let place = Place(document: place.document, node: item.index)
          collect(place, resource: resource, isResourceRoot: false, depth: depth + 1)
        }
      case (.map, .object), (.mapOfSchemas, .object):
        for (_, member) in document.members(value) where document.kind(member) != .array {
          let place = Place(document: place.document, node: member.index)
          collect(place, resource: resource, isResourceRoot: false, depth: depth + 1)
        }
      default: break
      }
    }
  }

  private mutating func collectAnchors(_ place: Place, resource: Int, dialect: Dialect) {
    guard dialect.draft >= .draft2019 else { return }
    if let anchor = text(place, "$anchor") { resources[resource].anchors[anchor] = place }
    if dialect.draft == .draft2020, let anchor = text(place, "$dynamicAnchor") {
      resources[resource].anchors[anchor] = place
      resources[resource].dynamicAnchors[anchor] = place
    }
    if dialect.draft == .draft2019, place == resources[resource].place,
      let flag = member(place, "$recursiveAnchor"),
      documents[flag.document].kind(NodeID(flag.node)) == .true
    {
      resources[resource].dynamicAnchors[""] = place
    }
  }

  /// What `$id` says: the URI of a resource, and draft-07's anchor in its fragment.
  private func identifier(
    at place: Place, dialect: Dialect
  ) -> (resource: String, anchor: String?)? {
    guard documents[place.document].kind(NodeID(place.node)) == .object,
      let id = text(place, "$id")
    else { return nil }
    if dialect.draft == .draft7, member(place, "$ref") != nil { return nil }
    let reference = URIReference(id)
    let anchor = reference.fragment.flatMap { $0.isEmpty || $0.hasPrefix("/") ? nil : $0 }
    return (reference.withoutFragment.text, dialect.draft == .draft7 ? anchor : nil)
  }

  private mutating func addResource(
    _ uri: String, _ place: Place, _ dialect: Dialect, at identifier: Place?
  ) -> Int {
    resources.append(Resource(uri: uri, place: place, dialect: dialect))
    let index = resources.count - 1
    if let other = resourceOfURI[uri], identifier != nil {
      if resources[other].place.document != place.document || resources[other].place != place {
        report(
          Diagnostic(
            .schemaDuplicateID, "the identifier \"\(uri)\" is used twice",
            at: identifier.map(span),
            notes: [.init("the other schema with it", at: span(resources[other].place))]))
      }
    } else {
      resourceOfURI[uri] = index
    }
    return index
  }

  // MARK: Dialects

  private mutating func dialect(at place: Place, inherited: Dialect) -> Dialect {
    guard documents[place.document].kind(NodeID(place.node)) == .object,
      let uri = text(place, "$schema"), let keyword = member(place, "$schema")
    else { return inherited }
    if let draft = SchemaDraft(uri: uri) { return Dialect(draft: draft) }
    let key = URIReference(uri).withoutFragment.text
    if let known = dialects[key] { return known }
    if ["draft-06", "draft-04", "draft-03", "draft/next"].contains(where: uri.contains) {
      report(
        Diagnostic(
          .schemaDraft, "the draft \"\(uri)\" is not supported", at: span(keyword),
          notes: [.init("supported are draft-07, 2019-09 and 2020-12")]))
      return inherited
    }
    guard let found = resolver(key), found.kind == .object else {
      report(
        Diagnostic(
          .schemaDialect, "the meta-schema \"\(uri)\" cannot be found", at: span(keyword),
          notes: [
            .init(
              "name one of the drafts, such as \"\(SchemaDraft.draft2020.uri)\", or add a schema with this identifier"
            )
          ]))
      dialects[key] = inherited
      return inherited
    }
    let dialect = custom(found, named: uri, inherited: inherited, at: keyword)
    dialects[key] = dialect
    return dialect
  }

  private mutating func custom(
    _ metaSchema: DocumentValue, named uri: String, inherited: Dialect, at keyword: Place
  ) -> Dialect {
    var result = inherited
    if let draft = metaSchema["$schema"]?.string.flatMap({ SchemaDraft(uri: $0) }) {
      result = Dialect(draft: draft)
    }
    guard let listed = metaSchema["$vocabulary"], listed.kind == .object else { return result }
    result.vocabularies = []
    for (name, required) in listed.members {
      if let found = name.string.flatMap({ Dialect.vocabulary($0) }) {
        result.draft = found.draft
        result.vocabularies.formUnion(found.vocabulary)
      } else if required.kind == .true {
        report(
          Diagnostic(
            .schemaVocabulary,
            "\"\(uri)\" requires the vocabulary \"\(name.string ?? "")\", which is not supported",
            at: span(keyword), notes: [.init("it is required here", at: name.span)]))
      }
    }
    return result
  }
}
