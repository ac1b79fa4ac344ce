/// Where a remote cache is: `http://host[:port][/path]`, and nothing that could hold a secret.
package struct RemoteAddress: Sendable, Equatable {
  /// The name or number of the host, without brackets.
  package let host: String
  /// The port.
  package let port: UInt16
  /// What stands before every name: empty, or a slash and a path that does not end in one.
  package let path: String

  /// Most bytes of an address.
  package static let maximumBytes = 2_048

  /// Reads an address.
  package init(_ text: String) throws(RemoteCacheError) {
    func refuse(_ why: String, _ hints: String...) -> RemoteCacheError {
      RemoteCacheError(
        "the address of the remote cache cannot be used: \(why)",
        hints: hints.isEmpty ? ["write http://host:port/path"] : hints)
    }
    guard text.utf8.count <= Self.maximumBytes else { throw refuse("it is too long") }
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw refuse("it has spaces or characters beyond ASCII")
    }
    if text.lowercased().hasPrefix("https://") {
      throw refuse(
        "galley speaks no TLS",
        "let a proxy on this machine add it; docs/snapshots.md, 'Remote cache', has one for nginx")
    }
    let scheme = "http://"
    guard text.lowercased().hasPrefix(scheme) else {
      throw refuse("it does not begin with http://")
    }
    let rest = text.dropFirst(scheme.count)
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    // The address may be printed, so what is secret has no place in it.
    guard !authority.contains("@") else {
      throw refuse(
        "it has a user name", "put a token into GALLEY_REMOTE_CACHE_TOKEN, which is never printed")
    }
    guard !rest.contains("?"), !rest.contains("#") else {
      throw refuse("it has a query or a fragment")
    }
    guard let (host, port) = Self.split(authority) else {
      throw refuse("'\(authority)' is no host with an optional port")
    }
    self.host = host
    self.port = port
    var path = rest.dropFirst(authority.count)
    while path.hasSuffix("/") { path = path.dropLast() }
    guard path.utf8.allSatisfy(Self.isPathByte), !path.contains("/..") else {
      throw refuse("its path '\(path)' has characters that a path does not have")
    }
    self.path = String(path)
  }

  /// The host as the field `Host` names it.
  var authority: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port == 80 ? name : "\(name):\(port)"
  }

  /// The address as it is printed.
  package var text: String { "http://\(authority)\(path)" }

  private static func split(_ authority: Substring) -> (host: String, port: UInt16)? {
    var host = authority
    var port: UInt16 = 80
    let isNumber = authority.hasPrefix("[")
    if isNumber {
      guard let end = authority.firstIndex(of: "]") else { return nil }
      host = authority[authority.index(after: authority.startIndex)..<end]
      let rest = authority[authority.index(after: end)...]
      guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
      if !rest.isEmpty {
        guard let number = UInt16(rest.dropFirst()), number > 0 else { return nil }
        port = number
      }
    } else if let colon = authority.firstIndex(of: ":") {
      host = authority[..<colon]
      guard let number = UInt16(authority[authority.index(after: colon)...]), number > 0 else {
        return nil
      }
      port = number
    }
    let isName = host.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"):
        true
      case UInt8(ascii: ":"): isNumber
      default: false
      }
    }
    return host.isEmpty || !isName ? nil : (String(host), port)
  }

  private static func isPathByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "/-._~%!$&'()*+,;=:@".utf8.contains(byte)
    }
  }
}
