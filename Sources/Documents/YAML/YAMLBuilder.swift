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
  var diagnostics: [Diagnostic] = []
  private var nodes: [DocumentNode] = []
  var decoded: [DecodedText] = []
  var pool: [UInt8] = []
  private var aliasUses: [Document.AliasUse] = []
  private var anchors: [[UInt8]: Anchor] = [:]
  private var stack: [Frame] = []
  private var duplicates = DuplicateKeys()
  private var aliasNodes = 0
  var positions: YAMLBytePositions
  /// End of the last value read, in bytes.
  var lastEnd = 0

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

  var expectsKey: Bool { stack.last.map { $0.isObject && $0.expectsKey } ?? false }

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
    if let tag = event.tag { checkTag(tag, of: event, isObject: isObject, start) }
    if let name = event.anchor { anchors[name] = Anchor(isOpen: true) }
    stack.append(
      Frame(
        node: nodes.count, isObject: isObject, isFlow: event.isFlow, expectsKey: isObject,
        anchor: event.anchor, end: start))
    nodes.append(DocumentNode(isObject ? .object : .array, start: start, end: start))
  }

  private mutating func checkTag(
    _ tag: [UInt8], of event: YAMLEvent, isObject: Bool, _ start: Int
  ) {
    if tag.elementsEqual(isObject ? YAMLTag.map : YAMLTag.sequence) || tag == [UInt8(ascii: "!")] {
      return
    }
    if YAMLTag.isCore(tag) {
      report(
        .yamlTag, "the tag does not fit a \(isObject ? "mapping" : "list")", start, start + 1,
        note: "remove the tag")
    } else if limits.refusesUnknownTags {
      reportUnknownTag(tag, of: event)
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
      return nodes.withUnsafeBufferPointer { nodes -> DuplicateKeys.Pair? in
        guard let nodes = nodes.baseAddress else { return nil }
        return duplicates.find(
          object: frame.node, count: Int(frame.count), nodes: nodes, decoded: decoded,
          source: base, pool: pool, poolStart: source.bytes.count)
      }
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
}
