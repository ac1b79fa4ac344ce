import Diagnostics

extension YAMLBuilder {
  /// Makes the node of a scalar, as a key or as a value.
  mutating func scalarNode(_ event: YAMLEvent, isKey: Bool) -> DocumentNode {
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
  func skipProperties(_ start: Int, _ end: Int) -> Int {
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
      if limits.refusesUnknownTags { reportUnknownTag(tag, of: event) }
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

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}
