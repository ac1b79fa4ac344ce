/// One replaced stretch of one output.
package struct OutputEdit: Sendable {
  /// What makes it the same as others.
  package let key: EditKey
  /// The bytes of the old text.
  package let old: Range<Int>
  /// The bytes of the new text.
  package let new: Range<Int>
  /// The template's line that wrote the new text; nil where no source map is known.
  package let cause: EditCause?
  /// The inputs whose change explains the edit; none where that is not known.
  package let reasons: [EditReason]
  /// The number of bytes of customers' data in the new text.
  package let dataBytes: Int
}
