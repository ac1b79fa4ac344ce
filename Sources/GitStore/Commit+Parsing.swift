extension Commit {
  /// Reads the bytes of a commit.
  init?(id: ObjectID, bytes: UnsafeRawBufferPointer, isShallowBoundary: Bool) {
    var tree: ObjectID?
    var parents: [ObjectID] = []
    var author: Signature?
    var committer: Signature?
    var isSigned = false
    var encoding = "utf-8"
    var position = 0
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
      let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let line = String(decoding: bytes[position..<end], as: UTF8.self)
      position = end + 1
      let name = line.prefix { $0 != " " }
      let value = line.dropFirst(name.count + 1)
      switch name {
      case "tree": tree = tree ?? ObjectID(hex: String(value))
      case "parent":
        guard let parent = ObjectID(hex: String(value)) else {
          return nil
        }
        parents.append(parent)
      case "author": author = author ?? Signature(line: value)
      case "committer": committer = committer ?? Signature(line: value)
      case "gpgsig": isSigned = true
      case "encoding": encoding = value.lowercased()
      default: break
      }
    }
    guard let tree, let author, let committer else {
      return nil
    }
    self.id = id
    self.tree = tree
    self.parents = isShallowBoundary ? [] : parents
    self.isShallowBoundary = isShallowBoundary && !parents.isEmpty
    self.author = author
    self.committer = committer
    self.isSigned = isSigned
    let text = bytes.dropFirst(position + 1)
    message =
      ["iso-8859-1", "latin1", "latin-1"].contains(encoding)
      ? String(String.UnicodeScalarView(text.map { Unicode.Scalar($0) }))
      : String(decoding: text, as: UTF8.self)
  }
}

extension Signature {
  /// Reads `Name <address> 1700000000 +0100`.
  init?(line: Substring) {
    guard let open = line.utf8.firstIndex(of: UInt8(ascii: "<")),
      let close = line.utf8.lastIndex(of: UInt8(ascii: ">")), open < close
    else {
      return nil
    }
    var name = line[..<open]
    while name.utf8.last == UInt8(ascii: " ") {
      name.removeLast()
    }
    let email = line[line.index(after: open)..<close]
    let words = line[line.index(after: close)...].split(separator: " ")
    // A commit without a readable time is as old as time itself, as it is for git.
    let seconds = words.first.flatMap { Int64($0) } ?? 0
    let offset = words.dropFirst().first.flatMap { GitTime.offset($0) } ?? 0
    self.init(
      identity: Identity(name: String(name), email: String(email)),
      time: GitTime(seconds: seconds, offset: offset))
  }

  /// The form that git writes into objects.
  var line: String {
    "\(identity.name) <\(identity.email)> \(time.seconds) \(time.offsetText)"
  }
}

extension GitTime {
  /// Reads `+0130` as minutes.
  static func offset(_ text: some StringProtocol) -> Int? {
    let digits = text.utf8.dropFirst().filter { $0 != UInt8(ascii: ":") }
    guard let sign = text.utf8.first, digits.count == 4,
      sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
      let value = Int(String(decoding: digits, as: UTF8.self)), value >= 0
    else {
      return nil
    }
    let minutes = value / 100 * 60 + value % 100
    return sign == UInt8(ascii: "-") ? -minutes : minutes
  }

  /// The offset as git writes it: `+0130`.
  package var offsetText: String {
    let minutes = abs(offset)
    let value = minutes / 60 * 100 + minutes % 60
    let digits = String(value)
    return (offset < 0 ? "-" : "+") + String(repeating: "0", count: max(0, 4 - digits.count))
      + digits
  }
}
