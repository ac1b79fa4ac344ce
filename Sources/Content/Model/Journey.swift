package import Documents

/// A multi-step conditional journey: `journeys/<id>.yaml`.
package struct Journey: Identified {
  /// What starts a journey.
  package struct Entry: Sendable {
    /// The event.
    package let event: Located<String>
    /// CEL over `event` and `profile`; nil: every event.
    package let filter: Located<String>?
    /// Least time between two starts for one profile.
    package let reentryAfter: TimeAmount
  }

  /// An event that ends the journey wherever it is.
  package struct ExitRule: Sendable {
    /// The event.
    package let event: Located<String>
    /// CEL; nil: every event.
    package let filter: Located<String>?
  }

  /// Least time between two starts where the journey does not say.
  package static let defaultReentry = TimeAmount(fixed: 5, .minutes)

  /// The name of the file.
  package let id: String
  /// The file.
  package let document: Document
  /// One sentence about the journey.
  package let description: String?
  /// What starts it.
  package let entry: Entry
  /// What ends it early.
  package let exitOn: [ExitRule]
  /// The first step.
  package let start: Located<String>
  /// The steps in the order of the file.
  package let steps: [JourneyStep]

  /// Returns the step of a name.
  package func step(_ id: String) -> JourneyStep? { steps.first { $0.id == id } }
}
