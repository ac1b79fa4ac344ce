package import Documents

/// One step of a journey.
package struct JourneyStep: Identified {
  /// What a step does.
  package enum Action: Sendable {
    /// Waits for a time or an event.
    case wait(Wait)
    /// Goes to the first branch whose condition is true.
    case condition([Branch], otherwise: Located<String>?)
    /// Goes to one branch by chance.
    case split([SplitBranch])
    /// Sends a message.
    case message(template: Located<String>, variant: Located<String>?)
    /// Calls a source.
    case call(source: Located<String>)
    /// Changes the profile.
    case update([Assignment])
    /// Ends the journey.
    case exit(reason: Located<String>?)
  }

  /// What a wait waits for.
  package enum Wait: Sendable {
    /// A length of time.
    case duration(Located<TimeAmount>)
    /// The next time that the recipient's clock shows this.
    case timeOfDay(Located<TimeOfDay>)
    /// The first of some events, at most for a time.
    case event([Located<String>], filter: Located<String>?, timeout: Located<TimeAmount>?)
  }

  /// A branch of a condition.
  package struct Branch: Sendable {
    /// CEL; the branch is taken where it is true.
    package let condition: Located<String>
    /// The step it leads to.
    package let next: Located<String>
  }

  /// A branch of a split.
  package struct SplitBranch: Sendable {
    /// The name by which scenarios choose it.
    package let name: Located<String>
    /// How many of a hundred recipients take it.
    package let percent: Located<Double>
    /// The step it leads to.
    package let next: Located<String>
  }

  /// A value of the profile that an update sets.
  package struct Assignment: Sendable {
    /// Dotted path in the profile.
    package let path: Located<String>
    /// CEL where it is a string, else a constant.
    package let value: DocumentValue
  }

  /// The name of the step.
  package let name: Located<String>
  /// What it does.
  package let action: Action
  /// The step after it.
  package let next: Located<String>?
  /// The step after a failure; nil: the run ends (call, condition) or goes to `next` (message).
  package let onError: Located<String>?
  /// The step after a time-out; nil: `onError` (call) or `next` (wait).
  package let onTimeout: Located<String>?

  /// The name by which other steps refer to it.
  package var id: String { name.value }

  /// Every step that this one can lead to, in the order of the file's keys.
  package var successors: [Located<String>] {
    var result: [Located<String>] = []
    switch action {
    case .condition(let branches, let otherwise):
      result = branches.map(\.next) + (otherwise.map { [$0] } ?? [])
    case .split(let branches): result = branches.map(\.next)
    case .wait, .message, .call, .update, .exit: break
    }
    return result + [next, onError, onTimeout].compactMap(\.self)
  }
}
