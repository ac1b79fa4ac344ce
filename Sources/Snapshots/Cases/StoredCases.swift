package import Rendering

extension SnapshotStore {
  /// Whether every file of a case is stored.
  package func isStored(_ testCase: Case) -> Bool {
    SnapshotFiles.paths(of: testCase).allSatisfy { contains($0) }
  }
}
