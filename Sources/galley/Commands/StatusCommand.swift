import ArgumentParser
import Content
import Diagnostics
import GitStore
import Snapshots

/// `galley status`: what changed since the last commit, in terms of content.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show which templates, journeys, profiles and snapshots changed.",
    discussion: """
      EXAMPLES
        galley status
        galley status --format json
      """)

  @Option(help: "text or json.")
  var format: OutputFormat = .text

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let workspace = try Workspace.open(global)
    let repository = try workspace.repository()
    let status = try ContentStatus(workspace, repository)
    let pending = try PendingSnapshots(root: workspace.root).items().count
    switch format {
    case .text: Terminal.write(text(status, pending: pending))
    case .json: Terminal.write(json(status, pending: pending).text(.pretty) + "\n")
    }
  }

  private func text(_ status: ContentStatus, pending: Int) -> String {
    var text = "on \(SafeText.visible(status.place))\n"
    for (title, entries) in status.sections where !entries.isEmpty {
      text += "\n\(title):\n"
      for entry in entries {
        let kind = entry.kind.map { "  (\($0))" } ?? ""
        text += "  \(entry.word.padding(to: 11))\(SafeText.visible(entry.path))\(kind)\n"
      }
    }
    if status.isClean { text += "nothing changed\n" }
    if pending > 0 {
      text +=
        "\n\(counted(pending, "output")) \(pending == 1 ? "waits" : "wait") for 'galley review'\n"
    }
    return text
  }

  private func json(_ status: ContentStatus, pending: Int) -> JSONOutput {
    let sections = status.sections.map { section in
      (
        key: section.title.replacing(" ", with: "-"),
        value: JSONOutput.array(
          section.entries.map { entry in
            [
              "path": .string(entry.path), "change": .string(entry.word),
              "kind": entry.kind.map { .string($0) } ?? .null,
            ]
          })
      )
    }
    return .object(
      [(key: "version", value: 1), (key: "place", value: .string(status.place))] + sections
        + [(key: "pending", value: .integer(pending))])
  }
}

/// The status of a content root, in the words of content.
struct ContentStatus {
  /// One changed file.
  struct Entry {
    /// Path below the content root.
    let path: String
    /// `new`, `modified`, `removed`, `conflict`.
    let word: String
    /// `template cart-sms`, `profile`; nil for files that are not content.
    let kind: String?
  }

  /// `branch main`, `commit 3f9a21c`, `branch main (no commit yet)`.
  let place: String
  /// The entries under their titles.
  let sections: [(title: String, entries: [Entry])]

  init(_ workspace: Workspace, _ repository: Repository) throws(GitError) {
    let folder = workspace.folder(in: repository)
    let prefix = folder.isEmpty ? "" : folder + "/"
    var staged: [Entry] = []
    var unstaged: [Entry] = []
    var untracked: [Entry] = []
    var conflicts: [Entry] = []
    for entry in try repository.status(below: folder) {
      let path = String(entry.path.dropFirst(prefix.count))
      let kind = ContentLayout.kind(of: path).map { kind in
        kind.id.map { "\(kind.kind) \($0)" } ?? kind.kind
      }
      if entry.isConflicted {
        conflicts.append(Entry(path: path, word: "conflict", kind: kind))
        continue
      }
      if let change = entry.staged {
        staged.append(Entry(path: path, word: Self.word(change), kind: kind))
      }
      if let change = entry.unstaged {
        unstaged.append(Entry(path: path, word: Self.word(change), kind: kind))
      }
      if entry.isUntracked { untracked.append(Entry(path: path, word: "new", kind: kind)) }
    }
    sections = [
      (title: "in conflict", entries: conflicts), (title: "staged", entries: staged),
      (title: "not staged", entries: unstaged), (title: "untracked", entries: untracked),
    ]
    place = Self.place(try repository.head())
  }

  /// Whether nothing changed.
  var isClean: Bool { sections.allSatisfy(\.entries.isEmpty) }

  private static func word(_ change: StatusEntry.Change) -> String {
    switch change {
    case .added: "new"
    case .removed: "removed"
    case .modified: "modified"
    case .typeChanged: "retyped"
    case .undecided: "filtered"
    }
  }

  private static func place(_ head: Head) -> String {
    switch (head.branch, head.commit) {
    case (let branch?, _?): "branch \(branch)"
    case (let branch?, nil): "branch \(branch) (no commit yet)"
    case (nil, let commit?): "commit \(commit.short)"
    case (nil, nil): "no commit"
    }
  }
}

extension String {
  /// The text with spaces after it up to a width.
  fileprivate func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
