import Diagnostics
import Snapshots

/// Which snapshots were rewritten, or would be, for people and programs.
struct FormattingReport {
  let formatting: SnapshotFormatting
  /// Whether nothing was written.
  let isCheck: Bool

  /// A line for each file that is not as it should be, then the numbers.
  var text: String {
    var text = ""
    for file in formatting.files {
      let changes = file.form.changes.map { Self.words($0) }.joined(separator: ", ")
      text += "\(isCheck ? "to rewrite" : "rewritten")  \(file.path)  (\(changes))\n"
    }
    for file in formatting.left {
      text += "left  \(SafeText.visible(file.path))  (\(SafeText.visible(file.message)))\n"
    }
    let count = formatting.files.count
    text += "\(counted(count, "snapshot")) \(isCheck ? "to rewrite" : "rewritten"), "
    return text + "\(formatting.unchanged) as they should be, \(formatting.left.count) left\n"
  }

  /// `--format json`, described by schemas/output/fmt.schema.json.
  var json: JSONOutput {
    [
      "version": 1, "check": .bool(isCheck),
      "files": .array(
        formatting.files.map { file in
          [
            "path": .string(file.path),
            "changes": .array(file.form.changes.map { .string($0.rawValue) }),
          ]
        }),
      "left": .array(
        formatting.left.map { file in
          [
            "path": .string(file.path), "reason": .string(file.reason.rawValue),
            "message": .string(file.message),
          ]
        }),
      "unchanged": .integer(formatting.unchanged),
    ]
  }

  private static func words(_ change: SnapshotForm.Change) -> String {
    switch change {
    case .lineEnds: "CR LF"
    case .finalLineEnd: "no final line end"
    case .envelope: "form of the envelope"
    }
  }
}
