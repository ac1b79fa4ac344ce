import Glibc
import Synchronization

/// A server on this machine that answers with whatever bytes a test likes, however hostile.
package final class LoopbackServer: Sendable {
  /// What a server does with a request.
  package enum Answer: Sendable {
    /// Sends bytes and keeps the connection for the next request.
    case bytes([UInt8])
    /// Sends bytes and closes the connection.
    case last([UInt8])
    /// Sends the bytes again and again until the other side goes away.
    case endless([UInt8])
    /// Sends the first bytes and then nothing, while the connection stays open.
    case stalled([UInt8])
  }

  /// The port on 127.0.0.1.
  package let port: UInt16
  private let listener: Int32
  private let answer: @Sendable (String) -> Answer
  private let heads = Mutex<[String]>([])

  /// Starts a server; `answer` is given the head of each request.
  package init(_ answer: @escaping @Sendable (String) -> Answer) throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let isOpen = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, size) == 0 && listen(listener, 64) == 0
          && getsockname(listener, address, &size) == 0
      }
    }
    guard isOpen else { throw Unavailable() }
    port = UInt16(bigEndian: address.sin_port)
    self.answer = answer
    Self.start { [weak self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        guard let server = self else {
          close(connection)
          return
        }
        Self.start { server.serve(connection) }
      }
    }
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  /// No port could be had.
  struct Unavailable: Error {}

  /// The heads of all requests so far.
  package var requests: [String] { heads.withLock { $0 } }

  private func serve(_ connection: Int32) {
    defer { close(connection) }
    var pending: [UInt8] = []
    while let head = Self.head(connection, &pending) {
      heads.withLock { $0.append(head) }
      switch answer(head) {
      case .bytes(let bytes): guard Self.send(bytes, connection) else { return }
      case .last(let bytes):
        _ = Self.send(bytes, connection)
        return
      case .endless(let bytes):
        while Self.send(bytes, connection) {}
        return
      case .stalled(let bytes):
        _ = Self.send(bytes, connection)
        var byte: UInt8 = 0
        while recv(connection, &byte, 1, 0) > 0 {}
        return
      }
    }
  }

  /// Reads a request: its head, and its body to nowhere.
  private static func head(_ connection: Int32, _ pending: inout [UInt8]) -> String? {
    func more() -> Bool {
      var bytes = [UInt8](repeating: 0, count: 65_536)
      let count = recv(connection, &bytes, bytes.count, 0)
      guard count > 0 else { return false }
      pending += bytes[..<count]
      return true
    }
    let end = Array("\r\n\r\n".utf8)
    while true {
      if let range = pending.firstRange(of: end) {
        let head = String(decoding: pending[..<range.lowerBound], as: UTF8.self)
        pending.removeSubrange(..<range.upperBound)
        let length =
          head.split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }
          .flatMap { Int($0.dropFirst(16)) } ?? 0
        while pending.count < length { guard more() else { return nil } }
        pending.removeFirst(length)
        return head
      }
      guard more() else { return nil }
    }
  }

  private static func send(_ bytes: [UInt8], _ connection: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Runs something on a thread of its own: it may block.
  private static func start(_ work: @escaping @Sendable () -> Void) {
    final class Box {
      let work: @Sendable () -> Void
      init(_ work: @escaping @Sendable () -> Void) { self.work = work }
    }
    var thread = pthread_t()
    let box = Unmanaged.passRetained(Box(work)).toOpaque()
    pthread_create(
      &thread, nil,
      { pointer in
        guard let pointer else { return nil }
        Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue().work()
        return nil
      }, box)
    pthread_detach(thread)
  }
}

extension LoopbackServer.Answer {
  /// A proper answer.
  package static func http(_ status: Int, _ body: [UInt8] = [], _ fields: String = "") -> Self {
    .bytes(
      Array("HTTP/1.1 \(status) Word\r\nContent-Length: \(body.count)\r\n\(fields)\r\n".utf8) + body
    )
  }
}
