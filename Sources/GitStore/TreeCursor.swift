/// A walk over the entries of one tree object, reading its bytes in place.
struct TreeCursor {
  /// The mode as written.
  private(set) var mode: UInt32 = 0
  /// Where the name is.
  private(set) var name: UnsafeRawBufferPointer
  /// What the entry holds.
  private(set) var id: UnsafeRawBufferPointer
  /// Whether there is an entry.
  private(set) var isAtEntry = false

  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  /// Starts at the first entry.
  init(_ bytes: UnsafeRawBufferPointer) throws(GitError) {
    self.bytes = bytes
    name = UnsafeRawBufferPointer(start: nil, count: 0)
    id = name
    try advance()
  }

  /// Moves to the next entry.
  ///
  /// A name that could leave the tree (`..`, `.git`, with a slash) is refused: such objects are
  /// made only on purpose.
  mutating func advance() throws(GitError) {
    guard position < bytes.count else {
      isAtEntry = false
      return
    }
    let previous = isAtEntry ? (name, isTree) : nil
    var value: UInt32 = 0
    while position < bytes.count, bytes[position] != UInt8(ascii: " ") {
      let digit = bytes[position] &- UInt8(ascii: "0")
      guard digit < 8, value < 1 << 24 else {
        throw Self.malformed("a mode is not a number")
      }
      value = value << 3 | UInt32(digit)
      position += 1
    }
    position += 1
    let start = position
    while position < bytes.count, bytes[position] != 0 {
      position += 1
    }
    let end = position
    position += 1 + ObjectID.byteCount
    guard position <= bytes.count, start < end else {
      throw Self.malformed("it ends within an entry")
    }
    mode = value
    name = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
    id = UnsafeRawBufferPointer(rebasing: bytes[(end + 1)..<position])
    isAtEntry = true
    guard RepositoryPath.isAllowed(name) else {
      throw Self.malformed("it has an entry named '\(nameText.text)'")
    }
    if let previous, Self.order(previous.0, previous.1, name, isTree) >= 0 {
      throw Self.malformed("its entries are not in order")
    }
  }

  /// Whether the entry is a folder.
  var isTree: Bool { mode & 0o170000 == 0o040000 }

  /// What kind of file the entry is; nothing for a folder.
  var fileMode: FileMode? { FileMode(raw: mode) }

  /// The entry's object.
  var objectID: ObjectID? { ObjectID(bytes: id) }

  /// Whether two entries hold the same thing.
  func hasSameContent(as other: TreeCursor) -> Bool {
    mode == other.mode && Self.compare(id, other.id) == 0
  }

  /// The name as text, and whether it is exact.
  var nameText: (text: String, isExact: Bool) {
    if let text = String(validating: name, as: UTF8.self) {
      return (text, true)
    }
    return (Self.escaped(name), false)
  }

  /// Returns below 0, 0 or above 0 as this entry comes before, with or after another.
  func order(against other: TreeCursor) -> Int {
    Self.order(name, isTree, other.name, other.isTree)
  }

  /// Git's order: by bytes, a folder's name as if it ended with a slash.
  private static func order(
    _ left: UnsafeRawBufferPointer, _ leftIsTree: Bool,
    _ right: UnsafeRawBufferPointer, _ rightIsTree: Bool
  ) -> Int {
    let shared = min(left.count, right.count)
    let prefix = compare(left, right, shared)
    if prefix != 0 {
      return prefix
    }
    let slash = Int(UInt8(ascii: "/"))
    let next = left.count > shared ? Int(left[shared]) : (leftIsTree ? slash : 0)
    let otherNext = right.count > shared ? Int(right[shared]) : (rightIsTree ? slash : 0)
    return next - otherNext
  }

  private static func compare(
    _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer, _ count: Int? = nil
  ) -> Int {
    for position in 0..<(count ?? left.count) where left[position] != right[position] {
      return Int(left[position]) - Int(right[position])
    }
    return 0
  }

  /// Writes bytes that are no text as git quotes them: `\377`.
  private static func escaped(_ name: UnsafeRawBufferPointer) -> String {
    var text = ""
    for byte in name {
      if byte < 0x80 {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let octal = String(byte, radix: 8)
        text += "\\" + octal
      }
    }
    return text
  }

  private static func malformed(_ reason: String) -> GitError {
    GitError(.corruptObject, "read a tree", "the tree is malformed: \(reason)", hints: ["git fsck"])
  }
}
