import Testing

@testable import Visual

/// Pictures are read as they were written, and nothing else is.
struct PNGTests {
  private func sample(_ width: Int, _ height: Int) -> Picture {
    var picture = Picture(width: width, height: height)
    for at in picture.bytes.indices { picture.bytes[at] = UInt8(truncatingIfNeeded: at * 31) }
    return picture
  }

  @Test func whatIsWrittenIsRead() throws {
    for (width, height) in [(1, 1), (3, 2), (17, 40)] {
      let picture = sample(width, height)
      #expect(try PNGDecoder.picture(PNGEncoder.file(picture)) == picture)
    }
  }

  @Test func everyCutAndEveryChangedByteIsRefused() {
    let file = PNGEncoder.file(sample(5, 4))
    for count in 0..<file.count {
      #expect(throws: VisualError.self) { try PNGDecoder.picture(Array(file[..<count])) }
    }
    for index in file.indices {
      var damaged = file
      damaged[index] ^= 0x55
      #expect(throws: VisualError.self) { try PNGDecoder.picture(damaged) }
    }
  }

  @Test func aHugePictureIsRefusedBeforeItIsUnpacked() throws {
    // A header of 4 billion pixels with a right checksum and a few bytes of data.
    var file = PNGDecoder.signature
    func chunk(_ type: String, _ body: [UInt8]) -> [UInt8] {
      let named = Array(type.utf8) + body
      let sum = PNGDecoder.checksum(named[...])
      return word(body.count) + named + word(sum)
    }
    func word(_ number: Int) -> [UInt8] {
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
    file += chunk("IHDR", word(65_535) + word(65_535) + [8, 6, 0, 0, 0])
    file += chunk("IDAT", [0x78, 0x9C, 3, 0, 0, 0, 0, 1]) + chunk("IEND", [])
    let error = #expect(throws: VisualError.self) { try PNGDecoder.picture(file) }
    #expect(error?.code == .visualNotAPicture)
    #expect(error?.message.contains("65535 × 65535") == true)
  }

  @Test func dataThatUnpackToMoreThanTheSizeAreRefused() {
    let large = PNGEncoder.file(sample(40, 40))
    let small = PNGEncoder.file(sample(2, 2))
    // The header of the small picture, the data of the large one.
    let mixed = Array(small[..<33]) + Array(large[33...])
    #expect(throws: VisualError.self) { try PNGDecoder.picture(mixed) }
  }
}
