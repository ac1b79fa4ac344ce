import Rendering

/// Replaces customers' data in edits by `⟨path|filters⟩`.
///
/// The new text has a source map. Stored bytes have none: there a value is recognised by its form,
/// first among the values of the same edit, then among those of the same output, then among the data
/// of the case. What is not recognised stays as it is, so a mistake splits a group and joins none.
struct EditMasks {
  private let old: [UInt8]
  private let new: [UInt8]
  private let origins: OutputOrigins
  private let printed: [Int]
  /// The printed values of the output by their form; made when the first old text needs it.
  private var known: [ByteText: Int]?

  /// Most tokens of an edit in which values are recognised.
  private static let maximumTokens = 20_000
  /// Most tokens that one printed value has in the old text.
  private static let longestValue = 24

  init(old: [UInt8], new: [UInt8], origins: OutputOrigins, printed: [Int]) {
    self.old = old
    self.new = new
    self.origins = origins
    self.printed = printed
  }

  /// Returns both texts of an edit masked, and how many bytes of data the new one holds.
  mutating func mask(_ edit: SequenceEdit) -> (old: String, new: String, dataBytes: Int) {
    let first = printed.firstIndex(inOrder: {
      origins.new[$0].range.upperBound > edit.new.lowerBound
    })
    let runs = printed[(first ?? printed.count)...].prefix {
      origins.new[$0].range.overlaps(edit.new)
    }
    let dataBytes = runs.reduce(0) { $0 + origins.new[$1].range.clamped(to: edit.new).count }
    let maskedNew = Self.masked(new, edit.new, runs.map { origins.new[$0] }) { $0.expression }
    let maskedOld: String
    if let mapped = origins.old {
      let runs = mapped.filter { $0.isPrinted && $0.range.overlaps(edit.old) }
      if Self.masked(old, edit.old, runs, { $0.expression }) == maskedNew {
        return (text(old, edit.old), text(new, edit.new), dataBytes)
      }
      // Without filters, as a recognised value is: the same edit has the same name everywhere.
      maskedOld = Self.masked(old, edit.old, runs) { $0.valueName }
    } else {
      maskedOld = recognised(edit.old, Array(runs))
    }
    // Only the data changed: what it was and is makes the edit, not where it is printed.
    guard maskedOld != maskedNew else {
      return (text(old, edit.old), text(new, edit.new), dataBytes)
    }
    return (maskedOld, maskedNew, dataBytes)
  }

  private func text(_ bytes: [UInt8], _ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private static func masked(
    _ bytes: [UInt8], _ range: Range<Int>, _ runs: [TextOrigins.Run],
    _ name: (TextOrigins.Run) -> String
  ) -> String {
    var result = ""
    var position = range.lowerBound
    for run in runs {
      let start = max(run.range.lowerBound, position)
      result += String(decoding: bytes[position..<start], as: UTF8.self)
      result += "⟨\(name(run))⟩"
      position = max(position, min(run.range.upperBound, range.upperBound))
    }
    return result + String(decoding: bytes[position..<range.upperBound], as: UTF8.self)
  }

  /// Masks values of a text without a map by their form, the longest first at each place.
  private mutating func recognised(_ range: Range<Int>, _ runs: [Int]) -> String {
    let tokens = OutputTokens(old, range, tags: false)
    guard tokens.ranges.count <= Self.maximumTokens else { return text(old, range) }
    var near: [ByteText: Int] = [:]
    for run in runs {
      if let form = PrintedValue.form(new[origins.new[run].range]) { near[ByteText(form)] = run }
    }
    var result = ""
    var index = 0
    while index < tokens.ranges.count {
      if tokens.kinds[index] == .word, let (name, end) = value(at: index, tokens, near) {
        result += "⟨\(name)⟩"
        index = end
      } else {
        result += String(decoding: old[tokens.ranges[index]], as: UTF8.self)
        index += 1
      }
    }
    return result
  }

  private mutating func value(
    at start: Int, _ tokens: OutputTokens, _ near: [ByteText: Int]
  ) -> (name: String, end: Int)? {
    var best: (name: String, end: Int)?
    var end = start
    while end < tokens.ranges.count, end - start < Self.longestValue, tokens.kinds[end] != .line {
      end += 1
      guard tokens.kinds[end - 1] == .word,
        let form = PrintedValue.form(
          old[tokens.ranges[start].lowerBound..<tokens.ranges[end - 1].upperBound])
      else { continue }
      // A currency beside a number is text unless it is part of the same word.
      if form.first == UInt8(ascii: "#") {
        guard hasDigit(tokens.ranges[start]), hasDigit(tokens.ranges[end - 1]) else { continue }
      }
      if let name = name(of: form, near) { best = (name, end) }
    }
    return best
  }

  private func hasDigit(_ range: Range<Int>) -> Bool { old[range].contains { $0 &- 0x30 < 10 } }

  private mutating func name(of form: [UInt8], _ near: [ByteText: Int]) -> String? {
    let key = ByteText(form)
    if let run = near[key] { return origins.new[run].valueName }
    guard PrintedValue.isDistinct(form) else { return nil }
    if let run = knownValues()[key] { return origins.new[run].valueName }
    return origins.values.names[key]
  }

  private mutating func knownValues() -> [ByteText: Int] {
    if let known { return known }
    var found: [ByteText: Int] = [:]
    for run in printed {
      guard let form = PrintedValue.form(new[origins.new[run].range]) else { continue }
      let key = ByteText(form)
      if found[key] == nil { found[key] = run }
    }
    known = found
    return found
  }
}
