import Snapshots

/// Where outputs that a test run leaves for review can be reviewed.
enum ReviewPlace {
  /// In this repository.
  case here
  /// Wherever the archive of a CI run is taken to.
  case archive(String)
  /// In archives of the parts of a run, whose names a report does not know.
  case archives
  /// Nowhere: under CI nothing was left.
  case nowhere
  /// In more than one of these.
  case mixed

  /// The place that a report names.
  init(_ place: TestReport.Storing.Review) {
    self =
      switch place {
      case .here: .here
      case .archive: .archives
      case .nowhere: .nowhere
      case .mixed: .mixed
      }
  }

  /// What a report says of it.
  var inReport: TestReport.Storing.Review {
    switch self {
    case .here: .here
    case .archive, .archives: .archive
    case .nowhere: .nowhere
    case .mixed: .mixed
    }
  }

  /// What to do next.
  var text: String {
    switch self {
    case .here:
      "run 'galley review' to accept or reject, or 'galley test --update' to store all"
    case .archive(let path):
      "at the same commit, 'galley review --from \(path)' accepts or rejects"
    case .archives:
      "what waits is in what '--pending-archive' wrote: at the same commit, 'galley review --from'"
        + " and the name of such a file accepts or rejects"
    case .mixed:
      "parts of the run left what waits in different places: at the same commit, 'galley test' and"
        + " then 'galley review' show all of it"
    case .nowhere:
      "under CI nothing is left for review: run 'galley test' elsewhere, or hand it over with"
        + " '--pending-archive FILE.tar' and 'galley review --from FILE.tar'"
    }
  }
}
