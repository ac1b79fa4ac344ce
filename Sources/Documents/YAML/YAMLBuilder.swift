import Diagnostics

/// Turns the events of one YAML document into nodes.
struct YAMLBuilder {
  /// Reading ended at a problem that leaves nothing sensible to build.
  struct Stop: Error {
    var diagnostic: Diagnostic
  }

  private struct Frame {
    var node: Int
    var count: UInt32 = 0
    var isObject: Bool
    var isFlow: Bool
    var expectsKey: Bool
    var anchor: [UInt8]?
    /// Levels of nesting below this one.
    var height = 0
    /// End of the last value inside.
    var end: Int
  }

  /// What an anchor stands for: a scalar, kept as an event since a key and a value read it
  /// differently, or a finished collection.
  private struct Anchor {
    var scalar: YAMLEvent?
    var value: DocumentNode?
    var key: DocumentNode?
    var nodes = 0..<0
    var height = 0
    var isOpen = false
  }

  let source: SourceText
  let limits: DocumentLimits
  private(set) var diagnostics: [Diagnostic] = []
  private var nodes: [DocumentNode] = []
  private var decoded: [DecodedText] = []
  private var pool: [UInt8] = []
  private var aliasUses: [Document.AliasUse] = []
  private var anchors: [[UInt8]: Anchor] = [:]
  private var stack: [Frame] = []
  private var duplicates = DuplicateKeys()
  private var aliasNodes = 0
  private var positions: YAMLBytePositions
  /// End of the last value read, in bytes.
  private var lastEnd = 0

  /// Most diagnostics collected before reading stops.
  static let maximumDiagnostics = 50

  init(_ source: SourceText, isASCII: Bool, limits: DocumentLimits) {
    self.source = source
    self.limits = limits
    positions = YAMLBytePositions(source.bytes, isASCII: isASCII)
  }

  /// Takes the document built so far, nil when an error stood in it, and starts afresh.
  mutating func finishDocument() -> Document? {
    let isSound = !diagnostics.contains { $0.severity == .error }
    let document = Document(
      source: source, text: pool.isEmpty ? source.bytes : source.bytes + pool, nodes: nodes,
      decoded: decoded, aliasUses: aliasUses)
    nodes = []
    decoded = []
    pool = []
    aliasUses = []
    anchors = [:]
    return isSound && !document.nodes.isEmpty ? document : nil
  }

  /// Adds one event of a document's content.
  mutating func add(_ event: YAMLEvent) throws(Stop) {
    switch event.kind {
    case .scalar: try addScalar(event)
    case .alias: try addAlias(event)
    case .mappingStart: try open(event, isObject: true)
    case .sequenceStart: try open(event, isObject: false)
    case .mappingEnd, .sequenceEnd: try close(event)
    default: break
    }
    if diagnostics.count >= Self.maximumDiagnostics {
      throw Stop(diagnostic: diagnostics.removeLast())
    }
  }

  /// The byte offset of a code point that libyaml counted.
  mutating func byteOffset(_ codePoint: Int) -> Int { positions.byteOffset(codePoint) }

  private var expectsKey: Bool { stack.last.map { $0.isObject && $0.expectsKey } ?? false }

  // MARK: Scalars

  private mutating func addScalar(_ event: YAMLEvent) throws(Stop) {
    let isKey = expectsKey
    let node = scalarNode(event, isKey: isKey)
    if let name = event.anchor {
      anchors[name] = Anchor(
        scalar: event, value: isKey ? nil : node, key: isKey ? node : nil)
    }
    nodes.append(node)
    lastEnd = max(lastEnd, Int(node.end))
    finishValue(height: 0)
  }

  private mutating func scalarNode(_ event: YAMLEvent, isKey: Bool) -> DocumentNode {
    let (start, end) = scalarRange(event)
    var resolution = resolution(of: event, start, end)
    if isKey { resolution = .string }
    switch resolution {
    case .null: return DocumentNode(.null, start: start, end: end)
    case .bool(let value): return DocumentNode(value ? .true : .false, start: start, end: end)
    case .number(let lexeme, let isInteger):
      let flags = isInteger ? DocumentNode.integerFlag : 0
      return textNode(.number, lexeme, flags, start, end)
    case .notJSON:
      report(
        .yamlNotJSON, "\(shown(event.value)) has no counterpart in JSON", start, end,
        note: "put it in quotes if it is a text, or write a number that JSON can hold")
      return DocumentNode(.null, start: start, end: end)
    case .string:
      var flags = isKey ? DocumentNode.keyFlag : 0
      if event.style == .singleQuoted || event.style == .doubleQuoted {
        flags |= DocumentNode.quotedFlag
      }
      return textNode(.string, event.value, flags, start, end)
    }
  }

  /// The bytes of a scalar without its anchor, its tag and the white space after it.
  private mutating func scalarRange(_ event: YAMLEvent) -> (Int, Int) {
    var start = positions.byteOffset(event.start)
    var end = positions.byteOffset(event.end)
    let bytes = source.bytes
    if event.anchor != nil || event.tag != nil { start = skipProperties(start, end) }
    switch event.style {
    case .literal, .folded:
      while end > start + 1, Self.isSpace(bytes[end - 1]) { end -= 1 }
    case .plain where event.value.isEmpty && event.anchor == nil && event.tag == nil:
      // The place of a missing value is right after what comes before it.
      while end > lastEnd, Self.isSpace(bytes[end - 1]) { end -= 1 }
      start = end
    default: break
    }
    return (start, max(start, end))
  }

  /// Moves past anchors and tags, and what separates them, but not past `end`.
  private func skipProperties(_ start: Int, _ end: Int) -> Int {
    let bytes = source.bytes
    var index = start
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "&"), UInt8(ascii: "!"):
        while index < end, !Self.isSpace(bytes[index]) { index += 1 }
      case UInt8(ascii: "#"):
        while index < end, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
      case let byte where Self.isSpace(byte): index += 1
      default: return index
      }
    }
    return end
  }

  private mutating func resolution(
    of event: YAMLEvent, _ start: Int, _ end: Int
  ) -> YAMLCoreSchema.Resolution {
    guard let tag = event.tag else {
      guard event.style == .plain else { return .string }
      let resolution = YAMLCoreSchema.resolve(event.value)
      if case .number = resolution, !expectsKey, YAMLCoreSchema.hasLeadingZero(event.value) {
        report(
          .yamlLeadingZero, "the number \(shown(event.value)) loses its leading zeros", start, end,
          severity: .warning, note: "put it in quotes if the zeros matter, as in a postal code")
      }
      return resolution
    }
    switch YAMLTag.resolve(tag, event.value) {
    case .value(let resolution): return resolution
    case .mismatch(let type):
      report(
        .yamlTag, "\(shown(event.value)) is not \(type), which its tag says it is", start, end,
        note: "remove the tag, or mend the value")
    case .unknown:
      if limits.refusesUnknownTags { reportUnknownTag(tag, start, end) }
    }
    return .string
  }

  private mutating func textNode(
    _ kind: DocumentKind, _ text: [UInt8], _ flags: UInt32, _ start: Int, _ end: Int
  ) -> DocumentNode {
    let quote = flags & DocumentNode.quotedFlag != 0 ? 1 : 0
    let isSame =
      end - start - 2 * quote == text.count
      && source.bytes[start + quote..<end - quote].elementsEqual(text)
    let hash = kind == .string ? KeyHash.hash(text) : 0
    if isSame {
      let extra = flags & DocumentNode.keyFlag != 0 ? hash : 0
      return DocumentNode(kind, flags: flags, start: start, end: end, extra: extra)
    }
    let extra = UInt32(truncatingIfNeeded: decoded.count)
    decoded.append(
      DecodedText(
        offset: UInt32(truncatingIfNeeded: source.bytes.count + pool.count),
        length: UInt32(truncatingIfNeeded: text.count), hash: hash))
    pool += text
    return DocumentNode(
      kind, flags: flags | DocumentNode.decodedFlag, start: start, end: end, extra: extra)
  }

  // MARK: Collections

  private mutating func open(_ event: YAMLEvent, isObject: Bool) throws(Stop) {
    var start = positions.byteOffset(event.start)
    let end = positions.byteOffset(event.end)
    if event.anchor != nil || event.tag != nil {
      start = skipProperties(start, event.isFlow ? end : source.bytes.count)
    }
    guard !expectsKey else {
      throw stop(
        .yamlComplexKey, "a key is a \(isObject ? "mapping" : "list")", start, start + 1,
        note: "keys are texts; put the key in quotes if it is one")
    }
    guard stack.count < limits.maximumDepth else {
      throw stop(
        .depthLimit, "nested deeper than \(limits.maximumDepth) levels", start, start + 1)
    }
    if let tag = event.tag { checkTag(tag, isObject: isObject, start) }
    if let name = event.anchor { anchors[name] = Anchor(isOpen: true) }
    stack.append(
      Frame(
        node: nodes.count, isObject: isObject, isFlow: event.isFlow, expectsKey: isObject,
        anchor: event.anchor, end: start))
    nodes.append(DocumentNode(isObject ? .object : .array, start: start, end: start))
  }

  private mutating func checkTag(_ tag: [UInt8], isObject: Bool, _ start: Int) {
    if tag.elementsEqual(isObject ? YAMLTag.map : YAMLTag.sequence) || tag == [UInt8(ascii: "!")] {
      return
    }
    if YAMLTag.isCore(tag) {
      report(
        .yamlTag, "the tag does not fit a \(isObject ? "mapping" : "list")", start, start + 1,
        note: "remove the tag")
    } else if limits.refusesUnknownTags {
      reportUnknownTag(tag, start, start + 1)
    }
  }

  private mutating func close(_ event: YAMLEvent) throws(Stop) {
    // libyaml closes what it opened, so a frame is always there.
    guard let frame = stack.popLast() else { return }
    var end = lastEnd
    if frame.isFlow, event.start != event.end { end = positions.byteOffset(event.end) }
    end = max(end, Int(nodes[frame.node].start))
    nodes[frame.node].bits |= min(frame.count, DocumentNode.maximumCount) << 8
    nodes[frame.node].end = UInt32(truncatingIfNeeded: end)
    nodes[frame.node].extra = UInt32(truncatingIfNeeded: nodes.count)
    lastEnd = max(lastEnd, end)
    if let name = frame.anchor {
      anchors[name] = Anchor(nodes: frame.node..<nodes.count, height: frame.height + 1)
    }
    if frame.isObject, frame.count > 1, limits.refusesDuplicateKeys { checkKeys(frame) }
    finishValue(height: frame.height + 1)
  }

  private mutating func checkKeys(_ frame: Frame) {
    let pair = source.bytes.withUnsafeBufferPointer { buffer -> DuplicateKeys.Pair? in
      // A mapping has bytes, so the buffer has an address.
      guard let base = buffer.baseAddress else { return nil }
      return duplicates.find(
        object: frame.node, count: Int(frame.count), nodes: nodes, decoded: decoded, source: base,
        pool: pool, poolStart: source.bytes.count)
    }
    guard let pair else { return }
    let first = nodes[pair.first]
    let second = nodes[pair.second]
    let span = SourceSpan(source, start: Int(second.start), end: Int(second.end))
    let text = source.bytes[span.start..<span.end]
    diagnostics.append(
      Diagnostic(
        .duplicateKey, "the key \(shown(Array(text))) stands twice in this mapping", at: span,
        notes: [
          .init(
            "the first is here",
            at: SourceSpan(source, start: Int(first.start), end: Int(first.end)))
        ]))
  }

  /// Counts a finished key or value in the collection around it.
  private mutating func finishValue(height: Int) {
    guard let top = stack.indices.last else { return }
    stack[top].height = max(stack[top].height, height)
    if stack[top].isObject {
      if !stack[top].expectsKey { stack[top].count &+= 1 }
      stack[top].expectsKey.toggle()
    } else {
      stack[top].count &+= 1
    }
  }

  // MARK: Aliases

  private mutating func addAlias(_ event: YAMLEvent) throws(Stop) {
    let name = event.anchor ?? []
    let start = positions.byteOffset(event.start)
    let end = positions.byteOffset(event.end)
    lastEnd = max(lastEnd, end)
    let isKey = expectsKey
    guard let anchor = anchors[name], !anchor.isOpen else {
      reportMissingAnchor(name, start, end)
      let flags = isKey ? DocumentNode.keyFlag : 0
      nodes.append(DocumentNode(isKey ? .string : .null, flags: flags, start: start, end: end))
      return finishValue(height: 0)
    }
    aliasNodes += max(anchor.nodes.count, 1)
    guard aliasNodes <= limits.maximumAliasNodes else {
      throw stop(
        .aliasLimit, "aliases copy more than \(limits.maximumAliasNodes) values", start, end,
        note: "write the values out, or nest aliases less deeply")
    }
    let use = Document.AliasUse(
      node: UInt32(truncatingIfNeeded: nodes.count), start: UInt32(truncatingIfNeeded: start),
      end: UInt32(truncatingIfNeeded: end))
    if let scalar = anchor.scalar {
      appendAliasedScalar(scalar, name, isKey: isKey)
    } else {
      guard !isKey else {
        throw stop(
          .yamlComplexKey, "a key is a list or a mapping", start, end, note: "keys are texts")
      }
      guard stack.count + anchor.height <= limits.maximumDepth else {
        throw stop(.depthLimit, "nested deeper than \(limits.maximumDepth) levels", start, end)
      }
      copy(anchor.nodes)
    }
    aliasUses.append(use)
    finishValue(height: anchor.height)
  }

  private mutating func appendAliasedScalar(_ scalar: YAMLEvent, _ name: [UInt8], isKey: Bool) {
    // Each form is made once: a long text that many aliases name is stored once.
    var node = isKey ? anchors[name]?.key : anchors[name]?.value
    if node == nil {
      node = scalarNode(scalar, isKey: isKey)
      if isKey { anchors[name]?.key = node } else { anchors[name]?.value = node }
    }
    guard var node else { return }
    node.bits |= DocumentNode.aliasFlag
    nodes.append(node)
  }

  private mutating func copy(_ range: Range<Int>) {
    let shift = UInt32(truncatingIfNeeded: nodes.count - range.lowerBound)
    for index in range {
      var node = nodes[index]
      node.bits |= DocumentNode.aliasFlag
      if node.kind == .array || node.kind == .object { node.extra += shift }
      nodes.append(node)
    }
  }

  // MARK: Problems

  private mutating func reportMissingAnchor(_ name: [UInt8], _ start: Int, _ end: Int) {
    let text = shown(name)
    if anchors[name] != nil {
      report(
        .yamlAlias, "the alias \(text) stands inside the value it names", start, end,
        note: "a value cannot contain itself; name a value that ends before the alias")
      return
    }
    let known = anchors.keys.map { String(decoding: $0, as: UTF8.self) }
    let nearest = NearestName.suggest(String(decoding: name, as: UTF8.self), among: known)
    let hint = nearest.map { "did you mean '*\($0)'?" } ?? "define it before with '&' and its name"
    report(.yamlAlias, "no anchor \(text) stands before this alias", start, end, note: hint)
  }

  private mutating func reportUnknownTag(_ tag: [UInt8], _ start: Int, _ end: Int) {
    report(
      .yamlTag, "the tag \(shown(tag)) is not known", start, end,
      note: "known are !!str, !!int, !!float, !!bool, !!null, !!seq and !!map; remove the tag")
  }

  private mutating func report(
    _ code: DiagnosticCode, _ message: String, _ start: Int, _ end: Int,
    severity: Diagnostic.Severity = .error, note: String
  ) {
    diagnostics.append(
      Diagnostic(
        code, message, at: SourceSpan(source, start: start, end: end), severity: severity,
        notes: [.init(note)]))
  }

  private func stop(
    _ code: DiagnosticCode, _ message: String, _ start: Int, _ end: Int, note: String? = nil
  ) -> Stop {
    Stop(
      diagnostic: Diagnostic(
        code, message, at: SourceSpan(source, start: start, end: end),
        notes: note.map { [.init($0)] } ?? []))
  }

  private func shown(_ text: [UInt8]) -> String {
    let limit = 40
    let string = String(decoding: text, as: UTF8.self)
    return string.count > limit ? "'\(string.prefix(limit))…'" : "'\(string)'"
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}
