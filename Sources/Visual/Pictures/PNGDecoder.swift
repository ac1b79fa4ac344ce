import Czlib

/// Reads PNG pictures as browsers write them: 8 bits, RGB or RGBA, not interlaced.
///
/// The size is checked before anything is unpacked, and exactly that much is: no file can make it
/// take more memory than `Picture.maximumPixels` says.
package enum PNGDecoder {
  /// The largest file.
  package static let maximumBytes = 40 << 20
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// Reads a picture; only who looks for mistakes of this reader leaves the checksums aside.
  package static func picture(
    _ file: [UInt8], checksums: Bool = true
  ) throws(VisualError) -> Picture {
    guard file.count <= maximumBytes else { throw refused("it has more than 40 MB") }
    guard file.starts(with: signature) else { throw refused("it does not start as a PNG does") }
    var position = signature.count
    var header: Header?
    var packed: [UInt8] = []
    while true {
      guard position + 12 <= file.count else { throw refused("it is cut off") }
      let length = word(file, position)
      guard length <= file.count - position - 12 else { throw refused("it is cut off") }
      let type = Array(file[position + 4..<position + 8])
      let body = file[position + 8..<position + 8 + length]
      if checksums {
        let sum = checksum(file[position + 4..<position + 8 + length])
        guard sum == word(file, body.endIndex) else { throw refused("a checksum is wrong") }
      }
      position = body.endIndex + 4
      switch type {
      case Array("IHDR".utf8):
        guard header == nil else { throw refused("it has two headers") }
        header = try Header(body)
      case Array("IDAT".utf8): packed += body
      case Array("IEND".utf8):
        guard let header else { throw refused("it has no header") }
        return try unpacked(packed, header)
      default:
        // Chunks that a reader must know start with a capital letter.
        guard type[0] & 0x20 != 0 else {
          throw refused("it is of a kind that galley does not read")
        }
      }
      guard header != nil else { throw refused("it has no header") }
    }
  }

  private struct Header {
    let width: Int
    let height: Int
    let channels: Int

    init(_ body: ArraySlice<UInt8>) throws(VisualError) {
      let body = Array(body)
      guard body.count == 13 else { throw refused("its header is damaged") }
      width = word(body, 0)
      height = word(body, 4)
      guard body[8] == 8, body[9] == 2 || body[9] == 6, body[10] == 0, body[11] == 0, body[12] == 0
      else { throw refused("it is of a kind that galley does not read") }
      channels = body[9] == 2 ? 3 : 4
      guard width > 0, height > 0, width <= Picture.maximumSide, height <= Picture.maximumSide,
        width * height <= Picture.maximumPixels
      else { throw refused("it has \(width) × \(height) pixels") }
    }
  }

  private static func unpacked(
    _ packed: [UInt8], _ header: Header
  ) throws(VisualError) -> Picture {
    let stride = header.width * header.channels
    var rows = [UInt8](repeating: 0, count: (stride + 1) * header.height)
    var count = uLongf(rows.count)
    // Refuses what unpacks to more than the size says.
    let status = uncompress(&rows, &count, packed, uLong(packed.count))
    guard status == Z_OK, Int(count) == rows.count else { throw refused("its data are damaged") }
    try unfilter(&rows, stride: stride, height: header.height, channels: header.channels)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(header.width * header.height * 4)
    for row in 0..<header.height {
      let start = row * (stride + 1) + 1
      if header.channels == 4 {
        bytes += rows[start..<start + stride]
      } else {
        for pixel in Swift.stride(from: start, to: start + stride, by: 3) {
          bytes.append(rows[pixel])
          bytes.append(rows[pixel + 1])
          bytes.append(rows[pixel + 2])
          bytes.append(255)
        }
      }
    }
    return Picture(width: header.width, height: header.height, bytes: bytes)
  }

  /// Undoes the filter that each row names in its first byte.
  private static func unfilter(
    _ rows: inout [UInt8], stride: Int, height: Int, channels: Int
  ) throws(VisualError) {
    for row in 0..<height {
      let start = row * (stride + 1)
      let filter = rows[start]
      guard filter <= 4 else { throw refused("its data are damaged") }
      if filter == 0 { continue }
      for offset in 1...stride {
        let at = start + offset
        let left = offset > channels ? rows[at - channels] : 0
        let above = row > 0 ? rows[at - stride - 1] : 0
        let corner = row > 0 && offset > channels ? rows[at - stride - 1 - channels] : 0
        let predicted: UInt8 =
          switch filter {
          case 1: left
          case 2: above
          case 3: UInt8((Int(left) + Int(above)) / 2)
          default: nearest(Int(left), Int(above), Int(corner))
          }
        rows[at] &+= predicted
      }
    }
  }

  /// Of three neighbours the one nearest to left + above - corner (Paeth).
  private static func nearest(_ left: Int, _ above: Int, _ corner: Int) -> UInt8 {
    let guess = left + above - corner
    let distances = (abs(guess - left), abs(guess - above), abs(guess - corner))
    if distances.0 <= distances.1, distances.0 <= distances.2 { return UInt8(left) }
    return UInt8(distances.1 <= distances.2 ? above : corner)
  }

  static func word(_ bytes: [UInt8], _ at: Int) -> Int {
    bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
  }

  static func checksum(_ bytes: ArraySlice<UInt8>) -> Int {
    Int(bytes.withUnsafeBufferPointer { crc32(0, $0.baseAddress, uInt($0.count)) })
  }

  private static func refused(_ reason: String) -> VisualError {
    VisualError(.visualNotAPicture, "the picture cannot be read: \(reason)")
  }
}
