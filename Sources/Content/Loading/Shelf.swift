/// The things of one kind that were read so far, and the ids of broken files.
struct Shelf<Item: Identified> {
  private var items: [Item] = []
  private var paths: [String: String] = [:]
  private var unreadable: [String: String] = [:]
  private var strays: [String] = []

  var catalog: Catalog<Item> { Catalog(items, unreadable: unreadable, strays: strays) }

  mutating func add(_ item: Item) {
    items.append(item)
  }

  /// Remembers a file that is wrong; of several for one id the first.
  mutating func markUnreadable(_ id: String, _ path: String) {
    if unreadable[id] == nil { unreadable[id] = path }
  }

  /// Remembers a file that is wrong and whose id nobody knows.
  mutating func markStray(_ path: String) {
    strays.append(path)
  }

  /// Remembers the file that defines an id; returns the one that already does, if any.
  mutating func claim(_ id: String, _ path: String) -> String? {
    if let other = paths[id] { return other }
    paths[id] = path
    return nil
  }
}
