import Content

/// The edits accepted of outputs that wait for the decision about another edit.
///
/// Kept in `.galley/review/accepted`: a line for each edit of each output, bound to its old and new
/// bytes, so that a decision never outlives what it was made about.
struct ReviewDecisions {
  private static let path = ".galley/review/accepted"
  private var lines: Set<String>

  /// Reads the decisions.
  init(_ source: any ContentSource) throws(ContentError) {
    lines = []
    guard try source.entry(at: Self.path) != nil else { return }
    let text = String(decoding: try source.bytes(at: Self.path), as: UTF8.self)
    lines = Set(text.split(separator: "\n").map(String.init))
  }

  /// Whether no edit is accepted.
  var isEmpty: Bool { lines.isEmpty }

  private static func line(_ change: OutputChange, _ edit: EditKey) -> String {
    "\(digest(change)) \(edit.digest)"
  }

  private static func digest(_ change: OutputChange) -> String {
    EditKey.digest([Array(change.path.utf8), change.old ?? [], change.new ?? []])
  }

  /// Whether an edit of an output was accepted.
  func contains(_ change: OutputChange, _ edit: EditKey) -> Bool {
    !lines.isEmpty && lines.contains(Self.line(change, edit))
  }

  /// Which of some edits of an output, given by their digests, were accepted.
  func accepted(_ edits: [String], of change: OutputChange) -> Set<String> {
    let digest = Self.digest(change)
    return Set(edits.filter { lines.contains("\(digest) \($0)") })
  }

  /// Notes that an edit of an output is accepted.
  mutating func insert(_ change: OutputChange, _ edit: EditKey) {
    lines.insert(Self.line(change, edit))
  }

  /// Forgets that an edit of an output was accepted.
  mutating func remove(_ change: OutputChange, _ edit: EditKey) {
    lines.remove(Self.line(change, edit))
  }

  /// Writes the decisions about outputs that still wait; without any the file goes away.
  func store(_ waiting: [(change: OutputChange, edit: EditKey)], _ writer: WorkTreeWriter)
    throws(ContentError)
  {
    let kept = lines.isEmpty ? [] : Set(waiting.map { Self.line($0.change, $0.edit) })
    let text = lines.intersection(kept).sorted().map { $0 + "\n" }.joined()
    if text.isEmpty {
      try writer.remove(Self.path)
    } else {
      try writer.write(Array(text.utf8), at: Self.path)
    }
  }
}
