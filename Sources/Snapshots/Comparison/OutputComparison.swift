import Rendering

/// Finds the edits between two texts of an output.
///
/// Lines are compared first, then the tokens of lines that differ. Edits that touch a printed value
/// take it whole, and edits with nothing but data and signs between them are one edit.
package struct OutputComparison {
  private let path: String
  private let old: [UInt8]
  private let new: [UInt8]
  private let origins: OutputOrigins
  private let isMarkup: Bool
  /// The positions in `origins.new` of printed values.
  private let printed: [Int]

  /// Prepares to compare the old text of an output with the new one.
  package init(path: String, old: [UInt8], new: [UInt8], origins: OutputOrigins) {
    self.path = path
    self.old = old
    self.new = new
    self.origins = origins
    isMarkup = path.hasSuffix(".html")
    printed = origins.new.indices.filter { origins.new[$0].isPrinted }
  }

  /// The edits in the order of the text.
  package var edits: [OutputEdit] {
    var masks = EditMasks(old: old, new: new, origins: origins, printed: printed)
    var oldParts = OutputPart(path: path, old)
    var newParts = OutputPart(path: path, new)
    return Self.bounded(stretches.flatMap(edits)).map { edit in
      let masked = masks.mask(edit)
      let isInNew = edit.new.lowerBound < edit.new.upperBound || old.isEmpty
      let part =
        isInNew
        ? newParts.name(at: edit.new.lowerBound) : oldParts.name(at: edit.old.lowerBound)
      return OutputEdit(
        key: EditKey(part: part, old: masked.old, new: masked.new), old: edit.old, new: edit.new,
        cause: cause(of: edit), reasons: reasons(of: edit), dataBytes: masked.dataBytes)
    }
  }

  /// An output with very many edits is one edit: nobody reviews a thousand in one message.
  private static func bounded(_ edits: [SequenceEdit]) -> [SequenceEdit] {
    guard let first = edits.first, let last = edits.last,
      edits.count > SequenceDifference.maximumEdits
    else { return edits }
    return [
      SequenceEdit(
        old: first.old.lowerBound..<last.old.upperBound,
        new: first.new.lowerBound..<last.new.upperBound)
    ]
  }

  /// The replaced stretches of lines, as bytes.
  private var stretches: [SequenceEdit] {
    let oldLines = Self.lines(old)
    let newLines = Self.lines(new)
    return edits(oldLines, newLines).map { edit in
      SequenceEdit(
        old: Self.bytes(edit.old, oldLines, old.count),
        new: Self.bytes(edit.new, newLines, new.count))
    }
  }

  /// The edits of pieces, in pieces.
  private func edits(_ oldPieces: [Range<Int>], _ newPieces: [Range<Int>]) -> [SequenceEdit] {
    let (start, end) = sharedEnds(oldPieces, newPieces)
    let oldMiddle = Array(oldPieces[start..<oldPieces.count - end])
    let newMiddle = Array(newPieces[start..<newPieces.count - end])
    var numbers = PieceNumbers(old: old, new: new, count: oldMiddle.count + newMiddle.count)
    let oldNumbers = numbers.numbers(of: oldMiddle, isOld: true)
    let newNumbers = numbers.numbers(of: newMiddle, isOld: false)
    return SequenceDifference.edits(
      fromNumbers: oldNumbers, to: newNumbers, below: numbers.count
    ).map { edit in
      SequenceEdit(
        old: edit.old.lowerBound + start..<edit.old.upperBound + start,
        new: edit.new.lowerBound + start..<edit.new.upperBound + start)
    }
  }

  /// How many pieces both texts begin with, and how many they end with: most of them, and comparing
  /// two costs less than numbering both.
  private func sharedEnds(
    _ oldPieces: [Range<Int>], _ newPieces: [Range<Int>]
  ) -> (start: Int, end: Int) {
    let (oldSpan, newSpan) = (old.span, new.span)
    func isEqual(_ left: Int, _ right: Int) -> Bool {
      PieceNumbers.isEqual(oldSpan, oldPieces[left], newSpan, newPieces[right])
    }
    let most = min(oldPieces.count, newPieces.count)
    var start = 0
    while start < most, isEqual(start, start) { start += 1 }
    var end = 0
    while end < most - start, isEqual(oldPieces.count - 1 - end, newPieces.count - 1 - end) {
      end += 1
    }
    return (start, end)
  }

  /// The bytes of some pieces; of none, the place where they would stand.
  private static func bytes(_ range: Range<Int>, _ pieces: [Range<Int>], _ end: Int) -> Range<Int> {
    let start = range.lowerBound < pieces.count ? pieces[range.lowerBound].lowerBound : end
    return range.isEmpty ? start..<start : start..<pieces[range.upperBound - 1].upperBound
  }

  /// Splits after each LF.
  private static func lines(_ bytes: [UInt8]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    let span = bytes.span
    for index in span.indices where span[index] == UInt8(ascii: "\n") {
      lines.append(start..<index + 1)
      start = index + 1
    }
    if start < bytes.count { lines.append(start..<bytes.count) }
    return lines
  }

  /// The edits of tokens within a stretch, as bytes.
  private func edits(in stretch: SequenceEdit) -> [SequenceEdit] {
    guard max(stretch.old.count, stretch.new.count) <= OutputTokens.maximumBytes else {
      return [stretch]
    }
    let oldTokens = OutputTokens(old, stretch.old, tags: isMarkup)
    let newTokens = OutputTokens(new, stretch.new, tags: isMarkup)
    var edits = edits(oldTokens.ranges, newTokens.ranges)
    let runs = newTokens.ranges.map(run)
    edits = Self.taking(wholeRuns: runs, edits)
    edits = joined(edits, runs, newTokens)
    return edits.map { edit in
      SequenceEdit(
        old: Self.bytes(edit.old, oldTokens.ranges, stretch.old.upperBound),
        new: Self.bytes(edit.new, newTokens.ranges, stretch.new.upperBound))
    }
  }

  /// The printed value that a token of the new text lies in or touches, or -1.
  private func run(_ token: Range<Int>) -> Int {
    let first = printed.firstIndex(inOrder: { origins.new[$0].range.upperBound > token.lowerBound })
    guard let first, origins.new[printed[first]].range.overlaps(token) else { return -1 }
    return printed[first]
  }

  /// Grows edits that cut a printed value to its ends; what is grown over is equal in both texts.
  private static func taking(wholeRuns runs: [Int], _ edits: [SequenceEdit]) -> [SequenceEdit] {
    func isInside(_ boundary: Int) -> Bool {
      boundary > 0 && boundary < runs.count && runs[boundary] >= 0
        && runs[boundary] == runs[boundary - 1]
    }
    var grown: [SequenceEdit] = []
    for (index, edit) in edits.enumerated() {
      var (oldLower, oldUpper) = (edit.old.lowerBound, edit.old.upperBound)
      var (newLower, newUpper) = (edit.new.lowerBound, edit.new.upperBound)
      let floor = grown.last?.new.upperBound ?? 0
      while newLower > floor, isInside(newLower) {
        newLower -= 1
        oldLower -= 1
      }
      let ceiling = index + 1 < edits.count ? edits[index + 1].new.lowerBound : runs.count
      while newUpper < ceiling, isInside(newUpper) {
        newUpper += 1
        oldUpper += 1
      }
      let edit = SequenceEdit(old: oldLower..<oldUpper, new: newLower..<newUpper)
      if let last = grown.last, last.new.upperBound >= newLower, last.old.upperBound >= oldLower {
        grown[grown.count - 1] = SequenceEdit(
          old: last.old.lowerBound..<oldUpper, new: last.new.lowerBound..<newUpper)
      } else {
        grown.append(edit)
      }
    }
    return grown
  }

  /// Joins edits of one line between which stand only data, blanks and signs.
  private func joined(
    _ edits: [SequenceEdit], _ runs: [Int], _ tokens: OutputTokens
  ) -> [SequenceEdit] {
    var joined: [SequenceEdit] = []
    for edit in edits {
      if let last = joined.last,
        (last.new.upperBound..<edit.new.lowerBound).allSatisfy({ index in
          runs[index] >= 0 || tokens.kinds[index] == .blank || tokens.kinds[index] == .sign
        })
      {
        joined[joined.count - 1] = SequenceEdit(
          old: last.old.lowerBound..<edit.old.upperBound,
          new: last.new.lowerBound..<edit.new.upperBound)
      } else {
        joined.append(edit)
      }
    }
    return joined
  }

  /// The line that wrote the first byte of the new text, or the byte before a stretch that went.
  private func cause(of edit: SequenceEdit) -> EditCause? {
    let runs = origins.new
    let next = runs.firstIndex(inOrder: { $0.range.upperBound > edit.new.lowerBound })
    if let next, runs[next].range.overlaps(edit.new) {
      return runs[next].place(
        at: max(edit.new.lowerBound, runs[next].range.lowerBound), in: new)
    }
    let before = next ?? runs.count
    return (before > 0 ? runs[before - 1] : runs.first).map {
      $0.place(at: edit.new.lowerBound, in: new)
    }
  }

  /// The inputs that explain an edit, where what has changed is known.
  private func reasons(of edit: SequenceEdit) -> [EditReason] {
    guard let changes = origins.changes else { return [] }
    let runs = origins.new
    let next = runs.firstIndex(inOrder: { $0.range.upperBound > edit.new.lowerBound }) ?? runs.count
    var end = next
    while end < runs.count, runs[end].range.lowerBound < edit.new.upperBound { end += 1 }
    // What went away stood between its neighbours.
    let touching =
      end > next ? runs[next..<end] : runs[max(0, next - 1)..<min(next + 1, runs.count)]
    return changes.reasons(
      for: touching, at: edit.new.lowerBound, in: new, isRemoval: edit.new.isEmpty)
  }
}
