extension ReviewScreen {
  /// Smallest terminal that a review is shown in.
  package static let minimumSize = (width: 24, height: 8)
  /// Fewest lines that leave room for the heading and for a line of messages of its own.
  private static let lowHeight = 14
  /// Most lines that a message takes.
  private static let messageLines = 2

  /// The whole screen: exactly `height` lines, none wider than `width`.
  package func picture(width: Int, height: Int) -> ScreenPicture {
    guard width >= Self.minimumSize.width, height >= Self.minimumSize.height else {
      let size = "\(Self.minimumSize.width)x\(Self.minimumSize.height)"
      let text = ScreenLine("make the terminal larger (\(size) at least); q quits")
      return ScreenPicture(lines: filled(text.wrapped(to: width), width, height), isTooSmall: true)
    }
    if showsHelp || clusters.isEmpty { return help(width, height) }
    let isLow = height < Self.lowHeight
    let said = message.isEmpty ? [] : ScreenLine(message, .bold).wrapped(to: width)
    var foot = Array(said.prefix(Self.messageLines))
    if foot.isEmpty, !isLow { foot = [ScreenLine()] }
    // Where lines are few, a message stands in the place of the keys until the next one is pressed.
    if !isLow || foot.isEmpty { foot += footer(width, rows: max(1, height / 6)) }
    let top = isLow ? [] : [heading]
    let room = height - top.count - foot.count - 1
    let list = listLines(max(2, room / 4), width)
    let detail = detail(width, room - list.count)
    let body = top + list + [separator(detail, width)] + detail.lines
    return ScreenPicture(
      lines: filled(body, width, height - foot.count) + foot.map { $0.fitted(to: width) },
      cluster: cluster, scroll: detail.scroll, page: max(1, detail.room - 1),
      hasMore: detail.start + detail.room < detail.count)
  }

  /// The lines of a picture.
  package func lines(width: Int, height: Int) -> [ScreenLine] {
    picture(width: width, height: height).lines
  }

  /// The output that is shown, as far as there is room.
  private struct Detail {
    let lines: [ScreenLine]
    /// The first row that is seen, and how many there are and are seen at most.
    let start: Int
    let count: Int
    let room: Int
    let scroll: Int
  }

  private func detail(_ width: Int, _ height: Int) -> Detail {
    let detail = DetailLines(screen: self)
    let heading = detail.heading(width: width, room: height)
    let rows = detail.rows(width: width)
    let room = max(height - heading.count, 1)
    let end = max(0, rows.count - room)
    let opening = min(Self.opening(of: rows, room: room), end)
    let start = min(max(opening + scroll, 0), end)
    return Detail(
      lines: heading + rows.dropFirst(start).prefix(room), start: start, count: rows.count,
      room: room, scroll: start - opening)
  }

  /// The first row to show so that the first change is seen: what goes and, if it fits, what comes.
  private static func opening(of rows: [ScreenLine], room: Int) -> Int {
    guard let first = rows.firstIndex(where: { $0.hasChange() }) else { return 0 }
    let added = rows[first...].firstIndex { $0.hasChange(.addedWord) } ?? first
    let last = added - first < room ? added : first
    return last < room ? 0 : min(first, max(first - 1, last - room + 1))
  }

  func filled(_ lines: [ScreenLine], _ width: Int, _ height: Int) -> [ScreenLine] {
    let shown = lines.prefix(max(0, height)).map { $0.fitted(to: width) }
    return shown + Array(repeating: ScreenLine(), count: max(0, height - shown.count))
  }

  private var heading: ScreenLine {
    let decided = decisions.count { $0 == .accepted || $0 == .rejected }
    var line = ScreenLine("galley review", .bold)
    line.add("  \(clusters.count) to decide, \(decided) decided", .dim)
    return line
  }

  /// The line above the output, which says what part of it is seen.
  private func separator(_ detail: Detail, _ width: Int) -> ScreenLine {
    var text = "──"
    if detail.count > detail.room {
      text += " \(detail.start + 1)–\(detail.start + detail.room) of \(detail.count) "
    }
    return ScreenLine(text + String(repeating: "─", count: max(0, width - text.count)), .dim)
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
    let waits = waiting[index] > 0 ? "(\(waiting[index]) waiting for other edits) " : ""
    let scope = cluster.scope.map { "\($0): " } ?? ""
    return "\(mark) \(pin)\(count)\(waits)\(scope)\(cluster.title)"
  }
}
