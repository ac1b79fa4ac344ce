import Documents

/// One line of a conformance file: its id with the whole case as a document.
struct SuiteCase {
  /// The case's stable name.
  let id: String
  /// The fields of the case.
  let value: DocumentValue
}

/// What an engine made of one case.
enum Verdict {
  /// Right by the suite's rules.
  case passed
  /// Wrong, with a short reason.
  case failed(String)
}

/// A suite that this program can run: a name and a way to judge one case.
protocol Suite {
  /// The word on the command line: `liquid`, `jsonschema`.
  static var name: String { get }

  /// Prepares what all cases share; `arguments` are the words after the file.
  init(arguments: [String]) throws

  /// Judges one case.
  mutating func run(_ suiteCase: SuiteCase) -> Verdict

  /// Prints figures of the suite's own after the last case.
  func finish()
}

extension Suite {
  /// Most suites have none.
  func finish() {}
}
