extension ReleaseBundle {
  /// The two forms in which a release is kept.
  package enum Form: Sendable {
    /// A directory that is an OCI image layout.
    case directory
    /// One canonical ustar of that directory.
    case archive
  }

  /// Writes the release as a whole or not at all, and returns whether there was something to write.
  ///
  /// A target that holds the very same bytes already is left alone; any other is an error.
  @discardableResult
  package func write(to target: String, as form: Form) throws(ReleaseError) -> Bool {
    if FileSystem.exists(target) {
      guard isWritten(at: target, as: form) else {
        throw ReleaseError(
          .targetExists, "the target exists and holds something else", at: target,
          expected: "nothing, or the very same release")
      }
      // A run may have been killed after its last rename, before it cleaned up.
      try StagingDirectory.sweep(beside: target)
      return false
    }
    let staging = try StagingDirectory(beside: target)
    switch form {
    case .archive:
      try staging.contents.createFile("release", archive(), mode: 0o644)
      try staging.publishFile("release", replacing: false)
    case .directory:
      try fill(staging.contents)
      try staging.publishDirectory()
    }
    return true
  }

  /// Adds the attestations that this release has more than the one written at `target`.
  ///
  /// In a directory the blobs come first and the index, renamed into place, last: a reader sees the
  /// old release or the new one. A tar is replaced as a whole.
  package func update(at target: String) throws(ReleaseError) {
    guard try ReleaseBundle(reading: target).digest == digest else {
      throw ReleaseError(
        .targetExists, "the target is another release", at: target,
        expected: digest.description)
    }
    let staging = try StagingDirectory(beside: target)
    guard FileSystem.isDirectory(target) else {
      try staging.contents.createFile("release", archive(), mode: 0o644)
      try staging.publishFile("release", replacing: true)
      return
    }
    let root = try DirectoryHandle(opening: target)
    let blobs = try root.directory("blobs").directory("sha256")
    let present = try Set(blobs.names(maximum: .max))
    for member in members where member.path.utf8.starts(with: ReleaseFormat.blobPrefix.utf8) {
      let name = String(member.path.dropFirst(ReleaseFormat.blobPrefix.count))
      if present.contains(Array(name.utf8)) { continue }
      try staging.contents.createFile(name, member.bytes, mode: 0o644)
      try staging.contents.rename(name, into: blobs, as: name)
    }
    try blobs.synchronize()
    try staging.contents.createFile("index.json", indexBytes, mode: 0o644)
    try staging.contents.rename("index.json", into: root, as: "index.json")
    try root.synchronize()
  }

  private func isWritten(at target: String, as form: Form) -> Bool {
    let limits = ReleaseLimits()
    guard FileSystem.isDirectory(target) == (form == .directory) else { return false }
    switch form {
    case .archive:
      let written = try? FileSystem.readFile(target, maximum: limits.maximumContentBytes * 2)
      return written != nil && written == (try? archive())
    case .directory:
      guard let written = try? LayoutMembers(reading: target, limits: limits).files else {
        return false
      }
      let members = members
      return written.count == members.count
        && members.allSatisfy { written[$0.path] == $0.bytes }
    }
  }

  private func fill(_ directory: borrowing DirectoryHandle) throws(ReleaseError) {
    try directory.createDirectory("blobs")
    let blobs = try directory.directory("blobs")
    try blobs.createDirectory("sha256")
    let digests = try blobs.directory("sha256")
    for member in members {
      if member.path.utf8.starts(with: ReleaseFormat.blobPrefix.utf8) {
        let name = String(member.path.dropFirst(ReleaseFormat.blobPrefix.count))
        try digests.createFile(name, member.bytes, mode: 0o644)
      } else {
        try directory.createFile(member.path, member.bytes, mode: 0o644)
      }
    }
    try digests.synchronize()
    try blobs.synchronize()
  }
}
