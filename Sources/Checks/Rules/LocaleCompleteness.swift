import Content
package import Diagnostics
import Documents
import Rendering

/// Texts that one locale has and another lacks, or that ask for other arguments.
///
/// The fallback would print another language in the middle of a message.
enum LocaleCompleteness: Check {
  static let codes: [DiagnosticCode] = [.missingTranslation, .translationArguments]

  static func problems(_ input: CheckedProject) -> [Diagnostic] {
    let settings = input.project.settings
    let name = settings.defaultLocale.value
    guard let reference = input.project.locales[id: name] else { return [] }
    let expected = reference.document.value.leaves()
    var problems: [Diagnostic] = []
    for locale in settings.locales where locale.value != name {
      guard let file = input.project.locales[id: locale.value] else { continue }
      let found = Dictionary(
        file.document.value.leaves().map { ($0.path, $0.value) }, uniquingKeysWith: { $1 })
      for (path, value) in expected {
        guard let translated = found[path] else {
          problems.append(
            Diagnostic(
              .missingTranslation, "the text '\(path)' has no translation in '\(locale.value)'",
              at: SourceSpan(file.document.source, at: 0), severity: .warning,
              notes: [Diagnostic.Note("it would be printed in '\(name)'", at: value.span)]))
          continue
        }
        let wanted = arguments(value.string)
        let given = arguments(translated.string)
        guard let wanted, let given, wanted != given else { continue }
        problems.append(
          Diagnostic(
            .translationArguments,
            "the text '\(path)' uses \(list(given)) where '\(name)' uses \(list(wanted))",
            at: translated.span, severity: .warning,
            notes: [Diagnostic.Note("the text in '\(name)'", at: value.span)]))
      }
    }
    return problems
  }

  /// The argument names of a text, sorted; nil when it is no valid message.
  private static func arguments(_ text: String?) -> [String]? {
    guard let text, let format = try? MessageFormat(parsing: text) else { return nil }
    return format.argumentNames.sorted()
  }

  private static func list(_ names: [String]) -> String {
    names.isEmpty ? "no argument" : names.map { "{\($0)}" }.joined(separator: ", ")
  }
}

extension DiagnosticCode {
  /// A text of the default locale that another supported locale lacks.
  package static let missingTranslation = DiagnosticCode(
    "locale/missing-translation", "a text has no translation in a supported locale")
  /// A translation that asks for other arguments than the original.
  package static let translationArguments = DiagnosticCode(
    "locale/argument-mismatch", "a translation uses other arguments than the default locale")
}
