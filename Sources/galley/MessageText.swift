import Content
import Diagnostics
import Rendering

/// A rendered message as it is printed.
enum MessageText {
  /// Returns the envelope, then each part under a line that names it; a lone part stands alone.
  static func text(of message: Message) -> String {
    var text = message.fields.map { "\($0.name): \($0.value)\n" }.joined()
    for part in message.parts {
      if message.parts.count > 1 || !message.fields.isEmpty { text += "--- \(part.stem)\n" }
      text += part.text
      if part.bytes.last != UInt8(ascii: "\n") { text += "\n" }
    }
    return text
  }

  /// Returns the message as an object: case, channel, fields, parts.
  static func json(of message: Message, _ testCase: Case) -> JSONOutput {
    [
      "version": 1, "case": .string(testCase.id), "channel": .string(message.channel.rawValue),
      "fields": .array(
        message.fields.map { ["name": .string($0.name), "value": .string($0.value)] }),
      "parts": .array(
        message.parts.map {
          [
            "name": .string($0.name), "type": .string($0.type.rawValue),
            "content": .string($0.text),
          ]
        }),
    ]
  }
}
