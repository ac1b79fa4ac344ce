/// The lower part of the review's screen: the chosen output in the chosen view.
struct DetailLines {
  private let screen: ReviewScreen
  private let cluster: OutputCluster
  private let change: OutputChange
  private let edits: [OutputEdit]
  private let old: [UInt8]
  private let new: [UInt8]

  /// Most lines of one output that are shown.
  private static let maximumLines = 5_000

  init(screen: ReviewScreen) {
    self.screen = screen
    let position = screen.position
    cluster = screen.clusters[position.cluster]
    change = cluster.changes[position.output]
    edits = cluster.edits.indices.contains(position.output) ? cluster.edits[position.output] : []
    old = change.oldText
    new = change.new ?? []
  }

  func lines(width: Int) -> [ScreenLine] {
    var lines = heading
    switch screen.view {
    case .old: lines += text(old, from: edits.first?.old.lowerBound ?? 0)
    case .new: lines += text(new, from: edits.first?.new.lowerBound ?? 0)
    case .diff: lines += hunks(cluster.hunks(ofOutput: screen.position.output, context: 2))
    case .word: lines += words
    case .side: lines += side(width)
    }
    return lines
  }

  private var heading: [ScreenLine] {
    var line = ScreenLine("edit:\(cluster.id)", .bold)
    if let scope = cluster.scope { line.add("  in \(scope)") }
    line.add("  \(cluster.changes.count) outputs")
    if let key = cluster.key { line.add("  \(key.part)", .dim) }
    for cause in cluster.causes.prefix(3) { line.add("  \(cause.place)", .dim) }
    if let reason = cluster.reasonText { line.add("  changed: \(reason)", .dim) }
    var shown = ScreenLine("\(screen.view.rawValue): \(change.path)", .dim)
    if screen.member == nil, cluster.samples.count > 1 {
      let names = ["typical", "longest data", "least data"]
      let index = cluster.samples.firstIndex(of: screen.position.output) ?? 0
      shown.add("  (\(names[min(index, 2)]) of \(cluster.samples.count) samples)", .dim)
    }
    return [line, shown, ScreenLine()]
  }

  private func text(_ bytes: [UInt8], from offset: Int) -> [ScreenLine] {
    guard !bytes.isEmpty else { return [ScreenLine("(there is none)", .dim)] }
    let first = max(0, bytes[..<min(offset, bytes.count)].count { $0 == 0x0A } - 3)
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    return lines.dropFirst(first).prefix(Self.maximumLines).map {
      ScreenLine(String(decoding: $0, as: UTF8.self))
    }
  }

  private func hunks(_ hunks: [TextDifference.Hunk]) -> [ScreenLine] {
    guard change.kind == .changed else { return text(new.isEmpty ? old : new, from: 0) }
    return hunks.flatMap { hunk in
      [ScreenLine("@@ line \(hunk.newStart)", .dim)]
        + hunk.lines.map { line in
          switch line.kind {
          case .context: ScreenLine("  " + line.text)
          case .removed: ScreenLine("- " + line.text, .removed)
          case .added: ScreenLine("+ " + line.text, .added)
          }
        }
    }.prefix(Self.maximumLines).map(\.self)
  }

  /// The lines around each edit, old and new words within the line.
  private var words: [ScreenLine] {
    guard change.kind == .changed else { return text(new.isEmpty ? old : new, from: 0) }
    var lines: [ScreenLine] = []
    for edit in edits {
      var line = ScreenLine()
      let start = new[..<edit.new.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      let end = new[edit.new.upperBound...].firstIndex(of: 0x0A) ?? new.count
      func add(_ bytes: ArraySlice<UInt8>, _ style: ScreenLine.Style) {
        for (index, part) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
          .enumerated()
        {
          if index > 0 {
            lines.append(line)
            line = ScreenLine()
          }
          line.add(String(decoding: part, as: UTF8.self), style)
        }
      }
      add(new[start..<edit.new.lowerBound], .plain)
      add(old[edit.old], .removed)
      add(new[edit.new], .added)
      add(new[edit.new.upperBound..<max(end, edit.new.upperBound)], .plain)
      lines.append(line)
      lines.append(ScreenLine())
    }
    return Array(lines.prefix(Self.maximumLines))
  }

  private func side(_ width: Int) -> [ScreenLine] {
    let half = (width - 3) / 2
    var lines: [ScreenLine] = []
    func row(
      _ left: String, _ leftStyle: ScreenLine.Style, _ right: String, _ rightStyle: ScreenLine.Style
    ) {
      var line = ScreenLine(left, leftStyle).fitted(to: half, fills: true)
      line.add(" │ ", .dim)
      line.add(right, rightStyle)
      lines.append(line)
    }
    for hunk in cluster.hunks(ofOutput: screen.position.output, context: 2) {
      var removed: [String] = []
      var added: [String] = []
      func flush() {
        for index in 0..<max(removed.count, added.count) {
          row(
            index < removed.count ? removed[index] : "", .removed,
            index < added.count ? added[index] : "", .added)
        }
        removed = []
        added = []
      }
      for line in hunk.lines {
        switch line.kind {
        case .removed: removed.append(line.text)
        case .added: added.append(line.text)
        case .context:
          flush()
          row(line.text, .plain, line.text, .plain)
        }
      }
      flush()
      lines.append(ScreenLine())
    }
    return change.kind == .changed
      ? Array(lines.prefix(Self.maximumLines)) : text(new.isEmpty ? old : new, from: 0)
  }
}
