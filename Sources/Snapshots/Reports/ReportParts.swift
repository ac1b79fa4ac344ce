/// Why reports cannot be joined.
package struct ReportMergingError: Error, Equatable {
  /// What is wrong, one sentence that names the files.
  package let message: String
  /// What to do next.
  package let hints: [String]
}

/// The reports of the parts of one run, with the names of their files.
///
/// Parts of two runs are never joined: all must be of one content, with the same snapshots, cases
/// and options, by one build of galley.
package struct ReportParts: Sendable {
  /// A report and the file it was read from.
  package struct Part: Sendable {
    /// The name of the file.
    package let name: String
    /// What it says.
    package let report: TestReport

    /// Names a report.
    package init(name: String, report: TestReport) {
      self.name = name
      self.report = report
    }
  }

  /// Most numbers of parts that a sentence lists.
  private static let maximumNumbers = 10

  private let parts: [RunDifference.Side]

  /// Takes parts in any order.
  ///
  /// - Throws: When one does not say which run it is of, or two are not parts of the same run.
  package init(_ parts: [Part]) throws(ReportMergingError) {
    var known: [RunDifference.Side] = []
    for part in parts {
      guard let identity = part.report.identity else {
        throw ReportMergingError(
          message: "'\(part.name)' does not say which run it is of",
          hints: ["another version of galley wrote it: test that part again"])
      }
      known.append((part.name, part.report, identity))
    }
    self.parts = known.sorted {
      ($0.identity.shard?.number ?? 0, $0.name) < ($1.identity.shard?.number ?? 0, $1.name)
    }
    // In the order of the command line, so that the first file is what others are held against.
    if let first = known.first {
      for other in known.dropFirst() { try Self.requireOneRun(first, other) }
    }
    try requireNoDoubles()
  }

  /// The numbers of the parts that are not there.
  package var missing: [Int] {
    guard let shard = parts.first?.identity.shard else { return [] }
    let numbers = Set(parts.compactMap(\.identity.shard?.number))
    return (1...shard.count).filter { !numbers.contains($0) }
  }

  /// The report of the whole run.
  ///
  /// With `allowsMissing` it is made of what is there, and says that it is not complete.
  package func merged(allowsMissing: Bool = false) throws(ReportMergingError) -> TestReport {
    let missing = missing
    if let words = missingWords, !allowsMissing {
      let options = missing.prefix(Self.maximumNumbers).map {
        "--shard \($0)/\(parts.first?.identity.shard?.count ?? 0)"
      }
      throw ReportMergingError(
        message: words,
        hints: [
          "test with \(options.joined(separator: ", "))",
          "'--allow-missing' joins what is there and ends with exit code 1",
        ])
    }
    guard let first = parts.first, var merged = TestReport.merged(parts.map(\.report)) else {
      throw ReportMergingError(message: "there is no report to join", hints: [])
    }
    merged.identity = first.identity
    merged.identity?.shard = nil
    guard missing.isEmpty else {
      merged.interruption = [missingWords, merged.interruption].compactMap(\.self)
        .joined(separator: "; ")
      return merged
    }
    let selection = first.identity.selection
    guard merged.cases.count == selection.cases,
      TestReport.Identity.Selection.digest(of: merged.cases.map(\.id)) == selection.digest
    else {
      throw ReportMergingError(
        message: "the parts have \(merged.cases.count) of \(selection.cases) selected cases, or "
          + "others", hints: ["a file is not what galley wrote: test that part again"])
    }
    return merged
  }

  /// `parts 2, 4 of 5 are missing`; nil where none is.
  private var missingWords: String? {
    let missing = missing
    guard !missing.isEmpty, let count = parts.first?.identity.shard?.count else { return nil }
    let shown = missing.prefix(Self.maximumNumbers).map(String.init).joined(separator: ", ")
    let more = missing.count - Self.maximumNumbers
    return "part\(missing.count == 1 ? "" : "s") \(shown)\(more > 0 ? ", … \(more) more" : "") "
      + "of \(count) \(missing.count == 1 ? "is" : "are") missing"
  }

  private func requireNoDoubles() throws(ReportMergingError) {
    for (left, right) in zip(parts, parts.dropFirst()) {
      guard let shard = left.identity.shard else {
        throw ReportMergingError(
          message: "'\(left.name)' and '\(right.name)' are whole runs, not parts of one",
          hints: ["leave one of them out"])
      }
      if shard.number == right.identity.shard?.number {
        throw ReportMergingError(
          message: "'\(left.name)' and '\(right.name)' are both part \(shard.number) of "
            + "\(shard.count)", hints: ["leave one of them out"])
      }
    }
    var owners: [String: String] = [:]
    for part in parts {
      for testCase in part.report.cases {
        if let other = owners.updateValue(part.name, forKey: testCase.id) {
          throw ReportMergingError(
            message: "the case '\(testCase.id)' is in '\(other)' and in '\(part.name)'",
            hints: ["a file is not what galley wrote: test that part again"])
        }
      }
    }
  }

  private static func requireOneRun(
    _ first: RunDifference.Side, _ other: RunDifference.Side
  ) throws(ReportMergingError) {
    guard let difference = RunDifference(first, other) else { return }
    throw ReportMergingError(
      message: "'\(first.name)' and '\(other.name)' are of different runs: \(difference.words)",
      hints: [difference.hint])
  }
}
