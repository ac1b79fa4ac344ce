package import Documents

/// What a journey is tested with: `scenarios/<journey>/<id>.yaml`.
package struct Scenario: Identified {
  /// Something that happens to the profile.
  package struct Event: Sendable {
    /// When, counted from the start.
    package let at: Located<TimeAmount>
    /// What.
    package let event: Located<String>
    /// Its payload.
    package let data: DocumentValue?
  }

  /// The outcomes of a source's calls, in the order of the calls.
  package struct Calls: Sendable {
    /// The source.
    package let source: Located<String>
    /// Names of recordings.
    package let recordings: [Located<String>]
  }

  /// Which branch a split takes.
  package struct SplitChoice: Sendable {
    /// The split's step.
    package let step: Located<String>
    /// The name of the branch.
    package let branch: Located<String>
  }

  /// The journey: the name of the folder.
  package let journey: String
  /// The name of the file.
  package let name: String
  /// The file.
  package let document: Document
  /// One sentence about the scenario.
  package let description: String?
  /// The profile it happens to.
  package let profile: Located<String>
  /// The locale, where it is not the profile's.
  package let locale: Located<String>?
  /// The environment, where it is not the first.
  package let environment: Located<String>?
  /// When it starts.
  package let start: Located<Instant>
  /// What happens, in the order of the file.
  package let events: [Event]
  /// The outcomes of calls, by source.
  package let calls: [Calls]
  /// The branches of splits.
  package let splits: [SplitChoice]

  /// Journey and name: `abandoned-cart/orders-early`.
  package var id: String { "\(journey)/\(name)" }
}
