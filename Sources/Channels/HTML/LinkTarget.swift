/// Where a link leads: the bytes of an attribute's value without the blanks before them.
struct LinkTarget {
  let bytes: ArraySlice<UInt8>

  /// Takes the bytes of an attribute's value; every link of a message is looked at, so none is
  /// copied.
  init(_ value: ArraySlice<UInt8>) {
    bytes = value.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
  }

  /// Whether it begins with `text`, which is in lower case, in any case.
  func hasScheme(_ text: String) -> Bool { rest(after: text) != nil }

  /// Whether it leads to the top of the same text at most.
  var isNowhere: Bool { bytes.isEmpty || bytes.elementsEqual(CollectionOfOne(UInt8(ascii: "#"))) }

  /// Whether its host is the machine that opens it.
  var isLocal: Bool {
    guard let rest = rest(after: "http://") ?? rest(after: "https://") else { return false }
    let host = rest.prefix {
      $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "?")
    }
    let target = LinkTarget(host)
    return ["localhost", "127.0.0.1", "0.0.0.0"].contains {
      target.rest(after: $0)?.isEmpty == true
    }
  }

  private func rest(after text: String) -> ArraySlice<UInt8>? {
    var rest = bytes
    for expected in text.utf8 {
      guard let byte = rest.popFirst() else { return nil }
      let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
      guard (isUpper ? byte | 0x20 : byte) == expected else { return nil }
    }
    return rest
  }
}
