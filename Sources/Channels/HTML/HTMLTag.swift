/// A tag of an HTML text with its attributes and their places.
struct HTMLTag {
  /// One attribute; the value's character references are not resolved.
  struct Attribute {
    /// The name in lower case.
    var name: String
    /// The bytes of the name.
    var nameRange: Range<Int>
    /// The bytes of the value without quotes; nil for an attribute without a value.
    var valueRange: Range<Int>?
    /// The whole text; the value is read out of it when it is asked for.
    let bytes: [UInt8]

    /// The value, empty for an attribute without one.
    var value: String { valueRange.map { String(decoding: bytes[$0], as: UTF8.self) } ?? "" }
  }

  /// The name in lower case.
  var name: String
  /// Whether it is an end tag.
  var isEnd: Bool
  /// The bytes from `<` to `>`.
  var range: Range<Int>
  /// The attributes in order; of two with one name, browsers take the first.
  var attributes: [Attribute]
  /// The bytes up to the end tag, for elements whose content is text only: style, script, title.
  var textRange: Range<Int>?

  /// The attribute called `name`, or nil.
  func attribute(_ name: String) -> Attribute? { attributes.first { $0.name == name } }
}
