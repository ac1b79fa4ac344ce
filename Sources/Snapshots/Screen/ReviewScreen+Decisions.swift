/// What keys decide, and how it is taken back.
extension ReviewScreen {
  mutating func accept() -> Action {
    guard decisions[cluster] != .accepted else {
      message = "this edit is accepted already"
      return .none
    }
    return .accept([cluster])
  }

  /// Accepts what is left open: what was skipped or rejected stays so.
  mutating func acceptAll() -> Action {
    let open = clusters.indices.filter { decisions[$0] == .open }
    let unseen = open.filter { !shown.contains($0) }
    guard unseen.isEmpty else {
      message = "\(unseen.count) not looked at yet: A accepts all once each was on the screen"
      return .none
    }
    guard !open.isEmpty else {
      message = "nothing is left open: 'a' accepts what was skipped, one by one"
      return .none
    }
    return .accept(open)
  }

  mutating func decide(_ decision: Decision) {
    guard decisions[cluster] != .accepted else {
      message =
        isRetractable(cluster)
        ? "this edit is accepted: u takes that back" : "this edit is accepted already"
      return
    }
    history.append(Step(clusters: [cluster], decision: decision, former: decisions[cluster]))
    decisions[cluster] = decision
    toNextOpen()
  }

  /// Takes back what was decided last, whatever is chosen now.
  mutating func undo() -> Action {
    guard let last = history.last else {
      // Accepted in an earlier review.
      if decisions[cluster] == .accepted, isRetractable(cluster) { return .retract([cluster]) }
      message = "nothing was decided yet"
      return .none
    }
    if let whole = last.whole {
      history.removeLast()
      join(whole, at: last.clusters)
      return .none
    }
    if last.decision == .accepted {
      let open = last.clusters.filter(isRetractable)
      if !open.isEmpty { return .retract(open) }
      history.removeLast()
      message = "accepted outputs are stored: 'git checkout' brings the old ones back"
      return .none
    }
    history.removeLast()
    for index in last.clusters {
      decisions[index] = last.former
      choose(index)
    }
    message = last.decision == .rejected ? "no longer rejected" : "no longer skipped"
    return .none
  }

  /// Whether it is accepted and nothing of it is stored.
  private func isRetractable(_ index: Int) -> Bool {
    decisions[index] == .accepted && waiting[index] == clusters[index].changes.count
  }

  /// Says what is done now, before it takes its time.
  package mutating func storing(_ accepted: [Int]) {
    let paths = accepted.reduce(into: Set<String>()) { paths, index in
      paths.formUnion(clusters[index].changes.map(\.path))
    }
    message = "storing \(paths.count) output\(paths.count == 1 ? "" : "s")…"
  }

  /// Notes that clusters were accepted, and which outputs were stored for that.
  package mutating func accepted(_ accepted: [Int], stored paths: [String], message: String) {
    stored.formUnion(paths)
    for index in accepted { decisions[index] = .accepted }
    for index in clusters.indices where decisions[index] == .accepted {
      waiting[index] = clusters[index].changes.count { !stored.contains($0.path) }
    }
    history.append(Step(clusters: accepted, decision: .accepted, former: .open))
    self.message = message
    // What was typed meanwhile was not about what stands on the screen then.
    isDrawn = false
    toNextOpen()
  }

  /// Notes that clusters are no longer accepted.
  package mutating func retracted(_ retracted: [Int]) {
    if history.last?.decision == .accepted { history.removeLast() }
    for index in retracted {
      decisions[index] = .open
      waiting[index] = 0
    }
    if let first = retracted.first { choose(first) }
    message = "no longer accepted"
  }

  /// How many outputs were stored during the review.
  package var storedCount: Int { stored.count }

  /// Says what else happened.
  package mutating func say(_ message: String) { self.message = message }

  /// Notes that something failed.
  package mutating func failed(_ message: String) {
    self.message = message
    isDrawn = false
  }

  private mutating func toNextOpen() {
    let rest = clusters.indices.filter { decisions[$0] == .open }
    if let next = rest.first(where: { $0 > cluster }) ?? rest.first {
      choose(next)
    } else {
      message += (message.isEmpty ? "" : "; ") + "everything is decided: q ends the review"
    }
  }
}
