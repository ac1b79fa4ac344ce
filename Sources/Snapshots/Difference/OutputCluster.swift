/// The same edit in many outputs, or outputs that were added, removed, broken or mended alike.
package struct OutputCluster: Sendable {
  /// A short name, the same for the same edit in every run: eight hexadecimal digits of its hash.
  package let id: String
  /// The whole hash.
  package let digest: String
  /// How the outputs differ.
  package let kind: OutputChange.Kind
  /// The edit; nil for outputs that were added, removed, broken or mended.
  package let key: EditKey?
  /// The outputs in the order of cases; an output with several edits is in several clusters.
  package let changes: [OutputChange]
  /// The places of the edit in each of the outputs; empty lists for other kinds.
  package let edits: [[OutputEdit]]
  /// Which of the edits of its output the first place is, for each of the outputs.
  let positions: [Int]
  /// The lines of templates that wrote the edit and how often, most frequent first.
  package let countedCauses: [Counted<EditCause>]
  /// The inputs whose change explains the edit and how often, most frequent first; none where that
  /// is not known.
  package let countedReasons: [Counted<EditReason>]
  /// Whether it deserves a look of its own: one output, or few beside many with the same cause.
  package internal(set) var isOutlier = false
  /// Which of the outputs with this edit these are, as `OutputScope` takes it; nil for all of them.
  package internal(set) var scope: String?

  /// Creates a cluster and counts what its edits say of themselves.
  init(
    id: String, digest: String, kind: OutputChange.Kind, key: EditKey?, changes: [OutputChange],
    edits: [[OutputEdit]], positions: [Int]
  ) {
    self.id = id
    self.digest = digest
    self.kind = kind
    self.key = key
    self.changes = changes
    self.edits = edits
    self.positions = positions
    countedCauses = Counted.ranked(edits.joined().compactMap(\.cause).map { Counted($0) })
    countedReasons = Counted.ranked(edits.joined().flatMap(\.reasons).map { Counted($0) })
  }

  /// The lines of templates that wrote the edit, most frequent first.
  package var causes: [EditCause] { countedCauses.map(\.value) }

  /// The inputs whose change explains the edit, most frequent first.
  package var reasons: [EditReason] { countedReasons.map(\.value) }

  /// What has changed, in words; nil where that is not known or the causes say it already.
  package var reasonText: String? {
    EditWords.reasons(
      reasons, beside: Array(EditWords.places(causes).prefix(EditWords.maximumNames)))
  }

  /// What the cluster is in one line.
  package var title: String {
    EditWords.title(kind, old: key?.replacement.old, new: key?.replacement.new)
  }

  /// Positions in `changes` worth showing: a typical one, the one with the longest data, the one
  /// with the least; each once.
  package var samples: [Int] { EditWords.samples(changes.indices.map(dataBytes)) }

  /// The bytes of customers' data that the edit prints in an output.
  func dataBytes(_ index: Int) -> Int {
    edits.indices.contains(index) ? edits[index].reduce(0) { $0 + $1.dataBytes } : 0
  }

  /// The lines of an output that the edit's places begin at, in the old text and in the new.
  func lines(ofOutput index: Int) -> [EditLines] {
    guard kind == .changed, edits.indices.contains(index) else { return [] }
    var old = LineCount(SnapshotText.lineFeeds(changes[index].old ?? []))
    var new = LineCount(changes[index].new ?? [])
    return edits[index].map {
      EditLines(old: old.line(at: $0.old.lowerBound), new: new.line(at: $0.new.lowerBound))
    }
  }

  /// The lines of one output around the places of this edit, and of no other.
  package func hunks(ofOutput index: Int, context: Int) -> [TextDifference.Hunk] {
    guard kind == .changed, edits.indices.contains(index) else { return [] }
    return TextDifference(
      old: SnapshotText.lineFeeds(changes[index].old ?? []), new: changes[index].new ?? []
    ).hunks(context: context, at: lines(ofOutput: index))
  }
}

/// Where a place of an edit begins, in lines from 1.
package struct EditLines: Sendable, Hashable {
  /// The line of the old text.
  package let old: Int
  /// The line of the new text.
  package let new: Int

  /// Creates a pair of lines.
  package init(old: Int, new: Int) {
    self.old = old
    self.new = new
  }
}

extension TextDifference {
  /// Returns the hunks that hold one of some places.
  package func hunks(context: Int, at places: [EditLines]) -> [Hunk] {
    let all = hunks(context: context)
    let own = all.filter { hunk in
      let oldCount = hunk.lines.count { $0.kind != .added }
      let newCount = hunk.lines.count { $0.kind != .removed }
      // What is added at the end of a text stands in the line behind its last one.
      return places.contains { place in
        (hunk.oldStart...hunk.oldStart + oldCount).contains(place.old)
          && (hunk.newStart...hunk.newStart + newCount).contains(place.new)
      }
    }
    return own.isEmpty ? all : own
  }
}

/// Counts lines of a text up to places that come one after the other.
private struct LineCount {
  private let bytes: [UInt8]
  private var offset = 0
  private var line = 1

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func line(at place: Int) -> Int {
    if place < offset { (offset, line) = (0, 1) }
    let end = min(place, bytes.count)
    line += bytes[offset..<end].count { $0 == 0x0A }
    offset = end
    return line
  }
}
