/// Where a link leads: the bytes of an attribute's value without the blanks before them.
struct LinkTarget {
  /// How a link begins, as far as the checks care.
  enum Scheme {
    case javascript
    case http
    case other
  }

  let bytes: ArraySlice<UInt8>

  /// Takes the bytes of an attribute's value; every link of a message is looked at, so none is
  /// copied.
  init(_ value: ArraySlice<UInt8>) {
    bytes = value.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
  }

  /// What it begins with, in any case.
  var scheme: Scheme {
    // Most links begin with 'https:' or '/', which one or five letters tell.
    switch bytes.first?.lowercasedASCII {
    case UInt8(ascii: "j"): hasPrefix("javascript:") ? .javascript : .other
    case UInt8(ascii: "h"): hasPrefix("http:") ? .http : .other
    default: .other
    }
  }

  /// Whether it leads to the top of the same text at most.
  var isNowhere: Bool { bytes.isEmpty || bytes.elementsEqual(CollectionOfOne(UInt8(ascii: "#"))) }

  private static let localHosts = ["localhost", "127.0.0.1", "0.0.0.0"]

  /// Whether its host is the machine that opens it.
  var isLocal: Bool {
    let start: Int
    if hasPrefix("https://") {
      start = 8
    } else if hasPrefix("http://") {
      start = 7
    } else {
      return false
    }
    let host = LinkTarget(
      bytes.dropFirst(start).prefix {
        $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "?")
      })
    return Self.localHosts.contains { name in
      host.bytes.count == name.utf8.count && host.hasPrefix(name)
    }
  }

  /// Whether it begins with `text`, which is in lower case, in any case.
  private func hasPrefix(_ text: String) -> Bool {
    guard bytes.count >= text.utf8.count else { return false }
    var index = bytes.startIndex
    for expected in text.utf8 {
      guard bytes[index].lowercasedASCII == expected else { return false }
      index += 1
    }
    return true
  }
}
