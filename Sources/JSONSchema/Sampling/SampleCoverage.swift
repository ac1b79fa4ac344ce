/// Which alternatives of a schema the samples have taken so far.
struct SampleCoverage {
  /// A place where a sample can go one way or another.
  struct Choice: Hashable {
    var place: SchemaLibrary.Place
    var keyword: String
  }

  /// How often each option was tried.
  private var tries: [Choice: [Int]] = [:]
  /// The options that a valid sample took.
  private var covered: [Choice: Set<Int>] = [:]
  /// What the sample that is being made has taken.
  private var current: [(choice: Choice, option: Int)] = []

  /// Chooses the option tried least; of those, one at random.
  mutating func choose(
    _ choice: Choice, among count: Int, _ random: inout SampleRandom
  ) -> Int {
    var known = tries[choice] ?? []
    if known.count < count {
      known += [Int](repeating: 0, count: count - known.count)
    }
    let least = known[..<count].min() ?? 0
    let options = (0..<count).filter { known[$0] == least }
    let option = options[random.below(options.count)]
    known[option] += 1
    tries[choice] = known
    current.append((choice, option))
    return option
  }

  /// Starts a new sample.
  mutating func begin() { current = [] }

  /// How many choices the sample has taken so far.
  var mark: Int { current.count }

  /// Forgets the choices after a mark: the part that they led to was thrown away.
  mutating func rewind(to mark: Int) { current.removeSubrange(mark...) }

  /// Takes the choices of the sample as covered; returns whether one of them is new.
  mutating func accept() -> Bool {
    var isNew = false
    for (choice, option) in current where covered[choice, default: []].insert(option).inserted {
      isNew = true
    }
    return isNew
  }

  /// Whether every option seen so far is covered.
  var isComplete: Bool {
    tries.allSatisfy { choice, counts in covered[choice]?.count == counts.count }
  }

  /// How many options no valid sample took.
  var uncovered: Int {
    tries.reduce(0) { $0 + $1.value.count - (covered[$1.key]?.count ?? 0) }
  }
}
