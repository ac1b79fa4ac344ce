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

    /// `12 pictures by chromium-156.0.8078.79-1a2b3c4d: 9 same, 3 different`.
    package var sentence: String {
      if let skipped { return "pictures skipped: \(skipped)" }
      var parts = ["\(same) same"]
      for kind in ["different", "new"] where count(kind) > 0 {
        parts.append("\(count(kind)) \(kind)")
      }
      if kept > 0 { parts.append("\(kept) baseline\(kept == 1 ? "" : "s") made") }
      if later > 0 { parts.append("time is up, \(later) wait for the next run") }
      let pictures = "\(shots) picture\(shots == 1 ? "" : "s")"
      return "\(pictures) by \(browser ?? "no browser"): \(parts.joined(separator: ", "))"
    }

    /// Joins the accounts of shards; nil where none of them took pictures.
    static func merged(_ all: [Visual]) -> Visual? {
      guard var merged = all.first else { return nil }
      for next in all.dropFirst() {
        merged.browser = merged.browser ?? next.browser
        merged.skipped = merged.skipped ?? next.skipped
        merged.shots += next.shots
        merged.same += next.same
        merged.kept += next.kept
        merged.later += next.later
        merged.pictures += next.pictures
      }
      return merged
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

    /// `600 px: 64 pixels differ, in 5 × 12 at 34,87`.
    package var sentence: String {
      guard kind == "different" else { return "\(width) px: \(kind)" }
      var text = "\(width) px: \(changedPixels) pixel\(changedPixels == 1 ? "" : "s") differ"
      if let box { text += ", in \(box.width) × \(box.height) at \(box.x),\(box.y)" }
      return text
    }
  }
}
