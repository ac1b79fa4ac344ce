package import Content
package import Diagnostics
import Documents

/// The digests of what a run works on: equal on every machine that has the same files.
///
/// They tell parts of one run from those of others, so they are of bytes, never of time stamps.
package enum RunDigests {
  /// The digest of the content: of all files that messages are made from, and of what is wrong with
  /// those that could not be read.
  package static func content(_ project: Project, problems: [Diagnostic]) -> String {
    var writer = RecordWriter()
    let files = ProjectDigests(project).files
    for path in files.keys.sorted() {
      writer.write(path)
      writer.write(files[path] ?? ProjectDigests.absent)
    }
    writer.write(ContentDigest(of: project.settings.document.source.bytes))
    for problem in DiagnosticReport.sortedAndUnique(problems) {
      writer.write(problem.code.name)
      writer.write(problem.span?.source.path ?? "")
      writer.write(problem.span?.start ?? 0)
      writer.write(problem.message)
    }
    return ContentDigest(of: writer.bytes).hexadecimal
  }

  /// The digest of the stored snapshots; what cannot be read counts by its name.
  package static func snapshots(_ store: SnapshotStore) throws(ContentError) -> String {
    let digests = try store.paths.mapOnAllCores { path throws(ContentError) in
      let bytes = (try? store.bytes(at: path)) ?? nil
      return bytes.map { ContentDigest(of: $0) } ?? ProjectDigests.absent
    }
    var writer = RecordWriter()
    for (path, digest) in zip(store.paths, digests) {
      writer.write(path)
      writer.write(digest)
    }
    return ContentDigest(of: writer.bytes).hexadecimal
  }

  /// The digest of the costs by which cases are shared out; nil without costs.
  package static func costs(_ costs: [String: Int]) -> String? {
    guard !costs.isEmpty else { return nil }
    var writer = RecordWriter()
    for (id, cost) in costs.sorted(by: { $0.key < $1.key }) {
      writer.write(id)
      writer.write(cost)
    }
    return ContentDigest(of: writer.bytes).hexadecimal
  }
}
