package import Diagnostics
package import Rendering

/// What became of one case of a test run.
package struct CaseResult: Sendable {
  /// A file whose rendered form is not what is stored.
  package struct Difference: Sendable {
    /// What was rendered, and where it would be stored.
    package let file: SnapshotFile
    /// The bytes of the stored file; nil where there is none yet.
    package let stored: [UInt8]?
  }

  /// How the case ended.
  package enum Outcome: Sendable {
    /// Every file is stored as it was rendered.
    case passed
    /// Every file that differs has a stored form: the output changed.
    case changed([Difference])
    /// At least one file has never been stored.
    case new([Difference])
    /// Rendering ended with an error; nothing is compared.
    case failed
  }

  /// The case.
  package let testCase: Case
  /// How it ended.
  package let outcome: Outcome
  /// Problems found while rendering, warnings included.
  package let diagnostics: [Diagnostic]
  /// Whether an earlier rendering stands for this one, since nothing it was made from has changed.
  package let isReused: Bool
  /// What rendering took, in microseconds, where a clock was given; 0 for a reused result.
  package let cost: Int

  init(
    testCase: Case, outcome: Outcome, diagnostics: [Diagnostic] = [], isReused: Bool = false,
    cost: Int = 0
  ) {
    self.testCase = testCase
    self.outcome = outcome
    self.diagnostics = diagnostics
    self.isReused = isReused
    self.cost = cost
  }

  /// The files that differ; none for a case that passed or failed.
  package var differences: [Difference] {
    switch outcome {
    case .changed(let differences), .new(let differences): differences
    case .passed, .failed: []
    }
  }

  /// The word for the outcome in reports: `passed`, `changed`, `new`, `failed`.
  package var word: String {
    switch outcome {
    case .passed: "passed"
    case .changed: "changed"
    case .new: "new"
    case .failed: "failed"
    }
  }
}
