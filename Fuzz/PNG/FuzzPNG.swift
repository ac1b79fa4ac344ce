import Visual

/// Reads bytes as a picture; what was accepted must survive being written, and be equal to itself.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPNG(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let picture = try? PNGDecoder.picture(bytes, checksums: false) else { return 0 }
  precondition(picture.bytes.count == picture.width * picture.height * 4, "a wrong size")
  // Large pictures would make the runs slow and show nothing more.
  guard picture.bytes.count < 1 << 16 else { return 0 }
  let again = try? PNGDecoder.picture(PNGEncoder.file(picture))
  precondition(again == picture, "a picture changes when it is written")
  precondition(PictureComparison(picture, picture).changedPixels == 0, "a picture differs")
  return 0
}
