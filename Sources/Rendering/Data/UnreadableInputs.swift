import Content
package import Diagnostics
import Templates

/// The files that a case is made from and that are there but cannot be read.
///
/// A case with any of them fails: rendered without them it would be another message.
struct UnreadableInputs {
  /// The paths of the files, the most general first.
  private(set) var paths: [String]
  /// The path of texts that the locale may take from a file that cannot be read.
  ///
  /// Whether a message asks for any text is known only when it is rendered.
  private(set) var texts: String?

  /// Nothing.
  static let none = UnreadableInputs(paths: [], texts: nil)

  private init(paths: [String], texts: String?) {
    (self.paths, self.texts) = (paths, texts)
  }

  /// Collects the files of a case.
  init(_ testCase: Case, _ template: CompiledTemplate?, in project: Project) {
    paths = project.unreadable + [testCase.doubt].compactMap(\.self)
    let wanted = testCase.template
    add(project.templates.unreadable[wanted.id])
    add(project.profiles.unreadable[testCase.profile.id])
    for source in wanted.sources { add(project.sources.unreadable[source.value]) }
    for choice in testCase.recordingSet?.sources ?? [] {
      add(project.recordings.unreadable["\(choice.source.value)/\(choice.recording.value)"])
    }
    if wanted.surface != nil {
      // A surface's schema may refer to any other.
      add(project.schemas.unreadable.keys.min())
    }
    if !project.fragments.isReadable {
      let broken = Set(project.fragments.unreadable.values)
      for file in template?.programs.flatMap(\.files) ?? [] where broken.contains(file.path) {
        add(file.path)
      }
    }
    if let switches = project.switches.unreadable.values.first, template?.readsSwitches == true {
      add(switches)
    }
    texts =
      Translations.chain(of: testCase.locale, in: project).lazy.compactMap {
        project.locales.unreadable[$0]
      }.first
  }

  private mutating func add(_ path: String?) {
    if let path, !paths.contains(path) { paths.append(path) }
  }

  /// What a case says that depends on a file: the same words for each case, so that they are told
  /// once.
  static func problem(_ path: String) -> Diagnostic {
    Diagnostic(
      .unreadableInput, "'\(path)' cannot be read, so no case that depends on it is rendered",
      at: SourceSpan(SourceText(path: path, bytes: []), at: 0),
      notes: [Diagnostic.Note("mend what is said about this file, and run again")])
  }
}

extension CompiledTemplate {
  /// Whether a part or a fragment that it can run names a switch.
  package var readsSwitches: Bool {
    programs.contains { $0.files.contains { Self.namesSwitch($0.bytes) } }
  }

  private static func namesSwitch(_ bytes: [UInt8]) -> Bool {
    var start = 0
    while let found = bytes[start...].firstIndex(of: UInt8(ascii: "w")) {
      // The second letter is rarer than the first.
      if found > 0, bytes[(found - 1)...].starts(with: "switch".utf8) { return true }
      start = found + 1
    }
    return false
  }
}

extension DiagnosticCode {
  /// A case that depends on a file that is there and cannot be read.
  package static let unreadableInput = DiagnosticCode(
    "content/unreadable", "a case depends on a file that is there and cannot be read")
}
