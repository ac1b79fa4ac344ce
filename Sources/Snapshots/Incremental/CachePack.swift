/// Many small entries in one file, found by name; each carries a digest of its own.
///
/// One file for all templates: the system takes longer to make one for each of them than their cases
/// take to run. Only entries that are asked for are checked and read.
struct CachePack: Sendable {
  /// An entry to write: its sealed bytes, and the run that used it last.
  struct Entry {
    var name: String
    var bytes: ArraySlice<UInt8>
    var used: UInt64
  }

  private struct Place {
    let range: Range<Int>
    let used: UInt64
  }

  /// Runs are counted up to here: nobody has had more.
  static let maximumRuns: UInt64 = 1 << 53
  /// The fewest bytes that the table has for an entry: three numbers.
  private static let minimumEntryBytes = 24
  private static let mark = "galley cache 3"
  /// The bytes in front that say how long the table is.
  private static let lengthBytes = 8

  private let bytes: [UInt8]
  private let places: [String: Place]
  /// The number of the last run that wrote the file.
  let latest: UInt64

  /// An empty pack.
  init() {
    bytes = []
    places = [:]
    latest = 0
  }

  /// Reads the table of a file; nil when it is not what was written.
  init?(_ file: [UInt8]) {
    var length = RecordReader(file[..<min(file.count, Self.lengthBytes)])
    guard let tableCount = length.number(), tableCount <= UInt64(file.count - Self.lengthBytes),
      var table = RecordReader(
        sealed: file[Self.lengthBytes..<Self.lengthBytes + Int(tableCount)]),
      table.text() == Self.mark, let count = table.count()
    else { return nil }
    var places: [String: Place] = [:]
    places.reserveCapacity(min(count, Int(tableCount) / Self.minimumEntryBytes))
    var start = Self.lengthBytes + Int(tableCount)
    var latest: UInt64 = 0
    for _ in 0..<count {
      guard let name = table.text(), let used = table.number(), let size = table.number(),
        used <= Self.maximumRuns, size <= UInt64(file.count - start)
      else { return nil }
      places[name] = Place(range: start..<start + Int(size), used: used)
      start += Int(size)
      latest = max(latest, used)
    }
    guard table.isAtEnd, start == file.count else { return nil }
    bytes = file
    self.places = places
    self.latest = latest
  }

  /// The sealed bytes of an entry, unchecked; nil where there is none.
  subscript(_ name: String) -> ArraySlice<UInt8>? { places[name].map { bytes[$0.range] } }

  /// All entries, in the order of their names.
  var entries: [Entry] {
    places.sorted { $0.key < $1.key }.map { name, place in
      Entry(name: name, bytes: bytes[place.range], used: place.used)
    }
  }

  /// The file of some entries.
  static func file(_ entries: [Entry]) -> [UInt8] {
    var table = RecordWriter()
    table.write(mark)
    table.write(entries.count)
    for entry in entries {
      table.write(entry.name)
      table.write(entry.used)
      table.write(entry.bytes.count)
    }
    let sealed = table.sealed
    var length = RecordWriter()
    length.write(sealed.count)
    var file = length.bytes
    file.reserveCapacity(
      entries.reduce(file.count + sealed.count) { $0 + $1.bytes.count })
    file += sealed
    for entry in entries { file += entry.bytes }
    return file
  }
}
