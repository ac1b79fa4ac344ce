import Diagnostics
import Documents

extension Source {
  /// Reads `sources/<id>.yaml`.
  init?(id: String, document: Document, findings: inout Findings) {
    let root = document.value
    guard let request = root["request"], let url = request.located("url") else { return nil }
    self.id = id
    self.document = document
    description = root["description"]?.string
    method = request.choice("method") ?? .get
    self.url = url
    headers = request.headers("headers")
    body = request.located("body")
    schema = root["response"]?.located("schema")
    timeout =
      root.parsed(
        "timeout", expecting: "a length of time such as 2s", findings: &findings,
        { TimeAmount($0) })?.value ?? Self.defaultTimeout
    retries = root["retries"]?.int ?? 0
    cache =
      root.parsed(
        "cache", expecting: "a length of time such as 10m", findings: &findings,
        { TimeAmount($0) })?.value
    fallback = root["fallback"]
  }
}

extension Recording {
  /// Reads `recordings/<source>/<name>.json`.
  init?(source: String, name: String, document: Document) {
    let root = document.value
    self.source = source
    self.name = name
    self.document = document
    if let fault = root.located("fault") {
      guard let kind = Fault(rawValue: fault.value) else { return nil }
      outcome = .fault(Located(kind, at: fault.span))
    } else if let response = root["response"] {
      outcome = .response(
        status: response["status"]?.int ?? 200, headers: response.headers("headers"),
        body: response["body"])
    } else {
      return nil
    }
  }
}
