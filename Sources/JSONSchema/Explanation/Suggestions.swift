import Diagnostics

/// The names that a mistyped one was probably meant to be.
enum Suggestions {
  /// The one or two names nearest to `name`, best first; none where all are far.
  static func nearest(to name: String, among names: [String]) -> [String] {
    guard let best = NearestName.suggest(name, among: names) else { return [] }
    let others = names.filter { $0 != best }
    guard let second = NearestName.suggest(name, among: others) else { return [best] }
    return [best, second]
  }
}
