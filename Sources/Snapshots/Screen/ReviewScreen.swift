/// The state of the review on a terminal: what is shown, what was decided, what a key does.
///
/// Pure: a key changes the state and says what is to be done; nothing is read or written here.
package struct ReviewScreen: Sendable {
  /// How the chosen output is shown.
  package enum View: String, Sendable, CaseIterable {
    case diff, old, new, word, side
  }

  /// What was decided about a cluster.
  package enum Decision: Sendable, Hashable {
    /// Nothing yet.
    case open
    /// Stored, or as good as stored: its outputs wait for another edit only.
    case accepted
    /// To be forgotten when the review ends.
    case rejected
    /// Left for another time.
    case skipped
  }

  /// What a key asks for.
  package enum Action: Sendable, Hashable {
    /// Nothing but another picture.
    case none
    /// To accept these clusters.
    case accept([Int])
    /// To show an output in a browser.
    case open(OutputPosition)
    /// To show an output in the diff tool.
    case compare(OutputPosition)
    /// To end: what was rejected is forgotten.
    case quit
    /// To end at once, with nothing further done.
    case interrupt
  }

  /// An output of a cluster.
  package struct OutputPosition: Sendable, Hashable {
    /// The position of the cluster.
    package let cluster: Int
    /// The position of the output in it.
    package let output: Int
  }

  /// What is to be decided.
  package internal(set) var clusters: [OutputCluster]
  /// What was decided, for each cluster.
  package internal(set) var decisions: [Decision]
  /// The chosen cluster.
  package private(set) var cluster = 0
  /// The position among the members, or nil while samples are shown.
  package private(set) var member: Int?
  /// How the output is shown.
  package private(set) var view = View.diff
  /// Whether the help is shown.
  package private(set) var showsHelp = false
  /// What happened last, for the line above the keys.
  package internal(set) var message = ""
  private(set) var sample = 0
  private(set) var scroll = 0
  /// The clusters that were on the screen.
  var shown: Set<Int> = [0]
  /// For each cluster that is a part the number of what was split.
  var origins: [Int?]
  /// What was split, each with what it was a part of itself.
  var wholes: [(cluster: OutputCluster, origin: Int?)] = []

  /// Starts a review of clusters.
  package init(_ clusters: [OutputCluster]) {
    self.clusters = clusters
    decisions = clusters.map { _ in .open }
    origins = clusters.map { _ in nil }
  }

  /// The clusters that are rejected.
  package var rejected: [Int] { clusters.indices.filter { decisions[$0] == .rejected } }

  /// The output that is shown.
  package var position: OutputPosition {
    let samples = clusters[cluster].samples
    let output = member ?? (samples.isEmpty ? 0 : samples[sample % samples.count])
    return OutputPosition(cluster: cluster, output: output)
  }

  /// Takes a key.
  package mutating func press(_ key: ScreenKey) -> Action {
    if key == .interrupt { return .interrupt }
    guard !clusters.isEmpty else { return .quit }
    message = ""
    if showsHelp {
      showsHelp = false
      return .none
    }
    switch key {
    case .up, .character("k"): move(by: -1)
    case .down, .character("j"): move(by: 1)
    case .home: move(by: -clusters[cluster].changes.count - clusters.count)
    case .end: move(by: clusters[cluster].changes.count + clusters.count)
    case .enter, .right:
      if member == nil { member = position.output }
      scroll = 0
    case .left, .escape:
      member = nil
      scroll = 0
    case .tab:
      member = nil
      sample = (sample + 1) % max(clusters[cluster].samples.count, 1)
      scroll = 0
    case .pageDown, .character(" "): scroll += 10
    case .pageUp: scroll = max(0, scroll - 10)
    case .character(let character): return command(character)
    case .interrupt: break
    }
    return .none
  }

  private mutating func command(_ character: Character) -> Action {
    switch character {
    case "a":
      guard decisions[cluster] != .accepted else {
        message = "this edit is accepted already"
        return .none
      }
      return .accept([cluster])
    case "A":
      let open = clusters.indices.filter { decisions[$0] == .open || decisions[$0] == .skipped }
      let unseen = open.filter { !shown.contains($0) }
      guard unseen.isEmpty else {
        message = "\(unseen.count) not looked at yet: A accepts all once each was on the screen"
        return .none
      }
      return open.isEmpty ? .none : .accept(open)
    case "r": decide(.rejected)
    case "s": decide(.skipped)
    case "u":
      if decisions[cluster] == .accepted {
        message = "accepted outputs are stored: 'git checkout' brings the old ones back"
      } else if decisions[cluster] == .open {
        join()
      } else {
        decisions[cluster] = .open
      }
    case "x": split()
    case "o": show(.old)
    case "n": show(.new)
    case "d": show(.diff)
    case "w": show(.word)
    case "v": show(.side)
    case "b": return .open(position)
    case "t": return .compare(position)
    case "?": showsHelp = true
    case "q": return .quit
    default: message = "'\(character)' is no key here: ? shows the keys"
    }
    return .none
  }

  private mutating func show(_ view: View) {
    self.view = view
    scroll = 0
  }

  private mutating func decide(_ decision: Decision) {
    guard decisions[cluster] != .accepted else {
      message = "this edit is accepted already"
      return
    }
    decisions[cluster] = decision
    toNextOpen()
  }

  /// Notes that clusters were accepted.
  package mutating func accepted(_ accepted: [Int], message: String) {
    for index in accepted { decisions[index] = .accepted }
    self.message = message
    toNextOpen()
  }

  /// Notes that something failed.
  package mutating func failed(_ message: String) { self.message = message }

  private mutating func toNextOpen() {
    let rest = clusters.indices.filter { decisions[$0] == .open }
    if let next = rest.first(where: { $0 > cluster }) ?? rest.first { choose(next) }
    if rest.isEmpty, message.isEmpty { message = "everything is decided: q ends the review" }
  }

  mutating func choose(_ index: Int) {
    cluster = index
    member = nil
    sample = 0
    scroll = 0
    shown.insert(index)
  }

  private mutating func move(by step: Int) {
    scroll = 0
    if let member {
      self.member = min(max(member + step, 0), clusters[cluster].changes.count - 1)
    } else {
      // Going over several at once shows none of those between.
      choose(min(max(cluster + step, 0), clusters.count - 1))
    }
  }
}
