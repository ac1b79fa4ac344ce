import Content
import Diagnostics

/// Finds the line of a template that most likely rendered what changed.
///
/// The source map says it where it is known; else it is the line of the template that shares the
/// longest run of words with the changed line of the output.
enum SourceGuess {
  /// Returns the place in the part of the template that rendered a cluster's outputs.
  static func place(of cluster: OutputCluster, in template: Template) -> TestReport.Place {
    if let cause = cluster.causes.first {
      return TestReport.Place(path: cause.path, line: cause.line)
    }
    let home = TestReport.Place(path: template.folder + "/template.yaml")
    guard let change = cluster.changes.first else { return home }
    let parts = template.bodyPart(ofOutputAt: change.path) + template.parts
    guard let part = parts.first else { return home }
    guard cluster.kind == .changed, let edit = change.difference.edits.first else {
      return TestReport.Place(path: part.path)
    }
    let difference = change.difference
    let wanted = difference.new[edit.new] + difference.old[edit.old]
    var best = (score: 0, place: TestReport.Place(path: part.path))
    for line in wanted.prefix(8) {
      let known = Set(words(of: line).filter { $0.count > 2 })
      for part in parts {
        for (number, source) in part.lines.enumerated() {
          let score = words(of: source).reduce(0) {
            known.contains($1) ? $0 + $1.count : $0
          }
          guard score > best.score else { continue }
          best = (score, TestReport.Place(path: part.path, line: number + 1))
        }
      }
    }
    return best.place
  }
}

extension SourceGuess {
  /// The words and signs of a line.
  fileprivate static func words(of line: String) -> [ArraySlice<UInt8>] {
    let bytes = Array(line.utf8)
    return OutputTokens(bytes, 0..<bytes.count, tags: false).ranges.map { bytes[$0] }
  }
}

extension Template {
  /// The part that a stored output came from, by its ending.
  fileprivate func bodyPart(ofOutputAt path: String) -> [TemplatePart] {
    parts.filter { part in
      part.name != "subject" && part.name != "preheader" && path.hasSuffix(".\(part.type.rawValue)")
    }
  }
}

extension TemplatePart {
  fileprivate var lines: [String] {
    String(decoding: source.bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
  }
}
