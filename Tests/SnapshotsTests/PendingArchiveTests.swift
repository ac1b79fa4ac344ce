import Snapshots
import TestSupport
import Testing

/// Archives of pending outputs: what tar writes is read, what could do harm is refused by its code.
@Suite struct PendingArchiveTests {
  private func archive(_ script: String) throws -> PendingArchive {
    let sandbox = try TemporaryFolder()
    try sandbox.write("script", script)
    let made = try Sandbox().run(["sh", "-ec", "cd '\(sandbox.path)' && " + script])
    try #require(made.status == 0, "\(made.said)")
    return try PendingArchive(try sandbox.read("a.tar"))
  }

  private func code(_ script: String) throws -> String? {
    do {
      _ = try archive(script)
      return nil
    } catch let error as ReviewError {
      return error.code.description
    }
  }

  private static let tree = "mkdir -p .galley/pending/snapshots/sms/t; cd .; "

  @Test(arguments: ["gnu", "ustar", "pax"])
  func readsWhatTarWrites(format: String) throws {
    let long = String(repeating: "n", count: 90)
    let read = try archive(
      Self.tree
        + """
        printf Hi > .galley/pending/snapshots/sms/t/anna.sms.txt
        printf Ho > .galley/pending/snapshots/sms/t/\(long).sms.txt
        : > .galley/pending/snapshots/sms/t/old.sms.txt.removed
        tar --format=\(format) -cf a.tar .galley/pending
        """)
    #expect(
      read.files == [
        "snapshots/sms/t/anna.sms.txt": Array("Hi".utf8),
        "snapshots/sms/t/\(long).sms.txt": Array("Ho".utf8),
        "snapshots/sms/t/old.sms.txt.removed": [],
      ])
    // What galley writes, galley and tar read.
    #expect(try PendingArchive(read.bytes).files == read.files)
    let folder = try TemporaryFolder()
    try folder.write("b.tar", String(decoding: read.bytes, as: UTF8.self))
    let listed = try Sandbox().run(["tar", "-tf", folder.path + "/b.tar"])
    #expect(listed.output.split(separator: "\n").count == 3, "\(listed.said)")
  }

  @Test(arguments: [
    (
      "ln -s /etc/passwd .galley/pending/snapshots/sms/t/x; tar -cf a.tar .galley",
      "archive-entry-type"
    ),
    (
      "cd .galley/pending/snapshots/sms/t; echo a > x.sms.txt; ln x.sms.txt y.sms.txt; cd -; tar -cf a.tar .galley",
      "archive-entry-type"
    ),
    ("mkfifo .galley/pending/snapshots/x; tar -cf a.tar .galley", "archive-entry-type"),
    ("echo a > x; tar -cf a.tar --transform 's,^x,../../snapshots/x,' -P x", "archive-path"),
    ("echo a > x; tar -cf a.tar --transform 's,^x,snapshots/../x,' -P x", "archive-path"),
    ("echo a > x; tar -cf a.tar --transform 's,^x,/snapshots/x,' -P x", "archive-path"),
    ("echo a > x; tar -cf a.tar --transform 's,^x,galley.yaml,' x", "archive-path"),
    ("echo a > x; tar -cf a.tar --transform 's,^x,snapshots/a:b,' x", "archive-path"),
    ("echo a > x; tar -cf a.tar --transform 's,^x,snapshots\\\\\\\\x,' x", "archive-path"),
    (
      "cd .galley/pending/snapshots/sms/t; echo a > x.sms.txt; echo b > X.sms.txt; cd -; tar -cf a.tar .galley",
      "archive-duplicate"
    ),
    (
      "cd .galley/pending/snapshots/sms/t; echo a > x.sms.txt; : > x.sms.txt.removed; cd -; tar -cf a.tar .galley",
      "archive-duplicate"
    ),
    ("echo a > .galley/pending/snapshots/README.md.removed; tar -cf a.tar .galley", "archive-path"),
    ("echo a > .galley/pending/snapshots/sms/t/notes.md; tar -cf a.tar .galley", "archive-path"),
    ("truncate -s 17M .galley/pending/snapshots/x; tar -cf a.tar .galley", "archive-size"),
    ("echo a > .galley/pending/snapshots/x; tar -czf a.tar .galley", "archive-format"),
    ("head -c 10000 /dev/zero | tr '\\0' x > a.tar", "archive-format"),
    (
      "echo a > .galley/pending/snapshots/sms/t/x.sms.txt; tar -cf b.tar .galley; head -c 3000 b.tar | head -c 2100 > a.tar",
      "archive-format"
    ),
    (": > a.tar", "archive-format"),
  ])
  func refusesHostileArchives(script: String, code: String) throws {
    #expect(try self.code(Self.tree + script) == code, "\(script)")
  }
}

@Suite struct DamagedArchiveTests {
  /// A size with a sign leads back into what was read, or out of everything there is.
  @Test(arguments: ["-0000000001", "-7777777777", "+0000000001", "0000000009 ", "1_000"])
  func aSizeIsDigitsAlone(size: String) throws {
    let path = "snapshots/sms/t/anna.sms.txt"
    var bytes = PendingArchive(files: [path: [0x61]]).bytes
    let field = Array(size.utf8.prefix(12))
    for index in 0..<12 { bytes[124 + index] = index < field.count ? field[index] : 0 }
    var sum = 0
    for index in 0..<512 { sum += (148..<156).contains(index) ? 32 : Int(bytes[index]) }
    let digits = String(sum, radix: 8)
    let checksum = Array((String(repeating: "0", count: 6 - digits.count) + digits).utf8)
    for index in 0..<6 { bytes[148 + index] = checksum[index] }
    #expect(throws: ReviewError.self) { try PendingArchive(bytes) }
  }
}

@Suite struct CutArchiveTests {
  /// The byte at which it is cut, not the one at which its last entry begins.
  @Test(arguments: [0, 1, 511, 512, 600, 1_023, 1_100, 1_500])
  func saysWhereItIsCut(length: Int) throws {
    let path = "snapshots/sms/t/anna.sms.txt"
    let whole = PendingArchive(files: [path: [UInt8](repeating: 0x61, count: 1_000)]).bytes
    do {
      _ = try PendingArchive(Array(whole.prefix(length)))
      Issue.record("an archive of \(length) bytes was read")
    } catch {
      #expect(error.code == .archiveFormat)
      #expect(error.message == "the archive is cut short at byte \(length)")
    }
    #expect(try PendingArchive(whole).files.keys.sorted() == [path])
  }
}

@Suite struct ConflictMarkersTests {
  private func ours(_ text: String) -> String? {
    ConflictMarkers.ours(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func takesOurSideOfEachConflict() {
    #expect(
      ours(
        "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\nd\n<<<<<<< HEAD\ne\n||||||| 1\nf\n=======\ng\n>>>>>>> x\n"
      )
        == "a\nb\nd\ne\n")
    #expect(ours("a\r\n<<<<<<< HEAD\r\nb\r\n=======\r\nc\r\n>>>>>>> x\r\nd") == "a\r\nb\r\nd")
  }

  /// Complaint 1: a line of equals signs is content, not a conflict.
  @Test func aSignAloneIsContent() {
    for text in [
      "Title\n=======\ntext\n", "<<<<<<< HEAD\na\n=======\nb\n", "=======\n>>>>>>> x\n",
      "<<<<<<<\n>>>>>>>\n", "a >>>>>>> b\n", "======\n", "<<<<<<<< x\n=======\n>>>>>>>> y\n", "",
    ] {
      #expect(ours(text) == nil, "\(text)")
    }
  }
}

@Suite struct SafeTextTests {
  /// Complaint 18: what cannot be seen is spelled out; and nothing steers the terminal.
  @Test func spellsOutWhatIsHidden() {
    #expect(SafeText.visible("9\u{202F}AM\u{A0}x\u{200B}") == "9<U+202F>AM<U+00A0>x<U+200B>")
    #expect(
      SafeText.visible("\u{1B}[31mred\u{7}\u{9B}2J\r\n")
        == "<U+001B>[31mred<U+0007><U+009B>2J<U+000D><U+000A>")
    #expect(SafeText.visible("\u{202E}abc\u{E0041}") == "<U+202E>abc<U+E0041>")
    #expect(SafeText.visible("Zoë 日本 😀\t!") == "Zoë 日本 😀\t!")
    #expect(SafeText.visible("abcdef", maximum: 3) == "abc…")
  }
}
