@testable import Releases

/// The other signature that verifies wherever a P-256 signature does: (r, n − s).
enum P256Malleation {
  private static let order: [UInt8] =
    [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]
    + [UInt8](repeating: 0xFF, count: 8)
    + [
      0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25,
      0x51,
    ]

  /// Takes and gives DER.
  static func negated(_ signature: [UInt8]) -> [UInt8] {
    let first = 2..<4 + Int(signature[3])
    let second = signature[(first.upperBound + 2)...].drop { $0 == 0 }
    var number = [UInt8](repeating: 0, count: 32 - second.count) + second
    var borrow = 0
    for index in (0..<32).reversed() {
      let difference = Int(order[index]) - Int(number[index]) - borrow
      borrow = difference < 0 ? 1 : 0
      number[index] = UInt8((difference + 256) & 0xFF)
    }
    var body = Array(number.drop { $0 == 0 })
    if let byte = body.first, byte >= 0x80 { body.insert(0, at: 0) }
    let integers = signature[first] + [0x02, UInt8(body.count)] + body
    return [0x30, UInt8(integers.count)] + integers
  }
}
