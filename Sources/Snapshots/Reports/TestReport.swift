package import Diagnostics

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
    /// The paths of its outputs that are not what is stored, in the order of its parts.
    package var differences: [String] = []
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
    /// The old text as UTF-8; nil where there is none.
    package let old: [UInt8]?
    /// The new text as UTF-8; nil where there is none.
    package let new: [UInt8]?

    /// Creates a change; bytes that are no UTF-8 are replaced, as in every report.
    package init(caseID: String, path: String, kind: String, old: [UInt8]?, new: [UInt8]?) {
      self.caseID = caseID
      self.path = path
      self.kind = kind
      self.old = old.map(Self.text)
      self.new = new.map(Self.text)
    }

    /// The difference by lines; a checkout's CR LF is none.
    package var difference: TextDifference {
      TextDifference(old: SnapshotText.lineFeeds(old ?? []), new: new ?? [])
    }

    private static func text(_ bytes: [UInt8]) -> [UInt8] {
      if (try? UTF8Span(validating: bytes.span)) != nil { return bytes }
      return Array(String(decoding: bytes, as: UTF8.self).utf8)
    }
  }

  /// A problem of the content or of a rendering.
  package struct Problem: Sendable, Hashable {
    /// The problem with its places.
    package var diagnostic: PlacedDiagnostic

    /// Creates a problem.
    package init(_ diagnostic: PlacedDiagnostic) { self.diagnostic = diagnostic }

    /// The stable code.
    package var code: String { diagnostic.code.name }
    /// What the code means.
    package var summary: String { diagnostic.code.summary }
    /// `error`, `warning` or `information`.
    package var severity: String { diagnostic.severity.name }
    /// What is wrong.
    package var message: String { diagnostic.message }
    /// Where, if it has a place.
    package var place: Place? { diagnostic.place.map(Place.init) }
    /// What to do next.
    package var notes: [String] { diagnostic.notes.map(\.message) }
  }

  /// What a run stored and what it left for review.
  package struct Storing: Sendable, Equatable {
    /// Where what waits can be reviewed.
    package enum Review: String, Sendable {
      /// In the repository.
      case here
      /// Wherever the archive of the run is taken to.
      case archive
      /// Nowhere: under CI nothing was left.
      case nowhere
      /// In more than one of these: the parts of a run left it differently.
      case mixed
    }

    /// Where what waits can be reviewed.
    package var review = Review.here
    /// Outputs that were stored.
    package var stored = 0
    /// Stale files that were removed.
    package var removed = 0
    /// Outputs that wait for review.
    package var pending = 0
    /// Snapshots in a merge conflict that were replaced, in order.
    package var resolved: [String] = []
    /// Snapshots in a merge conflict that hold what is rendered, in order.
    package var settled: [String] = []

    /// Creates the account of a run that stored nothing and left nothing.
    package init() {}
  }

  /// The version of the program.
  package var version: String
  /// The name of the project.
  package var project: String
  /// The content root in its repository, from which servers count paths; empty where it is the
  /// repository's own.
  package var folder = ""
  /// Which run it is of; nil where nobody asked.
  package var identity: Identity?
  /// Every case, in order.
  package var cases: [Case] = []
  /// Every output that differs, by path.
  package var changes: [Change] = []
  /// The differing outputs by edit, in the order in which people should look at them.
  package var clusters: [Cluster] = []
  /// Stored files that no case produces.
  package var stale: [String] = []
  /// Problems, by place.
  package var problems: [Problem] = []
  /// What was stored and what waits.
  package var storing = Storing()
  /// Which branches the cases reach; nil where it was not asked for.
  package var coverage: Coverage?
  /// What pictures of the messages show; nil where none were asked for.
  package var visual: Visual?
  /// Why the run ended before all cases were done, or nil.
  package var interruption: String?

  /// Creates an empty report.
  package init(version: String, project: String) {
    self.version = version
    self.project = project
  }

  /// Whether the run has findings, so that its command ends with exit code 1.
  package var isFailure: Bool {
    // Stale files are all removed or all left.
    interruption != nil || count("failed") > 0 || storing.pending > 0
      || storing.removed < stale.count || problems.contains { $0.severity == "error" }
      || coverage?.isTooLow == true || visual?.isFailure == true
  }

  /// What is about the folder of snapshots rather than about a case: said beside the report.
  package var remarks: [PlacedDiagnostic] {
    problems.map(\.diagnostic).filter {
      $0.code == .snapshotLineEnds || $0.code == .snapshotForeign
    }
  }

  /// The problems, with the branches that no case reaches behind them.
  var allProblems: [Problem] { problems + (coverage?.problems ?? []) }

  /// The number of cases with an outcome.
  package func count(_ outcome: String) -> Int { cases.count { $0.outcome == outcome } }

  /// The changes by the path of their output.
  package var changesByPath: [String: Change] {
    Dictionary(changes.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The cases by id.
  var casesByID: [String: Case] {
    Dictionary(cases.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

extension TestReport.Place {
  /// Takes the place of a problem.
  init(_ place: PlacedDiagnostic.Place) {
    self.init(
      path: place.path, line: place.start.line, column: place.start.column,
      endLine: place.end.line, endColumn: place.end.column)
  }
}
