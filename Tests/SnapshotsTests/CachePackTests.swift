import Content
import Testing

@testable import Snapshots

/// The file of the cache: what it holds is found again, and bytes of anyone do no harm.
@Suite struct CachePackTests {
  private static let engine = ContentDigest(of: Array("engine".utf8))

  private func memory() -> TemplateMemory {
    var memory = TemplateMemory()
    memory.closure = TemplateClosure(
      paths: ["fragments/a.liquid", "templates/t/b.txt.liquid"], readsSwitches: true)
    memory.snapshots.reference = 77
    for index in 0..<5 {
      memory.snapshots.entries["snapshots/sms/t/\(index).sms.txt"] = SnapshotDigests.Entry(
        signature: FileSignature(modified: 5, changed: -6, size: 7, node: UInt64(index)),
        digest: ContentDigest(of: [UInt8(index)]))
    }
    return memory
  }

  private func records(_ key: ContentDigest) -> CaseRecords {
    var records = CaseRecords(key: key)
    for index in 0..<5 {
      records.cases["t/\(index)"] = CaseRecord(
        key: ContentDigest(of: [1, UInt8(index)]), texts: ["a.b", "ä"],
        outputs: [ContentDigest(of: [2, UInt8(index)])])
    }
    return records
  }

  @Test func findsWhatWasWritten() throws {
    let entries = (0..<40).map { number in
      CachePack.Entry(
        name: "records/\(number)", bytes: [UInt8](repeating: 7, count: number)[...],
        used: UInt64(number))
    }
    let pack = try #require(CachePack(CachePack.file(entries)))
    #expect(pack.latest == 39)
    #expect(pack["records/3"] == [7, 7, 7])
    #expect(pack["records/0"] == [])
    #expect(pack["records/40"] == nil)
    #expect(pack.entries.map(\.name) == entries.map(\.name).sorted())
    #expect(
      CachePack(CachePack.file(pack.entries))?.entries.map(\.used) == pack.entries.map(\.used))
    #expect(CachePack(CachePack.file([]))?.entries.isEmpty == true)
  }

  /// Whoever writes the file can seal it, too: no number in it may be one too many.
  @Test func numbersThatNoRunReachesAreRefused() throws {
    let entry = CachePack.Entry(name: "records/1", bytes: [7], used: .max)
    #expect(CachePack(CachePack.file([entry])) == nil)
    let last = CachePack.Entry(name: "records/1", bytes: [7], used: CachePack.maximumRuns)
    #expect(CachePack(CachePack.file([last]))?.latest == CachePack.maximumRuns)
  }

  @Test func anEntryIsReadAsItWasWritten() throws {
    let bytes = memory().bytes(engine: Self.engine)
    let read = try #require(TemplateMemory(bytes[...], engine: Self.engine))
    #expect(read.closure == memory().closure)
    #expect(read.snapshots.reference == 77 && read.snapshots.entries == memory().snapshots.entries)
    // What another build wrote is well-formed, and of no use.
    let other = try #require(TemplateMemory(bytes[...], engine: ContentDigest(of: [])))
    #expect(other.closure == nil && other.snapshots.entries.isEmpty)
    let key = ContentDigest(of: [9])
    #expect(CaseRecords(records(key).file[...], key: key) == records(key))
    #expect(CaseRecords(records(key).file[...], key: ContentDigest(of: [8])) == nil)
  }

  /// Random changes, the same in every run, under a digest that fits: as a liar would write them.
  @Test func bytesOfAnyoneDoNoHarm() {
    let key = ContentDigest(of: [9])
    let pack = CachePack.file([
      CachePack.Entry(name: "a", bytes: [1, 2, 3], used: 1),
      CachePack.Entry(name: "b", bytes: [4], used: 2),
    ])
    let seeds = [memory().bytes(engine: Self.engine), records(key).file, pack]
    var state: UInt64 = 11
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    func sealed(_ content: ArraySlice<UInt8>) -> [UInt8] {
      var bytes = Array(content)
      ContentDigest(of: content).append(to: &bytes)
      return bytes
    }
    var accepted = 0
    for _ in 0..<30_000 {
      let number = random(seeds.count)
      // Without their digests, which are made anew.
      var content =
        number == 2
        ? Array(seeds[2][8..<(seeds[2].count - 4 - ContentDigest.count)])
        : Array(seeds[number].dropLast(ContentDigest.count))
      for _ in 0...random(3) {
        let place = random(content.count)
        switch random(4) {
        case 0: content[place] = UInt8(random(256))
        case 1: content[place] = [0, 1, 127, 128, 255][random(5)]
        case 2: content.removeSubrange(place...)
        default: content.insert(UInt8(random(256)), at: place)
        }
        if content.isEmpty { content = [0] }
      }
      let bytes = sealed(content[...])
      if TemplateMemory(bytes[...], engine: Self.engine) != nil { accepted += 1 }
      if CaseRecords(bytes[...], key: key) != nil { accepted += 1 }
      var length = RecordWriter()
      length.write(bytes.count)
      if let read = CachePack(length.bytes + bytes + [1, 2, 3, 4]) {
        accepted += read.entries.count
      }
    }
    // Some changes leave something that can be read; none traps.
    #expect(accepted > 0)
  }
}
