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

  /// Returns the numbers of pieces of the old or the new text.
  mutating func numbers(of ranges: [Range<Int>], isOld: Bool) -> [Int32] {
    let (old, new) = (old, new)
    let (oldSpan, newSpan) = (old.span, new.span)
    let own = isOld ? oldSpan : newSpan
    var numbers: [Int32] = []
    numbers.reserveCapacity(ranges.count)
    for range in ranges {
      let hash = Self.hash(own, range, seed)
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] >= 0 {
        let known = pieces[Int(slots[slot])]
        if known.hash == hash,
          Self.isEqual(known.isOld ? oldSpan : newSpan, known.range, own, range)
        {
          break
        }
        slot = (slot + 1) & (slots.count - 1)
      }
      if slots[slot] < 0 {
        slots[slot] = Int32(pieces.count)
        pieces.append(Piece(hash: hash, range: range, isOld: isOld))
      }
      numbers.append(slots[slot])
    }
    return numbers
  }

  /// Whether two pieces are the same bytes.
  static func isEqual(
    _ left: Span<UInt8>, _ first: Range<Int>, _ right: Span<UInt8>, _ second: Range<Int>
  ) -> Bool {
    guard first.count == second.count else { return false }
    for offset in 0..<first.count
    where left[first.lowerBound + offset] != right[second.lowerBound + offset] {
      return false
    }
    return true
  }

  /// Mixes eight bytes at a time.
  private static func hash(_ span: Span<UInt8>, _ range: Range<Int>, _ seed: UInt64) -> UInt64 {
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
