/// Finds values in a text that has no source map, and writes names in their places.
///
/// Values are found by their form, the longest first at each place; those of signs that HTML writes
/// as character references are found by their exact bytes.
struct ValueRecognition {
  /// A value by its exact bytes.
  struct Exact {
    let bytes: [UInt8]
    let name: String
  }

  /// Most tokens of a text in which values are recognised.
  private static let maximumTokens = 20_000
  /// Most tokens that one value has.
  private static let longestValue = 24

  private let bytes: [UInt8]
  private let range: Range<Int>
  private let tokens: OutputTokens
  private let exact: [Exact]

  /// Prepares to look through `bytes[range]`.
  init(_ bytes: [UInt8], _ range: Range<Int>, exact: [Exact] = []) {
    self.bytes = bytes
    self.range = range
    // The longest first.
    self.exact = exact.sorted { ($1.bytes.count, $0.name) < ($0.bytes.count, $1.name) }
    tokens = OutputTokens(bytes, range, tags: false)
  }

  /// Returns the tokens of the text, with `⟨name⟩` for each value whose form `name` knows.
  func masked(_ name: (ByteText) -> String?) -> [String] {
    guard tokens.ranges.count <= Self.maximumTokens else { return [text(range)] }
    var result: [String] = []
    var index = 0
    while index < tokens.ranges.count {
      if let (name, end) = exactValue(at: index) ?? value(at: index, name) {
        result.append("⟨\(name)⟩")
        index = end
      } else {
        result.append(text(tokens.ranges[index]))
        index += 1
      }
    }
    return result
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// The value whose exact bytes begin at a token and end with one.
  private func exactValue(at start: Int) -> (name: String, end: Int)? {
    let offset = tokens.ranges[start].lowerBound
    for value in exact where range.upperBound - offset >= value.bytes.count {
      let upper = offset + value.bytes.count
      guard bytes[offset..<upper] == value.bytes[...] else { continue }
      var end = start
      while end < tokens.ranges.count, tokens.ranges[end].upperBound < upper { end += 1 }
      if end < tokens.ranges.count, tokens.ranges[end].upperBound == upper {
        return (value.name, end + 1)
      }
    }
    return nil
  }

  private func value(
    at start: Int, _ name: (ByteText) -> String?
  ) -> (name: String, end: Int)? {
    guard tokens.kinds[start] == .word else { return nil }
    var best: (name: String, end: Int)?
    var end = start
    while end < tokens.ranges.count, end - start < Self.longestValue, tokens.kinds[end] != .line {
      end += 1
      guard tokens.kinds[end - 1] == .word,
        let form = PrintedValue.form(
          bytes[tokens.ranges[start].lowerBound..<tokens.ranges[end - 1].upperBound])
      else { continue }
      // A currency beside a number is text unless it is part of the same word.
      if form.first == UInt8(ascii: "#") {
        guard hasDigit(tokens.ranges[start]), hasDigit(tokens.ranges[end - 1]) else { continue }
      }
      if let name = name(ByteText(form)) { best = (name, end) }
    }
    return best
  }

  private func hasDigit(_ range: Range<Int>) -> Bool { bytes[range].contains { $0 &- 0x30 < 10 } }
}
