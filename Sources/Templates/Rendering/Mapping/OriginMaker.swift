/// What makes one value from another, by a number: filters have theirs, the others lie behind.
struct OriginMaker: Sendable {
  let code: UInt16

  private init(_ code: Int) { self.code = UInt16(truncatingIfNeeded: code) }

  private static let helpers = 1_000
  private static let others = ["key", "size", "first", "last", "length", "at", "+"]
  private static let firstOther = 2_000

  static func filter(_ id: FilterID) -> OriginMaker { OriginMaker(Int(id.rawValue)) }
  static func helper(_ id: HelperID) -> OriginMaker { OriginMaker(helpers + id.rawValue) }
  /// An object's key instead of its value.
  static var key: OriginMaker { OriginMaker(firstOther) }
  /// JavaScript's length.
  static var length: OriginMaker { OriginMaker(firstOther + 4) }
  /// A character of a text.
  static var at: OriginMaker { OriginMaker(firstOther + 5) }
  /// Neighbouring values added up.
  static var sum: OriginMaker { OriginMaker(firstOther + 6) }

  static func command(_ command: PathCommand) -> OriginMaker {
    switch command {
    case .none, .size: OriginMaker(firstOther + 1)
    case .first: OriginMaker(firstOther + 2)
    case .last: OriginMaker(firstOther + 3)
    }
  }

  /// The name as templates have it.
  var name: String {
    let code = Int(code)
    if code < OriginMaker.helpers { return FilterTable.filters[code].name }
    if code >= OriginMaker.firstOther { return OriginMaker.others[code - OriginMaker.firstOther] }
    return HelperID(rawValue: code - OriginMaker.helpers)?.name ?? ""
  }
}
