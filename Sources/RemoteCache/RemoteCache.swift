package import Diagnostics
import Dispatch
import Snapshots
import Synchronization

/// Results of test runs kept by an HTTP server that takes PUT: nginx's DAV module, an object store.
///
/// It may be slow, dead or hostile: a run never fails or waits long for it. After a few failures it
/// is switched off for the rest of the run, and one warning says why.
package final class RemoteCache: RemoteResults {
  /// Whether new results are kept.
  package enum Mode: String, Sendable, CaseIterable {
    /// Results are looked up and none is kept.
    case read
    /// New results are kept, too.
    case readWrite = "read-write"
  }

  /// What is known of a name.
  private struct Slot {
    let group = DispatchGroup()
    var isAnswered = false
    var content: [UInt8]?
  }

  private struct State {
    var slots: [String: Slot] = [:]
    var isOff = false
    var failures = 0
    var first: (fault: RemoteFault, name: String)?
    var last: (fault: RemoteFault, name: String)?
    var allBytes = 0
    /// When look-ups began, in milliseconds.
    var begun: Int?
  }

  private let address: RemoteAddress
  private let mode: Mode
  private let token: String?
  private let key: [UInt8]?
  private let limits: RemoteLimits
  private let exchange: RemoteExchange
  private let state = Mutex(State())
  private let keeping = DispatchGroup()

  /// Creates the cache; nothing is sent before something is asked for.
  ///
  /// - Parameters:
  ///   - address: Where it is.
  ///   - mode: Whether new results are kept.
  ///   - token: What is sent as `Authorization: Bearer`.
  ///   - key: The secret that signs entries; with it, others are refused.
  ///   - limits: What the run gives it at most.
  /// - Throws: `RemoteCacheError` if the token could not be sent.
  package init(
    _ address: RemoteAddress, mode: Mode, token: String? = nil, key: [UInt8]? = nil,
    limits: RemoteLimits = RemoteLimits()
  ) throws(RemoteCacheError) {
    // Anything else would end the field and begin another.
    guard token?.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) ?? true else {
      throw RemoteCacheError(
        "GALLEY_REMOTE_CACHE_TOKEN has characters that a token does not have",
        hints: ["a token is printable ASCII without spaces"])
    }
    self.address = address
    self.mode = mode
    self.token = token.flatMap { $0.isEmpty ? nil : $0 }
    self.key = key.flatMap { $0.isEmpty ? nil : $0 }
    self.limits = limits
    var requestLimits = limits
    requestLimits.entryBytes += RemoteEntry.overhead
    exchange = RemoteExchange(address, limits: requestLimits)
  }

  deinit {
    exchange.stop()
    // A group must be left before it goes away.
    state.withLock { state in
      for slot in state.slots.values where !slot.isAnswered { slot.group.leave() }
    }
  }

  // MARK: Looking up

  /// Begins to look names up and returns at once.
  package func ask(for names: [String]) {
    let new = state.withLock { state -> [String] in
      guard !state.isOff else { return [] }
      state.begun = state.begun ?? RemoteExchange.milliseconds
      var new: [String] = []
      for name in names where state.slots[name] == nil {
        let slot = Slot()
        slot.group.enter()
        state.slots[name] = slot
        new.append(name)
      }
      return new
    }
    exchange.add(
      new.map { name in
        RemoteRequest(bytes: head("GET", name)) { [weak self] in self?.answer($0, for: name) }
      })
  }

  /// The bytes kept under a name; waits for the answer, within the limits.
  package func bytes(named name: String, limit: Int) -> [UInt8]? {
    ask(for: [name])
    let (slot, begun) = state.withLock { ($0.slots[name], $0.begun ?? 0) }
    guard let slot else { return nil }
    if !slot.isAnswered {
      let left = begun + limits.lookUpMilliseconds - RemoteExchange.milliseconds
      if slot.group.wait(timeout: .now() + .milliseconds(max(0, left))) == .timedOut {
        fail(.tooSlow, name)
      }
    }
    let content = state.withLock { $0.slots[name]?.content }
    return content.flatMap { $0.count <= limit ? $0 : nil }
  }

  /// Notes that what was had under a name is not what was written.
  package func refuse(_ name: String) {
    state.withLock { $0.slots[name]?.content = nil }
    fail(.damaged, name)
  }

  private func answer(_ result: Result<HTTPResponse, RemoteFault>, for name: String) {
    var content: [UInt8]?
    do throws(RemoteFault) {
      content = try opened(try result.get(), name)
    } catch {
      fail(error, name)
    }
    let found = content
    state.withLock { state in
      guard let slot = state.slots[name], !slot.isAnswered else { return }
      state.slots[name]?.content = state.isOff ? nil : found
      state.slots[name]?.isAnswered = true
      slot.group.leave()
    }
  }

  private func opened(_ response: HTTPResponse, _ name: String) throws(RemoteFault) -> [UInt8]? {
    switch response.status {
    case 200: break
    // There is none, or no longer.
    case 404, 410: return nil
    default: throw Self.fault(response.status)
    }
    let all = state.withLock { state in
      state.allBytes += response.body.count
      return state.allBytes
    }
    guard all <= limits.allBytes else { throw .answersTooLarge }
    return try RemoteEntry.opened(response.body, name: name, key: key)
  }

  // MARK: Keeping

  /// Begins to keep bytes under a name, unless the server has them already.
  package func keep(_ bytes: [UInt8], named name: String) {
    guard mode == .readWrite, bytes.count <= limits.entryBytes else { return }
    let isNew = state.withLock { !$0.isOff && $0.slots[name]?.content != bytes }
    guard isNew else { return }
    let entry = RemoteEntry.sealed(bytes, name: name, key: key)
    keeping.enter()
    let head = head("PUT", name, length: entry.count)
    exchange.add([
      RemoteRequest(bytes: head + entry) { [weak self, keeping] result in
        defer { keeping.leave() }
        switch result {
        case .success(let response) where [200, 201, 202, 204].contains(response.status): break
        case .success(let response): self?.fail(Self.fault(response.status), name)
        case .failure(let fault): self?.fail(fault, name)
        }
      }
    ])
  }

  /// Waits for what is being kept, within the limits.
  ///
  /// - Returns: The one warning of the run, if anything went wrong.
  package func finish() -> [Diagnostic] {
    if keeping.wait(timeout: .now() + .milliseconds(limits.keepMilliseconds)) == .timedOut {
      fail(.keptTooSlowly, "")
    }
    exchange.stop()
    let (first, last, failures, isOff) = state.withLock {
      ($0.first, $0.last, $0.failures, $0.isOff)
    }
    guard let first, let last else { return [] }
    let shown = isOff ? last : first
    var message =
      isOff
      ? "the remote cache was switched off for this run: \(shown.fault.words)"
      : "the remote cache failed \(failures == 1 ? "once" : "\(failures) times"): "
        + shown.fault.words
    if !shown.name.isEmpty { message += " (\(shown.name))" }
    return [
      Diagnostic(
        shown.fault.code, message,
        at: SourceSpan(SourceText(path: address.text, bytes: []), at: 0), severity: .warning,
        notes: [Diagnostic.Note(shown.fault.advice)])
    ]
  }

  // MARK: Failures

  private func fail(_ fault: RemoteFault, _ name: String) {
    let switchesOff = state.withLock { state -> Bool in
      // What fails because it was switched off is no news.
      guard !state.isOff else { return false }
      state.failures += 1
      state.first = state.first ?? (fault, name)
      state.last = (fault, name)
      // Who may write puts a good entry in the place of a bad one, however many there are.
      if mode == .readWrite, fault.isMended { return false }
      guard fault.isFinal || state.failures >= limits.failures else { return false }
      state.isOff = true
      for (name, slot) in state.slots where !slot.isAnswered {
        state.slots[name]?.isAnswered = true
        slot.group.leave()
      }
      return true
    }
    if switchesOff { exchange.stop() }
  }

  private static func fault(_ status: Int) -> RemoteFault {
    switch status {
    case 300..<400: .redirect(status)
    case 401, 403, 405, 407: .notAllowed(status)
    default: .status(status)
    }
  }

  private func head(_ method: String, _ name: String, length: Int? = nil) -> [UInt8] {
    var text = "\(method) \(address.path)/\(name) HTTP/1.1\r\nHost: \(address.authority)\r\n"
    text += "User-Agent: galley\r\nAccept-Encoding: identity\r\n"
    if let token { text += "Authorization: Bearer \(token)\r\n" }
    if let length {
      text += "Content-Type: application/octet-stream\r\nContent-Length: \(length)\r\n"
    }
    return Array((text + "\r\n").utf8)
  }
}
