import Differential
import Glibc

/// `conformance differential AMOUNT [--language L] [--seed S] [--references FOLDER]`: random
/// templates, rendered by galley and by the system's reference engines; differences are made small
/// and printed.
///
/// The amount is a number of cases, or seconds when it ends in `s`; it holds for each language.
struct DifferentialRunner {
  private var cases = Int.max
  private var seconds = Int.max
  private var seed: UInt64 = 1
  private var folder = "Tests/DifferentialTests/Reference"
  private var languages = DifferentialLanguage.allCases
  /// So many differences are printed; more are likely the same.
  private static let shownDifferences = 10

  init(arguments: [String]) {
    let amount = arguments.first ?? "300"
    if amount.hasSuffix("s") {
      seconds = Int(amount.dropLast()) ?? 30
    } else {
      cases = Int(amount) ?? 300
    }
    for (option, value) in zip(arguments, arguments.dropFirst()) {
      if option == "--seed" { seed = UInt64(value) ?? 1 }
      if option == "--references" { folder = value }
      if option == "--language" {
        languages = DifferentialLanguage(rawValue: value).map { [$0] } ?? []
      }
    }
  }

  /// Runs; returns the exit code.
  func run() throws -> Int32 {
    var code: Int32 = languages.isEmpty ? 2 : 0
    for language in languages where try differences(in: language) > 0 { code = 1 }
    return code
  }

  /// Compares in one language; returns the number of differences.
  private func differences(in language: DifferentialLanguage) throws -> Int {
    let script = "\(folder)/\(language.script)"
    guard let reference = ReferenceProcess(interpreter: language.interpreter, script: script) else {
      print(
        "differential: \(language.rawValue) skipped, '\(language.interpreter) \(script)' does not "
          + "run (packages \(language.packages))")
      return 0
    }
    let version = reference.version
    var run = DifferentialRun(language, reference: reference)
    var differences = 0
    let start = now()
    var next = seed
    while run.compared < cases, now() - start < seconds, differences < Self.shownDifferences {
      if let difference = try run.compare(seed: next) {
        differences += 1
        print(difference.words)
      }
      next &+= 1
    }
    print(
      "differential: \(run.compared) templates compared with \(language.reference) \(version) from "
        + "seed \(seed), \(run.refused) refused by both, \(differences) differences")
    return differences
  }

  private func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec
  }
}
