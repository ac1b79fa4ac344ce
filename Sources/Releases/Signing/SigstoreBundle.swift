/// A sigstore bundle v0.3 with one DSSE signature of one key.
struct SigstoreBundle {
  /// The hexadecimal SHA-256 of the signer's public key as the bundle claims it.
  let keyID: String
  /// What kind of payload is signed; the signature covers it.
  let payloadType: String
  /// The signed bytes, an in-toto statement.
  let payload: [UInt8]
  let signature: [UInt8]

  /// Signs a payload.
  init(
    signing payload: [UInt8], as payloadType: String = ReleaseFormat.payloadType,
    with key: PrivateKey
  ) throws(ReleaseError) {
    self.payload = payload
    self.payloadType = payloadType
    keyID = key.publicKey.keyID
    signature = try key.sign(
      PreAuthenticationEncoding.bytes(type: payloadType, payload: payload))
  }

  /// The bytes that the signature covers.
  var message: [UInt8] {
    PreAuthenticationEncoding.bytes(type: payloadType, payload: payload)
  }

  /// The payload as an in-toto statement; asked for after the signature was checked, which covers
  /// the type, so that damage is told from a signature on something else.
  func statementPayload(place: String) throws(ReleaseError) -> [UInt8] {
    guard payloadType == ReleaseFormat.payloadType else {
      throw ReleaseError(
        .envelopePayloadType, "the envelope holds another type of payload", at: place,
        expected: ReleaseFormat.payloadType, found: PrintableText.quoted(payloadType))
    }
    return payload
  }

  /// Reads the bytes of a bundle whose digest was checked; the payload is not looked into.
  init(_ bytes: [UInt8], place: String) throws(ReleaseError) {
    let object = try StrictJSON.object(bytes, place: place, code: .bundleContent)
    let mediaType = try object.string("mediaType")
    guard mediaType == ReleaseFormat.bundleMediaType else {
      throw ReleaseError(
        .bundleMediaType, "the signature bundle is of another version", at: place,
        expected: ReleaseFormat.bundleMediaType, found: PrintableText.quoted(mediaType))
    }
    guard let envelope = try object.optionalObject("dsseEnvelope"), !object.has("messageSignature")
    else {
      throw ReleaseError(
        .bundleContent, "the bundle holds no DSSE envelope", at: place, expected: "'dsseEnvelope'")
    }
    let signatures = try envelope.objects("signatures")
    guard let signature = signatures.first else {
      throw ReleaseError(.signatureMissing, "the bundle holds no signature", at: place)
    }
    guard signatures.count == 1 else {
      throw ReleaseError(
        .bundleSignatureCount, "the bundle holds \(signatures.count) signatures", at: place,
        expected: "one")
    }
    payloadType = try envelope.string("payloadType")
    keyID = try Self.keyID(object, place: place)
    if let named = try signature.optionalString("keyid"), !named.isEmpty, named != keyID {
      throw ReleaseError(
        .signatureInvalid, "the signature names another key than its bundle", at: place,
        expected: keyID, found: PrintableText.quoted(named))
    }
    payload = try Self.base64(envelope, "payload")
    self.signature = try Self.base64(signature, "sig")
  }

  private static func keyID(_ object: StrictObject, place: String) throws(ReleaseError) -> String {
    let material = try object.object("verificationMaterial")
    guard let key = try material.optionalObject("publicKey") else {
      throw ReleaseError(
        .bundleKey, "the bundle names no public key", at: place,
        expected: "'publicKey' with a hint; certificates are not read")
    }
    let digest = try base64(key, "hint")
    guard digest.count == 32 else {
      throw ReleaseError(
        .bundleKey, "the hint of the public key has \(digest.count) bytes", at: place,
        expected: "the 32 bytes of a SHA-256")
    }
    return Hexadecimal.encode(digest)
  }

  private static func base64(
    _ object: StrictObject, _ field: String
  ) throws(ReleaseError) -> [UInt8] {
    guard let bytes = try Base64.decode(Array(object.string(field).utf8)) else {
      throw ReleaseError(
        .envelopeBase64, "the field \(PrintableText.quoted(object.path + field)) is not base64",
        at: object.place, expected: "padded base64 without spaces")
    }
    return bytes
  }

  /// The canonical bytes.
  var bytes: [UInt8] {
    let hint = Base64.encode(Hexadecimal.decode(keyID.utf8) ?? [])
    return CanonicalValue.object([
      "mediaType": .string(ReleaseFormat.bundleMediaType),
      // Readers generated from the protobuf schema ask for the list of log entries, if only empty.
      "verificationMaterial": .object([
        "publicKey": .object(["hint": .string(hint)]), "tlogEntries": .array([]),
      ]),
      "dsseEnvelope": .object([
        "payload": .string(Base64.encode(payload)),
        "payloadType": .string(payloadType),
        "signatures": .array([
          .object(["keyid": .string(keyID), "sig": .string(Base64.encode(signature))])
        ]),
      ]),
    ]).bytes
  }
}
