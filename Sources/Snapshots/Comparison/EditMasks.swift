import Documents
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
    let values = runs.map { origins.new[$0] }
    let maskedNew = Self.masked(new, edit.new, values) { $0.expression }
    let maskedOld: String
    if let mapped = origins.old {
      let runs = mapped.filter { $0.isPrinted && $0.range.overlaps(edit.old) }
      let isSame = Self.masked(old, edit.old, runs) { $0.expression } == maskedNew
      if isSame || isComposed(edit, values), let inside = insideValues(edit, values) {
        return (inside.old, inside.new, dataBytes)
      }
      // Without filters, as a recognised value is: the same edit has the same name everywhere.
      maskedOld = isSame ? maskedNew : Self.masked(old, edit.old, runs) { $0.valueName }
    } else {
      if isComposed(edit, values), let inside = insideValues(edit, values) {
        return (inside.old, inside.new, dataBytes)
      }
      maskedOld = recognised(edit.old, Array(runs))
    }
    // Only the data changed: what it was and is makes the edit, not where it is printed.
    guard maskedOld != maskedNew else {
      return (text(old, edit.old), text(new, edit.new), dataBytes)
    }
    return (maskedOld, maskedNew, dataBytes)
  }

  /// What changed inside of printed values: the words that only one side has.
  ///
  /// The data that both sides have is masked, as a name in a translated sentence; an amount in the
  /// place of another is one edit for all customers. Nil where nothing can be said.
  private func insideValues(
    _ edit: SequenceEdit, _ runs: [TextOrigins.Run]
  ) -> (old: String, new: String)? {
    if isComposed(edit, runs), let run = runs.first, PrintedValue.isAmount(old[edit.old]),
      PrintedValue.isAmount(new[edit.new])
    {
      return ("⟨\(run.expression)⟩", "⟨\(run.expression): another number⟩")
    }
    let (names, exact) = arguments(of: runs)
    let before = ValueRecognition(old, edit.old, exact: exact)
    let after = ValueRecognition(new, edit.new, exact: exact)
    // A value that only one side has is what has changed.
    func found(_ side: ValueRecognition) -> Set<String> {
      Set(side.masked { names[$0] }.filter { $0.hasPrefix("⟨") })
    }
    let both = found(before).intersection(found(after))
    guard names.isEmpty || !both.isEmpty else { return nil }
    let name = { (form: ByteText) -> String? in
      names[form].flatMap { both.contains("⟨\($0)⟩") ? $0 : nil }
    }
    var (oldTokens, newTokens) = (before.masked(name)[...], after.masked(name)[...])
    while let first = oldTokens.first, first == newTokens.first {
      (oldTokens, newTokens) = (oldTokens.dropFirst(), newTokens.dropFirst())
    }
    while let last = oldTokens.last, last == newTokens.last {
      (oldTokens, newTokens) = (oldTokens.dropLast(), newTokens.dropLast())
    }
    guard !(oldTokens.isEmpty && newTokens.isEmpty) else { return nil }
    return (oldTokens.joined(), newTokens.joined())
  }

  /// The data that went into printed values: their names by form, and by the bytes of those that
  /// begin or end with signs.
  private func arguments(
    of runs: [TextOrigins.Run]
  ) -> (names: [ByteText: String], exact: [ValueRecognition.Exact]) {
    var names: [ByteText: String] = [:]
    var exact: [ValueRecognition.Exact] = []
    for value in runs.flatMap(\.values) where value.kind == .string || value.kind == .number {
      let text = Array(value.document.string(value.node).utf8)
      guard let form = PrintedValue.form(text[...]), PrintedValue.isDistinct(form),
        names[ByteText(form)] == nil, let name = origins.values.names[ByteText(form)]
      else { continue }
      names[ByteText(form)] = name
      guard text.contains(where: { OutputTokens.kind(of: $0) == .sign }) else { continue }
      exact.append(ValueRecognition.Exact(bytes: text, name: name))
      let escaped = CharacterReferences.escaped(text)
      if escaped != text { exact.append(ValueRecognition.Exact(bytes: escaped, name: name)) }
    }
    return (names, exact)
  }

  /// Whether the new text of an edit is one printed value that is made of more than its data.
  private func isComposed(_ edit: SequenceEdit, _ runs: [TextOrigins.Run]) -> Bool {
    guard runs.count == 1, let run = runs.first, run.range.lowerBound <= edit.new.lowerBound,
      run.range.upperBound >= edit.new.upperBound
    else { return false }
    guard let form = PrintedValue.form(new[run.range]) else { return false }
    return !run.values.contains { value in
      let text = Array(value.document.string(value.node).utf8)
      return PrintedValue.form(text[...]) == form
    }
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

  /// Masks values of a text without a map.
  private mutating func recognised(_ range: Range<Int>, _ runs: [Int]) -> String {
    var near: [ByteText: Int] = [:]
    var exact: [ValueRecognition.Exact] = []
    for run in runs {
      let bytes = new[origins.new[run].range]
      if let form = PrintedValue.form(bytes) { near[ByteText(form)] = run }
      if bytes.contains(UInt8(ascii: "&")) {
        exact.append(
          ValueRecognition.Exact(bytes: Array(bytes), name: origins.new[run].valueName))
      }
    }
    exact += arguments(of: runs.map { origins.new[$0] }).exact
    return ValueRecognition(old, range, exact: exact).masked { name(of: $0, near) }.joined()
  }

  private mutating func name(of form: ByteText, _ near: [ByteText: Int]) -> String? {
    if let run = near[form] { return origins.new[run].valueName }
    guard PrintedValue.isDistinct(form.bytes) else { return nil }
    if let run = knownValues()[form] { return origins.new[run].valueName }
    return origins.values.names[form]
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
