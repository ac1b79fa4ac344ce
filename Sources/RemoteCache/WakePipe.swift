import Glibc

/// Wakes a thread that waits in `poll`: a pipe to itself.
struct WakePipe: Sendable {
  /// What `poll` waits for, or -1 where no pipe could be had.
  let reading: Int32
  private let writing: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) != 0 { ends = [-1, -1] }
    for end in ends where end >= 0 {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    reading = ends[0]
    writing = ends[1]
  }

  /// Wakes the thread; a full pipe has woken it already.
  func wake() {
    var byte: UInt8 = 0
    _ = write(writing, &byte, 1)
  }

  /// Takes the wake-ups that have come.
  func drain() {
    var bytes = [UInt8](repeating: 0, count: 256)
    while read(reading, &bytes, bytes.count) > 0 {}
  }

  /// Gives the pipe back.
  func close() {
    for end in [reading, writing] where end >= 0 { Glibc.close(end) }
  }
}
