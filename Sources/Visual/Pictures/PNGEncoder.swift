import Czlib

/// Writes pictures as PNG.
package enum PNGEncoder {
  /// Returns the file.
  package static func file(_ picture: Picture) -> [UInt8] {
    var rows: [UInt8] = []
    let stride = picture.width * 4
    rows.reserveCapacity((stride + 1) * picture.height)
    for row in 0..<picture.height {
      rows.append(0)
      rows += picture.bytes[row * stride..<(row + 1) * stride]
    }
    var count = compressBound(uLong(rows.count))
    var packed = [UInt8](repeating: 0, count: Int(count))
    let status = compress2(&packed, &count, rows, uLong(rows.count), 6)
    precondition(status == Z_OK, "the buffer has the size that zlib asked for")
    var file = PNGDecoder.signature
    append(
      "IHDR", word(picture.width) + word(picture.height) + [8, 6, 0, 0, 0], to: &file)
    append("IDAT", Array(packed[..<Int(count)]), to: &file)
    append("IEND", [], to: &file)
    return file
  }

  private static func append(_ type: String, _ body: [UInt8], to file: inout [UInt8]) {
    file += word(body.count)
    let start = file.count
    file += Array(type.utf8) + body
    file += word(PNGDecoder.checksum(file[start...]))
  }

  private static func word(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
