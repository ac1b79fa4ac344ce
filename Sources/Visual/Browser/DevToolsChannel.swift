import Diagnostics
import Documents
import Glibc

/// The DevTools protocol over a descriptor: JSON messages that end with a zero byte.
struct DevToolsChannel: ~Copyable {
  /// The largest message: a picture in Base64.
  static let maximumMessage = 64 << 20
  /// How long to wait between two looks at whether the user wants to stop.
  private static let slice = 100

  private let descriptor: CInt
  private let isStopped: @Sendable () -> Bool
  private var number = 0
  private var received: [UInt8] = []
  /// Up to where `received` holds no zero byte.
  private var searched = 0

  init(_ descriptor: CInt, isStopped: @escaping @Sendable () -> Bool) {
    self.descriptor = descriptor
    self.isStopped = isStopped
  }

  /// Calls a method and returns its result; waits for an event as well, before or after the answer.
  mutating func call(
    _ method: String, _ parameters: [(key: String, value: JSONOutput)] = [],
    session: String? = nil, until deadline: Deadline, awaiting event: String? = nil
  ) throws(VisualError) -> DocumentValue? {
    number += 1
    let message = JSONOutput.members([
      ("id", .integer(number)), ("method", .string(method)), ("params", .object(parameters)),
      ("sessionId", session.map { .string($0) }),
    ])
    try send(message.bytes() + [0], deadline)
    var result: DocumentValue??
    var hasCome = event == nil
    while true {
      if let result, hasCome { return result }
      let answer = try next(deadline)
      if answer["method"]?.string == "Inspector.targetCrashed" { throw Self.crashed }
      if let event, answer["method"]?.string == event { hasCome = true }
      guard answer["id"]?.int == number else { continue }
      if let error = answer["error"] {
        throw VisualError(
          .visualBrowserFailed,
          "the browser refuses \(method): \(error["message"]?.string ?? "without a reason")")
      }
      result = .some(answer["result"])
    }
  }

  private func send(_ bytes: [UInt8], _ deadline: Deadline) throws(VisualError) {
    var sent = 0
    while sent < bytes.count {
      try wait(for: POLLOUT, deadline)
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.send(
          descriptor, buffer.baseAddress.map { $0 + sent }, bytes.count - sent,
          CInt(MSG_NOSIGNAL | MSG_DONTWAIT))
      }
      if count >= 0 {
        sent += count
      } else if errno != EINTR, errno != EAGAIN {
        throw Self.gone
      }
    }
  }

  private mutating func next(_ deadline: Deadline) throws(VisualError) -> DocumentValue {
    while true {
      if let end = received[searched...].firstIndex(of: 0) {
        let message = Array(received[..<end])
        received.removeSubrange(...end)
        searched = 0
        let reading = JSONReader.read(SourceText(path: "browser", bytes: message))
        guard let value = reading.document?.value else {
          throw VisualError(.visualBrowserFailed, "the browser's answer is no JSON")
        }
        return value
      }
      searched = received.count
      guard received.count <= Self.maximumMessage else {
        throw VisualError(.visualBrowserFailed, "the browser's answer has more than 64 MB")
      }
      try wait(for: POLLIN, deadline)
      var buffer = [UInt8](repeating: 0, count: 1 << 18)
      let count = read(descriptor, &buffer, buffer.count)
      if count > 0 {
        received += buffer[..<count]
      } else if count == 0 || errno != EINTR {
        throw Self.gone
      }
    }
  }

  private func wait(for events: CInt, _ deadline: Deadline) throws(VisualError) {
    while true {
      if isStopped() { throw Self.stopped }
      let left = deadline.left
      guard left > 0 else { throw deadline.error }
      var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
      if poll(&entry, 1, CInt(min(left, Self.slice))) > 0 { return }
    }
  }

  /// The process that shows pages is gone; the browser that had started it is still there.
  static let crashed = VisualError(
    .visualBrowserFailed, "the page has crashed in the browser",
    hints: ["open the snapshot in a browser: it may need too much memory"])
  static let gone = VisualError(.visualBrowserFailed, "the browser has ended")
  /// The user wants to stop: nobody reads the message.
  static let stopped = VisualError(.visualBrowserFailed, "interrupted")
}
