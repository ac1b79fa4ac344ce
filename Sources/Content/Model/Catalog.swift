/// A thing of the project that other files name by its id.
package protocol Identified: Sendable {
  /// The name by which other files refer to it.
  var id: String { get }
}

/// All things of one kind, ordered by id, with look-up by id.
///
/// The ids of files that could not be read are remembered, so that a reference to one of them is
/// not reported a second time, and nothing is rendered as if the file were not there.
package struct Catalog<Item: Identified>: RandomAccessCollection, Sendable {
  private let items: [Item]
  private let positions: [String: Int]
  /// The file that is wrong about each id, also where another file defines the id.
  package let unreadable: [String: String]
  /// Files that are wrong and whose id nobody knows, in order.
  package let strays: [String]
  /// Ids whose file is there but broken, in order.
  package let brokenIDs: [String]

  /// Creates a catalog; of two items with one id the first stays.
  package init(
    _ items: [Item], unreadable: [String: String] = [:], strays: [String] = []
  ) {
    var positions: [String: Int] = [:]
    var kept: [Item] = []
    for item in items.sorted(by: { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) })
    where positions[item.id] == nil {
      positions[item.id] = kept.count
      kept.append(item)
    }
    self.items = kept
    self.positions = positions
    self.unreadable = unreadable
    self.strays = strays
    brokenIDs = unreadable.keys.filter { positions[$0] == nil }.sorted()
  }

  /// The position of the first item: 0.
  package var startIndex: Int { items.startIndex }
  /// One past the position of the last item.
  package var endIndex: Int { items.endIndex }
  /// The item at a position in the order of ids.
  package subscript(position: Int) -> Item { items[position] }
  /// The item called `id`, or nil.
  package subscript(id id: String) -> Item? { positions[id].map { items[$0] } }

  /// Whether no file of this kind is wrong.
  package var isReadable: Bool { unreadable.isEmpty && strays.isEmpty }

  /// The ids of all items and of all broken files, in order: what a reference may say.
  package var knownIDs: [String] { (items.map(\.id) + brokenIDs).sorted() }

  /// Whether a file defines the id, even one that is broken.
  package func isKnown(_ id: String) -> Bool {
    positions[id] != nil || brokenIDs.contains(id)
  }
}
