import Glibc

/// A request with what becomes of it.
struct RemoteRequest: Sendable {
  /// The bytes to send.
  let bytes: [UInt8]
  /// Told once; from the thread of the exchange.
  let completion: @Sendable (Result<HTTPResponse, RemoteFault>) -> Void
}

/// One connection to the server: a request at a time, never waiting for anything.
struct Connection {
  /// The request under way.
  private(set) var request: RemoteRequest?
  /// When the request fails for taking too long, in milliseconds.
  private(set) var deadline = 0
  /// Whether it stands.
  private(set) var isConnected = false
  /// The descriptor, or -1.
  private(set) var descriptor: Int32 = -1
  private let limits: RemoteLimits
  private let addresses: [SocketAddress]
  private var next = 0
  private var sent = 0
  private var reader: HTTPResponseReader
  private var isReused = false
  private var lastReason = "no address"

  init(_ addresses: [SocketAddress], limits: RemoteLimits) {
    self.addresses = addresses
    self.limits = limits
    reader = HTTPResponseReader(limits: limits)
  }

  /// What `poll` should wait for.
  var events: Int16 {
    Int16(!isConnected || sent < (request?.bytes.count ?? 0) ? POLLOUT | POLLIN : POLLIN)
  }

  /// Begins a request on an idle connection.
  mutating func begin(_ request: RemoteRequest, now: Int) -> Result<HTTPResponse, RemoteFault>? {
    self.request = request
    isReused = isConnected
    sent = 0
    reader = HTTPResponseReader(limits: limits)
    if isConnected {
      deadline = now + limits.requestMilliseconds
      return attempt { connection throws(RemoteFault) in try connection.send() }
    }
    next = 0
    deadline = now + limits.connectMilliseconds
    return attempt { connection throws(RemoteFault) in
      try connection.connectNext()
      return nil
    }
  }

  /// Goes on after `poll` found something.
  mutating func proceed(now: Int) -> Result<HTTPResponse, RemoteFault>? {
    attempt { connection throws(RemoteFault) in
      if !connection.isConnected {
        var error: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(connection.descriptor, SOL_SOCKET, SO_ERROR, &error, &size)
        guard error == 0 else {
          connection.lastReason = String(cString: strerror(error))
          try connection.connectNext()
          return nil
        }
        connection.isConnected = true
        connection.deadline = now + connection.limits.requestMilliseconds
      }
      if let response = try connection.receive() { return response }
      return try connection.send()
    }
  }

  /// Gives the request up because of its deadline.
  mutating func expire() -> Result<HTTPResponse, RemoteFault> {
    let fault: RemoteFault = isConnected ? .timeout : .connectTimeout
    close()
    return .failure(fault)
  }

  /// Takes the request off the connection.
  mutating func finish() -> RemoteRequest? {
    defer { request = nil }
    return request
  }

  /// Ends the connection.
  mutating func close() {
    if descriptor >= 0 { Glibc.close(descriptor) }
    descriptor = -1
    isConnected = false
  }

  /// Notes what has become of the request; a failure ends the connection.
  private mutating func attempt(
    _ step: (inout Connection) throws(RemoteFault) -> HTTPResponse?
  ) -> Result<HTTPResponse, RemoteFault>? {
    do throws(RemoteFault) {
      guard let response = try step(&self) else { return nil }
      // The server may answer before it has read everything: the rest would be another request.
      if !response.keepsAlive || sent < (request?.bytes.count ?? 0) { close() }
      return .success(response)
    } catch {
      close()
      // A connection that was kept may have been closed by the server in the meantime.
      guard isReused, !reader.hasBegun, error == .closedEarly else { return .failure(error) }
      isReused = false
      sent = 0
      next = 0
      return attempt { connection throws(RemoteFault) in
        try connection.connectNext()
        return nil
      }
    }
  }

  /// Begins to connect to the next address of the host.
  private mutating func connectNext() throws(RemoteFault) {
    close()
    while next < addresses.count {
      let address = addresses[next]
      next += 1
      descriptor = socket(
        address.family,
        Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
      guard descriptor >= 0 else { throw .unreachable(String(cString: strerror(errno))) }
      var on: Int32 = 1
      setsockopt(
        descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
      if address.connect(descriptor) || errno == EINPROGRESS { return }
      lastReason = String(cString: strerror(errno))
      close()
    }
    throw .unreachable(lastReason)
  }

  private mutating func send() throws(RemoteFault) -> HTTPResponse? {
    guard let bytes = request?.bytes else { return nil }
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { buffer in
        Glibc.send(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
      }
      guard count >= 0 else {
        if errno == EINTR { continue }
        if errno == EAGAIN { return nil }
        // What the server said before it closed says more than the pipe that broke.
        if let response = try receive() { return response }
        return try reader.end()
      }
      sent += count
    }
    return nil
  }

  /// Takes what has arrived, and no more than a megabyte at a time, so that others have their turn.
  private mutating func receive() throws(RemoteFault) -> HTTPResponse? {
    for _ in 0..<16 {
      var problem: Int32 = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        let received = recv(descriptor, buffer.baseAddress, buffer.count, 0)
        problem = received < 0 ? errno : 0
        count = max(0, received)
      }
      if bytes.isEmpty {
        if problem == EINTR { continue }
        if problem == EAGAIN { return nil }
        return try reader.end()
      }
      if let response = try reader.read(bytes[...]) { return response }
    }
    return nil
  }
}
