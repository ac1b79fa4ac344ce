/// A part of a generated template; kept as a tree so that a difference can be made smaller.
package indirect enum Piece: Sendable {
  /// A block's tag with what follows it: `{% if … %}`, `{% else %}`.
  package struct Branch: Sendable {
    /// The tag.
    package var opening: String
    /// What follows it.
    package var body: [Piece]

    /// Creates a branch.
    package init(_ opening: String, _ body: [Piece]) {
      self.opening = opening
      self.body = body
    }
  }

  /// Text, or a tag without content of its own.
  case text(String)
  /// A tag or output with filters: `{{ `, value, filters, ` }}`.
  case filtered(open: String, value: String, filters: [String], close: String)
  /// A tag whose words after the first can go: `{{`, name, arguments, `}}`.
  case words(open: String, [String], close: String)
  /// Text to be cut anywhere.
  case spoilt(String)
  /// A tag with content.
  case block(branches: [Branch], closing: String)

  /// The source text.
  package var source: String {
    switch self {
    case .text(let text): text
    case .filtered(let open, let value, let filters, let close):
      open + ([value] + filters).joined(separator: " | ") + close
    case .words(let open, let words, let close): open + words.joined(separator: " ") + close
    case .spoilt(let text): text
    case .block(let branches, let closing):
      branches.map { $0.opening + $0.body.source }.joined() + closing
    }
  }

  /// Lists of pieces that can stand in place of this one, each a step smaller.
  var reductions: [[Piece]] {
    switch self {
    case .text(let text):
      return text.count > 3 && !text.contains("{") ? [[.text(String(text.prefix(1)))]] : []
    case .filtered(let open, let value, let filters, let close):
      return filters.indices.map { index in
        var fewer = filters
        fewer.remove(at: index)
        return [.filtered(open: open, value: value, filters: fewer, close: close)]
      }
    case .words(let open, let words, let close):
      return words.indices.dropFirst().map { index in
        var fewer = words
        fewer.remove(at: index)
        return [.words(open: open, fewer, close: close)]
      }
    case .spoilt(let text): return Self.cuts(of: Array(text)).map { [.spoilt(String($0))] }
    case .block(let branches, let closing):
      var found = branches.map(\.body)
      for index in branches.indices.dropFirst() {
        var fewer = branches
        fewer.remove(at: index)
        found.append([.block(branches: fewer, closing: closing)])
      }
      for index in branches.indices {
        for body in branches[index].body.reductions {
          var changed = branches
          changed[index].body = body
          found.append([.block(branches: changed, closing: closing)])
        }
      }
      return found
    }
  }

  /// The text without a half, a quarter …, down to single characters.
  private static func cuts(of text: [Character]) -> [[Character]] {
    var found: [[Character]] = []
    var size = text.count / 2
    while size > 0 {
      for start in stride(from: 0, to: text.count, by: size) {
        found.append(Array(text[..<start] + text[min(text.count, start + size)...]))
      }
      size /= 2
    }
    return found
  }
}

extension [Piece] {
  /// The source text.
  package var source: String { map(\.source).joined() }

  /// Every list that is one step smaller: the big steps first.
  package var reductions: [[Piece]] {
    var found: [[Piece]] = []
    if count > 3 {
      found.append(Array(self[(count / 2)...]))
      found.append(Array(self[..<(count / 2)]))
    }
    for index in indices {
      found.append(Array(self[..<index] + self[(index + 1)...]))
    }
    for index in indices {
      for smaller in self[index].reductions {
        found.append(Array(self[..<index]) + smaller + Array(self[(index + 1)...]))
      }
    }
    return found
  }
}
