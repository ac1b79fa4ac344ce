package import Diagnostics

/// Outputs that differ from their snapshots in CR LF and LF alone: the difference does not say why.
enum LineEnds {
  /// A warning that a checkout has changed line ends, or nil.
  ///
  /// `changes` are in the order of paths.
  static func remark(_ changes: [TestReport.Change]) -> Diagnostic? {
    let paths = changes.filter { change in
      guard let old = change.old, let new = change.new else { return false }
      return SnapshotText.differsInLineEnds(old, new)
    }.map(\.path)
    guard let first = paths.first else { return nil }
    let others = paths.count == 1 ? "" : " and \(paths.count - 1) more"
    return Diagnostic(
      .snapshotLineEnds, "'\(first)'\(others) differ from what is rendered in CR LF and LF alone",
      at: SourceSpan(SourceText(path: first, bytes: []), at: 0), severity: .warning,
      notes: [
        Diagnostic.Note("git may have changed the line ends of this checkout: core.autocrlf"),
        Diagnostic.Note(
          "commit a .gitattributes with '* text=auto eol=lf', then check the files out anew"),
      ])
  }
}

extension DiagnosticCode {
  /// Outputs and snapshots that a checkout with other line ends made different.
  package static let snapshotLineEnds = DiagnosticCode(
    "snapshot/line-ends", "outputs differ from their snapshots in line ends alone")
}
