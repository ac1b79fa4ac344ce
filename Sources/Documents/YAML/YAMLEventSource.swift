internal import Clibyaml

/// The events of a YAML text as libyaml reports them: the only place that calls the library.
struct YAMLEventSource: ~Copyable {
  /// Why libyaml refused the text; offsets count code points after a byte-order mark.
  struct Failure: Error {
    /// The library's words, such as "did not find expected key".
    var problem: String
    /// What it was doing: "while parsing a block mapping"; empty when unknown.
    var context: String
    /// Where the problem is.
    var offset: Int
    /// Where the thing in `context` began.
    var contextOffset: Int
  }

  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// Opens `bytes`, which must stay alive and unmoved as long as the events are read.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    // Fails only when memory is short, where Swift's own allocations trap as well.
    precondition(yaml_parser_initialize(parser) == 1)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// The next event; `streamEnd` is the last.
  mutating func next() throws(Failure) -> YAMLEvent {
    var raw = yaml_event_t()
    guard yaml_parser_parse(parser, &raw) == 1 else { throw failure() }
    defer { yaml_event_delete(&raw) }
    return Self.event(raw)
  }

  private func failure() -> Failure {
    let state = parser.pointee
    let problem = state.problem.map { String(cString: $0) } ?? "the text cannot be read"
    let context = state.context.map { String(cString: $0) } ?? ""
    return Failure(
      problem: problem, context: context, offset: Int(state.problem_mark.index),
      contextOffset: Int(state.context_mark.index))
  }

  private static func event(_ raw: yaml_event_t) -> YAMLEvent {
    var event = YAMLEvent(
      kind: .streamEnd, start: Int(raw.start_mark.index), end: Int(raw.end_mark.index))
    switch raw.type {
    case YAML_STREAM_START_EVENT:
      event.kind = .streamStart
    case YAML_DOCUMENT_START_EVENT:
      event.kind = .documentStart
      event.isExplicit = raw.data.document_start.implicit == 0
    case YAML_DOCUMENT_END_EVENT:
      event.kind = .documentEnd
      event.isExplicit = raw.data.document_end.implicit == 0
    case YAML_ALIAS_EVENT:
      event.kind = .alias
      event.anchor = bytes(raw.data.alias.anchor)
    case YAML_SCALAR_EVENT:
      event.kind = .scalar
      let scalar = raw.data.scalar
      event.anchor = bytes(scalar.anchor)
      event.tag = bytes(scalar.tag)
      event.value = Array(UnsafeBufferPointer(start: scalar.value, count: scalar.length))
      event.style = style(scalar.style)
    case YAML_SEQUENCE_START_EVENT:
      event.kind = .sequenceStart
      let sequence = raw.data.sequence_start
      event.anchor = bytes(sequence.anchor)
      event.tag = bytes(sequence.tag)
      event.isFlow = sequence.style == YAML_FLOW_SEQUENCE_STYLE
    case YAML_SEQUENCE_END_EVENT:
      event.kind = .sequenceEnd
    case YAML_MAPPING_START_EVENT:
      event.kind = .mappingStart
      let mapping = raw.data.mapping_start
      event.anchor = bytes(mapping.anchor)
      event.tag = bytes(mapping.tag)
      event.isFlow = mapping.style == YAML_FLOW_MAPPING_STYLE
    case YAML_MAPPING_END_EVENT:
      event.kind = .mappingEnd
    default:
      event.kind = .streamEnd
    }
    return event
  }

  private static func style(_ style: yaml_scalar_style_t) -> YAMLEvent.Style {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
  }

  /// Copies a text that ends with a zero byte.
  private static func bytes(_ start: UnsafeMutablePointer<yaml_char_t>?) -> [UInt8]? {
    guard let start else { return nil }
    var count = 0
    while start[count] != 0 { count += 1 }
    return Array(UnsafeBufferPointer(start: start, count: count))
  }
}
