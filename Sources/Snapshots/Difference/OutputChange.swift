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

  /// The difference by lines.
  package var difference: TextDifference { TextDifference(old: old ?? [], new: new ?? []) }
}

/// Outputs that the same edit changed.
package struct OutputCluster: Sendable {
  /// A short name of the cluster, stable for the same edit: eight hexadecimal digits.
  package let id: String
  /// The words that changed; nil for outputs that were added, removed, broken or mended.
  package let key: EditKey?
  /// The outputs, in the order of cases.
  package let changes: [OutputChange]

  /// How the outputs differ.
  package var kind: OutputChange.Kind { changes.first?.kind ?? .changed }
}
