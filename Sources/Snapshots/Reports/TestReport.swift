/// What a test run found, as every report tells it: plain values without the run behind them.
///
/// The JSON lines (`ReportLines`) hold exactly this, so a report made from lines that were read back
/// has the same bytes as one made at once, and the lines of several shards make one report.
package struct TestReport: Sendable, Equatable {
  /// A place in a file, line and column counted from 1.
  package struct Place: Sendable, Hashable {
    /// Path below the content root.
    package var path: String
    /// First line.
    package var line: Int
    /// First column.
    package var column: Int
    /// Last line.
    package var endLine: Int
    /// Column after the last character.
    package var endColumn: Int

    /// Creates a place; without an end it is a point.
    package init(
      path: String, line: Int = 1, column: Int = 1, endLine: Int? = nil, endColumn: Int? = nil
    ) {
      self.path = path
      self.line = line
      self.column = column
      self.endLine = endLine ?? line
      self.endColumn = endColumn ?? column
    }
  }

  /// One case and how it ended.
  package struct Case: Sendable, Equatable {
    /// `template/name`, unique in a run.
    package var id: String
    /// The template.
    package var template: String
    /// The channel of the template.
    package var channel: String
    /// The recipient.
    package var profile: String
    /// The language.
    package var locale: String
    /// `passed`, `changed`, `new` or `failed`.
    package var outcome: String
    /// What went wrong, for a case that failed.
    package var message: String?
    /// Codes of problems with where they lie, for a case that failed.
    package var places: [Place] = []
    /// Time of rendering and comparing in microseconds, where it was measured.
    package var microseconds: Int?
  }

  /// One output that is not what is stored.
  package struct Change: Sendable, Equatable {
    /// The case.
    package var caseID: String
    /// Where the output is stored.
    package var path: String
    /// `changed`, `added`, `removed`, `broken` or `mended`.
    package var kind: String
    /// The old text; nil where there is none.
    package var old: String?
    /// The new text; nil where there is none.
    package var new: String?
  }

  /// Outputs that the same edit changed.
  package struct Cluster: Sendable, Equatable {
    /// Words that went away and those that came.
    package struct Replacement: Sendable, Hashable {
      /// The words that went away, data masked.
      package var old: String
      /// The words that came, data masked.
      package var new: String
    }

    /// The short name by which `galley review` accepts it.
    package var id: String
    /// How its outputs differ.
    package var kind: String
    /// What kind of part differs: the ending of the files.
    package var part: String
    /// The words that changed; none for outputs that are new or gone.
    package var replacements: [Replacement]
    /// The source nodes that made the difference, the first of them the most telling.
    package var causes: [Place]
    /// Why the edit deserves a look before others, or nil.
    package var outlier: String?
    /// The paths of its outputs, in the order of cases.
    package var paths: [String]
    /// The inputs whose change explains the edit; none where that is not known.
    package var reasons: [EditReason] = []
  }

  /// A problem of the content or of a rendering.
  package struct Problem: Sendable, Hashable {
    /// The stable code.
    package var code: String
    /// What the code means.
    package var summary: String
    /// `error`, `warning` or `information`.
    package var severity: String
    /// What is wrong.
    package var message: String
    /// Where, if it has a place.
    package var place: Place?
    /// What to do next.
    package var notes: [String]
  }

  /// The version of the program.
  package var version: String
  /// The name of the project.
  package var project: String
  /// Every case, in order.
  package var cases: [Case] = []
  /// Every output that differs, in the order of cases.
  package var changes: [Change] = []
  /// The differing outputs by edit, in the order in which people should look at them.
  package var clusters: [Cluster] = []
  /// Stored files that no case produces.
  package var stale: [String] = []
  /// Problems, by place.
  package var problems: [Problem] = []
  /// What pictures of the messages show; nil where none were asked for.
  package var visual: Visual?
  /// Why the run ended before all cases were done, or nil.
  package var interruption: String?

  /// Creates an empty report.
  package init(version: String, project: String) {
    self.version = version
    self.project = project
  }

  /// The number of cases with an outcome.
  package func count(_ outcome: String) -> Int { cases.count { $0.outcome == outcome } }

  /// The changes by the path of their output.
  var changesByPath: [String: Change] {
    Dictionary(changes.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The cases by id.
  var casesByID: [String: Case] {
    Dictionary(cases.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
