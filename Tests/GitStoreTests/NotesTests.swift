import GitStore
import Testing

@Suite("Notes")
struct NotesTests {
  let reference = "refs/notes/approvals"

  @Test("a note is the one that git reads, and the last one written counts")
  func roundTrip() throws {
    let scratch = try Scratch().initialised()
    let first = try scratch.commit(["a": "1"])
    let second = try scratch.commit(["a": "2"])
    let tree = try scratch.id("HEAD^{tree}")
    let repository = try scratch.open()
    #expect(try repository.note(about: tree, in: reference) == nil)
    #expect(try repository.notes(in: reference) == [])
    for (object, text) in [(first, "old\n"), (first, "new\n"), (second, "é\n"), (tree, "t\n")] {
      try repository.write(Note(object: object, text: text), in: reference, time: noon)
    }
    #expect(try repository.note(about: first, in: reference)?.text == "new\n")
    #expect(try repository.notes(in: reference).map(\.object) == [first, second, tree].sorted())
    #expect(try scratch.git(["notes", "--ref", reference, "show", tree.hex]) == "t\n")
    #expect(try scratch.lines("log", "--format=%an %at", reference).count == 4)
    #expect(try scratch.git(["fsck", "--strict"]) == "")
    try scratch.git(["notes", "--ref", reference, "append", "-m", "by git", first.hex])
    #expect(try repository.note(about: first, in: reference)?.text == "new\n\nby git\n")
    #expect(try repository.note(about: ObjectID(hex: first.hex) ?? tree, in: "refs/notes/x") == nil)
  }

  @Test("many notes, which git keeps in folders, are all found")
  func many() throws {
    let scratch = try Scratch().initialised()
    let blobs = try (0..<300).map { number in
      try Repository.blobID(of: Array("\(number)".utf8))
    }
    var stream = "commit refs/notes/approvals\ncommitter A <a@b> 1 +0000\ndata 0\n"
    for blob in blobs {
      let hex = blob.hex
      stream += "M 100644 inline \(hex.prefix(2))/\(hex.dropFirst(2))\ndata 40\n\(hex)\n"
    }
    try scratch.git(["fast-import", "--quiet"], input: stream)
    let notes = try scratch.open().notes(in: reference)
    #expect(notes.map(\.object) == blobs.sorted())
    #expect(notes.allSatisfy { $0.text == $0.object.hex })
    let one = try scratch.open().note(about: blobs[7], in: reference)
    #expect(one?.text == blobs[7].hex)
  }

  @Test("notes are kept only below refs/notes, by a known person")
  func refusals() throws {
    let scratch = try Scratch().initialised()
    let note = Note(object: try scratch.commit(["a": "1"]), text: "x")
    let repository = try scratch.open()
    for name in ["refs/heads/main", "refs/notes/a..b", "notes"] {
      let error = try failure { try repository.write(note, in: name, time: noon) }
      #expect(error.code == .invalidName)
    }
    scratch.write("home/.gitconfig", "")
    let nobody = try failure { try scratch.open().write(note, in: reference, time: noon) }
    #expect(nobody.code == .missingIdentity)
  }
}
