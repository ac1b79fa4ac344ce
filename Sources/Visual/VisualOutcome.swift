package import Diagnostics

/// What the pictures of a run show.
package struct VisualOutcome: Sendable {
  /// How a picture compares.
  package enum Kind: String, Sendable {
    /// It looks like the baseline.
    case same
    /// It looks different.
    case different
    /// There is no stored text that it could be compared with.
    case new
  }

  /// One picture of a message.
  package struct Shot: Sendable {
    /// The snapshot.
    package let path: String
    /// The case.
    package let caseID: String
    /// The width of the view.
    package let width: Int
    /// How it compares.
    package internal(set) var kind: Kind
    /// Whether this run stores it as the baseline.
    package let isAccepted: Bool
    /// Whether the text is as it is stored.
    package internal(set) var isUnchangedText = false
    /// Pixels that differ.
    package internal(set) var changedPixels = 0
    /// The least box around them.
    package internal(set) var box: PictureComparison.Box?
    /// The baseline as PNG, for a picture that differs.
    package internal(set) var old: [UInt8]?
    /// The new picture as PNG; empty where it looks the same.
    package internal(set) var new: [UInt8]
    /// What differs, as PNG.
    package internal(set) var difference: [UInt8]?

    init(
      _ subject: VisualSubject, _ width: Int, _ kind: Kind, isAccepted: Bool, new: [UInt8]
    ) {
      path = subject.path
      caseID = subject.caseID
      self.width = width
      self.kind = kind
      self.isAccepted = isAccepted
      self.new = new
    }

    /// The name of its files without an ending: `email/hello/anna.html@600`.
    package var name: String { "\(VisualOutcome.short(path))@\(width)" }
  }

  /// A picture that could not be taken.
  package struct Failure: Sendable {
    /// The snapshot; nil where no picture could be taken at all.
    package let path: String?
    /// Why.
    package let error: VisualError
  }

  /// The key of the browser that took them.
  package internal(set) var browser = ""
  /// Pictures taken, those for missing baselines included.
  package internal(set) var shots = 0
  /// Baselines made of unchanged texts.
  package internal(set) var kept = 0
  /// Messages with unchanged texts that time was too short for.
  package internal(set) var later = 0
  /// Pictures that look the same.
  package private(set) var same = 0
  /// Pictures that are new or differ, in the order of cases.
  package private(set) var findings: [Shot] = []
  /// What could not be shot.
  package internal(set) var failures: [Failure] = []

  mutating func add(_ shot: Shot) {
    if shot.kind == .same { same += 1 } else { findings.append(shot) }
  }

  /// Pictures that look different from their baseline.
  package var different: Int { findings.count { $0.kind == .different } }

  /// Whether something is left to look at: a difference that is not accepted, or a failure.
  package var isFailure: Bool {
    !failures.isEmpty || findings.contains { $0.kind == .different && !$0.isAccepted }
  }

  /// What a report of problems says; differences of changed texts stand with their edits.
  package var diagnostics: [Diagnostic] {
    failures.map { failure in
      Diagnostic(
        failure.error.code,
        failure.path.map { "\($0): \(failure.error.message)" }
          ?? failure.error.message,
        at: failure.path.map { SourceSpan(SourceText(path: $0, bytes: []), at: 0) },
        severity: .error, notes: failure.error.hints.map { Diagnostic.Note($0) })
    }
      + findings.filter { $0.isUnchangedText && $0.kind == .different && !$0.isAccepted }.map {
        shot in
        Diagnostic(
          .visualChanged,
          "\(shot.path) looks different at \(shot.width) px, though its text is as it is stored",
          at: SourceSpan(SourceText(path: shot.path, bytes: []), at: 0), severity: .error,
          notes: [
            Diagnostic.Note("\(shot.changedPixels) pixels differ; --update stores the new picture")
          ])
      }
  }

  static func short(_ path: String) -> String {
    path.hasPrefix("snapshots/") ? String(path.dropFirst(10)) : path
  }
}
