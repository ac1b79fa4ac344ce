package import Content

/// One rendered message: what would be sent to the recipient.
package struct Message: Sendable, Equatable {
  /// A line of the envelope of an email: `subject`, `preheader`, `from`, `reply-to`, `header NAME`.
  package struct Field: Sendable, Equatable {
    /// The name of the line.
    package let name: String
    /// Its rendered value.
    package let value: String

    /// Creates a line.
    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// One body of the message.
  package struct Part: Sendable, Equatable {
    /// `body`, `title`, `payload`, `content`.
    package let name: String
    /// What the bytes are.
    package let type: PartType
    /// The exact bytes.
    package let bytes: [UInt8]

    /// Creates a part.
    package init(name: String, type: PartType, bytes: [UInt8]) {
      self.name = name
      self.type = type
      self.bytes = bytes
    }

    /// The bytes as text.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The name as in a file name: `body.html`.
    package var stem: String { "\(name).\(type.rawValue)" }
  }

  /// Where the message appears.
  package let channel: Channel
  /// The envelope in the fixed order subject, preheader, from, reply-to, headers; email only.
  package let fields: [Field]
  /// The bodies, the primary one first.
  package let parts: [Part]

  /// Creates a message.
  package init(channel: Channel, fields: [Field], parts: [Part]) {
    self.channel = channel
    self.fields = fields
    self.parts = parts
  }

  /// The value of an envelope line, or nil.
  package func field(_ name: String) -> String? { fields.first { $0.name == name }?.value }

  /// The part of a name and type, or nil.
  package func part(_ name: String, _ type: PartType) -> Part? {
    parts.first { $0.name == name && $0.type == type }
  }
}
