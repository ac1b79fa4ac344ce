/// What a change of content does to one stored output of one case.
package struct OutputChange: Sendable {
  /// How an output differs between two versions.
  package enum Kind: String, Sendable {
    /// Only the new version renders it.
    case added
    /// Only the old version renders it.
    case removed
    /// Both render it, with other bytes.
    case changed
    /// The old version rendered it; in the new one rendering fails.
    case broken
    /// Rendering failed in the old version; the new one renders it.
    case mended
  }

  /// The case.
  package let caseID: String
  /// The path the output would be stored at.
  package let path: String
  /// How it differs.
  package let kind: Kind
  /// The old text as it would be stored; nil where there is none.
  package let old: [UInt8]?
  /// The new text as it would be stored; nil where there is none.
  package let new: [UInt8]?
  /// The language of the case; nil where it is not known.
  package let locale: String?

  /// Creates a change.
  package init(
    caseID: String, path: String, kind: Kind, old: [UInt8]?, new: [UInt8]?, locale: String? = nil
  ) {
    self.locale = locale
    self.caseID = caseID
    self.path = path
    self.kind = kind
    self.old = old
    self.new = new
  }

  /// The template of the case.
  package var template: Substring { caseID.prefix { $0 != "/" } }

  /// The old text with the line ends that are stored, whatever a checkout made of them.
  package var oldText: [UInt8] { SnapshotText.lineFeeds(old ?? []) }

  /// The difference by lines.
  package var difference: TextDifference { TextDifference(old: old ?? [], new: new ?? []) }
}
