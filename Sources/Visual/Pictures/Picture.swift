/// Pixels as red, green, blue and opacity, row by row.
package struct Picture: Sendable, Equatable {
  /// The largest side: longer messages are cut when they are shot.
  package static let maximumSide = 16_384
  /// The most pixels, 32 MB in memory; the highest message at the greatest width has 4.8 million.
  package static let maximumPixels = 8_000_000

  /// Columns.
  package let width: Int
  /// Rows.
  package let height: Int
  /// Four bytes for each pixel.
  package var bytes: [UInt8]

  /// Creates a picture of one colour.
  package init(width: Int, height: Int, red: UInt8 = 255, green: UInt8 = 255, blue: UInt8 = 255) {
    precondition(width >= 0 && height >= 0, "a picture has no negative side")
    self.width = width
    self.height = height
    bytes = []
    bytes.reserveCapacity(width * height * 4)
    for _ in 0..<width * height {
      bytes.append(red)
      bytes.append(green)
      bytes.append(blue)
      bytes.append(255)
    }
  }

  init(width: Int, height: Int, bytes: [UInt8]) {
    precondition(bytes.count == width * height * 4, "a picture has four bytes for each pixel")
    self.width = width
    self.height = height
    self.bytes = bytes
  }

  /// Fills a rectangle that lies within the picture.
  package mutating func fill(
    x: Range<Int>, y: Range<Int>, _ colour: (red: UInt8, green: UInt8, blue: UInt8)
  ) {
    for row in y {
      for column in x {
        let start = (row * width + column) * 4
        bytes[start] = colour.red
        bytes[start + 1] = colour.green
        bytes[start + 2] = colour.blue
        bytes[start + 3] = 255
      }
    }
  }
}
