/// The marks that git leaves in a file it could not merge.
package enum ConflictMarkers {
  /// Returns the text with our side of each conflict; nil for one without a whole conflict.
  ///
  /// Only the three marks in their order are a conflict: `=======` alone underlines a heading.
  package static func ours(_ bytes: [UInt8]) -> [UInt8]? {
    // Most texts have no conflict, and need not be split to know it.
    guard hasOpening(bytes) else { return nil }
    enum Side {
      case both
      case ours
      case base
      case theirs
    }
    var side = Side.both
    var result: [UInt8] = []
    var found = false
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      switch side {
      case .both where isMark(text, UInt8(ascii: "<"), named: true):
        side = .ours
        continue
      case .ours where isMark(text, UInt8(ascii: "|"), named: true):
        side = .base
        continue
      case .ours where isMark(text, UInt8(ascii: "="), named: false),
        .base where isMark(text, UInt8(ascii: "="), named: false):
        side = .theirs
        continue
      case .theirs where isMark(text, UInt8(ascii: ">"), named: true):
        side = .both
        found = true
        continue
      default: break
      }
      if side == .both || side == .ours {
        result += line
        result.append(UInt8(ascii: "\n"))
      }
    }
    guard found, side == .both else { return nil }
    result.removeLast()
    return result
  }

  private static func isMark(_ line: ArraySlice<UInt8>, _ sign: UInt8, named: Bool) -> Bool {
    guard line.count >= 7, line.prefix(7).allSatisfy({ $0 == sign }) else { return false }
    return line.count == 7 || named && line[line.startIndex + 7] == 0x20
  }

  /// Whether seven `<` follow each other anywhere.
  private static func hasOpening(_ bytes: [UInt8]) -> Bool {
    var count = 0
    let span = bytes.span
    for index in span.indices {
      count = span[index] == UInt8(ascii: "<") ? count + 1 : 0
      if count == 7 { return true }
    }
    return false
  }
}
