import Differential
import Glibc

/// `conformance differential AMOUNT [--seed S] [--reference SCRIPT]`: random templates, rendered by
/// galley and by the system's Liquid for Ruby; differences are made small and printed.
///
/// The amount is a number of cases, or seconds when it ends in `s`.
struct DifferentialRunner {
  private var cases = Int.max
  private var seconds = Int.max
  private var seed: UInt64 = 1
  private var script = "Tests/DifferentialTests/Reference/liquid.rb"
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
      if option == "--reference" { script = value }
    }
  }

  /// Runs; returns the exit code.
  func run() throws -> Int32 {
    guard let reference = ReferenceProcess(interpreter: "ruby", script: script) else {
      print("differential: skipped, 'ruby \(script)' does not run (package ruby-liquid)")
      return 0
    }
    let version = reference.version
    var run = DifferentialRun(reference: reference)
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
      "differential: \(run.compared) templates compared with Liquid for Ruby \(version) from seed "
        + "\(seed), \(run.refused) refused by both, \(differences) differences")
    return differences == 0 ? 0 : 1
  }

  private func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec
  }
}
