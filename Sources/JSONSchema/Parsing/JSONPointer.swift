import Documents

/// JSON Pointers (RFC 6901): reading them, following them, and writing the one of a node.
enum JSONPointer {
  /// The reference tokens of a pointer, or nil where it is none.
  static func tokens(_ pointer: String) -> [String]? {
    if pointer.isEmpty { return [] }
    guard pointer.hasPrefix("/") else { return nil }
    var tokens: [String] = []
    for token in pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard let plain = unescaped(token) else { return nil }
      tokens.append(plain)
    }
    return tokens
  }

  /// The child that a token names, or nil.
  static func child(_ document: Document, _ node: NodeID, _ token: String) -> NodeID? {
    switch document.kind(node) {
    case .object:
      return document.member(node, token)
    case .array:
      guard token == "0" || (!token.hasPrefix("0") && token.utf8.allSatisfy { $0 &- 48 < 10 }),
        let index = Int(token), index < document.count(node)
      else { return nil }
      var items = document.items(node).makeIterator()
      for _ in 0..<index { _ = items.next() }
      return items.next()
    default:
      return nil
    }
  }

  /// One token with `~` and `/` escaped.
  static func escaped(_ token: String) -> String {
    guard token.utf8.contains(where: { $0 == 0x7E || $0 == 0x2F }) else { return token }
    var result = ""
    for scalar in token.unicodeScalars {
      switch scalar {
      case "~": result += "~0"
      case "/": result += "~1"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The steps from `root` down to `node`: names and indices.
  static func path(_ document: Document, from root: NodeID, to node: NodeID) -> [PathStep] {
    var path: [PathStep] = []
    var current = root
    search: while current != node {
      switch document.kind(current) {
      case .object:
        for (key, value) in document.members(current)
        where node.index < document.next(value).index {
          path.append(.name(document.string(key)))
          // A key's own path is its value's.
          if node == key { return path }
          current = value
          continue search
        }
      case .array:
        var index = 0
        for item in document.items(current) {
          if node.index < document.next(item).index {
            path.append(.index(index))
            current = item
            continue search
          }
          index += 1
        }
      default: break
      }
      return path
    }
    return path
  }

  /// The pointer of a path.
  static func text(_ path: [PathStep]) -> String {
    var result = ""
    for step in path {
      switch step {
      case .name(let name): result += "/" + escaped(name)
      case .index(let index): result += "/\(index)"
      }
    }
    return result
  }

  private static func unescaped(_ token: Substring) -> String? {
    guard token.utf8.contains(0x7E) else { return String(token) }
    var result = String.UnicodeScalarView()
    var scalars = token.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      guard scalar == "~" else {
        result.append(scalar)
        continue
      }
      switch scalars.next() {
      case "0": result.append("~")
      case "1": result.append("/")
      default: return nil
      }
    }
    return String(result)
  }
}

/// One step from a value to a value inside it.
enum PathStep: Equatable {
  /// To the member with this name.
  case name(String)
  /// To the item at this index.
  case index(Int)
}

extension [PathStep] {
  /// The path as people write it: `contacts[2].channel`; names that are no words in brackets.
  var display: String {
    var result = ""
    for step in self {
      switch step {
      case .index(let index): result += "[\(index)]"
      case .name(let name):
        let isWord =
          !name.isEmpty && name.utf8.first.map { $0 &- 48 >= 10 } == true
          && name.utf8.allSatisfy {
            $0 == 0x5F || $0 == 0x2D || $0 == 0x24 || $0 &- 48 < 10 || ($0 | 0x20) &- 97 < 26
              || $0 >= 0x80
          }
        if isWord {
          result += (result.isEmpty ? "" : ".") + name
        } else {
          result += "[\"\(name)\"]"
        }
      }
    }
    return result
  }
}
