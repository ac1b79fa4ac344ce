import Glibc

/// An address that a host's name stands for.
struct SocketAddress: Sendable {
  /// The kind of address.
  let family: Int32
  private let bytes: [UInt8]

  /// Most addresses of one host that are tried.
  private static let maximumCount = 8

  /// Looks a host up; this may take as long as the system's resolver likes.
  static func all(of address: RemoteAddress) -> [SocketAddress] {
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var first: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(address.host, String(address.port), &hints, &first) == 0 else { return [] }
    defer { freeaddrinfo(first) }
    var found: [SocketAddress] = []
    var entry = first
    while let info = entry, found.count < maximumCount {
      if let name = info.pointee.ai_addr {
        let bytes = UnsafeRawBufferPointer(start: name, count: Int(info.pointee.ai_addrlen))
        found.append(SocketAddress(family: info.pointee.ai_family, bytes: Array(bytes)))
      }
      entry = info.pointee.ai_next
    }
    return found
  }

  /// Begins to connect; false with `errno` when it is not connected at once.
  func connect(_ descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return false }
      return Glibc.connect(
        descriptor, base.assumingMemoryBound(to: sockaddr.self), socklen_t(buffer.count)) == 0
    }
  }
}
