/// The version of this program, printed by `--version` and written into reports.
enum GalleyVersion {
  /// Follows semantic versioning.
  static let current = "0.1.0"
}
