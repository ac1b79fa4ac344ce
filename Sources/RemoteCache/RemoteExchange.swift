import Dispatch
import Glibc
import Synchronization

/// Sends requests over several connections from one thread of its own; nobody waits for it.
final class RemoteExchange: Sendable {
  private struct State {
    var queue: [RemoteRequest] = []
    var taken = 0
    var isRunning = false
    var isStopped = false
  }

  private let address: RemoteAddress
  private let limits: RemoteLimits
  private let state = Mutex(State())
  private let signal = WakePipe()

  init(_ address: RemoteAddress, limits: RemoteLimits) {
    self.address = address
    self.limits = limits
  }

  deinit { signal.close() }

  /// Adds requests; the first ones start the thread.
  func add(_ requests: [RemoteRequest]) {
    let (starts, isStopped) = state.withLock { state in
      guard !state.isStopped else { return (false, true) }
      state.queue += requests
      defer { state.isRunning = true }
      return (!state.isRunning, false)
    }
    if isStopped {
      for request in requests { request.completion(.failure(.closedEarly)) }
    } else if starts {
      // A queue of its own: it may block without taking a core from the cases.
      DispatchQueue(label: "galley.remote-cache").async { self.run() }
    } else {
      signal.wake()
    }
  }

  /// Ends everything; what is under way fails.
  func stop() {
    state.withLock { $0.isStopped = true }
    signal.wake()
  }

  /// The next request, or nil when none waits.
  private func next() -> RemoteRequest? {
    state.withLock { state in
      guard state.taken < state.queue.count else { return nil }
      defer { state.taken += 1 }
      let request = state.queue[state.taken]
      if state.taken + 1 == state.queue.count {
        state.queue = []
        state.taken = -1
      }
      return request
    }
  }

  private func run() {
    let addresses = signal.reading >= 0 ? SocketAddress.all(of: address) : []
    guard !addresses.isEmpty else {
      while let request = next() { request.completion(.failure(.unknownHost)) }
      state.withLock { $0.isRunning = false }
      return
    }
    var connections: [Connection] = []
    while !state.withLock({ $0.isStopped }) {
      assign(&connections, addresses)
      wait(for: &connections)
    }
    for index in connections.indices {
      connections[index].finish()?.completion(.failure(.closedEarly))
      connections[index].close()
    }
    while let request = next() { request.completion(.failure(.closedEarly)) }
  }

  /// Gives waiting requests to idle connections, and to new ones while there may be more.
  private func assign(_ connections: inout [Connection], _ addresses: [SocketAddress]) {
    var index = 0
    while true {
      while index < connections.count, connections[index].request != nil { index += 1 }
      guard index < limits.connections, let request = next() else { return }
      if index == connections.count {
        connections.append(Connection(addresses, limits: limits))
      }
      let result = connections[index].begin(request, now: Self.milliseconds)
      complete(&connections[index], result)
    }
  }

  private func complete(
    _ connection: inout Connection, _ result: Result<HTTPResponse, RemoteFault>?
  ) {
    guard let result else { return }
    connection.finish()?.completion(result)
  }

  /// Waits until a connection can go on, a request has had its time, or someone wakes it.
  private func wait(for connections: inout [Connection]) {
    let active = connections.indices.filter { connections[$0].request != nil }
    var polled = [pollfd(fd: signal.reading, events: Int16(POLLIN), revents: 0)]
    var end = Int.max
    for index in active {
      let connection = connections[index]
      polled.append(pollfd(fd: connection.descriptor, events: connection.events, revents: 0))
      end = min(end, connection.deadline)
    }
    let patience = end == Int.max ? -1 : max(0, min(end - Self.milliseconds, 60_000))
    poll(&polled, nfds_t(polled.count), Int32(patience))
    if polled[0].revents != 0 { signal.drain() }
    let now = Self.milliseconds
    for (index, entry) in zip(active, polled.dropFirst()) {
      if entry.revents != 0 {
        let result = connections[index].proceed(now: now)
        complete(&connections[index], result)
      }
      if connections[index].request != nil, connections[index].deadline <= now {
        let result = connections[index].expire()
        complete(&connections[index], result)
      }
    }
  }

  /// A clock that only goes forward.
  static var milliseconds: Int {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return now.tv_sec * 1_000 + now.tv_nsec / 1_000_000
  }
}
