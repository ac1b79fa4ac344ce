/// Whom a consumer trusts: pinned public keys, how many of them must agree, and on which product.
package struct TrustPolicy: Sendable {
  /// The trusted keys, each once, in the order of their ids.
  package let keys: [PublicKey]
  /// How many different keys must have signed.
  package let threshold: Int
  /// The product's name that a release must carry, if the consumer expects one.
  package let expectedName: String?
  /// The lowest sequence number to accept.
  package let minimumSequence: Int

  /// Creates a policy; there is none that accepts an unsigned release.
  package init(
    keys: [PublicKey], threshold: Int = 1, expectedName: String? = nil, minimumSequence: Int = 0
  ) throws(ReleaseError) {
    let distinct = Set(keys).sorted { $0.keyID.utf8.lexicographicallyPrecedes($1.keyID.utf8) }
    guard !distinct.isEmpty else { throw ReleaseError(.trustEmpty, "no key is trusted") }
    guard threshold >= 1, threshold <= distinct.count else {
      throw ReleaseError(
        .trustThreshold, "the threshold cannot be met", expected: "1 to \(distinct.count)",
        found: "\(threshold)", advice: "name as many different keys as must sign")
    }
    self.keys = distinct
    self.threshold = threshold
    self.expectedName = expectedName
    self.minimumSequence = minimumSequence
  }

  /// The trusted key with an id, if there is one.
  func key(_ keyID: String) -> PublicKey? { keys.first { $0.keyID == keyID } }
}
