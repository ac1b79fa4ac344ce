import Content
import Diagnostics
package import Rendering

/// One file of `snapshots/`: where it stands and what it holds.
package struct SnapshotFile: Sendable, Equatable {
  /// Path below the content root.
  package let path: String
  /// What it holds.
  package let text: SnapshotText

  /// Creates a file.
  package init(path: String, text: SnapshotText) {
    self.path = path
    self.text = text
  }
}

/// The files that store the messages of a case.
package enum SnapshotFiles {
  /// The folder of all snapshots.
  package static let folder = "snapshots"

  /// Returns the paths of a case's files: known before anything is rendered.
  package static func paths(of testCase: Case) -> [String] {
    SnapshotPaths(testCase.template).paths(of: testCase)
  }

  /// Returns the files that a message is stored in, in the order of `paths(of:)`.
  package static func files(of message: Message, _ testCase: Case) -> [SnapshotFile] {
    files(of: message, at: SnapshotPaths(testCase.template).stem(of: testCase))
  }

  /// Returns the files that a message is stored in below a path without its ending.
  static func files(of message: Message, at stem: String) -> [SnapshotFile] {
    switch message.channel {
    case .push:
      return [SnapshotFile(path: stem + ".json", text: push(message))]
    case .email, .sms, .inApp, .code:
      let envelope = carriesEnvelope(message) ? message.fields : nil
      return message.parts.enumerated().map { index, part in
        SnapshotFile(
          path: stem + ending(of: part.type, message.channel),
          text: SnapshotText(envelope: index == 0 ? envelope : nil, body: part.bytes))
      }
    }
  }

  /// Whether a file below `snapshots/` can be a snapshot by its name, of a case that is there or not.
  ///
  /// Others were put there by somebody else: notes, or what merge tools leave.
  static func isName(_ path: String) -> Bool {
    names.contains { names in
      let bytes = path.utf8
      guard bytes.starts(with: names.prefix) else { return false }
      let rest = bytes.dropFirst(names.prefix.count)
      guard let slash = rest.firstIndex(of: UInt8(ascii: "/")) else { return false }
      let file = rest[rest.index(after: slash)...]
      return !file.contains(UInt8(ascii: "/"))
        && names.endings.contains {
          file.count > $0.count && file.suffix($0.count).elementsEqual($0)
        }
    }
  }

  /// Where the snapshots of each channel stand and how their files end, as UTF-8.
  private static let names: [(prefix: [UInt8], endings: [[UInt8]])] = Channel.allCases.map {
    channel in
    let endings = channel == .push ? [".json"] : PartType.allCases.map { ending(of: $0, channel) }
    return (Array("\(folder)/\(channel.rawValue)/".utf8), endings.map { Array($0.utf8) })
  }

  /// Whether the primary part starts with the comment that holds the envelope.
  static func carriesEnvelope(_ message: Message) -> Bool {
    message.parts.first?.type == .html && message.channel != .push
      && (message.channel == .email || !message.fields.isEmpty)
  }

  /// Whether the messages of a template have a primary part that starts with that comment.
  static func carriesEnvelope(_ template: Template) -> Bool {
    let channel = template.channel.value
    return template.bodyParts.first?.type == .html && channel != .push
      && (channel == .email || !template.envelopeParts.isEmpty)
  }

  static func ending(of type: PartType, _ channel: Channel) -> String {
    channel == .sms ? ".sms.txt" : ".\(type.rawValue)"
  }

  /// One JSON object; the payload stands in it exactly as it was rendered.
  private static func push(_ message: Message) -> SnapshotText {
    var members = message.parts.filter { $0.type == .text }.map { part in
      "  \(JSONText.quoted(part.name)): \(JSONText.quoted(part.text))"
    }
    if let payload = message.part("payload", .json) {
      members.append("  \"payload\": \(payload.text)")
    }
    let text = "{\n" + members.joined(separator: ",\n") + "\n}"
    return SnapshotText(envelope: nil, body: Array(text.utf8))
  }
}
