/// Finds the tags of an HTML text, as the HTML standard's tokenizer does, in one pass.
///
/// It builds no tree: the checks ask for tags, attributes and their places. Comments, doctypes and
/// the text of style, script, title and textarea are passed over.
struct HTMLTokenizer {
  /// Something that begins and never ends: the rest of the text is lost in it.
  struct Unclosed {
    /// What it is: "a comment", "a tag".
    var what: String
    var offset: Int
  }

  private let bytes: [UInt8]
  private var index = 0
  /// The tags in order.
  private(set) var tags: [HTMLTag] = []
  /// The attributes of all tags, in order.
  private(set) var attributes: [HTMLAttribute] = []
  /// The bytes of the first doctype without `<!` and `>`.
  private(set) var doctype: Range<Int>?
  /// What is not closed at the end of the text.
  private(set) var unclosed: Unclosed?

  /// Reads the whole text.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    run()
  }

  /// The attributes of a tag, in order.
  func attributes(of tag: HTMLTag) -> ArraySlice<HTMLAttribute> { attributes[tag.attributes] }

  /// The attribute of a tag that has this name, or nil; of two, browsers take the first.
  func attribute(_ name: HTMLName, of tag: HTMLTag) -> HTMLAttribute? {
    attributes[tag.attributes].first { $0.name == name }
  }

  /// The value of an attribute as it stands in the text, empty for one without a value.
  func value(of attribute: HTMLAttribute) -> String {
    attribute.valueRange.map { String(decoding: bytes[$0], as: UTF8.self) } ?? ""
  }

  /// The value of the attribute of a tag that has this name, or nil.
  func value(_ name: HTMLName, of tag: HTMLTag) -> String? {
    attribute(name, of: tag).map(value)
  }

  /// The name of a tag or of an attribute in lower case.
  func name(_ range: Range<Int>) -> String {
    String(decoding: bytes[range].map(\.lowercasedASCII), as: UTF8.self)
  }

  private mutating func run() {
    while let start = find(UInt8(ascii: "<"), from: index) {
      index = start + 1
      guard index < bytes.count else { return }
      switch bytes[index] {
      case UInt8(ascii: "!"): declaration(start)
      case UInt8(ascii: "?"): skip(past: ">", start, "a processing instruction")
      case UInt8(ascii: "/"):
        index += 1
        if index < bytes.count, Self.isLetter(bytes[index]) {
          tag(start, isEnd: true)
        } else {
          skip(past: ">", start, "a tag")
        }
      case let byte where Self.isLetter(byte): tag(start, isEnd: false)
      default: continue
      }
      if unclosed != nil { return }
    }
  }

  private mutating func declaration(_ start: Int) {
    if hasPrefix("!--", at: index) {
      index += 3
      if hasPrefix(">", at: index) {
        index += 1
      } else {
        skip(past: "-->", start, "a comment")
      }
      return
    }
    let isDoctype = hasPrefix("!doctype", at: index)
    skip(past: ">", start, "a declaration")
    if isDoctype, doctype == nil, unclosed == nil { doctype = start + 2..<index - 1 }
  }

  private mutating func tag(_ start: Int, isEnd: Bool) {
    let nameStart = index
    while index < bytes.count, !Self.endsName(bytes[index]) { index += 1 }
    let nameRange = nameStart..<index
    let firstAttribute = attributes.count
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: ">") {
        index += 1
        let name = HTMLName(bytes[nameRange])
        tags.append(
          HTMLTag(
            name: name, nameRange: nameRange, isEnd: isEnd, range: start..<index,
            attributes: firstAttribute..<attributes.count))
        if !isEnd, Self.textElements.contains(name) { skipText(of: nameRange) }
        return
      }
      if Self.isSpace(byte) || byte == UInt8(ascii: "/") {
        index += 1
      } else if let attribute = attribute() {
        attributes.append(attribute)
      }
      if unclosed != nil { return }
    }
    unclosed = Unclosed(what: "a tag", offset: start)
  }

  private mutating func attribute() -> HTMLAttribute? {
    let nameStart = index
    index += 1
    while index < bytes.count, !Self.endsName(bytes[index]), bytes[index] != UInt8(ascii: "=") {
      index += 1
    }
    let nameRange = nameStart..<index
    while index < bytes.count, Self.isSpace(bytes[index]) { index += 1 }
    guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else {
      return HTMLAttribute(
        name: HTMLName(bytes[nameRange]), nameRange: nameRange, valueRange: nil)
    }
    index += 1
    while index < bytes.count, Self.isSpace(bytes[index]) { index += 1 }
    guard index < bytes.count else { return nil }
    let valueRange: Range<Int>
    let quote = bytes[index]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      guard let end = find(quote, from: index + 1) else {
        unclosed = Unclosed(what: "a quoted attribute", offset: index)
        return nil
      }
      valueRange = index + 1..<end
      index = end + 1
    } else {
      let start = index
      while index < bytes.count, !Self.isSpace(bytes[index]), bytes[index] != UInt8(ascii: ">") {
        index += 1
      }
      valueRange = start..<index
    }
    return HTMLAttribute(
      name: HTMLName(bytes[nameRange]), nameRange: nameRange, valueRange: valueRange)
  }

  /// The elements whose content is text only.
  private static let textElements: [HTMLName] = [
    "style", "script", "title", "textarea", "xmp", "noembed", "noframes",
  ]

  /// Moves to the end tag of an element whose content is text only.
  private mutating func skipText(of name: Range<Int>) {
    let start = index
    while let open = find(UInt8(ascii: "<"), from: index) {
      index = open + 1
      guard index < bytes.count, bytes[index] == UInt8(ascii: "/"),
        isSame(name, at: index + 1)
      else { continue }
      let after = index + 1 + name.count
      guard after >= bytes.count || Self.endsName(bytes[after]) else { continue }
      tags[tags.count - 1].textRange = start..<open
      index = open
      return
    }
    unclosed = Unclosed(what: "the content of <\(self.name(name))>", offset: start)
  }

  /// Whether the bytes at `offset` are those of a range in any case.
  private func isSame(_ range: Range<Int>, at offset: Int) -> Bool {
    guard offset + range.count <= bytes.count else { return false }
    for step in 0..<range.count
    where bytes[range.lowerBound + step].lowercasedASCII != bytes[offset + step].lowercasedASCII {
      return false
    }
    return true
  }

  private mutating func skip(past mark: String, _ start: Int, _ what: String) {
    while index < bytes.count {
      if hasPrefix(mark, at: index) {
        index += mark.utf8.count
        return
      }
      index += 1
    }
    unclosed = Unclosed(what: what, offset: start)
  }

  private func find(_ byte: UInt8, from start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    return bytes[start...].firstIndex(of: byte)
  }

  /// Whether the bytes at `offset` spell `text`, which is in lower case, in any case.
  private func hasPrefix(_ text: String, at offset: Int) -> Bool {
    var index = offset
    for byte in text.utf8 {
      guard index < bytes.count, bytes[index].lowercasedASCII == byte else { return false }
      index += 1
    }
    return true
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    isSpace(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">")
  }
}
