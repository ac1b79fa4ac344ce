/// A tag of an HTML text: places in the text, and nothing that would have to be allocated.
struct HTMLTag: Sendable {
  /// The name.
  let name: HTMLName
  /// The bytes of the name.
  let nameRange: Range<Int>
  /// Whether it is an end tag.
  let isEnd: Bool
  /// The bytes from `<` to `>`.
  let range: Range<Int>
  /// Which of the tokenizer's attributes are its own, in order.
  let attributes: Range<Int>
  /// The bytes up to the end tag, for elements whose content is text only: style, script, title.
  var textRange: Range<Int>?
}

/// An attribute of a tag; the value's character references are not resolved.
struct HTMLAttribute: Sendable {
  /// The name.
  let name: HTMLName
  /// The bytes of the name.
  let nameRange: Range<Int>
  /// The bytes of the value without quotes; nil for an attribute without a value.
  let valueRange: Range<Int>?
}
