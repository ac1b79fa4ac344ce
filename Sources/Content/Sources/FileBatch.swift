import Glibc

/// Files on their way to their places: temporary files, all of them on the disk, then renames.
///
/// What is not in its place when the batch ends is removed.
struct FileBatch: ~Copyable {
  typealias File = (path: String, bytes: [UInt8])

  /// From this many files on the file system is told to write everything that waits, instead of each
  /// file by itself: that takes a hundredth of the time, but waits for the bytes of others, too.
  private static let bulkCount = 64
  /// Files that are written between two such calls: how long a request to stop may go unseen.
  private static let bulkPart = 2_048

  private let root: String
  private let files: [File]
  private let targets: [[Substring]]
  private let isDurable: Bool
  private let temporary: FileDescriptor
  private var names: [String] = []
  private var placed = 0
  private var path: String

  private init(
    _ files: [File], at targets: [[Substring]], below root: String,
    by temporary: consuming FileDescriptor,
    durable: Bool
  ) {
    self.root = root
    self.files = files
    self.targets = targets
    self.temporary = temporary
    isDurable = durable
    path = files.first?.path ?? ""
  }

  /// Starts with nothing written.
  static func start(
    _ files: [File], below root: String, durable: Bool
  ) throws(ContentError) -> FileBatch {
    var targets: [[Substring]] = []
    for file in files { targets.append(try ContentPath.components(of: file.path)) }
    do throws(SystemError) {
      let temporary = try FileDescriptor.makeFolder([".galley", "tmp"], below: root)
      temporary.shareTemporaryFiles()
      return FileBatch(files, at: targets, below: root, by: temporary, durable: durable)
    } catch {
      throw .writing(error, "write", files.first?.path ?? "")
    }
  }

  deinit {
    for name in names[placed...] { temporary.removeFile(name) }
  }

  /// Writes the temporary files, and looks whether each of them can be put in its place.
  mutating func prepare(_ watch: StoringWatch) throws(ContentError) {
    var isPrepared = false
    do throws(SystemError) {
      if try writeTemporaries(watch) { isPrepared = try requirePlaces(watch) }
    } catch {
      throw .writing(error, "write", path)
    }
    guard isPrepared else { throw ContentError(.stopped, "stopped: nothing was stored") }
  }

  /// Puts all files in their places.
  mutating func place() throws(ContentError) {
    do throws(SystemError) {
      let isBulk = files.count >= Self.bulkCount
      for group in groups() {
        path = files[group.lowerBound].path
        let folder = try FileDescriptor.makeFolder(
          targets[group.lowerBound].dropLast(), below: root)
        for index in group {
          path = files[index].path
          try temporary.rename(names[index], to: name(index), in: folder)
          placed += 1
        }
        if isDurable, !isBulk { try folder.sync() }
      }
      guard isDurable, isBulk, !temporary.syncFileSystem() else { return }
      for group in groups() {
        path = files[group.lowerBound].path
        try FileDescriptor.openFolder(targets[group.lowerBound].dropLast(), below: root).sync()
      }
    } catch {
      throw .writing(error, "write", path, placed: placed, of: files.count)
    }
  }

  private func name(_ index: Int) -> String { targets[index].last.map { String($0) } ?? "" }

  /// False when it was stopped.
  private mutating func writeTemporaries(_ watch: StoringWatch) throws(SystemError) -> Bool {
    for start in stride(from: 0, to: files.count, by: Self.bulkPart) {
      let part = start..<min(start + Self.bulkPart, files.count)
      for index in part {
        if watch.isStopped() { return false }
        path = files[index].path
        names.append(try writeTemporary(files[index].bytes))
      }
      if isDurable { try sync(part) }
      watch.onProgress(part.upperBound, files.count)
    }
    return true
  }

  /// Waits until a part of the temporary files is on the disk.
  private mutating func sync(_ part: Range<Int>) throws(SystemError) {
    // Where the file system cannot be synced, or has lost bytes of somebody, each file is asked.
    if files.count >= Self.bulkCount, temporary.syncFileSystem() { return }
    // Synced after all are written: the first sync takes most of the others along.
    for index in part {
      path = files[index].path
      try temporary.openFile(names[index]).sync()
    }
  }

  /// False when it was stopped.
  private mutating func requirePlaces(_ watch: StoringWatch) throws(SystemError) -> Bool {
    for group in groups() {
      path = files[group.lowerBound].path
      // Where all is synced as a whole, the names of new folders are among it.
      let folder = try FileDescriptor.makeFolder(
        targets[group.lowerBound].dropLast(), below: root,
        durable: isDurable && files.count < Self.bulkCount)
      try folder.requireWritable()
      for index in group {
        if watch.isStopped() { return false }
        path = files[index].path
        try folder.requirePlace(name(index))
      }
    }
    return !watch.isStopped()
  }

  /// Ranges of neighbours that lie in the same folder.
  private func groups() -> [Range<Int>] {
    var groups: [Range<Int>] = []
    var start = 0
    for index in targets.indices {
      let next = index + 1
      if next == targets.count || targets[next].dropLast() != targets[start].dropLast() {
        groups.append(start..<next)
        start = next
      }
    }
    return groups
  }

  /// Writes a temporary file under a name that nobody has: not even a process of another container
  /// that has the same id and the same folder.
  private func writeTemporary(_ bytes: [UInt8]) throws(SystemError) -> String {
    while true {
      let name = TemporaryName.next()
      do throws(SystemError) {
        let descriptor = try temporary.createFile(name)
        do throws(SystemError) {
          try descriptor.writeAll(bytes)
        } catch {
          temporary.removeFile(name)
          throw error
        }
        return name
      } catch  where error.number == EEXIST {
        continue
      }
    }
  }
}
