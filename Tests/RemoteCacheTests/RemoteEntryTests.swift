import RemoteCache
import Testing

/// What the digest and the signature of an entry find.
@Suite struct RemoteEntryTests {
  private static let content = Array("a result".utf8)
  private static let key = Array("secret".utf8)

  @Test func everyChangedByteAndEveryCutIsFound() throws {
    let entry = RemoteEntry.sealed(Self.content, name: "a/b", key: nil)
    #expect(try RemoteEntry.opened(entry, name: "a/b", key: nil) == Self.content)
    for index in entry.indices {
      var changed = entry
      changed[index] ^= 1
      #expect(throws: RemoteFault.damaged) {
        try RemoteEntry.opened(changed, name: "a/b", key: nil)
      }
      #expect(throws: RemoteFault.damaged) {
        try RemoteEntry.opened(Array(entry[..<index]), name: "a/b", key: nil)
      }
    }
    #expect(throws: RemoteFault.damaged) {
      try RemoteEntry.opened(entry + [0], name: "a/b", key: nil)
    }
  }

  @Test func anEntryUnderAnotherNameIsNone() {
    let entry = RemoteEntry.sealed(Self.content, name: "a/b", key: Self.key)
    #expect(throws: RemoteFault.damaged) {
      try RemoteEntry.opened(entry, name: "a/c", key: Self.key)
    }
  }

  @Test func withAKeyOnlyItsEntriesAreTaken() throws {
    let signed = RemoteEntry.sealed(Self.content, name: "a", key: Self.key)
    #expect(try RemoteEntry.opened(signed, name: "a", key: Self.key) == Self.content)
    // Who has no key cannot check it, but reads all the same.
    #expect(try RemoteEntry.opened(signed, name: "a", key: nil) == Self.content)
    let plain = RemoteEntry.sealed(Self.content, name: "a", key: nil)
    #expect(throws: RemoteFault.unsigned) {
      try RemoteEntry.opened(plain, name: "a", key: Self.key)
    }
    let other = RemoteEntry.sealed(Self.content, name: "a", key: Array("other".utf8))
    #expect(throws: RemoteFault.forged) {
      try RemoteEntry.opened(other, name: "a", key: Self.key)
    }
  }
}
