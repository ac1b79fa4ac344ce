import Testing

@testable import Releases

/// An archive that must be refused with one code, or the good one, which must be taken.
struct HostileArchive: Sendable, CustomTestStringConvertible {
  let name: String
  let code: String?
  let bytes: [UInt8]
  var isGzip = false

  var testDescription: String { name }
}

/// The 65 hostile archives and the good one.
enum HostileCorpus {
  private typealias Entry = TarForge.Entry

  static let all: [HostileArchive] = paths + types + sets + headers + limits + gzips

  /// The good archive.
  static let good = HostileArchive(
    name: "00-good", code: nil, bytes: TarForge.archive(Entry("content/ok.txt")))

  private static func tar(_ name: String, _ code: String, _ entries: Entry...) -> HostileArchive {
    HostileArchive(name: name, code: code, bytes: entries.flatMap(\.bytes) + TarForge.end)
  }

  private static let paths: [HostileArchive] = [
    tar("01-dotdot", "path.traversal", Entry("../ESCAPED")),
    tar("02-dotdot-mid", "path.traversal", Entry("content/../../ESCAPED")),
    tar("03-absolute", "path.absolute", Entry("/tmp/ESCAPED")),
    tar("04-double-slash", "path.notCanonical", Entry("content//a")),
    tar("05-dot-component", "path.notCanonical", Entry("content/./a")),
    tar("06-trailing-slash-file", "path.notCanonical", Entry("content/a/")),
    tar("07-backslash", "path.backslash", Entry("content\\..\\..\\ESCAPED")),
    tar("08-drive", "path.reserved", Entry("C:ESCAPED"), Entry("C:\\ESCAPED")),
    tar(
      "09-nul-in-name", "path.control",
      TarForge.extended(TarForge.record("path", Array("content/ok\0.sh".utf8))),
      Entry("content/ok")),
    tar("10-newline-name", "path.control", Entry("content/a\nb")),
    tar("11-bidi-name", "path.control", Entry("content/a\u{202E}txt.exe")),
    tar("12-invalid-utf8", "path.encoding", Entry(bytes: Array("content/a".utf8) + [0xFF])),
    tar("13-grapheme-slash", "path.traversal", Entry("../\u{338}ESCAPED")),
    tar("13b-grapheme-absolute", "path.absolute", Entry("/\u{338}tmp/ESCAPED")),
    tar("13c-crlf", "path.control", Entry("content/a\r\nb")),
    tar("33-extra-top", "path.prefix", Entry("content/a"), Entry("other.txt")),
    tar(
      "51-win-reserved", "path.reserved", Entry("content/CON"), Entry("content/aux.txt"),
      Entry("content/dot."), Entry("content/space ")),
    tar("52-win-ads", "path.reserved", Entry("content/a.txt:stream")),
    tar("53-git-dir", "path.reserved", Entry("content/.git/hooks/post-checkout")),
    tar("54-appledouble", "path.reserved", Entry("content/._a")),
    tar("55-empty-name", "path.empty", Entry("")),
  ]

  private static func typed(_ type: Character, link: String = "") -> Entry {
    Entry("content/l", "").with {
      $0.type = type
      $0.link = link
    }
  }

  private static let types: [HostileArchive] = [
    tar("14-symlink", "entry.type", typed("2", link: "../")),
    tar(
      "15-symlink-then-write", "entry.type", typed("2", link: "../.."), Entry("content/l/ESCAPED")),
    tar("16-hardlink-out", "entry.type", typed("1", link: "/etc/passwd")),
    tar("17-hardlink-in", "entry.type", Entry("content/a"), typed("1", link: "content/a")),
    tar("18-chardev", "entry.type", typed("3")),
    tar("19-fifo", "entry.type", typed("6")),
    tar("20-sparse-gnu", "entry.type", typed("S").with { $0.magic = "ustar  \u{0}" }),
    tar("21-unknown-type", "entry.type", typed("Z")),
    tar(
      "34-pax-global", "entry.type",
      TarForge.extended(TarForge.record("path", Array("../ESCAPED".utf8)), type: "g"),
      Entry("content/a")),
    tar(
      "35-pax-path", "entry.type",
      TarForge.extended(TarForge.record("path", Array("../ESCAPED".utf8))), Entry("content/a")),
    tar(
      "36-pax-size-desync", "entry.type",
      TarForge.extended(TarForge.record("size", Array("1536".utf8))),
      Entry(bytes: Array("content/a".utf8), TarForge.archive(Entry("../ESCAPED"))).with {
        $0.size = TarForge.octal(0, 11)
      }),
    tar(
      "37-gnu-longname", "entry.type",
      Entry("././@LongLink", "../ESCAPED\u{0}").with {
        $0.type = "L"
        $0.magic = "ustar  \u{0}"
      }, Entry("content/a")),
  ]

  private static let sets: [HostileArchive] = [
    tar("22-duplicate", "entry.duplicate", Entry("content/a", "1"), Entry("content/a", "2")),
    tar("23-dup-case", "entry.caseCollision", Entry("content/A.txt"), Entry("content/a.txt")),
    tar(
      "24-dup-unicode", "entry.unicodeCollision", Entry("content/cafe\u{301}"),
      Entry("content/caf\u{E9}")),
    tar("25-nfd-only", "path.notNFC", Entry("content/cafe\u{301}")),
    tar(
      "26-casefold-sharp-s", "entry.caseCollision", Entry("content/STRASSE"),
      Entry("content/stra\u{DF}e")),
    tar("27-file-then-dir", "entry.fileDirConflict", Entry("content/a"), Entry("content/a/b")),
    tar("28-setuid", "entry.mode", Entry("content/a").with { $0.mode = "0004755" }),
    tar("29-world-writable", "entry.mode", Entry("content/a").with { $0.mode = "0000666" }),
    tar("30-owner", "entry.owner", Entry("content/a").with { $0.owner = "0001750" }),
    tar("31-mtime", "entry.mtime", Entry("content/a").with { $0.time = "14000000000" }),
    tar("32-unsorted", "entry.order", Entry("content/b"), Entry("content/a")),
  ]

  private static let headers: [HostileArchive] = [
    tar("38-bad-checksum", "tar.checksum", Entry("content/a").with { $0.checksumError = 1 }),
    tar(
      "39-size-negative-base256", "tar.number",
      Entry("content/a").with { $0.size = [UInt8](repeating: 0xFF, count: 12) }),
    tar("41-size-nonoctal", "tar.number", Entry("content/a").with { $0.size = Array("9zz".utf8) }),
    HostileArchive(
      name: "40-size-huge", code: "limit.entrySize",
      bytes: Entry("content/a", "").with { $0.size = Array("77777777777".utf8) }.bytes
        + TarForge.end),
    HostileArchive(
      name: "42-truncated", code: "tar.truncated",
      bytes: Array(Entry("content/a", String(repeating: "x", count: 900)).bytes.dropLast(600))),
    HostileArchive(name: "43-no-end", code: "tar.truncated", bytes: Entry("content/a").bytes),
    HostileArchive(
      name: "44-one-zero-block", code: "tar.truncated",
      bytes: Entry("content/a").bytes + [UInt8](repeating: 0, count: 512)),
    HostileArchive(
      name: "45-trailing-data", code: "tar.trailing",
      bytes: good.bytes + TarForge.archive(Entry("../ESCAPED"))),
    tar("46-padding-nonzero", "tar.padding", Entry("content/a").with { $0.paddingByte = 0x41 }),
    tar(
      "47-junk-in-header", "tar.header",
      Entry("content/a").with {
        $0.prefix = "../.."
        $0.reserved = Array("covert".utf8)
      }),
    HostileArchive(name: "56-empty-archive", code: "tar.empty", bytes: TarForge.end),
    HostileArchive(
      name: "63-zip-as-tar", code: "tar.magic",
      bytes: Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 7, count: 2_000)),
  ]

  private static let limits: [HostileArchive] = [
    tar(
      "48-long-component", "limit.path",
      Entry(String(repeating: "n", count: 100)).with {
        $0.prefix = "content/" + String(repeating: "p", count: 147)
      }),
    tar(
      "49-deep", "limit.depth",
      Entry("content/" + (1..<40).map { _ in "d" }.joined(separator: "/"))),
    HostileArchive(name: "50-many-entries", code: "limit.entries", bytes: manyEntries),
  ]

  /// 100,001 empty files; only the name and the checksum differ from one header to the next.
  private static var manyEntries: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(100_004 * 512)
    let pattern = Entry("content/000000", "").bytes
    let sum = pattern.reduce(0) { $0 + Int($1) } - pattern[148..<156].reduce(0) { $0 + Int($1) }
    for index in 0...100_000 {
      var header = pattern
      let digits = String(1_000_000 + index).utf8.dropFirst()
      header.replaceSubrange(8..<14, with: digits)
      let difference = digits.reduce(0) { $0 + Int($1) } - 6 * 0x30
      header.replaceSubrange(148..<154, with: TarForge.octal(sum + 8 * 0x20 + difference, 6))
      bytes += header
    }
    return bytes + TarForge.end
  }

  private static func gzip(_ name: String, _ code: String, _ bytes: [UInt8]) -> HostileArchive {
    HostileArchive(name: name, code: code, bytes: bytes, isGzip: true)
  }

  private static var gzips: [HostileArchive] {
    let whole = StoredGzip.wrap(good.bytes)
    var flipped = whole
    flipped[whole.count - 6] ^= 1
    var named = whole
    named[3] = 8
    named.insert(contentsOf: Array("../../ESCAPED\u{0}".utf8), at: 10)
    return [
      gzip("57-gzip-bomb", "limit.ratio", GzipForge.bomb(count: 100 << 20)),
      gzip("58-gzip-two-members", "gzip.members", whole + whole),
      gzip("59-gzip-trailing", "gzip.trailing", whole + Array("covert".utf8)),
      gzip("60-gzip-bad-crc", "gzip.crc", flipped),
      gzip("61-gzip-truncated", "gzip.truncated", Array(whole.prefix(whole.count / 2))),
      gzip("62-gzip-name-field", "gzip.header", named),
    ]
  }
}
