package import Diagnostics

/// One way that a template can go: what coverage counts.
package struct TemplateBranch: Sendable {
  /// What a branch is.
  package enum Kind: String, Sendable {
    /// The body of an `if` or of a condition that is a helper.
    case ifTrue = "if"
    /// The body of an `elsif`.
    case elsif
    /// The body of an `else`.
    case otherwise = "else"
    /// The body of an `unless`.
    case unless
    /// No condition holds and there is no `else`.
    case skipped
    /// The body of a `when`.
    case when
    /// The body of a loop: there are items.
    case items
    /// A loop without items.
    case empty
    /// The body of a `with` or a section: there is a value.
    case value
    /// A `with` or a section without a value.
    case nothing
    /// A value that `default` leaves as it is.
    case given
    /// A value that `default` replaces.
    case defaulted = "default"
  }

  /// What it is.
  package let kind: Kind
  /// The tag that opens the branch; for a way without a tag of its own, the tag that decides.
  package let span: SourceSpan
  /// The tag that decides between this branch and its siblings.
  package let decision: SourceSpan
  /// Where the values stand that decide.
  package let inputs: [SourceSpan]
  /// The names that the values start from.
  package let names: [String]
  /// The literals that the values are compared with.
  package let literals: [BranchLiteral]
}

/// A literal of a condition.
package enum BranchLiteral: Sendable, Hashable {
  /// A text.
  case string(String)
  /// A number as written.
  case number(String)
  /// A boolean.
  case bool(Bool)
}

/// A branch as the compiler notes it.
struct BranchForm: Sendable {
  var kind: TemplateBranch.Kind
  var place: Place
  var decision: Place
  var inputs: [Place] = []
  var names: [String] = []
  var literals: [BranchLiteral] = []
}

/// A name that is bound to a value inside a template: what a condition over the name depends on.
struct DefinitionForm: Sendable {
  var name: String
  /// Where the value stands.
  var value: Place
  /// The names that the value starts from.
  var names: [String]
}

/// What a decision looks at.
struct BranchSubject {
  var inputs: [Place] = []
  var names: [String] = []
  var literals: [BranchLiteral] = []

  mutating func add(_ other: BranchSubject) {
    inputs += other.inputs
    names += other.names.filter { !names.contains($0) }
    literals += other.literals.filter { !literals.contains($0) }
  }
}

extension ProgramBuilder {
  /// Emits the step that notes a branch as reached, in a program that records branches.
  mutating func mark(
    _ kind: TemplateBranch.Kind, at place: Place, of decision: Place, _ subject: BranchSubject
  ) {
    guard recordsBranches else { return }
    let number = addBranch(kind, at: place, of: decision, subject)
    emit(Instruction(.branch, a: number), at: place)
  }

  /// Emits the step that notes whether `default` replaces the value below its arguments.
  mutating func markDefault(arguments: Int, named: Int, at place: Place, _ subject: BranchSubject) {
    guard recordsBranches else { return }
    let number = addBranch(.given, at: place, of: place, subject)
    _ = addBranch(.defaulted, at: place, of: place, subject)
    emit(Instruction(.branchDefault, a: number, b: arguments, c: named), at: place)
  }

  private mutating func addBranch(
    _ kind: TemplateBranch.Kind, at place: Place, of decision: Place, _ subject: BranchSubject
  ) -> Int {
    branches.append(
      BranchForm(
        kind: kind, place: place, decision: decision, inputs: subject.inputs,
        names: subject.names, literals: subject.literals))
    return branches.count - 1
  }

  /// Notes what a name is bound to.
  mutating func define(_ name: String, _ value: Place, names: [String]) {
    guard recordsBranches else { return }
    definitions.append(DefinitionForm(name: name, value: value, names: names))
  }
}
