import Diagnostics
import Documents

/// Reads bytes as one and as many YAML documents; either ends with a document or a reason.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzYAML(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let reading = YAMLReader.read(SourceText(path: "fuzz.yaml", bytes: bytes))
  precondition(
    reading.document != nil || !reading.diagnostics.isEmpty, "refused without a reason")
  if let document = reading.document { _ = try? CanonicalJSON.write(document) }
  _ = YAMLReader.readAll(SourceText(path: "fuzz.yaml", bytes: bytes))
  return 0
}
