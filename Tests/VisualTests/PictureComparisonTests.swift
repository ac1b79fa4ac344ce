import Testing

@testable import Visual

/// Differences are counted and boxed as people see them.
struct PictureComparisonTests {
  @Test func equalPicturesHaveNoBox() {
    let picture = Picture(width: 20, height: 10)
    let comparison = PictureComparison(picture, picture)
    #expect(comparison.changedPixels == 0 && comparison.box == nil && comparison.difference == nil)
  }

  @Test func aRectangleIsCountedAndBoxed() {
    let old = Picture(width: 40, height: 30)
    var new = old
    new.fill(x: 5..<15, y: 7..<11, (200, 0, 0))
    let comparison = PictureComparison(old, new)
    #expect(comparison.changedPixels == 40)
    #expect(comparison.box == PictureComparison.Box(x: 5, y: 7, width: 10, height: 4))
    let drawing = comparison.difference
    #expect(drawing?.bytes[(7 * 40 + 5) * 4..<(7 * 40 + 5) * 4 + 3] == [255, 0, 0])
    #expect(drawing?.bytes[0..<3] == [255, 255, 255])
  }

  @Test func aColourThatNobodySeesIsNoDifference() {
    let old = Picture(width: 9, height: 9, red: 120, green: 120, blue: 120)
    let new = Picture(width: 9, height: 9, red: 122, green: 119, blue: 121)
    #expect(PictureComparison(old, new).changedPixels == 0)
  }

  @Test func rowsThatOnlyOnePictureHasDiffer() {
    let comparison = PictureComparison(
      Picture(width: 10, height: 10), Picture(width: 10, height: 13))
    #expect(comparison.changedPixels == 30)
    #expect(comparison.box == PictureComparison.Box(x: 0, y: 10, width: 10, height: 3))
    #expect(comparison.difference?.height == 13)
  }

  @Test func theSmoothingOfAnEdgeIsNoDifference() {
    // Black on the left, white on the right, one column of grey between them that changes.
    var old = Picture(width: 12, height: 12)
    old.fill(x: 0..<6, y: 0..<12, (0, 0, 0))
    var new = old
    old.fill(x: 6..<7, y: 3..<9, (90, 90, 90))
    new.fill(x: 6..<7, y: 3..<9, (190, 190, 190))
    // What pixelmatch leaves out at an even edge, it leaves out here.
    let comparison = PictureComparison(old, new)
    #expect(comparison.changedPixels < 6)
    var line = new
    line.fill(x: 9..<11, y: 3..<9, (0, 0, 0))
    #expect(PictureComparison(new, line).changedPixels > 0)
  }
}
