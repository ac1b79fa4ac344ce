/// The features of HTML and CSS that a text uses, by the names of the caniemail data set.
struct UsedFeatures {
  /// A feature: where it is used first, and how often.
  struct Use {
    var name: String
    var range: Range<Int>
    var count: Int
  }

  private let bytes: [UInt8]
  private let tokens: HTMLTokenizer
  private var places: [String: Int] = [:]
  /// The features by their first use.
  private(set) var uses: [Use] = []

  /// Collects the features of an HTML text.
  init(_ html: [UInt8], _ tokens: HTMLTokenizer) {
    bytes = html
    self.tokens = tokens
    for tag in tokens.tags where !tag.isEnd {
      element(tag)
      for attribute in tokens.attributes(of: tag) { self.attribute(attribute, of: tag) }
      if tag.name == "style", let range = tag.textRange { style(range) }
    }
  }

  private mutating func add(_ name: String, _ range: Range<Int>) {
    if let place = places[name] {
      uses[place].count += 1
    } else {
      places[name] = uses.count
      uses.append(Use(name: name, range: range, count: 1))
    }
  }

  // MARK: HTML

  private static let elementGroups: [String: String] = [
    "h1": "h1-h6", "h2": "h1-h6", "h3": "h1-h6", "h4": "h1-h6", "h5": "h1-h6", "h6": "h1-h6",
    "ul": "lists", "ol": "lists", "dl": "lists", "article": "semantics", "aside": "semantics",
    "details": "semantics", "figcaption": "semantics", "figure": "semantics",
    "footer": "semantics", "header": "semantics", "main": "semantics", "mark": "semantics",
    "nav": "semantics", "section": "semantics", "summary": "semantics", "time": "semantics",
    "map": "image-maps",
  ]
  private static let attributes: Set<String> = [
    "align", "aria-describedby", "aria-hidden", "aria-label", "aria-labelledby", "aria-live",
    "background", "cellpadding", "cellspacing", "dir", "hidden", "lang", "popover", "required",
    "role", "srcset", "target", "valign",
  ]

  private mutating func element(_ tag: HTMLTag) {
    let place = tag.range.lowerBound..<tag.nameRange.upperBound
    let name = tokens.name(tag.nameRange)
    if name == "input" || name == "button" {
      let type = tokens.value("type", of: tag)?.lowercased()
      add("html-\(name)-\(type ?? (name == "input" ? "text" : "submit"))", place)
    } else {
      add("html-\(Self.elementGroups[name] ?? name)", place)
    }
  }

  private mutating func attribute(_ attribute: HTMLAttribute, of tag: HTMLTag) {
    let name = tokens.name(attribute.nameRange)
    if Self.attributes.contains(name) { add("html-\(name)", attribute.nameRange) }
    guard let range = attribute.valueRange else { return }
    let value = tokens.value(of: attribute)
    switch name {
    case "style": style(range)
    case "loading": add("html-loading-attribute", attribute.nameRange)
    case "href" where value.hasPrefix("mailto:"): add("html-mailto-links", range)
    case "href" where value.hasPrefix("#") && value.utf8.count > 1:
      add("html-anchor-links", range)
    case "src" where tag.name == "img": image(value.lowercased(), range)
    default: break
    }
  }

  private mutating func image(_ address: String, _ range: Range<Int>) {
    if address.hasPrefix("data:") { return add("image-base64", range) }
    let path = address.prefix { $0 != "?" && $0 != "#" }
    guard let dot = path.lastIndex(of: ".") else { return }
    let suffix = String(path[path.index(after: dot)...])
    add("image-\(suffix == "jpeg" ? "jpg" : suffix)", range)
  }

  // MARK: CSS

  private static let functions: [String: String] = [
    "linear-gradient": "linear-gradient", "radial-gradient": "radial-gradient",
    "conic-gradient": "conic-gradient", "clamp": "function-clamp", "max": "function-max",
    "min": "function-min", "light-dark": "function-light-dark", "calc": "unit-calc",
    "var": "variables", "rgb": "rgb", "rgba": "rgba", "lch": "modern-color",
    "oklch": "modern-color", "lab": "modern-color", "oklab": "modern-color",
  ]
  private static let sides: Set<String> = ["left", "right", "top", "bottom"]
  private static let oldPseudoElements: Set<String> = [
    "before", "after", "first-letter", "first-line",
  ]

  private mutating func style(_ range: Range<Int>) {
    for item in CSSScanner(bytes, range).items {
      switch item {
      case .atRule(let rule): atRule(rule)
      case .selector(let selector): self.selector(selector)
      case .declaration(let property, let value):
        let name = text(property)
        if name.hasPrefix("--") {
          add("css-variables", property)
        } else {
          add("css-\(Self.sides.contains(name) ? "left-right-top-bottom" : name)", property)
        }
        self.value(value, of: name)
      }
    }
  }

  private mutating func atRule(_ rule: Range<Int>) {
    let words = text(rule)
    let name = words.dropFirst().prefix { $0.isLetter || $0 == "-" }
    add("css-at-\(name)", rule.lowerBound..<rule.lowerBound + 1 + name.utf8.count)
    guard name == "media" else { return }
    for feature in [
      "prefers-color-scheme", "prefers-reduced-motion", "orientation", "hover",
      "device-pixel-ratio",
    ] where words.contains(feature) {
      add("css-at-media-\(feature)", rule)
    }
  }

  private mutating func selector(_ range: Range<Int>) {
    var index = range.lowerBound
    while index < range.upperBound {
      let start = index
      index += 1
      switch bytes[start] {
      case UInt8(ascii: ">"): add("css-selector-child", start..<index)
      case UInt8(ascii: "+"): add("css-selector-adjacent-sibling", start..<index)
      case UInt8(ascii: "~"): add("css-selector-general-sibling", start..<index)
      case UInt8(ascii: "["):
        add("css-selector-attribute", start..<index)
        while index < range.upperBound, bytes[index] != UInt8(ascii: "]") { index += 1 }
      case UInt8(ascii: ":"):
        let isElement = index < range.upperBound && bytes[index] == UInt8(ascii: ":")
        if isElement { index += 1 }
        let word = index
        while index < range.upperBound, Self.isWord(bytes[index]) { index += 1 }
        let name = text(word..<index)
        let kind = isElement || Self.oldPseudoElements.contains(name) ? "element" : "class"
        add("css-pseudo-\(kind)-\(name)", start..<index)
      default: break
      }
    }
  }

  private mutating func value(_ range: Range<Int>, of property: String) {
    if property == "display" {
      for keyword in ["flex", "grid", "none"] where text(range).hasSuffix(keyword) {
        add("css-display-\(keyword)", range)
      }
    }
    var index = range.lowerBound
    while index < range.upperBound {
      let start = index
      index += 1
      if bytes[start] == UInt8(ascii: "\"") || bytes[start] == UInt8(ascii: "'") {
        while index < range.upperBound, bytes[index] != bytes[start] { index += 1 }
        index += 1
      } else if bytes[start] == UInt8(ascii: "!") {
        add("css-important", start..<range.upperBound)
      } else if Self.isWord(bytes[start]) {
        while index < range.upperBound, Self.isWord(bytes[index]) || bytes[index] == 0x2E {
          index += 1
        }
        word(start..<index, isCall: index < range.upperBound && bytes[index] == UInt8(ascii: "("))
        // The content of an address is no style.
        if text(start..<index) == "url" {
          while index < range.upperBound, bytes[index] != UInt8(ascii: ")") { index += 1 }
        }
      }
    }
  }

  private mutating func word(_ range: Range<Int>, isCall: Bool) {
    let word = text(range)
    if isCall {
      if let name = Self.functions[word] { add("css-\(name)", range) }
    } else if let first = word.utf8.first, first &- 0x30 < 10 {
      let unit = word.drop { $0.isNumber || $0 == "." }
      if !unit.isEmpty { add("css-unit-\(unit)", range) }
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte &- 0x30 < 10
      || (byte | 0x20) &- 0x61 < 26
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self).lowercased()
  }
}
