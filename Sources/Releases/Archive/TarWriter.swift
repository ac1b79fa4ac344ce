/// Writes the one archive that a set of files has.
enum TarWriter {
  /// Archives files whose paths already satisfy `ArchivePath`; they are put in byte order.
  static func archive(
    _ files: [(path: [UInt8], bytes: [UInt8])]
  ) throws(ReleaseError) -> [UInt8] {
    let sorted = files.sorted { $0.path.lexicographicallyPrecedes($1.path) }
    var output: [UInt8] = []
    output.reserveCapacity(size(ofFiles: files.map { $0.bytes.count }))
    for file in sorted {
      guard let header = TarHeader.bytes(path: file.path[...], size: file.bytes.count) else {
        throw ReleaseError(
          .limitPath, "the path does not fit the archive's header",
          at: PrintableText.quoted(file.path), expected: "a last part of at most 100 bytes")
      }
      output += header
      output += file.bytes
      output += repeatElement(0, count: padding(file.bytes.count))
    }
    output += repeatElement(0, count: 2 * TarHeader.blockSize)
    return output
  }

  /// The size of the archive of files of the given sizes.
  static func size(ofFiles sizes: [Int]) -> Int {
    sizes.reduce(2 * TarHeader.blockSize) { $0 + TarHeader.blockSize + $1 + padding($1) }
  }

  /// The zero bytes that fill a file's last block.
  static func padding(_ size: Int) -> Int {
    (TarHeader.blockSize - size % TarHeader.blockSize) % TarHeader.blockSize
  }
}
