import Glibc
import Snapshots

/// What stands for this build of galley with the data in it: results of other builds are not reused.
enum BuildIdentity {
  /// The version and the linker's digest of the program, the same on every machine.
  ///
  /// A program that was linked without one is known by the digest of its file where results are
  /// shared, since that takes a while, and by size and time where they are not.
  static func text(isShared: Bool) -> String {
    if let digest = linked() { return "\(GalleyVersion.current) build \(digest)" }
    if isShared, let bytes = file() {
      return "\(GalleyVersion.current) file \(ContentDigest(of: bytes).hexadecimal)"
    }
    var status = stat()
    guard stat("/proc/self/exe", &status) == 0 else { return GalleyVersion.current }
    return "\(GalleyVersion.current) \(status.st_size) \(status.st_mtim.tv_sec)"
  }

  /// The GNU build ID of the program in hexadecimal; nil where it has none.
  ///
  /// Only the headers of the file and its notes are read, a few hundred bytes.
  static func linked() -> String? {
    let descriptor = open("/proc/self/exe", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    // The header of a 64-bit ELF file: where the program headers are, their size, their number.
    guard let header = bytes(of: descriptor, at: 0, count: 64),
      header.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2, 1])
    else { return nil }
    let (start, size, count) = (
      number(header, 32, 8), number(header, 54, 2), number(header, 56, 2)
    )
    guard size >= 56, let table = bytes(of: descriptor, at: start, count: size * count) else {
      return nil
    }
    for index in 0..<count where number(table, index * size, 4) == noteSegment {
      let (place, length) = (
        number(table, index * size + 8, 8), number(table, index * size + 32, 8)
      )
      if let notes = bytes(of: descriptor, at: place, count: length),
        let identity = identity(in: notes)
      {
        return identity.map { byte in
          let digits = String(byte, radix: 16)
          return byte < 16 ? "0" + digits : digits
        }.joined()
      }
    }
    return nil
  }

  /// Most bytes of a table or of notes.
  private static let maximumBytes = 1 << 16
  /// The type of a segment that holds notes.
  private static let noteSegment = 4
  /// The type of the note that holds the build ID.
  private static let buildNote = 3

  /// A number of the file: little end first, as on every machine that the format above says.
  private static func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int {
    Int(
      truncatingIfNeeded: bytes[start..<start + count].reversed().reduce(UInt64(0)) {
        $0 << 8 | UInt64($1)
      })
  }

  private static func bytes(of descriptor: Int32, at place: Int, count: Int) -> [UInt8]? {
    guard place >= 0, (0...maximumBytes).contains(count) else { return nil }
    var bytes = [UInt8](repeating: 0, count: count)
    return pread(descriptor, &bytes, count, place) == count ? bytes : nil
  }

  /// Finds the build ID in the bytes of notes: three lengths, the owner, the content, each padded.
  static func identity(in notes: [UInt8]) -> [UInt8]? {
    var position = 0
    while position + 12 <= notes.count {
      let (ownerCount, count, type) = (
        number(notes, position, 4), number(notes, position + 4, 4), number(notes, position + 8, 4)
      )
      let owner = position + 12
      let content = owner + (ownerCount + 3) / 4 * 4
      guard content + count <= notes.count else { return nil }
      if type == buildNote, notes[owner..<owner + ownerCount].elementsEqual("GNU\0".utf8),
        count >= 8
      {
        return Array(notes[content..<content + count])
      }
      position = content + (count + 3) / 4 * 4
    }
    return nil
  }

  /// The bytes of the program's file.
  private static func file() -> [UInt8]? {
    let descriptor = open("/proc/self/exe", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = bytes[filled...].withUnsafeMutableBytes {
        read(descriptor, $0.baseAddress, $0.count)
      }
      guard count > 0 else { return nil }
      filled += count
    }
    return bytes
  }
}
