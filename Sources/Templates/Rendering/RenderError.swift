package import Diagnostics

/// Why a render failed: what, where, and by way of which fragments.
package struct RenderError: Error, Sendable {
  /// The kind of failure: an open set, printed like a diagnostic's code.
  package struct Code: Sendable, Hashable {
    /// `template/…`.
    package let name: String

    /// What the code means, in one sentence.
    package let summary: String

    /// Creates a code.
    package init(_ name: String, _ summary: String) {
      self.name = name
      self.summary = summary
    }

    /// A value that a tag or filter cannot work with.
    package static let invalidValue = Code(
      "template/invalid-value", "a tag or filter cannot work with a value")
    /// A division by zero.
    package static let zeroDivision = Code("template/zero-division", "a number is divided by zero")
    /// Two values that have no order.
    package static let incomparable = Code("template/incomparable", "two values have no order")
    /// A top-level name that nothing defines, under `strictVariables`.
    package static let undefinedVariable = Code(
      "template/undefined-variable", "nothing defines the name")
    /// A helper that does not exist.
    package static let unknownHelper = Code(
      "template/unknown-helper", "no helper of this name exists, or it cannot stand here")
    /// A fragment that does not exist or cannot be compiled.
    package static let unknownFragment = Code(
      "template/unknown-fragment", "no fragment of this name exists")
    /// `include` inside a fragment run by `render`.
    package static let includeInRender = Code(
      "template/include-in-render", "include is not allowed inside a fragment run by render")
    /// A key without translation.
    package static let missingTranslation = Code(
      "template/missing-translation", "no locale has a text for the key")
    /// A filter whose service was not given or refused the value.
    package static let formatting = Code(
      "template/formatting", "a value cannot be formatted for the locale")
    /// `RenderLimits.outputBytes`.
    package static let outputLimit = Code(
      "template/output-limit", "the output is larger than the limit")
    /// `RenderLimits.steps`.
    package static let stepLimit = Code(
      "template/step-limit", "rendering takes more steps than the limit")
    /// `RenderLimits.fragmentDepth`.
    package static let fragmentDepth = Code(
      "template/fragment-depth", "fragments run each other deeper than the limit")
    /// `RenderLimits.memoryBytes`.
    package static let memoryLimit = Code(
      "template/memory-limit", "values take more memory than the limit")
  }

  /// A fragment that was being run.
  package struct FragmentCall: Sendable {
    /// The fragment's name.
    package let name: String
    /// The tag that ran it.
    package let span: SourceSpan
  }

  /// The kind of failure.
  package let code: Code
  /// One sentence without a full stop.
  package let message: String
  /// The tag or output that failed.
  package let span: SourceSpan
  /// The fragments on the way to it, outermost first.
  package let fragments: [FragmentCall]
  /// What to do about it.
  package let hints: [String]
  /// The type of the value that could not be used, where that is what failed.
  package let valueType: String?

  /// Most calls that the diagnostic names, the last ones.
  private static let shownCalls = 5

  /// The error as a diagnostic; the calls on the way are its notes.
  package var diagnostic: Diagnostic {
    var notes = valueType.map { [Diagnostic.Note("the value is \($0)")] } ?? []
    notes += hints.map { Diagnostic.Note($0) }
    for call in fragments.suffix(Self.shownCalls).reversed() {
      notes.append(Diagnostic.Note("in fragment '\(call.name)', run from here", at: call.span))
    }
    if fragments.count > Self.shownCalls {
      notes.append(Diagnostic.Note("… and \(fragments.count - Self.shownCalls) calls before"))
    }
    let code = DiagnosticCode(code.name, code.summary)
    return Diagnostic(code, message, at: span, notes: notes)
  }
}

/// Ends the work on a step; what went wrong is in the renderer.
struct Halt: Error {}
