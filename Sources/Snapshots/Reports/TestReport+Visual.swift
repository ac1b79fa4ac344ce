extension TestReport {
  /// What pictures of the messages show, of a run that took some.
  package struct Visual: Sendable, Equatable {
    /// The browser and how it draws; nil where none was there.
    package var browser: String?
    /// Why no pictures were taken, or nil.
    package var skipped: String?
    /// Pictures taken.
    package var shots = 0
    /// Messages that look as their baselines.
    package var same = 0
    /// Baselines made for messages whose text is as it is stored.
    package var kept = 0
    /// Messages without a baseline that time was too short for.
    package var later = 0
    /// The pictures that are new or differ, in the order of cases.
    package var pictures: [Picture] = []

    /// Creates an empty account.
    package init() {}

    /// The number of pictures of a kind.
    package func count(_ kind: String) -> Int { pictures.count { $0.kind == kind } }

    /// The pictures that differ and were not stored; those that could not be taken are problems.
    var failures: [Picture] { pictures.filter { $0.kind == "different" && !$0.isAccepted } }

    /// Whether a picture differs that was not stored.
    var isFailure: Bool { !failures.isEmpty }

    /// `12 pictures by chromium-156.0.8078.79-1a2b3c4d: 9 same, 3 different`.
    package var sentence: String {
      if let skipped, shots == 0 { return "pictures skipped: \(skipped)" }
      var parts = ["\(same) same"]
      for kind in ["different", "new"] where count(kind) > 0 {
        parts.append("\(count(kind)) \(kind)")
      }
      if kept > 0 { parts.append("\(kept) baseline\(kept == 1 ? "" : "s") made") }
      if later > 0 { parts.append("time is up, \(later) wait for the next run") }
      if let skipped { parts.append("skipped in a part of the run: \(skipped)") }
      let pictures = "\(shots) picture\(shots == 1 ? "" : "s")"
      return "\(pictures) by \(browser ?? "no browser"): \(parts.joined(separator: ", "))"
    }

    /// Joins the accounts of the parts of a run whose cases are these; nil where none of them took
    /// pictures.
    static func merged(_ all: [Visual], cases: [Case]) -> Visual? {
      guard !all.isEmpty else { return nil }
      var merged = Visual()
      let browsers = Set(all.compactMap(\.browser)).sorted()
      merged.browser = browsers.isEmpty ? nil : browsers.joined(separator: ", ")
      merged.skipped = all.lazy.compactMap(\.skipped).min()
      for next in all {
        merged.shots += next.shots
        merged.same += next.same
        merged.kept += next.kept
        merged.later += next.later
      }
      let order = Dictionary(
        cases.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { $1 })
      let pictures = all.flatMap(\.pictures).enumerated().sorted { left, right in
        let places = (order[left.element.caseID] ?? .max, order[right.element.caseID] ?? .max)
        return places.0 != places.1 ? places.0 < places.1 : left.offset < right.offset
      }
      var room = PictureRoom()
      merged.pictures = pictures.map(\.element).map { picture in
        room.takes(picture.bytes) ? picture : picture.withoutImages
      }
      return merged
    }
  }

  /// The room for pictures in a report, which are many bytes.
  ///
  /// The pictures before the first one that is too much have room: so those that have in a whole run
  /// have in each part of it, too.
  package struct PictureRoom: Sendable {
    /// The most bytes of PNG of one message.
    private static let largest = 3 << 19
    private var left = 6 << 20

    /// Creates the room of one report.
    package init() {}

    /// Whether pictures of so many bytes have room, which they take.
    package mutating func takes(_ bytes: Int) -> Bool {
      guard bytes <= Self.largest else { return false }
      guard bytes <= left else {
        left = 0
        return false
      }
      left -= bytes
      return true
    }
  }

  /// One picture of a message that is new or differs from its baseline.
  package struct Picture: Sendable, Equatable {
    /// Columns and rows of a part of it.
    package struct Box: Sendable, Equatable {
      /// First column.
      package var x: Int
      /// First row.
      package var y: Int
      /// Columns.
      package var width: Int
      /// Rows.
      package var height: Int

      /// Creates a box.
      package init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
      }
    }

    /// The case.
    package var caseID: String
    /// The snapshot.
    package var path: String
    /// The width of the view in pixels.
    package var width: Int
    /// `different` or `new`.
    package var kind: String
    /// Whether the run stored it as the baseline.
    package var isAccepted: Bool
    /// Pixels that differ.
    package var changedPixels = 0
    /// The least box around them.
    package var box: Box?
    /// The bytes of its PNGs together.
    package var bytes = 0
    /// Files that hold it, as the command line names their folder.
    package var files: [String] = []
    /// The baseline as PNG in Base64; nil where it is too large for a report.
    package var old: String?
    /// The new picture.
    package var new: String?
    /// What differs.
    package var difference: String?

    /// Creates a picture.
    package init(caseID: String, path: String, width: Int, kind: String, isAccepted: Bool) {
      self.caseID = caseID
      self.path = path
      self.width = width
      self.kind = kind
      self.isAccepted = isAccepted
    }

    /// The picture named only.
    var withoutImages: Picture {
      var picture = self
      (picture.old, picture.new, picture.difference) = (nil, nil, nil)
      return picture
    }

    /// `600 px: 64 pixels differ, in 5 × 12 at 34,87`.
    package var sentence: String {
      guard kind == "different" else { return "\(width) px: \(kind)" }
      var text = "\(width) px: \(changedPixels) pixel\(changedPixels == 1 ? "" : "s") differ"
      if let box { text += ", in \(box.width) × \(box.height) at \(box.x),\(box.y)" }
      return text
    }
  }
}
