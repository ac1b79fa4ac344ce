package import Content
package import Diagnostics
import Documents
package import Templates

/// The translated texts of one locale with those it falls back to: what the filter `t` asks.
package struct Translations: TemplateTranslator {
  private struct Text: Sendable {
    let format: MessageFormat
    let language: String
  }

  private let texts: [String: Text]

  /// Collects the texts of `locale`, then of its language, then of the project's default locale.
  ///
  /// Texts that are no valid messages are reported and left out.
  package init(locale: String, project: Project, diagnostics: inout [Diagnostic]) {
    var texts: [String: Text] = [:]
    for name in Self.chain(of: locale, in: project) {
      guard let file = project.locales[id: name] else { continue }
      for (key, value) in file.document.value.leaves() where texts[key] == nil {
        do throws(MessageFormat.SyntaxError) {
          let format = try MessageFormat(parsing: value.string ?? "")
          texts[key] = Text(format: format, language: name)
        } catch {
          // Reported for the locale it stands in, once, however many locales fall back to it.
          guard name == locale else { continue }
          diagnostics.append(
            Diagnostic(
              .invalidMessage, "the text '\(key)' is no valid message: \(error.message)",
              at: value.span,
              notes: [
                Diagnostic.Note("written as in ICU MessageFormat: {name}, {n, plural, …}")
              ]))
        }
      }
    }
    self.texts = texts
  }

  /// The locales whose texts a locale sees, its own first.
  package static func chain(of locale: String, in project: Project) -> [String] {
    let language = locale.split(separator: "-").first.map(String.init) ?? locale
    var chain: [String] = []
    for name in [locale, language, project.settings.defaultLocale.value]
    where !chain.contains(name) {
      chain.append(name)
    }
    return chain
  }

  /// The keys of all texts.
  package var keys: [String] { texts.keys.sorted() }

  /// The names of the arguments that a text asks for; nil for an unknown key.
  package func argumentNames(of key: String) -> [String]? { texts[key]?.format.argumentNames }

  /// Returns the text of `key` with its arguments filled in, or nil when there is none.
  package func translation(
    of key: String, arguments: [(name: String, value: TemplateScalar)]
  ) -> String? {
    guard let text = texts[key] else { return nil }
    return text.format.text(language: text.language) { name in
      arguments.first { $0.name == name }?.value.text
    }
  }
}

extension DiagnosticCode {
  /// A text of `locales/` that is not valid ICU MessageFormat.
  package static let invalidMessage = DiagnosticCode(
    "locale/invalid-message", "a translated text is not valid ICU MessageFormat")
}
