/// The bytes that a DSSE signature covers: type and payload, each with its length.
enum PreAuthenticationEncoding {
  /// Encodes `DSSEv1 LEN(type) type LEN(payload) payload`.
  static func bytes(type: String, payload: [UInt8]) -> [UInt8] {
    Array("DSSEv1 \(type.utf8.count) \(type) \(payload.count) ".utf8) + payload
  }
}
