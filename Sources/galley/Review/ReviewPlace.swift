import Snapshots

/// Where outputs that a test run leaves for review can be reviewed.
enum ReviewPlace {
  /// In this repository.
  case here
  /// Wherever the archive of a CI run is taken to.
  case archive(String)
  /// Nowhere: under CI nothing was left.
  case nowhere

  /// The place that a report names; it does not know the archive's name.
  init(_ place: TestReport.Storing.Review) {
    self =
      switch place {
      case .here: .here
      case .archive: .archive("FILE.tar")
      case .nowhere: .nowhere
      }
  }

  /// What a report says of it.
  var inReport: TestReport.Storing.Review {
    switch self {
    case .here: .here
    case .archive: .archive
    case .nowhere: .nowhere
    }
  }

  /// What to do next.
  var text: String {
    switch self {
    case .here:
      "run 'galley review' to accept or reject, or 'galley test --update' to store all"
    case .archive(let path):
      "at the same commit, 'galley review --from \(path)' accepts or rejects"
    case .nowhere:
      "under CI nothing is left for review: run 'galley test' elsewhere, or hand it over with"
        + " '--pending-archive FILE.tar' and 'galley review --from FILE.tar'"
    }
  }
}
