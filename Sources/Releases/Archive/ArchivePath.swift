/// The rules for the name of a file in a release, judged on bytes: what one system would read
/// differently from another, or write outside the destination, is refused.
enum ArchivePath {
  /// Checks everything but the Unicode form; `prefix` is the directory every name must lie in.
  static func check(
    _ path: ArraySlice<UInt8>, prefix: String, limits: ReleaseLimits
  ) throws(ReleaseError) {
    func failure(
      _ code: ReleaseErrorCode, _ message: String, expected: String? = nil
    ) -> ReleaseError {
      ReleaseError(code, message, at: PrintableText.quoted(path), expected: expected)
    }
    guard !path.isEmpty else { throw failure(.pathEmpty, "an entry has no name") }
    guard path.count <= limits.maximumPathBytes else {
      throw failure(
        .limitPath, "the path has \(path.count) bytes",
        expected: "at most \(limits.maximumPathBytes)")
    }
    guard let text = String(validating: path, as: UTF8.self) else {
      throw failure(.pathEncoding, "the path is not UTF-8")
    }
    if let scalar = text.unicodeScalars.first(where: isUnprintable) {
      throw failure(
        .pathControl,
        "the path holds the control character U+\(String(scalar.value, radix: 16, uppercase: true))"
      )
    }
    if let letter = path.first, isLetter(letter), path.dropFirst().first == UInt8(ascii: ":") {
      throw failure(.pathReserved, "the path names a drive")
    }
    guard !path.contains(UInt8(ascii: "\\")) else {
      throw failure(.pathBackslash, "the path holds a backslash", expected: "'/' as separator")
    }
    guard path.first != UInt8(ascii: "/") else {
      throw failure(.pathAbsolute, "the path is absolute", expected: "a relative path")
    }
    let components = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard !components.contains(where: { $0.elementsEqual("..".utf8) }) else {
      throw failure(.pathTraversal, "the path leaves its directory", expected: "no '..' component")
    }
    guard !components.contains(where: { $0.isEmpty || $0.elementsEqual(".".utf8) }) else {
      throw failure(
        .pathNotCanonical, "the path has an empty or '.' component",
        expected: "the shortest spelling of a file's path")
    }
    guard components.count <= limits.maximumPathDepth else {
      throw failure(
        .limitDepth, "the path has \(components.count) components",
        expected: "at most \(limits.maximumPathDepth)")
    }
    for component in components {
      if let reason = reservation(of: component) { throw failure(.pathReserved, reason) }
    }
    guard path.starts(with: prefix.utf8), path.count > prefix.utf8.count else {
      throw failure(
        .pathPrefix, "the path lies outside '\(prefix)'", expected: "a path below '\(prefix)'")
    }
  }

  private static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
    default: scalar.properties.isNoncharacterCodePoint
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte & 0xDF)
  }

  private static let devices = Set(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
      + "123456789¹²³0".map { "com\($0)" } + "123456789¹²³0".map { "lpt\($0)" })

  /// Why Windows, macOS or git would not take a component for an ordinary name, or nil.
  private static func reservation(of component: ArraySlice<UInt8>) -> String? {
    let text = String(decoding: component, as: UTF8.self)
    if let byte = component.first(where: { "<>:\"|?*".utf8.contains($0) }) {
      return "a component holds '\(Unicode.Scalar(byte))', which Windows reserves"
    }
    if component.last == UInt8(ascii: ".") || component.last == UInt8(ascii: " ") {
      return "a component ends in a dot or a space, which Windows drops"
    }
    if component.starts(with: "._".utf8) {
      return "a component starts with '._', which macOS uses for its own data"
    }
    let folded = String(decoding: NormalizedText.folded(text), as: UTF8.self)
    if folded.utf8.elementsEqual(".git".utf8) || folded.utf8.elementsEqual("git~1".utf8) {
      return "a component is '.git', where git keeps its own data"
    }
    let base = folded.utf8.prefix { $0 != UInt8(ascii: ".") }
    var name = Substring(base)
    while name.utf8.last == UInt8(ascii: " ") { name = name.dropLast() }
    return devices.contains(String(name)) ? "a component is a device name on Windows" : nil
  }
}
