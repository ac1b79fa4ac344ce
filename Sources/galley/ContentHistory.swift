import Content
import Rendering
import Snapshots

/// What has changed since the stored snapshots were rendered, as far as this machine knows.
enum ContentHistory {
  /// Compares the work tree with the last run that passed and with git.
  ///
  /// It only explains edits, so whatever fails on the way is left out.
  static func changes(
    of project: Project, cache: ResultCache?, in workspace: Workspace
  ) -> InputChanges? {
    InputChanges(
      of: project, since: cache?.accepted, engine: BuildIdentity.text(isShared: false),
      git: git(workspace))
  }

  /// The last commit where content is not committed yet, else the one before.
  private static func git(
    _ workspace: Workspace
  ) -> (paths: Set<String>, source: any ContentSource)? {
    for revision in ["HEAD", "HEAD~1"] {
      guard let paths = try? ChangedFiles.paths(since: revision, in: workspace) else { return nil }
      let content = paths.filter { !$0.hasPrefix(SnapshotFiles.folder + "/") && !$0.hasPrefix(".") }
      guard !content.isEmpty else { continue }
      // Outputs explain nothing, and they are most of the files.
      guard
        let source = try? workspace.source(.revision(revision), without: [SnapshotFiles.folder])
      else { return nil }
      return (content, source)
    }
    return nil
  }
}
