/// Commits waiting to be visited, the newest first, as `git log` visits them.
struct CommitQueue {
  private var heap: [(commit: Commit, turn: Int)] = []
  private var turns = 0

  /// Whether none waits.
  var isEmpty: Bool { heap.isEmpty }

  /// The commits that wait, in no order.
  var waiting: some Sequence<Commit> { heap.lazy.map(\.commit) }

  /// Adds a commit; of equally old ones the first added comes first.
  mutating func insert(_ commit: Commit) {
    heap.append((commit, turns))
    turns += 1
    var child = heap.count - 1
    while child > 0, precedes(child, (child - 1) / 2) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes the newest commit.
  mutating func next() -> Commit? {
    guard let first = heap.first, let last = heap.popLast() else {
      return nil
    }
    if !heap.isEmpty {
      heap[0] = last
      var parent = 0
      while true {
        var child = 2 * parent + 1
        guard child < heap.count else {
          break
        }
        if child + 1 < heap.count, precedes(child + 1, child) {
          child += 1
        }
        guard precedes(child, parent) else {
          break
        }
        heap.swapAt(child, parent)
        parent = child
      }
    }
    return first.commit
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool {
    let leftTime = heap[left].commit.committer.time.seconds
    let rightTime = heap[right].commit.committer.time.seconds
    return leftTime == rightTime ? heap[left].turn < heap[right].turn : leftTime > rightTime
  }
}
