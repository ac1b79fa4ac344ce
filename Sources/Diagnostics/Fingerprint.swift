/// A short stable name of a problem, by which a server knows it again after lines have moved.
struct Fingerprints {
  private var seen: [UInt64: Int] = [:]

  /// Returns the hash of `parts` and how often the same parts came before.
  mutating func next(_ parts: [String]) -> (hash: String, occurrence: Int) {
    // FNV-1a, 64 bits: stable everywhere, and nothing here needs to resist an attacker.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for part in parts {
      for byte in part.utf8 {
        hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
      }
      hash = (hash ^ 0xFF) &* 0x0000_0100_0000_01B3
    }
    let occurrence = seen[hash, default: 0] + 1
    seen[hash] = occurrence
    let digits = String(hash, radix: 16)
    return (String(repeating: "0", count: 16 - digits.count) + digits, occurrence)
  }
}
