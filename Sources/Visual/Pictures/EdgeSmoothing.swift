/// Finds pixels that only smooth an edge: fonts draw them differently with every little shift.
enum EdgeSmoothing {
  /// Whether the pixel lies between a darker and a brighter neighbour, one of which is in an even
  /// area of both pictures.
  static func `is`(_ picture: Picture, _ x: Int, _ y: Int, beside other: Picture) -> Bool {
    let here = picture.brightness((y * picture.width + x) * 4)
    var equal = isAtBorder(picture, x, y) ? 1 : 0
    var darkest = (difference: 0.0, x: -1, y: -1)
    var brightest = (difference: 0.0, x: -1, y: -1)
    for (column, row) in neighbours(picture, x, y) {
      let difference = picture.brightness((row * picture.width + column) * 4) - here
      if difference == 0 {
        equal += 1
        // With more than two equal neighbours it is no edge.
        if equal > 2 { return false }
      } else if difference < darkest.difference {
        darkest = (difference, column, row)
      } else if difference > brightest.difference {
        brightest = (difference, column, row)
      }
    }
    guard darkest.difference < 0, brightest.difference > 0 else { return false }
    return isEven(picture, darkest.x, darkest.y) && isEven(other, darkest.x, darkest.y)
      || isEven(picture, brightest.x, brightest.y) && isEven(other, brightest.x, brightest.y)
  }

  /// Whether at least three neighbours have the pixel's very colour.
  private static func isEven(_ picture: Picture, _ x: Int, _ y: Int) -> Bool {
    guard x < picture.width, y < picture.height else { return false }
    var equal = isAtBorder(picture, x, y) ? 1 : 0
    let at = (y * picture.width + x) * 4
    for (column, row) in neighbours(picture, x, y)
    where picture.equals(at, picture, (row * picture.width + column) * 4) {
      equal += 1
    }
    return equal > 2
  }

  private static func isAtBorder(_ picture: Picture, _ x: Int, _ y: Int) -> Bool {
    x == 0 || y == 0 || x == picture.width - 1 || y == picture.height - 1
  }

  private static func neighbours(_ picture: Picture, _ x: Int, _ y: Int) -> [(Int, Int)] {
    var places: [(Int, Int)] = []
    places.reserveCapacity(8)
    for row in max(0, y - 1)...min(picture.height - 1, y + 1) {
      for column in max(0, x - 1)...min(picture.width - 1, x + 1)
      where column != x || row != y {
        places.append((column, row))
      }
    }
    return places
  }
}
