import Diagnostics
import Documents
import JSONSchema

/// Reads a schema, a zero byte and an instance; the fast verdict must agree with the explanation.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSchema(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
  guard parts.count == 2,
    let schema = JSONReader.read(SourceText(path: "s.json", bytes: Array(parts[0]))).document,
    let instance = JSONReader.read(SourceText(path: "i.json", bytes: Array(parts[1]))).document,
    let compiled = Schema.compile(schema).schema
  else { return 0 }
  let isValid = compiled.isValid(instance)
  let failures = compiled.validate(instance)
  precondition(isValid == failures.isEmpty, "verdict and explanation disagree")
  return 0
}
