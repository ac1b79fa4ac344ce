import RemoteCache

/// Reads bytes as the answer of a remote cache, cut at a place that the first byte says, and as an entry.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHTTP(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let first = bytes.first else { return 0 }
  let cut = 1 + Int(first) * (bytes.count - 1) / 256
  var reader = HTTPResponseReader(limits: RemoteLimits())
  do throws(RemoteFault) {
    let early = try reader.read(bytes[1..<cut])
    let response = try early ?? reader.read(bytes[cut...]) ?? reader.end()
    _ = try RemoteEntry.opened(response.body, name: "a", key: nil)
  } catch {}
  return 0
}
