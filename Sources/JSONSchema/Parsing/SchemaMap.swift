import Diagnostics
import Documents

/// A schema's documents with the targets of its references: for tools that read schemas as written.
struct SchemaMap {
  typealias Place = SchemaLibrary.Place

  private(set) var library: SchemaLibrary
  let root: Place

  init(
    _ root: DocumentValue, options: SchemaOptions, resolver: @escaping SchemaResolver
  ) {
    var library = SchemaLibrary(options: options, resolver: resolver)
    let resource = library.add(root, uri: options.baseURI ?? root.document.source.path)
    self.root = library.resources[resource].place
    self.library = library
  }

  /// The value at a place.
  func value(_ place: Place) -> DocumentValue {
    DocumentValue(library.documents[place.document], NodeID(place.node))
  }

  /// The value of a keyword, or nil.
  func keyword(_ place: Place, _ name: String) -> DocumentValue? { value(place)[name] }

  /// The place of a value in the document of another place.
  func place(_ value: DocumentValue, beside other: Place) -> Place {
    Place(document: other.document, node: value.node.index)
  }

  /// The dialect of a subschema.
  func dialect(_ place: Place) -> Dialect {
    library.resources[library.resourceOfPlace[place] ?? 0].dialect
  }

  /// The subschema that a reference at a place leads to, or nil.
  mutating func target(_ text: String, from place: Place) -> Place? {
    let base = URIReference(library.resources[library.resourceOfPlace[place] ?? 0].uri)
    let reference = URIReference(text).resolved(against: base)
    guard let resource = library.resource(uri: reference.withoutFragment.text) else { return nil }
    guard let fragment = reference.fragment, !fragment.isEmpty else {
      return library.resources[resource].place
    }
    let plain = PercentEncoding.decoded(fragment)
    guard plain.hasPrefix("/") else { return library.resources[resource].anchors[plain] }
    return follow(plain, from: resource)
  }

  /// The subschema at a pointer in the schema called `uri`, or nil.
  mutating func place(uri: String, pointer: String) -> Place? {
    library.resource(uri: uri).flatMap { follow(pointer, from: $0) }
  }

  private mutating func follow(_ pointer: String, from resource: Int) -> Place? {
    guard let tokens = JSONPointer.tokens(pointer) else { return nil }
    var current = library.resources[resource].place
    var owner = resource
    for token in tokens {
      let document = library.documents[current.document]
      guard let child = JSONPointer.child(document, NodeID(current.node), token) else {
        return nil
      }
      current = Place(document: current.document, node: child.index)
      owner = library.resourceOfPlace[current] ?? owner
    }
    if library.resourceOfPlace[current] == nil { library.collectUnknown(current, resource: owner) }
    return current
  }

  /// The identifier of the schema that a reference to `uri` finds, or nil.
  mutating func identifier(ofSchemaAt uri: String) -> String? {
    library.resource(uri: uri).map { library.resources[$0].uri }
  }

  /// The subschemas that `$ref` and its dynamic forms at a place lead to.
  mutating func references(_ place: Place) -> [(keyword: String, place: Place)] {
    var result: [(keyword: String, place: Place)] = []
    for keyword in ["$ref", "$dynamicRef", "$recursiveRef"] {
      guard let text = self.keyword(place, keyword)?.string, let found = target(text, from: place)
      else { continue }
      result.append((keyword, found))
    }
    return result
  }
}
