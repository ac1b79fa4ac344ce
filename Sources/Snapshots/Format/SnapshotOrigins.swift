import Content
import Diagnostics
package import Rendering

extension SnapshotFiles {
  /// Returns where the bytes of each stored file of a message come from, in bytes of the file.
  package static func origins(
    of message: Message, _ origins: MessageOrigins
  ) -> [[TextOrigins.Run]] {
    guard message.channel == .push else {
      return message.parts.indices.map { index in
        var offset = 0
        var runs: [TextOrigins.Run] = []
        if index == 0, carriesEnvelope(message) {
          offset = SnapshotText.opening.utf8.count
          for (field, texts) in zip(message.fields, origins.fields) {
            offset += field.name.utf8.count + 2
            let quoted = SnapshotText.quotedOffsets(field.value)
            runs += moved(texts.runs, by: quoted.map { $0 + offset })
            offset += (quoted.last ?? 0) + 2
          }
          offset += SnapshotText.closing.utf8.count
          if SnapshotText.storesCRLF(message.parts[index].bytes) {
            offset += SnapshotText.lineEndKey.utf8.count
          }
        }
        let body = bodyOffsets(message.parts[index].bytes, isFolded: offset > 0)
        return runs
          + origins.parts[index].runs.compactMap { run in
            self.run(run, body?[run.range] ?? run.range, by: offset)
          }
      }
    }
    return [push(message, origins)]
  }

  /// The offsets of a body whose CR LF are stored as LF; nil for one that is stored as it is.
  private static func bodyOffsets(_ bytes: [UInt8], isFolded: Bool) -> FoldedOffsets? {
    isFolded && SnapshotText.storesCRLF(bytes) ? FoldedOffsets(bytes) : nil
  }

  private static func run(
    _ run: TextOrigins.Run, _ range: Range<Int>, by offset: Int
  ) -> TextOrigins.Run? {
    guard !range.isEmpty else { return nil }
    return run.moved(to: range.lowerBound + offset..<range.upperBound + offset)
  }

  /// Moves runs of a text to where its bytes stand quoted; `offsets` has one more than bytes.
  private static func moved(
    _ runs: [TextOrigins.Run], by offsets: [Int]
  ) -> [TextOrigins.Run] {
    runs.compactMap { run in
      guard run.range.upperBound < offsets.count else { return nil }
      return self.run(run, offsets[run.range.lowerBound]..<offsets[run.range.upperBound], by: 0)
    }
  }

  private static func push(_ message: Message, _ origins: MessageOrigins) -> [TextOrigins.Run] {
    var runs: [TextOrigins.Run] = []
    var offset = 2
    func member(_ name: String) { offset += 2 + JSONText.quoted(name).utf8.count + 2 }
    for (part, texts) in zip(message.parts, origins.parts) where part.type == .text {
      member(part.name)
      var quoted: [UInt8] = []
      var offsets: [Int] = []
      for byte in part.bytes {
        var one: [UInt8] = []
        JSONText.append([byte], to: &one)
        offsets.append(offset + 1 + quoted.count)
        quoted += one.dropFirst().dropLast()
      }
      offsets.append(offset + 1 + quoted.count)
      runs += moved(texts.runs, by: offsets)
      offset += quoted.count + 2 + 2
    }
    for (part, texts) in zip(message.parts, origins.parts)
    where part.name == "payload" && part.type == .json {
      member(part.name)
      runs += texts.runs.compactMap { run($0, $0.range, by: offset) }
    }
    return runs
  }
}

/// Where bytes stand after the CR of every CR LF has gone.
private struct FoldedOffsets {
  private let returns: [Int]

  init(_ bytes: [UInt8]) {
    returns = bytes.indices.filter { index in
      bytes[index] == UInt8(ascii: "\r") && index + 1 < bytes.count
        && bytes[index + 1] == UInt8(ascii: "\n")
    }
  }

  subscript(_ range: Range<Int>) -> Range<Int> {
    offset(range.lowerBound)..<offset(range.upperBound)
  }

  private func offset(_ position: Int) -> Int {
    var low = 0
    var high = returns.count
    while low < high {
      let middle = (low + high) / 2
      if returns[middle] < position { low = middle + 1 } else { high = middle }
    }
    return position - low
  }
}
