/// Compares galley with the reference of a language, case after case.
package struct DifferentialRun {
  /// A case on which the engines differ, made small.
  package struct Difference: Sendable {
    /// The language.
    package let language: DifferentialLanguage
    /// The smallest case found.
    package let smallest: DifferentialCase
    /// What galley makes of it.
    package let galley: EngineOutcome
    /// What the reference makes of it.
    package let reference: EngineOutcome

    /// The difference in words: seed, template, fragments, data, both outcomes.
    package var words: String {
      var lines = [
        "\(language.rawValue), seed \(smallest.seed)",
        "template: \(smallest.source(smallest.template).debugDescription)",
      ]
      for fragment in smallest.fragments {
        lines.append(
          "fragment '\(fragment.name)': \(smallest.source(fragment.body).debugDescription)")
      }
      if !smallest.switches.isEmpty {
        lines.append("options: " + smallest.switches.keys.sorted().joined(separator: " "))
      }
      lines += [
        "data: \(smallest.data.json)", "galley \(galley.words)", "reference \(reference.words)",
      ]
      return lines.joined(separator: "\n  ")
    }
  }

  /// The reference ended in the middle of a run.
  package struct ReferenceEnded: Error {}

  private let reference: ReferenceProcess
  private let language: DifferentialLanguage
  /// Cases compared so far.
  package private(set) var compared = 0
  /// Of these, the cases that both engines refuse.
  package private(set) var refused = 0

  /// Creates a run against a reference that was started.
  package init(_ language: DifferentialLanguage, reference: ReferenceProcess) {
    self.language = language
    self.reference = reference
  }

  /// Compares the case of a seed; nil when the engines agree.
  package mutating func compare(seed: UInt64) throws -> Difference? {
    let made = language.make(seed: seed)
    let (mine, theirs) = try outcomes(made)
    compared += 1
    if mine.agrees(with: theirs) {
      if case .error = mine { refused += 1 }
      return nil
    }
    let smallest = try made.minimised { smaller in
      let (mine, theirs) = try outcomes(smaller)
      return !mine.agrees(with: theirs)
    }
    let (galley, reference) = try outcomes(smallest)
    return Difference(
      language: language, smallest: smallest, galley: galley, reference: reference)
  }

  private func outcomes(
    _ given: DifferentialCase
  ) throws -> (galley: EngineOutcome, reference: EngineOutcome) {
    guard let answer = reference.render(given) else { throw ReferenceEnded() }
    return (language.render(given), answer)
  }
}
