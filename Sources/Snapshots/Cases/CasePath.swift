import Content
import Diagnostics
import Documents
import Rendering

/// A path of the command line that stands for cases: a file of theirs, or a folder of such files.
struct CasePath {
  private let path: String
  private let folder: String

  /// Takes a path that is read from a folder of the content root, however it is written; nil where it
  /// leads out of the root.
  init?(_ text: String, from base: String) {
    guard !text.isEmpty, !text.hasPrefix("/") else { return nil }
    var parts: [Substring] = []
    for part in "\(base)/\(text)".split(separator: "/") where part != "." {
      guard part != ".." else {
        guard parts.popLast() != nil else { return nil }
        continue
      }
      parts.append(part)
    }
    path = parts.joined(separator: "/")
    // The content root holds everything.
    folder = path.isEmpty ? "" : path + "/"
  }

  /// Whether the path is a snapshot, the template or the profile of a case, or a folder of one.
  func matches(_ testCase: Case) -> Bool {
    holds(testCase.template.document.source.path)
      || testCase.template.parts.contains {
        $0.path == path
      } || holds(testCase.profile.document.source.path)
      || SnapshotFiles.paths(of: testCase).contains(where: holds)
  }

  private func holds(_ file: String) -> Bool { file == path || file.hasPrefix(folder) }
}
