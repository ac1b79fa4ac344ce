extension Renderer {
  /// Escapes & < > " ' for HTML: scans for a run that needs nothing and copies it in one piece.
  mutating func escape(_ bytes: Bytes) -> Value {
    var extra = 0
    var index = 0
    while index < bytes.count {
      extra &+= Int(HTMLEscape.growth[Int(bytes[index])])
      index &+= 1
    }
    if extra == 0 { return Value(bytes) }
    return unsafe arena.make(bytes.count + extra) { target in
      unsafe HTMLEscape.write(bytes, target)
    }
  }

  mutating func escapeOnce(_ bytes: Bytes) -> Value {
    var result: [UInt8] = []
    for index in 0..<bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "&"), isEntity(bytes, index + 1) {
        result.append(byte)
      } else if let entity = HTMLEscape.entity(byte) {
        result += unsafe Bytes(entity.utf8Start, count: entity.utf8CodeUnitCount).array
      } else {
        result.append(byte)
      }
    }
    return arena.copy(result)
  }

  private func isEntity(_ bytes: Bytes, _ start: Int) -> Bool {
    var index = start
    if index < bytes.count, bytes[index] == UInt8(ascii: "#") {
      index += 1
      let first = index
      while index < bytes.count, bytes[index].isDigit { index += 1 }
      return index > first && index < bytes.count && bytes[index] == UInt8(ascii: ";")
    }
    while index < bytes.count, bytes[index].isLetter { index += 1 }
    return index > start && index < bytes.count && bytes[index] == UInt8(ascii: ";")
  }

  /// Removes scripts, comments and styles with their content, then every tag.
  mutating func stripHTML(_ bytes: Bytes) -> Value {
    var kept: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "<") {
        if let end = blockEnd(bytes, index, "<script", "</script>")
          ?? blockEnd(bytes, index, "<!--", "-->") ?? blockEnd(bytes, index, "<style", "</style>")
        {
          index = end
          continue
        }
      }
      kept.append(bytes[index])
      index += 1
    }
    var result: [UInt8] = []
    var position = 0
    while position < kept.count {
      if kept[position] == UInt8(ascii: "<"),
        let end = kept[(position + 1)...].firstIndex(of: UInt8(ascii: ">"))
      {
        position = end + 1
      } else {
        result.append(kept[position])
        position += 1
      }
    }
    return arena.copy(result)
  }

  private func blockEnd(
    _ bytes: Bytes, _ start: Int, _ open: StaticString, _ close: StaticString
  ) -> Int? {
    let openCount = open.utf8CodeUnitCount
    guard start + openCount <= bytes.count, bytes.slice(start, start + openCount).equals(open)
    else { return nil }
    let needle = unsafe Bytes(close.utf8Start, count: close.utf8CodeUnitCount)
    return bytes.firstIndex(of: needle, from: start + openCount).map { $0 + needle.count }
  }

  mutating func urlEncode(_ bytes: Bytes) -> Value {
    unsafe arena.make(bytes.count * 3) { target in
      var position = 0
      for index in 0..<bytes.count {
        let byte = bytes[index]
        if byte.isWord || byte == 0x2D || byte == 0x2E || byte == 0x7E {
          unsafe target[position] = byte
          position += 1
        } else if byte == 0x20 {
          unsafe target[position] = UInt8(ascii: "+")
          position += 1
        } else {
          unsafe target[position] = UInt8(ascii: "%")
          unsafe target[position + 1] = HTMLEscape.hex[Int(byte >> 4)]
          unsafe target[position + 2] = HTMLEscape.hex[Int(byte & 15)]
          position += 3
        }
      }
      return position
    }
  }

  mutating func urlDecode(_ bytes: Bytes) throws(Halt) -> Value {
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "%"), index + 2 < bytes.count,
        let high = HTMLEscape.hexValue(bytes[index + 1]),
        let low = HTMLEscape.hexValue(bytes[index + 2])
      {
        result.append(high << 4 | low)
        index += 3
      } else {
        result.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
        index += 1
      }
    }
    guard String(validating: result, as: UTF8.self) != nil else {
      throw fail(.invalidValue, "'url_decode' gives bytes that are not UTF-8")
    }
    return arena.copy(result)
  }

  mutating func base64Encode(_ bytes: Bytes, isURLSafe: Bool) -> Value {
    let alphabet = isURLSafe ? Base64.urlSafe : Base64.standard
    return unsafe arena.make((bytes.count + 2) / 3 * 4) { target in
      var position = 0
      var index = 0
      while index < bytes.count {
        let left = bytes.count - index
        let group =
          UInt32(bytes[index]) << 16 | (left > 1 ? UInt32(bytes[index + 1]) << 8 : 0)
          | (left > 2 ? UInt32(bytes[index + 2]) : 0)
        unsafe target[position] = alphabet[Int(group >> 18)]
        unsafe target[position + 1] = alphabet[Int(group >> 12 & 63)]
        unsafe target[position + 2] = left > 1 ? alphabet[Int(group >> 6 & 63)] : 0x3D
        unsafe target[position + 3] = left > 2 ? alphabet[Int(group & 63)] : 0x3D
        position += 4
        index += 3
      }
      return position
    }
  }

  mutating func base64Decode(_ bytes: Bytes, isURLSafe: Bool) throws(Halt) -> Value {
    guard let decoded = Base64.decode(bytes, isURLSafe: isURLSafe) else {
      throw fail(.invalidValue, "the text is not base64")
    }
    return arena.copy(decoded)
  }
}
