/// What differs between two pictures as people see it.
///
/// Colours are compared as the eye does (YIQ, Kotsarenko and Ramos 2010), and pixels that only smooth
/// an edge are left out (Vyšniauskas 2009), as pixelmatch does.
package struct PictureComparison: Sendable, Equatable {
  /// A part of a picture.
  package struct Box: Sendable, Equatable {
    /// First column.
    package let x: Int
    /// First row.
    package let y: Int
    /// Columns.
    package let width: Int
    /// Rows.
    package let height: Int

    /// Creates a box.
    package init(x: Int, y: Int, width: Int, height: Int) {
      self.x = x
      self.y = y
      self.width = width
      self.height = height
    }
  }

  /// Colours nearer than this are equal, of 1 for black and white.
  static let tolerance = 0.1
  /// The largest distance of two colours.
  private static let largestDistance = 35_215.0

  /// Pixels that differ; those that only one picture has count.
  package let changedPixels: Int
  /// The least box around them; nil without any.
  package let box: Box?
  /// The new picture in pale, what differs in red, edges in yellow; nil without differences.
  package let difference: Picture?

  /// Compares two pictures.
  package init(_ old: Picture, _ new: Picture) {
    let width = max(old.width, new.width)
    let height = max(old.height, new.height)
    var count = 0
    var (left, top, right, bottom) = (width, height, -1, -1)
    // What differs by its place, edges by its complement.
    var marks: [Int32] = []
    let limit = Self.largestDistance * Self.tolerance * Self.tolerance
    for y in 0..<height {
      for x in 0..<width {
        let isInOld = x < old.width && y < old.height
        let isInNew = x < new.width && y < new.height
        if isInOld, isInNew {
          let oldAt = (y * old.width + x) * 4
          let newAt = (y * new.width + x) * 4
          if old.equals(oldAt, new, newAt) { continue }
          if abs(Self.distance(old, oldAt, new, newAt)) <= limit { continue }
          if EdgeSmoothing.is(old, x, y, beside: new) || EdgeSmoothing.is(new, x, y, beside: old) {
            marks.append(~Int32(y * width + x))
            continue
          }
        }
        count += 1
        marks.append(Int32(y * width + x))
        left = min(left, x)
        right = max(right, x)
        top = min(top, y)
        bottom = y
      }
    }
    changedPixels = count
    box =
      count == 0 ? nil : Box(x: left, y: top, width: right - left + 1, height: bottom - top + 1)
    difference = count == 0 ? nil : Self.drawing(new, width, height, marks)
  }

  private static func drawing(
    _ new: Picture, _ width: Int, _ height: Int, _ marks: [Int32]
  ) -> Picture {
    var drawing = Picture(width: width, height: height)
    for y in 0..<min(height, new.height) {
      for x in 0..<min(width, new.width) {
        let from = (y * new.width + x) * 4
        // A tenth of the new picture's brightness is left.
        let pale = UInt8(255 - (255 - new.brightness(from)) * 0.1)
        let to = (y * width + x) * 4
        for channel in 0..<3 { drawing.bytes[to + channel] = pale }
      }
    }
    for mark in marks {
      let at = Int(mark < 0 ? ~mark : mark) * 4
      drawing.bytes[at] = 255
      drawing.bytes[at + 1] = mark < 0 ? 220 : 0
      drawing.bytes[at + 2] = 0
    }
    return drawing
  }

  /// How far two colours are apart for the eye; negative where the second is darker.
  static func distance(_ old: Picture, _ oldAt: Int, _ new: Picture, _ newAt: Int) -> Double {
    let (r1, g1, b1) = old.colour(oldAt)
    let (r2, g2, b2) = new.colour(newAt)
    let (r, g, b) = (r1 - r2, g1 - g2, b1 - b2)
    let y = r * 0.29889531 + g * 0.58662247 + b * 0.11448223
    let i = r * 0.59597799 - g * 0.27417610 - b * 0.32180189
    let q = r * 0.21147017 - g * 0.52261711 + b * 0.31114694
    let distance = 0.5053 * y * y + 0.299 * i * i + 0.1957 * q * q
    return y > 0 ? -distance : distance
  }
}

extension Picture {
  /// The colour on white ground.
  func colour(_ at: Int) -> (Double, Double, Double) {
    let opacity = Double(bytes[at + 3]) / 255
    func blend(_ channel: Int) -> Double { 255 + (Double(bytes[at + channel]) - 255) * opacity }
    return (blend(0), blend(1), blend(2))
  }

  func brightness(_ at: Int) -> Double {
    let (red, green, blue) = colour(at)
    return red * 0.29889531 + green * 0.58662247 + blue * 0.11448223
  }

  func equals(_ at: Int, _ other: Picture, _ otherAt: Int) -> Bool {
    bytes[at] == other.bytes[otherAt] && bytes[at + 1] == other.bytes[otherAt + 1]
      && bytes[at + 2] == other.bytes[otherAt + 2] && bytes[at + 3] == other.bytes[otherAt + 3]
  }
}
