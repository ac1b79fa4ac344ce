import Testing

@testable import Snapshots

@Suite struct PieceNumbersTests {
  @Test func equalPiecesOfBothTextsHaveOneNumber() {
    let old = Array("one two one ".utf8)
    let new = Array("two three one ".utf8)
    var numbers = PieceNumbers(old: old, new: new, count: 6)
    #expect(numbers.numbers(of: [0..<4, 4..<8, 8..<12], isOld: true) == [0, 1, 0])
    #expect(numbers.numbers(of: [0..<4, 4..<10, 10..<14], isOld: false) == [1, 2, 0])
    #expect(numbers.count == 3)
  }

  @Test func numbersAreThoseOfADictionaryOfThePieces() {
    // Few different bytes and lengths around eight, where the words of the hash end.
    var state: UInt64 = 42
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let texts = (0..<2).map { _ in (0..<20_000).map { _ in UInt8(next(2)) } }
    func pieces(_ text: [UInt8]) -> [Range<Int>] {
      var pieces: [Range<Int>] = []
      var start = 0
      while start < text.count {
        let end = min(start + next(18), text.count)
        pieces.append(start..<end)
        start = max(end, start + 1)
      }
      return pieces
    }
    let (old, new) = (pieces(texts[0]), pieces(texts[1]))
    var numbers = PieceNumbers(old: texts[0], new: texts[1], count: old.count + new.count)
    var known: [[UInt8]: Int32] = [:]
    for (text, ranges, isOld) in [(texts[0], old, true), (texts[1], new, false)] {
      for (range, number) in zip(ranges, numbers.numbers(of: ranges, isOld: isOld)) {
        let bytes = Array(text[range])
        #expect(known[bytes, default: Int32(known.count)] == number)
        known[bytes] = number
      }
    }
    #expect(numbers.count == known.count && known.count > 1_000)
  }
}
