extension StringFormat {
  /// A text that has the format, for messages; nil where the name of the format says enough.
  var example: String? {
    switch self {
    case .date: "2026-11-23"
    case .time: "12:30:00Z or 12:30:00+01:00"
    case .dateTime: "2026-11-23T12:30:00Z"
    case .duration: "P2D, PT30M or P1DT12H"
    case .email, .idnEmail: "name@example.com"
    case .hostname, .idnHostname: "mail.example.com"
    case .ipv4: "192.0.2.1"
    case .ipv6: "2001:db8::1"
    case .uri, .iri: "https://example.com/page"
    case .uriReference, .iriReference: "/page?id=1"
    case .uriTemplate: "https://example.com/{page}"
    case .uuid: "123e4567-e89b-42d3-a456-426614174000"
    case .jsonPointer: "/items/0"
    case .relativeJSONPointer: "1/items"
    case .regex: nil
    }
  }
}
