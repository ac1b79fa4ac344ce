/// A line of an output before it is fitted to a screen: what of it changes and what does not.
struct DetailLine {
  /// A part of the line.
  private enum Stretch {
    case text(String, ScreenLine.Style)
    /// Characters left out.
    case gap(Int)

    var isChange: Bool {
      if case .text(_, let style) = self { return style.isChange }
      return false
    }
  }

  /// Fewest characters that are left out: a shorter gap would be as long as its mark.
  private static let shortestGap = 30

  /// How the parts look that do not change.
  private let style: ScreenLine.Style
  /// The sign at the beginning: `-`, `+`, a space; none where a view has no signs.
  private let sign: String
  private var stretches: [Stretch] = []

  init(_ style: ScreenLine.Style = .plain, sign: String = "") {
    self.style = style
    self.sign = sign
  }

  /// Creates a line of bytes of which some places change; places may lie beyond its ends.
  init(
    _ bytes: [UInt8], _ range: Range<Int>, changed: ArraySlice<Range<Int>>,
    as change: ScreenLine.Style, _ style: ScreenLine.Style = .plain, sign: String = ""
  ) {
    self.init(style, sign: sign)
    var index = range.lowerBound
    for place in changed {
      guard place.lowerBound <= range.upperBound else { break }
      guard place.upperBound > range.lowerBound || place.lowerBound >= range.lowerBound else {
        continue
      }
      let start = min(max(place.lowerBound, index), range.upperBound)
      let end = min(max(place.upperBound, start), range.upperBound)
      add(bytes[index..<start])
      add(bytes[start..<end], change)
      index = end
    }
    add(bytes[index..<range.upperBound])
  }

  /// Adds a part; what changes is marked even where it shows nothing.
  mutating func add(_ bytes: ArraySlice<UInt8>, _ style: ScreenLine.Style? = nil) {
    add(String(decoding: bytes, as: UTF8.self), style)
  }

  /// Adds a part of text.
  mutating func add(_ text: String, _ style: ScreenLine.Style? = nil) {
    guard !text.isEmpty || style?.isChange == true else { return }
    stretches.append(.text(text, style ?? self.style))
  }

  /// The rows that show the line; of a long one, what is far from a change is left out if it `folds`.
  func rows(width: Int, folds: Bool) -> [ScreenLine] {
    let limit = folds ? 4 * width : Self.maximumCells
    let shown = isLonger(than: limit) ? folded(limit, keeping: width / 2) : stretches
    // A line that changes as a whole needs no emphasis within it.
    let isWhole = !sign.isEmpty && stretches.allSatisfy(\.isChange)
    var line = ScreenLine(sign.isEmpty ? "" : sign + " ", style)
    for stretch in shown {
      switch stretch {
      case .gap(let count):
        let noun = width < Self.widthForWords ? "" : " characters"
        line.add("… \(Self.grouped(count))\(noun) …", .dim)
      case .text(let text, let style):
        if style.isChange, isWhole || text.isEmpty { line.addMark(style) }
        line.add(text, isWhole ? self.style : style)
      }
    }
    return line.wrapped(
      to: width, mark: sign + (sign.isEmpty ? "↳ " : "↳"), sign.isEmpty ? .dim : style)
  }

  /// Narrowest column in which a gap says what it leaves out.
  private static let widthForWords = 30
  /// Most cells of a line that is shown whole.
  private static let maximumCells = 200_000

  private func isLonger(than limit: Int) -> Bool {
    var room = limit
    for case .text(let text, _) in stretches {
      for scalar in text.unicodeScalars {
        room -= CellWidth.cellsShown(scalar)
        if room < 0 { return true }
      }
    }
    return false
  }

  /// The parts with `cells` cells kept on both sides of what changes.
  private func folded(_ limit: Int, keeping cells: Int) -> [Stretch] {
    let first = stretches.firstIndex(where: \.isChange)
    let last = stretches.lastIndex(where: \.isChange)
    return stretches.enumerated().flatMap { index, stretch -> [Stretch] in
      guard case .text(let text, let style) = stretch else { return [stretch] }
      // Of a line without a change, and of a long change, the beginning says most.
      if style.isChange || first == nil {
        return Self.folded(text, style, head: limit / 2, tail: style.isChange ? cells / 2 : 0)
      }
      return Self.folded(
        text, style, head: index > first ?? 0 ? cells : 0, tail: index < last ?? 0 ? cells : 0)
    }
  }

  private static func folded(
    _ text: String, _ style: ScreenLine.Style, head: Int, tail: Int
  ) -> [Stretch] {
    let scalars = text.unicodeScalars
    var start = scalars.startIndex
    var room = head
    while start < scalars.endIndex {
      room -= CellWidth.cellsShown(scalars[start])
      guard room >= 0 else { break }
      start = scalars.index(after: start)
    }
    var end = scalars.endIndex
    room = tail
    while end > start {
      let before = scalars.index(before: end)
      room -= CellWidth.cellsShown(scalars[before])
      guard room >= 0 else { break }
      end = before
    }
    let hidden = scalars[start..<end].count
    guard hidden > shortestGap else { return [.text(text, style)] }
    let parts: [Stretch] = [
      .text(String(text[..<start]), style), .gap(hidden), .text(String(text[end...]), style),
    ]
    return parts.filter { part in
      if case .text(let text, _) = part { return !text.isEmpty }
      return true
    }
  }

  /// `9800` as `9,800`.
  private static func grouped(_ number: Int) -> String {
    var text = ""
    for (index, digit) in String(number).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }
}
