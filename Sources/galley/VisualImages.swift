import Content
import Snapshots
import Visual

/// The pictures that a run found new or different, as files and in the report.
struct VisualImages {
  /// The folder that the user named, or nil.
  let given: String?
  let workspace: Workspace
  let outcome: VisualOutcome

  /// Writes the pictures and returns what a report says about them.
  ///
  /// Without a folder that the user named they replace those of the last run, except under CI; what
  /// cannot be written there is noted, and the run goes on.
  func report(_ notes: (ContentError) -> Void) throws -> TestReport.Visual {
    if let given {
      let folder = PictureFolder(path: workspace.host.absolute(given))
      return try visual { (name, bytes) throws(ContentError) in
        try folder.write(name, bytes)
        return "\(given)/\(name)"
      }
    }
    guard !workspace.host.isCI else { return try visual(write: nil) }
    do throws(ContentError) {
      let waiting = WorkTreeLock.Waiting(
        isStopped: { Interruption.hasCome }, onWait: TestRecorder.sayThatItWaits)
      let written = try WorkTreeLock.hold(root: workspace.root, waiting: waiting) {
        () throws(ContentError) in
        let folder = PictureFolder(VisualTest.last, below: workspace.root)
        try WorkTreeWriter(root: workspace.root).removeFolder(VisualTest.last)
        return try visual { (name, bytes) throws(ContentError) in
          try folder.write(name, bytes)
          return "\(VisualTest.last)/\(name)"
        }
      }
      if let written { return written }
    } catch {
      guard error.isWriteFailure else { throw error }
      notes(error)
      return try visual(write: nil)
    }
    throw Exit.interrupted
  }

  /// What a report says; `write` puts a picture into a file and returns the file's name.
  private func visual(
    write: ((String, [UInt8]) throws(ContentError) -> String)?
  ) throws(ContentError) -> TestReport.Visual {
    var visual = TestReport.Visual()
    visual.browser = outcome.browser.isEmpty ? nil : outcome.browser
    visual.shots = outcome.shots
    visual.same = outcome.same
    visual.kept = outcome.kept
    visual.later = outcome.later
    var room = TestReport.PictureRoom()
    for shot in outcome.findings {
      var picture = TestReport.Picture(
        caseID: shot.caseID, path: shot.path, width: shot.width, kind: shot.kind.rawValue,
        isAccepted: shot.isAccepted)
      picture.changedPixels = shot.changedPixels
      picture.box = shot.box.map {
        TestReport.Picture.Box(x: $0.x, y: $0.y, width: $0.width, height: $0.height)
      }
      let images = [("old", shot.old), ("new", shot.new), ("diff", shot.difference)]
      for (name, bytes) in images {
        guard let write, let bytes else { continue }
        picture.files.append(try write("\(shot.name).\(name).png", bytes))
      }
      picture.bytes = images.reduce(0) { $0 + ($1.1?.count ?? 0) }
      if room.takes(picture.bytes) {
        picture.old = shot.old.map { Base64.text($0) }
        picture.new = Base64.text(shot.new)
        picture.difference = shot.difference.map { Base64.text($0) }
      }
      visual.pictures.append(picture)
    }
    return visual
  }
}
