/// One picture of a review: what stands on the terminal, and what keys mean while it does.
package struct ScreenPicture: Sendable {
  /// The whole screen, line by line.
  package let lines: [ScreenLine]
  /// The cluster whose change it shows; nil for the help, and where there is no room.
  var cluster: Int?
  /// Whether the terminal is too small to decide anything on.
  var isTooSmall = false
  /// The rows that the view is moved by, no more than there are.
  var scroll = 0
  /// The rows that a page moves it by.
  var page = 1
  /// Whether rows are left below.
  var hasMore = false

  /// Nothing is shown yet.
  static let none = ScreenPicture(lines: [])
}
