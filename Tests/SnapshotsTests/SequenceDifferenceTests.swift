import Testing

@testable import Snapshots

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

  /// Random sequences against the length of the longest common subsequence, found by its table.
  @Test func noShorterEditsExistForRandomSequences() {
    var generator = SeededGenerator(seed: 11)
    for round in 0..<400 {
      let alphabet = 2 + round % 7
      func sequence() -> [Int] {
        (0..<Int.random(in: 0...40, using: &generator)).map { _ in
          Int.random(in: 0..<alphabet, using: &generator)
        }
      }
      let (old, new) = (sequence(), sequence())
      var table = [[Int]](
        repeating: [Int](repeating: 0, count: new.count + 1), count: old.count + 1)
      for (row, first) in old.enumerated() {
        for (column, second) in new.enumerated() {
          table[row + 1][column + 1] =
            first == second
            ? table[row][column] + 1 : max(table[row][column + 1], table[row + 1][column])
        }
      }
      let edits = SequenceDifference.edits(from: old, to: new)
      let size = edits.reduce(0) { $0 + $1.old.count + $1.new.count }
      #expect(size == old.count + new.count - 2 * table[old.count][new.count])
      #expect(apply(edits, to: old, taking: new) == new)
    }
  }

  @Test func veryDifferentSequencesAreOneEdit() {
    let old = Array(0..<10_000)
    let new = Array(10_000..<20_000)
    let edits = SequenceDifference.edits(from: [-1] + old, to: [-1] + new)
    #expect(edits == [SequenceEdit(old: 1..<10_001, new: 1..<10_001)])
  }

  @Test func everySecondOfManyLinesIsAnEditOfItsOwn() {
    let old = Array(0..<10_000)
    let new = old.map { $0 % 2 == 0 ? $0 : -$0 }
    let edits = SequenceDifference.edits(from: old, to: new)
    #expect(edits.count == 5_000)
    #expect(edits.allSatisfy { $0.old.count == 1 && $0.old == $0.new })
  }

  @Test func aLongCommonMiddleIsNotPartOfAnEdit() {
    let middle = (0..<200_000).map { $0 % 1_000 }
    let edits = SequenceDifference.edits(from: [-1] + middle + [-2], to: [-3] + middle + [-4])
    let end = middle.count + 1
    #expect(
      edits == [
        SequenceEdit(old: 0..<1, new: 0..<1), SequenceEdit(old: end..<end + 1, new: end..<end + 1),
      ])
  }

  /// The same few lines in another order: what needs more edits than are looked for is one edit.
  @Test func givesUpOnTheMiddleOfShuffledSequences() {
    var generator = SeededGenerator(seed: 3)
    let old = (0..<10_000).map { $0 % 50 }
    let new = old.shuffled(using: &generator)
    let edits = SequenceDifference.edits(from: [-1] + old + [-2], to: [-1] + new + [-2])
    #expect(edits.count == 1)
    #expect(apply(edits, to: [-1] + old + [-2], taking: [-1] + new + [-2]) == [-1] + new + [-2])
  }
}

/// Inputs that made other tools hang: the edits stay small, or one edit stands for what is too large.
@Suite struct LargeDifferenceTests {
  private func edits(_ path: String, _ old: String, _ new: String) -> [OutputEdit] {
    OutputComparison(
      path: path, old: Array(old.utf8), new: Array(new.utf8), origins: .unknown
    ).edits
  }

  private func words(_ count: Int, _ word: (Int) -> String) -> String {
    (0..<count).map(word).joined(separator: " ")
  }

  @Test func twoWordsOfABodyOf500KilobytesInOneLineAreTwoEdits() {
    let old = words(100_000) { "w\($0 % 997)" }
    let new = words(100_000) { [7, 99_990].contains($0) ? "new" : "w\($0 % 997)" }
    #expect(old.utf8.count > 480_000)
    let edits = edits("a.html", old, new)
    #expect(edits.map(\.key.replacement.new) == ["new", "new"])
    #expect(edits.map(\.key.replacement.old) == ["w7", "w\(99_990 % 997)"])
  }

  @Test func aBodyOf500KilobytesWithOtherWordsIsOneEdit() {
    var generator = SeededGenerator(seed: 5)
    let old = words(100_000) { "w\($0 % 997)" }
    let new = words(100_000) { _ in "w\(Int.random(in: 0..<997, using: &generator))" }
    let edits = edits("a.html", old, new)
    #expect(edits.count == 1)
    #expect((edits.first?.new.count ?? 0) > 480_000)
  }

  @Test func aLineOfSeveralMegabytesFallsBackToTheLine() {
    let line = String(repeating: "abc ", count: 1_000_000)
    let edits = edits("a.txt", "same\n\(line)x\nsame\n", "same\n\(line)y\nsame\n")
    #expect(edits.map(\.new) == [5..<4_000_007])
  }

  @Test func tenThousandDifferentLinesAreOneEdit() {
    func text(_ word: String) -> String { (0..<10_000).map { "\(word) \($0)\n" }.joined() }
    #expect(edits("a.txt", text("old"), text("new")).count == 1)
  }

  @Test func thePlacesOfManyEditsInJSONAreFoundInOneReading() {
    func text(_ mark: String) -> String {
      let items = (0..<900).map { #"{"title":"a \"quoted\" \#($0)","n":["\#(mark)"]}"# }
      return
        #"{"long":"\#(String(repeating: "x", count: 500_000))","items":[\#(items.joined(separator: ","))]}"#
    }
    let edits = edits("a.json", text("b"), text("c"))
    #expect(edits.count == 900)
    #expect(Set(edits.map(\.key)) == [EditKey(part: "json $.items[].n[]", old: "b", new: "c")])
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
