import Diagnostics
import Documents
import Glibc
import JSONSchema

/// Files of values: JSON lines read in constant memory, or one JSON or YAML document.
struct InstanceFiles {
  /// One value of a file.
  struct Instance {
    /// The line of the file at which the value's text begins.
    let line: Int
    /// The value, or why it cannot be read; places in it count from `line`.
    let reading: DocumentReading
    /// How many bytes of the file lie behind the value, blank lines not counted.
    let position: Int
  }

  private let host: Host
  private let directory: String?

  init(_ global: GlobalOptions) {
    host = Host.current()
    directory = global.directory
  }

  /// The size of a chunk; memory is some of these and the longest line.
  private static let chunkSize = 1 << 18

  /// Calls `body` with each value of a file in turn; returns the file's size where it is known.
  func forEach(in path: String, _ body: (Instance) throws -> Void) throws {
    let file = try InputFile(path, in: host, directory: directory)
    let limits = DocumentLimits()
    if DocumentFormat(path: path) != nil {
      let bytes = try file.readAll(limit: limits.maximumBytes)
      let source = SourceText(path: path, bytes: bytes)
      let reading = DocumentReader.read(source, limits: limits)
      return try body(Instance(line: 1, reading: reading, position: bytes.count))
    }
    var lines = InstanceLines()
    var buffer = [UInt8](repeating: 0, count: Self.chunkSize)
    var position = 0
    func handle(_ line: InstanceLines.Line) throws {
      let source = SourceText(path: path, bytes: line.bytes)
      position += line.bytes.count + 1
      try body(Instance(line: line.number, reading: JSONReader.read(source), position: position))
    }
    while true {
      let count = try file.read(into: &buffer)
      if count == 0 { break }
      for line in lines.take(buffer[..<count]) { try handle(line) }
      guard lines.pendingBytes <= limits.maximumBytes else {
        throw CommandFailure("a line of '\(path)' is longer than \(limits.maximumBytes) bytes")
      }
    }
    if let line = lines.finish() { try handle(line) }
  }

  /// The size of a file, for progress; nil for a pipe.
  func size(of path: String) throws -> Int? {
    path == "-" ? nil : try InputFile(path, in: host, directory: directory).size
  }
}
