import ArgumentParser
import GitStore
import Snapshots

/// What a test run takes over from a merge, and hands over to a review elsewhere.
struct HandOverOptions: ParsableArguments {
  @Flag(help: "Put the rendered outputs in place of snapshots in a merge conflict.")
  var resolve = false

  @Option(
    help: ArgumentHelp(
      "Write what waits for review to this tar archive, under CI, too.", valueName: "tar"))
  var pendingArchive: String?

  /// The snapshots of the run that git's index holds in conflict.
  ///
  /// Where git cannot be asked there is none: a test run needs no repository.
  func unmerged(in run: TestRun, _ workspace: Workspace) -> UnmergedSnapshots {
    let paths = Self.unmergedPaths(in: workspace)
    return paths.isEmpty ? .none : UnmergedSnapshots(paths, in: run, resolving: resolve)
  }

  /// The snapshots that git's index holds in conflict; none where git cannot be asked.
  static func unmergedPaths(in workspace: Workspace) -> Set<String> {
    guard !MergedIndex.isCertain(at: workspace.root, environment: workspace.host.git),
      let repository = try? workspace.repository(), !repository.isBare
    else { return [] }
    let folder = workspace.folder(in: repository)
    let prefix = folder.isEmpty ? "" : folder + "/"
    guard let listing = try? repository.index(below: prefix + SnapshotFiles.folder) else {
      return []
    }
    return Set(listing.unmergedPaths.map { String($0.dropFirst(prefix.count)) })
  }

  /// Where what a run leaves can be reviewed.
  func reviewPlace(keepsPending: Bool) -> ReviewPlace {
    keepsPending ? .here : pendingArchive.map { .archive($0) } ?? .nowhere
  }

  /// Writes what a run leaves for review to the archive, if one is asked for.
  func writeArchive(of plan: UpdatePlan, _ host: Host) throws {
    guard let pendingArchive else { return }
    let archive = PendingSnapshots.archive(differences: plan.pending, stale: plan.pendingStale)
    try ReportFile(path: host.absolute(pendingArchive), what: "the archive")
      .write(archive.bytes)
  }
}
