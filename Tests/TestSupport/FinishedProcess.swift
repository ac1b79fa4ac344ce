/// What a program left behind.
package struct FinishedProcess: Sendable {
  /// The exit status; 128 and the number of the signal where one ended it.
  package let status: Int32
  /// The bytes of its standard output.
  package let bytes: [UInt8]
  /// The text of its standard error.
  package let errors: String

  /// The text of its standard output.
  package var output: String { String(decoding: bytes, as: UTF8.self) }

  /// Everything it said.
  package var said: String { output + errors }
}
