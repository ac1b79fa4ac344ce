package import Diagnostics

/// The events of a YAML stream in the notation of the yaml-test-suite, for its runner.
package enum YAMLEventDump {
  /// Returns one event a line, or nil when the text is refused.
  package static func text(_ source: SourceText) -> String? {
    guard case .text = YAMLCharacters.check(source) else { return nil }
    let mark = source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    return source.bytes.withUnsafeBufferPointer { buffer -> String? in
      var events = YAMLEventSource(UnsafeBufferPointer(rebasing: buffer[mark...]))
      var lines = ""
      while true {
        guard let event = try? events.next() else { return nil }
        lines += line(event) + "\n"
        if event.kind == .streamEnd { return lines }
      }
    }
  }

  private static func line(_ event: YAMLEvent) -> String {
    switch event.kind {
    case .streamStart: "+STR"
    case .streamEnd: "-STR"
    case .documentStart: event.isExplicit ? "+DOC ---" : "+DOC"
    case .documentEnd: event.isExplicit ? "-DOC ..." : "-DOC"
    case .mappingStart: (event.isFlow ? "+MAP {}" : "+MAP") + properties(event)
    case .mappingEnd: "-MAP"
    case .sequenceStart: (event.isFlow ? "+SEQ []" : "+SEQ") + properties(event)
    case .sequenceEnd: "-SEQ"
    case .alias: "=ALI *" + String(decoding: event.anchor ?? [], as: UTF8.self)
    case .scalar: "=VAL" + properties(event) + " " + style(event.style) + escaped(event.value)
    }
  }

  private static func properties(_ event: YAMLEvent) -> String {
    var text = ""
    if let anchor = event.anchor { text += " &" + String(decoding: anchor, as: UTF8.self) }
    if let tag = event.tag { text += " <" + String(decoding: tag, as: UTF8.self) + ">" }
    return text
  }

  private static func style(_ style: YAMLEvent.Style) -> String {
    switch style {
    case .plain: ":"
    case .singleQuoted: "'"
    case .doubleQuoted: "\""
    case .literal: "|"
    case .folded: ">"
    }
  }

  private static func escaped(_ value: [UInt8]) -> String {
    var bytes: [UInt8] = []
    for byte in value {
      switch byte {
      case UInt8(ascii: "\\"): bytes += Array("\\\\".utf8)
      case 0x00: bytes += Array("\\0".utf8)
      case 0x08: bytes += Array("\\b".utf8)
      case 0x09: bytes += Array("\\t".utf8)
      case 0x0A: bytes += Array("\\n".utf8)
      case 0x0D: bytes += Array("\\r".utf8)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
