import Content
import Diagnostics
package import Rendering

/// Chooses cases by the words of the command line.
///
/// A word matches a template (`cart-sms`), a case (`cart-sms/vip-zoe@de`), a profile (`vip-zoe`), or
/// a path or its end: of a snapshot, a template, a profile, or a folder of them; words are
/// alternatives.
package struct CaseFilter: Sendable {
  /// The words.
  package let words: [String]
  private let paths: [String: [CasePath]]

  /// Creates a filter; without words it matches every case.
  ///
  /// As a path a word is read from the content root, and from `folder` below it.
  package init(_ words: [String], from folder: String = "") {
    self.words = words
    paths = Dictionary(
      words.map { word in
        let inner = folder.isEmpty ? nil : CasePath(word, from: folder)
        return (word, [CasePath(word, from: ""), inner].compactMap(\.self))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Returns the matching cases, and the words that match none with the nearest names.
  package func select(
    _ cases: [Case]
  ) -> (selected: [Case], unmatched: [(word: String, suggestion: String?)]) {
    guard !words.isEmpty else { return (cases, []) }
    var selected: [Case] = []
    var matched: Set<String> = []
    for testCase in cases {
      let hits = words.filter { matches($0, testCase) }
      if !hits.isEmpty { selected.append(testCase) }
      matched.formUnion(hits)
    }
    var names: Set<String> = []
    for testCase in cases {
      names.formUnion([testCase.template.id, testCase.profile.id, testCase.id])
    }
    let unmatched = words.filter { !matched.contains($0) }.map { word in
      (word: word, suggestion: NearestName.suggest(word, among: names.sorted()))
    }
    return (selected, unmatched)
  }

  private func matches(_ word: String, _ testCase: Case) -> Bool {
    testCase.template.id == word || testCase.id == word || testCase.name == word
      || testCase.profile.id == word || paths[word]?.contains { $0.matches(testCase) } == true
      || SnapshotFiles.paths(of: testCase).contains { $0 == word || $0.hasSuffix("/" + word) }
  }
}
