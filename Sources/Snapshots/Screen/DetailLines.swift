/// The lower part of the review's screen: the chosen output in the chosen view.
struct DetailLines {
  private let screen: ReviewScreen
  private let cluster: OutputCluster
  private let change: OutputChange
  private let old: TextLines
  private let new: TextLines

  /// Most lines of one output that are shown.
  private static let maximumLines = 5_000
  /// Unchanged lines shown around a change.
  private static let context = 2
  /// Most lines of templates that are named.
  private static let places = 3
  /// Fewest rows that leave room for more than one row of headings.
  private static let roomForHeadings = 9

  init(screen: ReviewScreen) {
    self.screen = screen
    let position = screen.position
    cluster = screen.clusters[position.cluster]
    change = cluster.changes[position.output]
    let edits =
      cluster.edits.indices.contains(position.output) ? cluster.edits[position.output] : []
    let texts = (old: change.oldText, new: change.new ?? [])
    let places = edits.map { NarrowedEdit($0, old: texts.old, new: texts.new) }
    old = TextLines(texts.old, changed: places.map(\.old))
    new = TextLines(texts.new, changed: places.map(\.new))
  }

  /// What is shown: the edit, where it stands, how the output is shown.
  func heading(width: Int, room: Int) -> [ScreenLine] {
    var shown = ScreenLine("\(screen.view.rawValue): \(change.path)", .dim)
    let samples = screen.samples
    if screen.member == nil, samples.count > 1 {
      let names = ["typical", "longest data", "least data"]
      let index = samples.firstIndex(of: screen.position.output) ?? 0
      shown.add("  (\(names[min(index, 2)]) of \(samples.count) samples)", .dim)
    }
    guard room >= Self.roomForHeadings else {
      // The end of a path says most.
      let view = "\(screen.view.rawValue): "
      let cells = width - CellWidth.cells(view) - 1
      guard change.path.count > cells else { return [shown.fitted(to: width)] }
      return [ScreenLine("\(view)…\(change.path.suffix(max(0, cells)))", .dim).fitted(to: width)]
    }
    var line = ScreenLine("edit:\(cluster.id)", .bold)
    if let scope = cluster.scope { line.add("  in \(scope)") }
    line.add("  \(cluster.changes.count) output\(cluster.changes.count == 1 ? "" : "s")")
    if let key = cluster.key { line.add("  \(key.part)", .dim) }
    var places: [String] = []
    for cause in cluster.causes where !places.contains(cause.place) { places.append(cause.place) }
    for place in places.prefix(Self.places) { line.add("  \(place)", .dim) }
    if let reason = cluster.reasonText { line.add("  changed: \(reason)", .dim) }
    return line.wrapped(to: width).prefix(2) + shown.wrapped(to: width).prefix(2) + [ScreenLine()]
  }

  /// The rows of the view.
  func rows(width: Int) -> [ScreenLine] {
    guard change.kind == .changed else { return all(new.bytes.isEmpty ? old : new, width, .plain) }
    return switch screen.view {
    case .old: all(old, width, .removedWord)
    case .new: all(new, width, .addedWord)
    case .diff: difference.flatMap { $0.rows(width: width, folds: !screen.showsWholeLines) }
    case .word: words.flatMap { $0.rows(width: width, folds: !screen.showsWholeLines) }
    case .side: side(width)
    }
  }

  /// A text from shortly before its first change.
  private func all(_ text: TextLines, _ width: Int, _ style: ScreenLine.Style) -> [ScreenLine] {
    guard !text.bytes.isEmpty else { return [ScreenLine("(there is none)", .dim)] }
    let first = max(0, text.line(at: text.changed.first?.lowerBound ?? 0) - 3)
    let shown = text.ranges[first...].prefix(Self.maximumLines)
    let rows = shown.flatMap { range in
      DetailLine(text.bytes, range, changed: text.changed(in: range), as: style)
        .rows(width: width, folds: !screen.showsWholeLines)
    }
    let left = text.ranges.count - first - shown.count
    return left > 0 ? rows + [ScreenLine("(\(left) more lines)", .dim)] : rows
  }

  /// The hunks of the edit with the places of its words.
  private var hunks: [PlacedHunk] {
    var hunks = cluster.hunks(ofOutput: screen.position.output, context: Self.context)
    if hunks.isEmpty {
      hunks = TextDifference(old: old.bytes, new: new.bytes).hunks(context: Self.context)
    }
    return hunks.map { PlacedHunk($0, old: old, new: new) }
  }

  private var difference: [DetailLine] {
    var lines: [DetailLine] = []
    for hunk in hunks where lines.count < Self.maximumLines {
      var title = DetailLine(.dim)
      title.add("@@ line \(hunk.start)")
      lines.append(title)
      lines += hunk.lines.map(\.line)
    }
    return Array(lines.prefix(Self.maximumLines))
  }

  /// The lines around each edit, old and new words within the line.
  private var words: [DetailLine] {
    var lines: [DetailLine] = []
    var line = DetailLine()
    func add(_ bytes: ArraySlice<UInt8>, _ style: ScreenLine.Style?) {
      let parts = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if index > 0 {
          lines.append(line)
          line = DetailLine()
        }
        let isCut = index < parts.count - 1
        guard let style else {
          line.add(part)
          continue
        }
        let text = String(decoding: part, as: UTF8.self) + (isCut ? "↵" : "")
        if !text.isEmpty { line.add(screen.marked(text, style), style) }
      }
    }
    var start = 0
    for (index, place) in new.changed.enumerated() {
      start = max(start, new.ranges[new.line(at: place.lowerBound)].lowerBound)
      add(new.bytes[min(start, place.lowerBound)..<place.lowerBound], nil)
      add(old.bytes[old.changed[index]], .removedWord)
      add(new.bytes[place], .addedWord)
      start = place.upperBound
      let end = new.bytes[start...].firstIndex(of: 0x0A) ?? new.bytes.count
      if index + 1 < new.changed.count, new.changed[index + 1].lowerBound <= end { continue }
      add(new.bytes[start..<end], nil)
      lines += [line, DetailLine()]
      line = DetailLine()
      start = end
    }
    return Array(lines.prefix(Self.maximumLines))
  }

  private func side(_ width: Int) -> [ScreenLine] {
    let half = (width - 3) / 2
    var rows: [ScreenLine] = []
    for hunk in hunks {
      for (left, right) in hunk.pairs where rows.count < Self.maximumLines {
        let old = left?.rows(width: half, folds: !screen.showsWholeLines) ?? []
        let new = right?.rows(width: half, folds: !screen.showsWholeLines) ?? []
        for index in 0..<max(old.count, new.count) {
          var row = old.indices.contains(index) ? old[index] : ScreenLine()
          row = row.fitted(to: half, fills: true)
          row.add(" │ ", .dim)
          if new.indices.contains(index) { row.add(new[index]) }
          rows.append(row)
        }
      }
      rows.append(ScreenLine())
    }
    return rows
  }
}
