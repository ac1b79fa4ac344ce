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

  private func word(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  /// A chunk with a right checksum.
  private func chunk(_ type: String, _ body: [UInt8]) -> [UInt8] {
    let named = Array(type.utf8) + body
    return word(body.count) + named + word(PNGDecoder.checksum(named[...]))
  }

  private func file(_ width: Int, _ height: Int, data: [UInt8]) -> [UInt8] {
    PNGDecoder.signature
      + chunk("IHDR", word(width) + word(height) + [8, 6, 0, 0, 0]) + chunk("IDAT", data)
      + chunk("IEND", [])
  }

  private func refusal(_ file: [UInt8]) -> String? {
    let error = #expect(throws: VisualError.self) { _ = try PNGDecoder.picture(file) }
    #expect(error?.code == .visualNotAPicture)
    return error?.message
  }

  @Test func aHugePictureIsRefusedBeforeItIsUnpacked() {
    let little: [UInt8] = [0x78, 0x9C, 3, 0, 0, 0, 0, 1]
    #expect(refusal(file(65_535, 65_535, data: little))?.contains("65535 × 65535") == true)
    #expect(refusal(file(0xFFFF_FFFF, 1, data: little))?.contains("4294967295 × 1") == true)
    #expect(refusal(file(0, 5, data: little))?.contains("0 × 5") == true)
    // As large as allowed, but for the data.
    #expect(refusal(file(1_000, 8_000, data: little))?.hasSuffix("its data are damaged") == true)
  }

  /// A bomb: 4 KB that unpack to 4 MB, of which no more is unpacked than the header says.
  @Test func aBombIsRefusedInTheMemoryThatItsHeaderSays() {
    let bomb = PNGEncoder.file(Picture(width: 1_000, height: 1_000))
    #expect(bomb.count < 20_000)
    let header = PNGDecoder.signature + chunk("IHDR", word(2) + word(2) + [8, 6, 0, 0, 0])
    #expect(refusal(header + bomb[33...])?.hasSuffix("its data are damaged") == true)
  }

  @Test func aWrongChecksumACutAndAnotherKindAreNamed() {
    var file = PNGEncoder.file(sample(5, 4))
    file[20] ^= 1
    #expect(refusal(file)?.hasSuffix("a checksum is wrong") == true)
    #expect(refusal(Array(file.dropLast(30)))?.hasSuffix("a checksum is wrong") == true)
    #expect(refusal(Array(PNGEncoder.file(sample(5, 4)).dropLast(3)))?.hasSuffix("cut off") == true)
    #expect(refusal(Array("GIF89a".utf8))?.hasSuffix("it does not start as a PNG does") == true)
    #expect(refusal([])?.hasSuffix("it does not start as a PNG does") == true)
    let length = PNGDecoder.signature + word(0xFFFF_FFF0) + Array("IHDR".utf8) + word(0)
    #expect(refusal(length)?.hasSuffix("cut off") == true)
    let palette =
      PNGDecoder.signature + chunk("IHDR", word(1) + word(1) + [8, 3, 0, 0, 0]) + chunk("IEND", [])
    #expect(refusal(palette)?.hasSuffix("galley does not read") == true)
    let large = [UInt8](repeating: 0, count: PNGDecoder.maximumBytes + 1)
    #expect(refusal(large)?.hasSuffix("it has more than 40 MB") == true)
  }

  @Test func dataThatUnpackToMoreThanTheSizeAreRefused() {
    let large = PNGEncoder.file(sample(40, 40))
    let small = PNGEncoder.file(sample(2, 2))
    // The header of the small picture, the data of the large one.
    let mixed = Array(small[..<33]) + Array(large[33...])
    #expect(throws: VisualError.self) { try PNGDecoder.picture(mixed) }
  }
}
