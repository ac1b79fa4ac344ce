extension ReviewScreen {
  /// The keys: their names, what the foot of the screen says, what the help says.
  static let keys: [(key: String, word: String, meaning: String)] = [
    ("a", "accept", "accept this edit"),
    ("r", "reject", "reject it"),
    ("s", "skip", "skip it"),
    ("u", "undo", "undo the last decision"),
    ("x", "split", "split by template, locale"),
    ("A", "accept all", "accept all left open"),
    ("d", "diff", "difference"),
    ("o", "old", "old"),
    ("n", "new", "new"),
    ("w", "words", "words"),
    ("v", "side by side", "side by side"),
    ("f", "whole lines", "long lines whole or folded"),
    ("b", "browser", "open in a browser"),
    ("t", "diff tool", "open in the diff tool"),
    ("Enter", "outputs", "each output"),
    ("Esc", "back", "back"),
    ("Tab", "sample", "next sample"),
    ("↑↓ jk", "choose", "choose; Home, End as well"),
    ("Space PgUp", "scroll", "scroll"),
    ("?", "help", "help"),
    ("q", "quit", "quit"),
  ]

  /// The keys that stand on every screen.
  private static let lasting = 2

  /// The keys in at most so many rows; what does not fit is in the help.
  func footer(_ width: Int, rows: Int) -> [ScreenLine] {
    let words = Self.keys.map { "\($0.key) \($0.word)" }
    let last = words.suffix(Self.lasting)
    var count = words.count - last.count
    while count > 0 {
      let texts = Self.joined(Array(words.prefix(count)) + last, width)
      if texts.count <= rows { return texts.map { ScreenLine($0, .dim) } }
      count -= 1
    }
    return Self.joined(Array(last), width).prefix(rows).map { ScreenLine($0, .dim) }
  }

  private static func joined(_ words: [String], _ width: Int) -> [String] {
    var rows: [String] = []
    for word in words {
      if let row = rows.last, CellWidth.cells(row) + CellWidth.cells(word) + 3 <= width {
        rows[rows.count - 1] = row + " · " + word
      } else {
        rows.append(word)
      }
    }
    return rows
  }

  /// The help, from the row that it is moved to.
  func help(_ width: Int, _ height: Int) -> ScreenPicture {
    var title = ScreenLine("Keys", .bold)
    let rows = Self.keys.flatMap { key in
      var line = ScreenLine("  " + key.key.padding(to: 12), .bold)
      line.add(key.meaning)
      return line.wrapped(to: width)
    }
    let room = height - 1
    let start = min(max(helpScroll, 0), max(0, rows.count - room))
    let hasMore = start + room < rows.count
    title.add(hasMore ? "  Space: more; others go back" : "  any key goes back", .dim)
    return ScreenPicture(
      lines: filled([title] + rows.dropFirst(start).prefix(room), width, height), scroll: start,
      page: room, hasMore: hasMore)
  }
}

extension String {
  /// The text with spaces after it up to a width.
  func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
