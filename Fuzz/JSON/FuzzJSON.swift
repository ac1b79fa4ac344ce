import Diagnostics
import Documents

/// Reads bytes as JSON; what was accepted must survive its canonical form unchanged.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSON(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let document = JSONReader.read(SourceText(path: "fuzz.json", bytes: bytes)).document,
    let canonical = try? CanonicalJSON.write(document)
  else { return 0 }
  let again = JSONReader.read(SourceText(path: "canonical.json", bytes: canonical)).document
  precondition(again != nil, "canonical JSON is not accepted")
  if let again {
    precondition((try? CanonicalJSON.write(again)) == canonical, "canonical JSON changes")
  }
  return 0
}
