import Content
import Diagnostics
import GitStore

/// The merge driver for snapshots: our side is kept, the path stays in conflict, nothing is marked.
///
/// `false` is the whole driver: git then keeps our file as it is and leaves the path in the index's
/// list of conflicts, which is what `galley test --resolve` reads. A clone without the driver gets
/// git's own merge, whose markers are resolved in the same way.
enum MergeDriver {
  /// The line of .gitattributes that names the driver.
  static let attributes = "snapshots/** merge=galley\n"

  private static let settings = [
    (name: "merge.galley.name", value: "keep our snapshot until galley test --resolve"),
    (name: "merge.galley.driver", value: "false"),
  ]

  /// Adds the line to .gitattributes where it is missing, and the driver to this clone.
  static func install(below root: String, _ environment: GitEnvironment) throws {
    let path = ".gitattributes"
    let source = WorkTreeSource(root: root)
    let old = try source.entry(at: path) == nil ? [] : try source.bytes(at: path)
    let lines = String(decoding: old, as: UTF8.self).split { $0.isNewline }
    let isNamed = lines.contains { line in
      let words = line.split { $0 == " " || $0 == "\t" }
      return words.first == "snapshots/**" && words.dropFirst().contains("merge=galley")
    }
    if !isNamed {
      let end = old.isEmpty || old.last == 0x0A ? [] : [UInt8(ascii: "\n")]
      try WorkTreeWriter(root: root).write(old + end + Array(attributes.utf8), at: path)
    }
    let repository = try Repository.open(at: root, environment: environment)
    for setting in settings {
      try repository.setLocalConfigurationValue(setting.name, to: setting.value)
    }
  }
}
