import Diagnostics
import Documents

/// What the samples held at one place.
struct Observation: Sendable {
  /// How many values were seen.
  private(set) var count = 0
  private var nulls = 0
  private var booleans = 0
  private var integers = 0
  private var fractions = 0
  private var strings = 0
  private var arrays = 0
  private var objects = 0
  /// The distinct texts in the order of appearance; nil once there are too many for a list.
  private var texts: [KeyName]? = []
  /// The formats that every text has had so far.
  private var formats: [StringFormat] = Self.recognised
  /// What the items were, all together; at most one.
  private var items: [Observation] = []
  /// The members in the order of appearance.
  private var names: [KeyName] = []
  private var members: [KeyName: Observation] = [:]
  /// Whether the object has too many names to list: then `values` describes all its values.
  private var isMap = false
  private var values: [Observation] = []

  /// Formats that no ordinary text has by accident, the narrowest first.
  private static let recognised: [StringFormat] = [
    .dateTime, .date, .time, .uuid, .ipv4, .ipv6, .email, .uri,
  ]
  /// Longest text that is worth listing.
  private static let longestListedText = 64

  /// Takes in a value.
  mutating func add(_ value: DocumentValue, _ options: InferenceOptions) {
    count += 1
    let document = value.document
    switch value.kind {
    case .null: nulls += 1
    case .true, .false: booleans += 1
    case .number:
      let isInteger = unsafe Array(document.bytes(value.node)).withUnsafeBufferPointer {
        unsafe ExactNumber(lexeme: $0).isInteger
      }
      if isInteger { integers += 1 } else { fractions += 1 }
    case .string: addText(Array(document.bytes(value.node)), options)
    case .array:
      arrays += 1
      for item in document.items(value.node) {
        if items.isEmpty { items.append(Observation()) }
        items[0].add(DocumentValue(document, item), options)
      }
    case .object:
      objects += 1
      for (key, member) in document.members(value.node) {
        let name = KeyName(bytes: Array(document.bytes(key)))
        addMember(name, options) { $0.add(DocumentValue(document, member), options) }
      }
    }
  }

  private mutating func addText(_ bytes: [UInt8], _ options: InferenceOptions) {
    strings += 1
    formats.removeAll { format in
      unsafe bytes.withUnsafeBufferPointer { unsafe !format.accepts($0) }
    }
    note(KeyName(bytes: bytes), options)
  }

  private mutating func note(_ text: KeyName, _ options: InferenceOptions) {
    guard var known = texts, !known.contains(text) else { return }
    known.append(text)
    let isListable =
      known.count <= options.maximumEnumValues && text.bytes.count <= Self.longestListedText
    texts = isListable ? known : nil
  }

  private mutating func addMember(
    _ name: KeyName, _ options: InferenceOptions, _ body: (inout Observation) -> Void
  ) {
    if isMap { return body(&values[0]) }
    if members[name] == nil {
      guard names.count < options.maximumProperties else {
        becomeMap(options)
        return body(&values[0])
      }
      names.append(name)
    }
    body(&members[name, default: Observation()])
  }

  private mutating func becomeMap(_ options: InferenceOptions) {
    isMap = true
    var all = Observation()
    for name in names {
      if let member = members[name] { all.merge(member, options) }
    }
    values = [all]
    names = []
    members = [:]
  }

  private mutating func merge(_ other: Observation, _ options: InferenceOptions) {
    count += other.count
    nulls += other.nulls
    booleans += other.booleans
    integers += other.integers
    fractions += other.fractions
    strings += other.strings
    arrays += other.arrays
    objects += other.objects
    formats.removeAll { !other.formats.contains($0) }
    if let more = other.texts {
      for text in more { note(text, options) }
    } else {
      texts = nil
    }
    if let one = other.items.first {
      if items.isEmpty { items = [one] } else { items[0].merge(one, options) }
    }
    if let one = other.values.first {
      if !isMap { becomeMap(options) }
      values[0].merge(one, options)
    }
    for name in other.names {
      guard let member = other.members[name] else { continue }
      addMember(name, options) { $0.merge(member, options) }
    }
  }

  // MARK: Keywords

  /// The keywords of a schema that accepts all values seen.
  func keywords(_ options: InferenceOptions) -> [(key: String, value: JSONOutput)] {
    var result: [(key: String, value: JSONOutput)] = [("description", "")]
    guard count > 0 else { return result }
    if let list = listedTexts(options) {
      result.append(("enum", .array(list + (nulls > 0 ? [.null] : []))))
      return result
    }
    let types = typeNames
    result.append(("type", types.count == 1 ? types[0] : .array(types)))
    if strings > 0, let format = formats.first {
      result.append(("format", .string(format.rawValue)))
    }
    if objects > 0 { result += objectKeywords(options) }
    if let items = items.first { result.append(("items", .object(items.keywords(options)))) }
    return result
  }

  private var typeNames: [JSONOutput] {
    var names: [JSONOutput] = []
    if objects > 0 { names.append("object") }
    if arrays > 0 { names.append("array") }
    if strings > 0 { names.append("string") }
    if fractions > 0 {
      names.append("number")
    } else if integers > 0 {
      names.append("integer")
    }
    if booleans > 0 { names.append("boolean") }
    if nulls > 0 { names.append("null") }
    return names
  }

  /// The texts as a complete list, sorted, where there are few and each is seen often.
  private func listedTexts(_ options: InferenceOptions) -> [JSONOutput]? {
    guard let texts, strings > 0, strings + nulls == count, formats.isEmpty,
      strings >= options.minimumEnumSamples,
      strings >= texts.count * options.minimumEnumRepetition
    else { return nil }
    return texts.map(\.bytes).sorted { $0.lexicographicallyPrecedes($1) }
      .map { .string(String(decoding: $0, as: UTF8.self)) }
  }

  private func objectKeywords(
    _ options: InferenceOptions
  ) -> [(key: String, value: JSONOutput)] {
    if let values = values.first {
      return [("additionalProperties", .object(values.keywords(options)))]
    }
    var required: [JSONOutput] = []
    var properties: [(key: String, value: JSONOutput)] = []
    for name in names {
      guard let member = members[name] else { continue }
      let text = String(decoding: name.bytes, as: UTF8.self)
      if member.count == objects { required.append(.string(text)) }
      properties.append((text, .object(member.keywords(options))))
    }
    var result: [(key: String, value: JSONOutput)] = []
    if !required.isEmpty { result.append(("required", .array(required))) }
    if !properties.isEmpty { result.append(("properties", .object(properties))) }
    if options.closesObjects { result.append(("additionalProperties", false)) }
    return result
  }
}
