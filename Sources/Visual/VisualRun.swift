import Crypto
import Diagnostics

/// A message to take pictures of: what is stored and what is rendered.
package struct VisualSubject: Sendable {
  /// Where it is stored below the content root, `snapshots/…/NAME.html`.
  package let path: String
  /// The case.
  package let caseID: String
  /// The stored bytes; nil where there are none.
  package let stored: [UInt8]?
  /// The rendered bytes.
  package let rendered: [UInt8]
  /// Whether the text is as it is stored.
  var isUnchanged: Bool { stored == rendered }

  /// Creates a subject.
  package init(path: String, caseID: String, stored: [UInt8]?, rendered: [UInt8]) {
    self.path = path
    self.caseID = caseID
    self.stored = stored
    self.rendered = rendered
  }
}

/// Pictures of messages compared with their baselines.
///
/// A baseline is the picture of one text by one browser: its name holds the digest of the text, its
/// folder the browser's version and the way it draws. So whoever accepts the text accepts the picture,
/// a missing baseline is drawn from the stored text, and no picture stands for another text.
package struct VisualRun {
  /// What a run does.
  package struct Settings: Sendable {
    /// The widths of the view in pixels.
    package var widths = [600, 360]
    /// Whether messages are shot whose text has not changed and which have a baseline.
    package var shootsAll = false
    /// How often a browser that fails is started anew.
    package var restarts = 2
    /// Told before each message how many of how many are done.
    package var progress: (@Sendable (Int, Int) -> Void)?

    /// Creates the usual settings.
    package init() {}
  }

  /// Where baselines are.
  package struct Baselines {
    /// Whether there is a file of a name.
    package let has: (String) -> Bool
    /// Returns a file, nil where there is none.
    package let read: (String) -> [UInt8]?
    /// Keeps a file in place of others of the same message; nil where nothing is kept.
    package let keep: ((String, [UInt8]) throws -> Void)?

    /// Creates baselines.
    package init(
      has: @escaping (String) -> Bool, read: @escaping (String) -> [UInt8]?,
      keep: ((String, [UInt8]) throws -> Void)?
    ) {
      self.has = has
      self.read = read
      self.keep = keep
    }
  }

  private let settings: Settings
  private let baselines: Baselines
  private let start: () throws(VisualError) -> Camera
  private var camera: Camera?
  private var failures = 0
  private var key = ""
  private(set) package var outcome = VisualOutcome()

  /// Prepares a run; `start` starts a browser, also in place of one that failed.
  package init(
    _ settings: Settings, baselines: Baselines, start: @escaping () throws(VisualError) -> Camera
  ) {
    self.settings = settings
    self.baselines = baselines
    self.start = start
  }

  /// Compares messages, changed ones first; `accepts` says whether the new picture of one is stored.
  ///
  /// - Throws: What `Baselines.keep` throws.
  package mutating func run(
    _ subjects: [VisualSubject], accepts: (VisualSubject) -> Bool
  ) throws {
    guard !subjects.isEmpty else { return }
    defer {
      camera?.close()
      camera = nil
    }
    do throws(VisualError) {
      camera = try start()
    } catch {
      if error != DevToolsChannel.stopped {
        outcome.failures.append(VisualOutcome.Failure(path: nil, error: error))
      }
      return
    }
    key = camera?.key ?? ""
    outcome.browser = key
    // Baselines of unchanged texts can wait for the next run where time is up.
    let ordered = subjects.filter { !$0.isUnchanged } + subjects.filter(\.isUnchanged)
    for (index, subject) in ordered.enumerated() {
      settings.progress?(index, ordered.count)
      do {
        for width in settings.widths {
          try compare(subject, width, isAccepted: accepts(subject))
        }
      } catch let error as VisualError {
        guard error != DevToolsChannel.stopped else { return }
        if error.code == .visualTotalTimeout, subject.isUnchanged, !settings.shootsAll {
          outcome.later = ordered.count - index
          return
        }
        // The other widths of a message that does not show would not show either.
        outcome.failures.append(VisualOutcome.Failure(path: subject.path, error: error))
        guard recovers(from: error) else { return }
      }
    }
  }

  /// Starts the browser anew, unless all the time is used up or it has failed too often.
  private mutating func recovers(from error: VisualError) -> Bool {
    guard error.code != .visualBaselineUnreadable else { return true }
    guard error.code != .visualTotalTimeout, failures < settings.restarts else { return false }
    failures += 1
    camera?.close()
    camera = try? start()
    // Another one, after an update in the meantime, draws other pictures.
    return camera?.key == key
  }

  private mutating func compare(
    _ subject: VisualSubject, _ width: Int, isAccepted: Bool
  ) throws {
    let name = name(subject.path, width, subject.rendered)
    guard subject.isUnchanged else {
      return try compareChanged(subject, width, name, isAccepted: isAccepted)
    }
    if !settings.shootsAll {
      // Without a place to keep it, the picture of an unchanged text tells nothing.
      guard !baselines.has(name), baselines.keep != nil else { return }
    }
    let old = try baseline(name)
    guard old != nil || baselines.keep != nil else { return }
    let new = try shoot(subject.rendered, width)
    guard let old else {
      try baselines.keep?(name, new)
      outcome.kept += 1
      return
    }
    try judge(subject, width, old: old, new: new, isAccepted: isAccepted)
  }

  private mutating func compareChanged(
    _ subject: VisualSubject, _ width: Int, _ name: String, isAccepted: Bool
  ) throws {
    let new = try shoot(subject.rendered, width)
    guard let stored = subject.stored else {
      outcome.add(VisualOutcome.Shot(subject, width, .new, isAccepted: isAccepted, new: new))
      if isAccepted { try baselines.keep?(name, new) }
      return
    }
    let oldName = self.name(subject.path, width, stored)
    var old = try baseline(oldName)
    if old == nil {
      old = try shoot(stored, width)
      if !isAccepted, let old { try baselines.keep?(oldName, old) }
    }
    if let old { try judge(subject, width, old: old, new: new, isAccepted: isAccepted) }
  }

  /// Returns a baseline; nil for one that is missing, or damaged and may be drawn anew.
  private func baseline(_ name: String) throws(VisualError) -> [UInt8]? {
    guard let file = baselines.read(name) else { return nil }
    do throws(VisualError) {
      _ = try PNGDecoder.picture(file)
      return file
    } catch {
      guard baselines.keep == nil else { return nil }
      throw VisualError(
        .visualBaselineUnreadable, "the baseline \(name) is damaged: \(error.message)",
        hints: ["remove it, and it is drawn from the stored message"])
    }
  }

  private mutating func judge(
    _ subject: VisualSubject, _ width: Int, old: [UInt8], new: [UInt8], isAccepted: Bool
  ) throws {
    if isAccepted, !(subject.isUnchanged && old == new) {
      try baselines.keep?(name(subject.path, width, subject.rendered), new)
    }
    // Equal files are equal pictures: nothing is unpacked.
    var shot = VisualOutcome.Shot(subject, width, .same, isAccepted: isAccepted, new: new)
    shot.isUnchangedText = subject.isUnchanged
    if old != new {
      let comparison = PictureComparison(
        try PNGDecoder.picture(old), try PNGDecoder.picture(new))
      if let box = comparison.box, let difference = comparison.difference {
        shot.kind = .different
        shot.changedPixels = comparison.changedPixels
        shot.box = box
        shot.old = old
        shot.difference = PNGEncoder.file(difference)
      }
    }
    outcome.add(shot)
  }

  private mutating func shoot(_ message: [UInt8], _ width: Int) throws(VisualError) -> [UInt8] {
    guard let camera else { throw DevToolsChannel.gone }
    outcome.shots += 1
    let file = try camera.picture(of: message, width: width)
    // Read before it is kept: what a browser writes is trusted no more than any file.
    let picture = try PNGDecoder.picture(file)
    guard picture.width == width else {
      throw VisualError(
        .visualNotAPicture, "the browser's picture is \(picture.width) px wide, not \(width)")
    }
    return file
  }

  /// `KEY/email/hello/anna.html@600-DIGEST.png`: the text decides the name.
  private func name(_ path: String, _ width: Int, _ text: [UInt8]) -> String {
    let digest = SHA256.hash(data: text).prefix(8).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
    return "\(key)/\(VisualOutcome.short(path))@\(width)-\(digest).png"
  }
}
