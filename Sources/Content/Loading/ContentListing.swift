import Diagnostics

/// The files of galley's folders, checked for what no file system or format can hold.
struct ContentListing {
  /// A file with the role that its path gives it.
  struct File {
    let path: String
    let role: FileRole
    /// The git blob of its bytes, where the source knows it.
    let blob: String?
  }

  private(set) var files: [File] = []
  /// What is there and cannot be read as what it would be, in order.
  private(set) var unreadable: [(path: String, role: FileRole)] = []
  /// Spellings by path in lower case; keys that differ only in composition are equal.
  private var spellings: [String: String] = [:]
  /// The folder of the path before, whose spelling is already known to be distinct.
  private var lastFolder = ""

  /// Lists every folder of galley's and `switches.yaml`.
  init(_ source: some ContentSource, findings: inout Findings) throws(ContentError) {
    for folder in ContentLayout.folders {
      // A link in the folder's own place would otherwise look like an empty folder.
      if let entry = try source.entry(at: folder), entry.kind != .regular {
        _ = isReadable(entry, findings: &findings)
        unreadable.append((path: folder, role: .unknown(expected: "a folder", rename: nil)))
      }
      for entry in try source.entries(below: folder) {
        guard let role = ContentLayout.role(of: entry.path) else { continue }
        guard isReadable(entry, findings: &findings) else {
          unreadable.append((path: entry.path, role: role))
          continue
        }
        checkSpelling(entry.path, findings: &findings)
        if case .unknown(let expected, let rename) = role {
          Self.reportUnknown(entry.path, expected: expected, rename: rename, findings: &findings)
          unreadable.append((path: entry.path, role: role))
        } else {
          files.append(File(path: entry.path, role: role, blob: entry.blob))
        }
      }
    }
    if let entry = try source.entry(at: ContentLayout.switchesFile) {
      if isReadable(entry, findings: &findings) {
        files.append(File(path: entry.path, role: .switches, blob: entry.blob))
      } else {
        unreadable.append((path: entry.path, role: .switches))
      }
    }
  }

  /// Reports a file that fits no format.
  static func reportUnknown(
    _ path: String, expected: String, rename: String?, findings: inout Findings
  ) {
    var notes = ["expected \(expected)"]
    if let rename { notes.append("rename it to '\(rename)'") }
    notes.append("keep files that are not content outside of galley's folders")
    findings.report(.unknownFile, "'\(path)' fits no format", at: place(path), notes: notes)
  }

  /// The place of a file as a whole, which is not read for it.
  static func place(_ path: String) -> SourceSpan {
    SourceSpan(SourceText(path: path, bytes: []), at: 0)
  }

  private func isReadable(_ entry: ContentEntry, findings: inout Findings) -> Bool {
    let place = Self.place(entry.path)
    guard entry.hasValidName else {
      findings.report(
        .invalidFileName, "the name '\(entry.path)' is not valid UTF-8", at: place,
        notes: ["rename the file; '\u{FFFD}' stands for the bytes that are wrong"])
      return false
    }
    switch entry.kind {
    case .regular: return true
    case .symbolicLink:
      findings.report(
        .symbolicLink, "'\(entry.path)' is a symbolic link", at: place,
        notes: ["galley follows no links; put the file itself there"])
    case .repository:
      findings.report(
        .nestedRepository, "'\(entry.path)' is another git repository", at: place,
        notes: ["content of another repository is not read; copy the files or move the folder"])
    case .special:
      findings.report(
        .specialFile, "'\(entry.path)' is neither a file nor a folder", at: place,
        notes: ["remove it"])
    }
    return false
  }

  /// Reports a path that some file system cannot tell from an earlier one; folders count as well.
  ///
  /// Both are read all the same: what refers to either is no second mistake.
  private mutating func checkSpelling(_ path: String, findings: inout Findings) {
    var isDistinct = true
    var components = ContentPath.pieces(of: path, separator: "/")[...]
    let folder = components.dropLast().joined(separator: "/")
    var prefix = ""
    if folder.utf8.elementsEqual(lastFolder.utf8) {
      prefix = folder
      components = components.suffix(1)
    }
    defer { lastFolder = isDistinct ? folder : "" }
    for component in components {
      prefix += prefix.isEmpty ? component : "/" + component
      let key = prefix.lowercased()
      guard let other = spellings[key] else {
        spellings[key] = prefix
        continue
      }
      guard !other.utf8.elementsEqual(prefix.utf8) else { continue }
      // Strings are equal where only the composition of letters differs.
      let code: DiagnosticCode = other == prefix ? .unicodeCollision : .caseCollision
      let difference =
        other == prefix ? "how letters are composed" : "upper and lower case"
      if isDistinct {
        findings.report(
          code, "'\(prefix)' and '\(other)' differ only in \(difference)", at: Self.place(path),
          notes: ["some file systems hold only one of them; rename one"])
      }
      isDistinct = false
    }
  }
}
