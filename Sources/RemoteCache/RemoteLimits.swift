/// What a run gives a remote cache at most: of time, of bytes, of patience.
package struct RemoteLimits: Sendable {
  /// Milliseconds until a connection must stand, over all addresses of the host.
  package var connectMilliseconds = 2_000
  /// Milliseconds for one request from its first byte to the last byte of its answer.
  package var requestMilliseconds = 5_000
  /// Milliseconds for all look-ups of a run together.
  package var lookUpMilliseconds = 15_000
  /// Milliseconds that the end of a run waits for what is being kept.
  package var keepMilliseconds = 15_000
  /// Failures after which the remote is switched off for the run.
  package var failures = 3
  /// Connections at once.
  package var connections = 16
  /// Most bytes of one entry.
  package var entryBytes = 16 << 20
  /// Most bytes of all answers of a run.
  package var allBytes = 256 << 20
  /// Most bytes of an answer's status line and header fields.
  package var headerBytes = 16 << 10
  /// Most bytes of an answer that is no entry: the page that comes with an error.
  package var pageBytes = 64 << 10

  /// Creates the limits that every run has.
  package init() {}
}
