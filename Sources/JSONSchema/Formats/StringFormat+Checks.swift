extension StringFormat {
  /// Whether a text has the format.
  func accepts(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var scanner = unsafe FormatScanner(bytes)
    switch self {
    case .dateTime: return scanner.isDateTime()
    case .date: return scanner.isDate()
    case .time: return scanner.isTime()
    case .duration: return scanner.isDuration()
    case .ipv4: return scanner.isIPv4()
    case .ipv6: return scanner.isIPv6()
    case .uuid: return scanner.isUUID()
    case .jsonPointer: return scanner.isJSONPointer()
    case .relativeJSONPointer: return scanner.isRelativeJSONPointer()
    case .email:
      return unsafe MailAddress.isPlain(bytes)
        || MailAddress.accepts(Array(bytes), isInternational: false)
    case .idnEmail:
      return unsafe MailAddress.isPlain(bytes)
        || MailAddress.accepts(Array(bytes), isInternational: true)
    case .hostname:
      return unsafe HostName.isPlain(bytes) || HostName.accepts(Array(bytes))
    case .idnHostname:
      return InternationalHostName.accepts(unsafe String(decoding: bytes, as: UTF8.self))
    case .uri:
      return URISyntax.accepts(unsafe Array(bytes), isInternational: false, isReference: false)
    case .uriReference:
      return URISyntax.accepts(unsafe Array(bytes), isInternational: false, isReference: true)
    case .iri:
      return URISyntax.accepts(unsafe Array(bytes), isInternational: true, isReference: false)
    case .iriReference:
      return URISyntax.accepts(unsafe Array(bytes), isInternational: true, isReference: true)
    case .uriTemplate:
      return URITemplateSyntax.accepts(unsafe String(decoding: bytes, as: UTF8.self))
    case .regex:
      let text = unsafe String(decoding: bytes, as: UTF8.self)
      return (try? PatternParser.parseUnicode(text, limits: PatternLimits())) != nil
    }
  }
}
