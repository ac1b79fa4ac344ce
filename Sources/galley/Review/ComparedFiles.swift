import Glibc
import Snapshots
import Visual

/// The old and the new output as two files for a program, outside of the repository.
///
/// Both have the name of the snapshot, so that its ending tells what they are, and may only be read.
/// What one version does not have is an empty file.
struct ComparedFiles {
  /// The folder that holds both, made for them alone.
  private let folder: String
  /// The path of the old output.
  let old: String
  /// The path of the new output.
  let new: String

  /// Writes the files.
  init(_ change: OutputChange, in host: Host) throws(CommandFailure) {
    let place = host.variables["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
    let template = strdup("\(place)/galley-diff-XXXXXX")
    defer { free(template) }
    guard let template, mkdtemp(template) != nil else { throw Self.failure(place) }
    folder = String(cString: template)
    let name = change.path.split(separator: "/").last ?? "output"
    old = "\(folder)/old/\(name)"
    new = "\(folder)/new/\(name)"
    do throws(CommandFailure) {
      try Self.write(change.oldText, old)
      try Self.write(change.new ?? [], new)
    } catch {
      remove()
      throw error
    }
  }

  /// Removes the files, and whatever the program has put beside them.
  func remove() { OwnFolder.remove(folder) }

  private static func write(_ bytes: [UInt8], _ path: String) throws(CommandFailure) {
    guard let slash = path.lastIndex(of: "/"), mkdir(String(path[..<slash]), 0o700) == 0 else {
      throw failure(path)
    }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o400)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    guard ReportFile.write(bytes, to: descriptor) else { throw failure(path) }
  }

  private static func failure(_ path: String) -> CommandFailure {
    CommandFailure(
      "cannot write '\(path)': \(String(cString: strerror(errno)))",
      hints: ["TMPDIR names the folder for temporary files"], exit: Exit.failure)
  }
}
