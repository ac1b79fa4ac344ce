/// Numbers the pieces of two texts so that equal pieces, and no others, have the same number.
///
/// A table of its own instead of a dictionary: the pieces of ten thousand outputs are numbered, and
/// hashing each as a slice would cost more than the rest of a comparison.
struct PieceNumbers {
  private struct Piece {
    var hash: UInt64
    var range: Range<Int>
    var isOld: Bool
  }

  private let old: [UInt8]
  private let new: [UInt8]
  private let seed: UInt64
  private var pieces: [Piece] = []
  /// Numbers by hash, -1 where there is none; a power of two of them, at most half of it taken.
  private var slots: [Int32]

  /// Prepares for pieces of two texts, `count` of them together.
  init(old: [UInt8], new: [UInt8], count: Int) {
    self.old = old
    self.new = new
    // Another seed in each process: no text can be made whose pieces all fall into one slot.
    seed = UInt64(truncatingIfNeeded: Hasher().finalize())
    var size = 16
    while size < count * 2 { size *= 2 }
    slots = [Int32](repeating: -1, count: size)
  }

  /// How many different pieces there are so far.
  var count: Int { pieces.count }

  /// Returns the number of a piece of the old or the new text.
  mutating func number(_ range: Range<Int>, isOld: Bool) -> Int32 {
    let hash = Self.hash(isOld ? old : new, range, seed)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let known = pieces[Int(slots[slot])]
      if known.hash == hash, isEqual(known, range, isOld) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = Int32(pieces.count)
    slots[slot] = number
    pieces.append(Piece(hash: hash, range: range, isOld: isOld))
    return number
  }

  private func isEqual(_ piece: Piece, _ range: Range<Int>, _ isOld: Bool) -> Bool {
    guard piece.range.count == range.count else { return false }
    let left = (piece.isOld ? old : new).span
    let right = (isOld ? old : new).span
    for offset in 0..<range.count
    where left[piece.range.lowerBound + offset] != right[range.lowerBound + offset] {
      return false
    }
    return true
  }

  /// Mixes eight bytes at a time.
  private static func hash(_ bytes: [UInt8], _ range: Range<Int>, _ seed: UInt64) -> UInt64 {
    let span = bytes.span
    var hash = seed ^ UInt64(truncatingIfNeeded: range.count)
    var word: UInt64 = 0
    var shift: UInt64 = 0
    for index in range {
      word |= UInt64(span[index]) &<< shift
      shift += 8
      if shift == 64 {
        hash = mixed(hash, word)
        (word, shift) = (0, 0)
      }
    }
    return mixed(hash, word)
  }

  private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low ^ hash
  }
}
