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
    /// Stored, or to be stored with the outputs that wait for another edit only.
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
    /// To forget that these clusters were accepted: nothing of them is stored.
    case retract([Int])
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

  /// Something that was decided at once.
  struct Step {
    let clusters: [Int]
    let decision: Decision
    let former: Decision
    /// The cluster that was split, in whose place its parts, which are `clusters`, stand.
    var whole: OutputCluster?
  }

  /// What is to be decided.
  package internal(set) var clusters: [OutputCluster]
  /// What was decided, for each cluster.
  package internal(set) var decisions: [Decision]
  /// How many outputs of each accepted cluster wait for another edit.
  package internal(set) var waiting: [Int]
  /// The chosen cluster.
  package private(set) var cluster = 0
  /// The position among the members, or nil while samples are shown.
  package private(set) var member: Int?
  /// How the output is shown.
  package private(set) var view = View.diff
  /// Whether lines are shown whole, however long they are.
  package private(set) var showsWholeLines = false
  /// Whether the help is shown.
  package private(set) var showsHelp = false
  /// What happened last, for the line above the keys.
  package internal(set) var message = ""
  /// The rows that the view is moved by, from where it opens.
  private(set) var scroll = 0
  private(set) var helpScroll = 0
  var history: [Step] = []
  var shown: Set<Int> = []
  /// The paths that were stored during the review.
  var stored: Set<String> = []
  private let usesColor: Bool
  var sampled: [[Int]]
  private var sample = 0
  /// Whether the chosen cluster is on the screen.
  var isDrawn = false
  private var picture = ScreenPicture.none

  /// Starts a review of clusters; `accepted` are the ids of those whose outputs wait for others only.
  package init(
    _ clusters: [OutputCluster], accepted: Set<String> = [], usesColor: Bool = true
  ) {
    self.clusters = clusters
    self.usesColor = usesColor
    sampled = clusters.map(\.samples)
    decisions = clusters.map { accepted.contains($0.id) ? .accepted : .open }
    waiting = clusters.map { accepted.contains($0.id) ? $0.changes.count : 0 }
    cluster = decisions.firstIndex(of: .open) ?? 0
  }

  /// The clusters that are rejected.
  package var rejected: [Int] { clusters.indices.filter { decisions[$0] == .rejected } }

  /// The samples of the chosen cluster.
  var samples: [Int] { sampled[cluster] }

  /// The output that is shown.
  package var position: OutputPosition {
    let output = member ?? (samples.isEmpty ? 0 : samples[sample % samples.count])
    return OutputPosition(cluster: cluster, output: output)
  }

  /// A text that goes or comes, with signs where no colour tells which.
  func marked(_ text: String, _ style: ScreenLine.Style) -> String {
    guard !usesColor else { return text }
    return style == .removedWord ? "[-\(text)-]" : "{+\(text)+}"
  }

  /// Notes what stands on the screen now: keys decide about nothing else.
  package mutating func drawn(_ picture: ScreenPicture) {
    self.picture = picture
    isDrawn = picture.cluster == cluster
    if showsHelp { helpScroll = picture.scroll }
    guard let cluster = picture.cluster else { return }
    shown.insert(cluster)
    scroll = picture.scroll
  }

  /// Takes a key.
  ///
  /// A key that decides does so only while the chosen cluster is on the screen: one that was typed
  /// ahead decides nothing.
  package mutating func press(_ key: ScreenKey) -> Action {
    if key == .interrupt { return .interrupt }
    guard !clusters.isEmpty else { return .quit }
    if picture.isTooSmall { return key == .character("q") ? .quit : .none }
    if showsHelp {
      help(key)
      return .none
    }
    if case .character(let character) = key, "aArsx".contains(character), !isDrawn {
      if message.isEmpty { message = "'\(character)' came before this edit was on the screen" }
      return .none
    }
    message = ""
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
      sample = (sample + 1) % max(samples.count, 1)
      scroll = 0
    case .pageDown, .character(" "): scroll += picture.page
    case .pageUp: scroll -= picture.page
    case .character(let character): return command(character)
    case .interrupt: break
    }
    return .none
  }

  private mutating func command(_ character: Character) -> Action {
    switch character {
    case "a": return accept()
    case "A": return acceptAll()
    case "r": decide(.rejected)
    case "s": decide(.skipped)
    case "u": return undo()
    case "o": show(.old)
    case "n": show(.new)
    case "d": show(.diff)
    case "w": show(.word)
    case "v": show(.side)
    case "f":
      showsWholeLines.toggle()
      scroll = 0
    case "x": split()
    case "b": return .open(position)
    case "t": return .compare(position)
    case "?":
      showsHelp = true
      helpScroll = 0
      isDrawn = false
    case "q": return .quit
    default: message = "'\(character)' is no key here: ? shows the keys"
    }
    return .none
  }

  private mutating func help(_ key: ScreenKey) {
    if picture.hasMore, [.character(" "), .pageDown, .down].contains(key) {
      helpScroll += picture.page
    } else {
      showsHelp = false
    }
  }

  private mutating func show(_ view: View) {
    self.view = view
    scroll = 0
  }

  /// Chooses a cluster, which is then to be drawn.
  mutating func choose(_ index: Int) {
    isDrawn = isDrawn && index == cluster
    cluster = index
    member = nil
    sample = 0
    scroll = 0
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
