extension ReviewScreen {
  /// Smallest terminal that a review is shown in.
  package static let minimumSize = (width: 40, height: 12)

  /// The keys, as the screen and the help name them.
  static let keys: [(key: String, meaning: String)] = [
    ("a", "accept this edit"), ("r", "reject it"), ("s", "skip it"), ("u", "undo"), ("x", "split"),
    ("A", "accept all left"), ("d", "difference"), ("o", "old"), ("n", "new"), ("w", "words"),
    ("v", "side by side"), ("b", "browser"), ("t", "diff tool"),
    ("Enter", "each output"), ("Esc", "back"), ("Tab", "next sample"), ("↑ ↓ j k", "choose"),
    ("Space", "scroll"), ("?", "help"), ("q", "quit"),
  ]

  /// The whole screen: exactly `height` lines, none wider than `width`.
  package func lines(width: Int, height: Int) -> [ScreenLine] {
    guard width >= Self.minimumSize.width, height >= Self.minimumSize.height else {
      return filled([ScreenLine("make the terminal larger; q quits")], width, height)
    }
    if showsHelp || clusters.isEmpty { return filled(help, width, height) }
    let footer = footer(width)
    let room = height - 2 - footer.count
    let list = listLines(max(3, min(room / 3, clusters.count + 1)), width)
    let detail = DetailLines(screen: self).lines(width: width)
    let detailRoom = room - list.count - 1
    let start = min(scroll, max(0, detail.count - detailRoom))
    var lines = [heading] + list
    lines.append(ScreenLine(String(repeating: "─", count: width), .dim))
    lines += detail.dropFirst(start).prefix(detailRoom)
    lines = filled(lines, width, height - footer.count - 1)
    return lines + [ScreenLine(message, .bold).fitted(to: width)] + footer
  }

  private func filled(_ lines: [ScreenLine], _ width: Int, _ height: Int) -> [ScreenLine] {
    let shown = lines.prefix(height).map { $0.fitted(to: width) }
    return shown + Array(repeating: ScreenLine(), count: max(0, height - shown.count))
  }

  private var heading: ScreenLine {
    let decided = decisions.count { $0 == .accepted || $0 == .rejected }
    var line = ScreenLine("galley review", .bold)
    line.add("  \(clusters.count) to decide, \(decided) decided", .dim)
    return line
  }

  private var help: [ScreenLine] {
    [ScreenLine("Keys", .bold), ScreenLine()]
      + Self.keys.map { key in
        var line = ScreenLine("  " + key.key.padding(to: 10), .bold)
        line.add(key.meaning)
        return line
      } + [ScreenLine(), ScreenLine("any key goes back", .dim)]
  }

  /// The keys in as many lines as they need, at most three.
  private func footer(_ width: Int) -> [ScreenLine] {
    var lines: [ScreenLine] = []
    var text = ""
    for (key, meaning) in Self.keys {
      let word = "\(key) \(meaning)"
      if !text.isEmpty, text.count + word.count + 3 > width {
        lines.append(ScreenLine(text, .dim))
        text = ""
      }
      text += text.isEmpty ? word : " · " + word
    }
    lines.append(ScreenLine(text, .dim))
    return lines.prefix(lines.count > 3 ? 2 : 3)
      + (lines.count > 3 ? [ScreenLine("? help · q quit", .dim)] : [])
  }

  private func listLines(_ height: Int, _ width: Int) -> [ScreenLine] {
    let count = member == nil ? clusters.count : clusters[cluster].changes.count
    let chosen = member ?? cluster
    let first = min(max(0, chosen - height / 2), max(0, count - height))
    return (first..<min(count, first + height)).map { index in
      let text = member == nil ? clusterText(index) : clusters[cluster].changes[index].caseID
      let mark = index == chosen ? "> " : "  "
      return ScreenLine(mark + text, index == chosen ? .selected : .plain)
        .fitted(to: width, fills: index == chosen)
    }
  }

  private func clusterText(_ index: Int) -> String {
    let cluster = clusters[index]
    let mark =
      switch decisions[index] {
      case .open: " "
      case .accepted: "✓"
      case .rejected: "✗"
      case .skipped: "–"
      }
    let pin = cluster.isOutlier ? "! " : "  "
    let count = "×\(cluster.changes.count)".padding(to: 7)
    let scope = cluster.scope.map { "\($0): " } ?? ""
    return "\(mark) \(pin)\(count)\(scope)\(cluster.title)"
  }
}

extension String {
  /// The text with spaces after it up to a width.
  fileprivate func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
