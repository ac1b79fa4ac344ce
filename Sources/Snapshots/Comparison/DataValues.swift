package import Content
import Documents
package import Rendering

/// The values that a case's templates can print, by the form in which they are recognised.
package struct DataValues: Sendable {
  /// The name of each value: `profile.firstName`, `event.items[].price`.
  let names: [ByteText: String]

  /// Most values that are looked at.
  static let maximum = 10_000

  /// No value.
  package static let none = DataValues(names: [:])

  private init(names: [ByteText: String]) {
    self.names = names
  }

  /// Collects the values of a case: profile, event, journey and the answers of sources.
  package init(_ testCase: Case, _ project: Project) {
    var names: [ByteText: String] = [:]
    let document = testCase.profile.document
    Self.collect(DocumentValue(document, document.root), "profile", &names)
    if let set = testCase.recordingSet {
      if let event = set.event { Self.collect(event, "event", &names) }
      if let journey = set.journey { Self.collect(journey, "journey", &names) }
      for choice in set.sources {
        let name = choice.source.value
        guard let recording = project.recording(name, choice.recording.value) else { continue }
        let document = recording.document
        Self.collect(DocumentValue(document, document.root), "source.\(name)", &names)
      }
    }
    self.names = names
  }

  private static func collect(
    _ value: DocumentValue, _ name: String, _ names: inout [ByteText: String]
  ) {
    guard names.count < maximum else { return }
    switch value.kind {
    case .object:
      for (key, member) in value.members { collect(member, "\(name).\(key.string ?? "")", &names) }
    case .array:
      for item in value.items { collect(item, name + "[]", &names) }
    case .string, .number:
      let text = Array(value.document.string(value.node).utf8)
      guard let form = PrintedValue.form(text[...]), PrintedValue.isDistinct(form) else { return }
      // The first name wins; documents list their members in the order of the file.
      let key = ByteText(form)
      if names[key] == nil { names[key] = name }
    default: break
    }
  }
}
