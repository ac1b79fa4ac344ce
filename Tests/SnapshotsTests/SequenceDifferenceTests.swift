import Snapshots
import Testing

@Suite struct SequenceDifferenceTests {
  /// Applies the edits to `old`; the result must be `new`.
  private func apply(_ edits: [SequenceEdit], to old: [Int], taking new: [Int]) -> [Int] {
    var result: [Int] = []
    var position = 0
    for edit in edits {
      result += old[position..<edit.old.lowerBound]
      result += new[edit.new]
      position = edit.old.upperBound
    }
    return result + old[position...]
  }

  @Test func findsNothingBetweenEqualSequences() {
    #expect(SequenceDifference.edits(from: [1, 2, 3], to: [1, 2, 3]).isEmpty)
    #expect(SequenceDifference.edits(from: [Int](), to: []).isEmpty)
  }

  @Test func findsTheSmallestEdits() {
    let edits = SequenceDifference.edits(from: [1, 2, 3, 4, 5, 6], to: [1, 9, 3, 4, 6])
    #expect(
      edits == [SequenceEdit(old: 1..<2, new: 1..<2), SequenceEdit(old: 4..<5, new: 4..<4)])
  }

  @Test func turnsTheOldIntoTheNewForRandomSequences() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<500 {
      let old = (0..<Int.random(in: 0...30, using: &generator)).map { _ in
        Int.random(in: 0...4, using: &generator)
      }
      let new = (0..<Int.random(in: 0...30, using: &generator)).map { _ in
        Int.random(in: 0...4, using: &generator)
      }
      let edits = SequenceDifference.edits(from: old, to: new)
      #expect(apply(edits, to: old, taking: new) == new)
    }
  }

  @Test func givesUpOnTheMiddleOfVeryDifferentSequences() {
    let old = Array(0..<5_000)
    let new = Array(10_000..<15_000)
    let edits = SequenceDifference.edits(from: [-1] + old, to: [-1] + new)
    #expect(edits == [SequenceEdit(old: 1..<5_001, new: 1..<5_001)])
  }
}

/// A small linear congruential generator: the same numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
