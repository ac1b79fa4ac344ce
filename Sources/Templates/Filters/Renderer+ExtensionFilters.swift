extension Renderer {
  mutating func extensionFilter(
    _ id: FilterID, _ input: Value, _ count: Int, _ first: Value, _ named: Range<Int>
  ) throws(Halt) -> Value {
    switch id {
    case .t: return try translate(input, named)
    case .json:
      var bytes: [UInt8] = []
      encodeJSON(input, &bytes)
      try checkMemory()
      return arena.copy(bytes)
    default: return try localized(id, input, first, named)
    }
  }

  private mutating func translate(_ key: Value, _ named: Range<Int>) throws(Halt) -> Value {
    let name = textBytes(key).string
    var arguments: [(name: String, value: TemplateScalar)] = []
    for index in stride(from: named.lowerBound, to: named.upperBound, by: 2) {
      arguments.append((stack[index].bytes.string, scalar(stack[index + 1])))
    }
    guard let translator = options.translator else {
      throw fail(.formatting, "there are no translations here for '\(name)'")
    }
    guard let text = translator.translation(of: name, arguments: arguments) else {
      throw fail(.missingTranslation, "'\(name)' has no translation")
    }
    return arena.copy(text)
  }

  private mutating func localized(
    _ id: FilterID, _ input: Value, _ first: Value, _ named: Range<Int>
  ) throws(Halt) -> Value {
    if input.isNone { return .none }
    guard let formatter = options.formatter else {
      throw fail(.formatting, "there is no locale here to format for")
    }
    var first = first
    for index in stride(from: named.lowerBound, to: named.upperBound, by: 2) {
      let name = stack[index].bytes
      if id == .money && name.equals("currency") || id == .number && name.equals("places") {
        first = stack[index + 1]
      }
    }
    var text: String?
    switch id {
    case .money:
      let currency = textBytes(first).string
      guard !currency.isEmpty else {
        throw fail(.formatting, "'money' needs a currency: money: 'EUR'", value: first)
      }
      text = formatter.money(scalar(toNumber(input)), currency: currency)
    case .number:
      text = formatter.number(scalar(toNumber(input)), places: try places(first))
    case .percent:
      text = formatter.percent(scalar(toNumber(input)), places: try places(first))
    default:
      let style: TemplateDateStyle =
        switch id {
        case .dateShort: .short
        case .dateMedium: .medium
        case .dateLong: .long
        case .dateFull: .full
        default: .time
        }
      guard let time = time(of: input) else {
        throw fail(.formatting, "'\(textBytes(input).string)' is not a date", value: input)
      }
      text = formatter.date(time.instant, offset: time.offset, style: style)
    }
    guard let text else {
      throw fail(
        .formatting, "'\(textBytes(input).string)' cannot be formatted for the locale",
        value: input)
    }
    return arena.copy(text)
  }

  private mutating func places(_ value: Value) throws(Halt) -> Int? {
    value.isNone ? nil : max(0, min(20, try integerArgument(value, "the number of places")))
  }

  /// A value as services take it; arrays and objects as they are printed.
  private mutating func scalar(_ value: Value) -> TemplateScalar {
    switch value.tag {
    case .none, .unset: .none
    case .yes: .bool(true)
    case .no: .bool(false)
    case .integer: .integer(value.integer)
    case .decimal, .float, .bigInteger: .decimal(textBytes(value).string)
    default: .string(textBytes(value).string)
    }
  }

  /// Compact JSON that may stand inside HTML, too: < > & and the two line separators are escaped.
  private mutating func encodeJSON(_ value: Value, _ target: inout [UInt8]) {
    switch value.tag {
    case .none, .unset, .blank, .empty, .loop, .scope: target += Array("null".utf8)
    case .layered: encodeJSON(ordered(value), &target)
    case .yes, .no, .integer, .bigInteger: target += textBytes(value).array
    case .decimal, .float:
      let double = Renderer.simpleDouble(value)
      target += double.isFinite ? textBytes(value).array : Array("null".utf8)
    case .string: encodeJSON(text: value.bytes, &target)
    case .range: encodeJSON(text: textBytes(value), &target)
    case .nodeArray, .list:
      target.append(UInt8(ascii: "["))
      for (index, item) in items(of: value).enumerated() {
        if index > 0 { target.append(UInt8(ascii: ",")) }
        encodeJSON(item, &target)
      }
      target.append(UInt8(ascii: "]"))
    case .nodeObject, .map, .namespace:
      target.append(UInt8(ascii: "{"))
      for (position, (key, member)) in members(of: value).enumerated() {
        if position > 0 { target.append(UInt8(ascii: ",")) }
        encodeJSON(text: textBytes(key), &target)
        target.append(UInt8(ascii: ":"))
        encodeJSON(member, &target)
      }
      target.append(UInt8(ascii: "}"))
    }
  }

  private func encodeJSON(text bytes: Bytes, _ target: inout [UInt8]) {
    target.append(0x22)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case 0x22, 0x5C: target += [0x5C, byte]
      case 0x0A: target += Array("\\n".utf8)
      case 0x0D: target += Array("\\r".utf8)
      case 0x09: target += Array("\\t".utf8)
      case 0x00..<0x20, 0x3C, 0x3E, 0x26:
        target += Array("\\u00".utf8)
        target += [HTMLEscape.hex[Int(byte >> 4)], HTMLEscape.hex[Int(byte & 15)]]
      case 0xE2
      where index + 2 < bytes.count && bytes[index + 1] == 0x80 && bytes[index + 2] & 0xFE == 0xA8:
        target += Array((bytes[index + 2] == 0xA8 ? "\\u2028" : "\\u2029").utf8)
        index += 2
      default: target.append(byte)
      }
      index += 1
    }
    target.append(0x22)
  }
}
