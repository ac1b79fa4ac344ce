/// Makes archives that no honest program writes.
struct TarForge {
  /// One entry: a header with every field open to abuse, and its data.
  struct Entry {
    var name: [UInt8]
    var data: [UInt8]
    var mode = "0000644"
    var owner = "0000000"
    var time = "00000000000"
    var type: Character = "0"
    var link = ""
    var prefix = ""
    var magic = "ustar\u{0}00"
    var size: [UInt8]?
    var paddingByte: UInt8 = 0
    var checksumError = 0
    var reserved: [UInt8] = []

    init(_ name: String, _ data: String = "data\n") {
      self.init(bytes: Array(name.utf8), Array(data.utf8))
    }

    init(bytes name: [UInt8], _ data: [UInt8] = Array("data\n".utf8)) {
      self.name = name
      self.data = data
    }

    /// The entry with some fields changed.
    func with(_ change: (inout Entry) -> Void) -> Entry {
      var entry = self
      change(&entry)
      return entry
    }

    var bytes: [UInt8] {
      var header = [UInt8](repeating: 0, count: 512)
      func put(_ bytes: some Sequence<UInt8>, _ offset: Int) {
        for (index, byte) in bytes.enumerated() { header[offset + index] = byte }
      }
      put(name, 0)
      put(mode.utf8, 100)
      put(owner.utf8, 108)
      put("0000000".utf8, 116)
      put(size ?? TarForge.octal(data.count, 11), 124)
      put(time.utf8, 136)
      put("        ".utf8, 148)
      put(String(type).utf8, 156)
      put(link.utf8, 157)
      put(magic.utf8, 257)
      put("0000000".utf8, 329)
      put("0000000".utf8, 337)
      put(prefix.utf8, 345)
      put(reserved, 500)
      let sum = header.reduce(0) { $0 + Int($1) } + checksumError
      put(TarForge.octal(sum, 6), 148)
      header[154] = 0
      let padding = (512 - data.count % 512) % 512
      return header + data + [UInt8](repeating: paddingByte, count: padding)
    }
  }

  static let end = [UInt8](repeating: 0, count: 1024)

  static func octal(_ number: Int, _ digits: Int) -> [UInt8] {
    let text = String(number, radix: 8)
    return Array((String(repeating: "0", count: digits - text.count) + text).utf8)
  }

  /// An archive of entries with a proper end.
  static func archive(_ entries: Entry...) -> [UInt8] { entries.flatMap(\.bytes) + end }

  /// A pax record: its own length, a key, a value.
  static func record(_ key: String, _ value: [UInt8]) -> [UInt8] {
    let rest = [0x20] + Array(key.utf8) + [0x3D] + value + [0x0A]
    var length = rest.count + 1
    while String(length).utf8.count + rest.count != length { length += 1 }
    return Array(String(length).utf8) + rest
  }

  /// A pax extended header.
  static func extended(_ records: [UInt8], type: Character = "x") -> Entry {
    Entry(bytes: Array("content/PaxHeaders/x".utf8), records).with { $0.type = type }
  }
}
