import Content
import Rendering

/// Where the snapshots of one template's cases stand: what they share is worked out once.
struct SnapshotPaths {
  /// The folder that holds all of them.
  let folder: String
  private let endings: [String]
  /// The bytes that are left for the name of a case.
  private let room: Int

  init(_ template: Template) {
    let channel = template.channel.value
    folder = "\(SnapshotFiles.folder)/\(channel.rawValue)/\(SnapshotFileName.part(template.id))"
    endings =
      channel == .push
      ? [".json"] : template.bodyParts.map { SnapshotFiles.ending(of: $0.type, channel) }
    room =
      SnapshotFileName.maximumPathBytes - (folder.utf8.count + 1) - SnapshotFileName.endingBytes
  }

  /// The paths of a case's files, in the order of its parts.
  func paths(of testCase: Case) -> [String] {
    let stem = stem(of: testCase)
    return endings.map { stem + $0 }
  }

  /// The paths of a case's files without their endings.
  func stem(of testCase: Case) -> String {
    let name = SnapshotFileName.part(
      testCase.name, limit: room, isMistakable: testCase.isMistakable)
    return "\(folder)/\(name)"
  }
}

extension Sequence where Element == Case {
  /// The path of every output of every case; neighbours of one template share the work.
  var snapshotPaths: Set<String> {
    var found: Set<String> = []
    found.reserveCapacity(underestimatedCount * 2)
    var known: (template: String, paths: SnapshotPaths)?
    for testCase in self {
      let template = testCase.template
      let paths = known.flatMap { $0.template == template.id ? $0.paths : nil }
      let own = paths ?? SnapshotPaths(template)
      if paths == nil { known = (template.id, own) }
      found.formUnion(own.paths(of: testCase))
    }
    return found
  }
}
