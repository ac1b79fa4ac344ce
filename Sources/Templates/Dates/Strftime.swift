/// Writes a time by a pattern, with Ruby's directives, flags and widths.
enum Strftime {
  /// The flags of one directive.
  private struct Flags {
    var padding: UInt8?
    var isUnpadded = false
    var isUpper = false
    var swapsCase = false
    var width = 0
    var colons = 0
  }

  static func format(_ time: ZonedTime, _ pattern: Bytes) -> [UInt8] {
    let parts = TimeParts(time)
    var result: [UInt8] = []
    var index = 0
    while index < pattern.count {
      guard pattern[index] == UInt8(ascii: "%") else {
        result.append(pattern[index])
        index += 1
        continue
      }
      let start = index
      index += 1
      var flags = Flags()
      flagLoop: while index < pattern.count {
        switch pattern[index] {
        case UInt8(ascii: "-"): flags.isUnpadded = true
        case UInt8(ascii: "0"): flags.padding = 0x30
        case UInt8(ascii: "_"): flags.padding = 0x20
        case UInt8(ascii: "^"): flags.isUpper = true
        case UInt8(ascii: "#"): flags.swapsCase = true
        default: break flagLoop
        }
        index += 1
      }
      while index < pattern.count, pattern[index].isDigit {
        flags.width = min(flags.width * 10 + Int(pattern[index] - 0x30), 1_024)
        index += 1
      }
      while index < pattern.count, pattern[index] == UInt8(ascii: ":") {
        flags.colons += 1
        index += 1
      }
      if index < pattern.count,
        pattern[index] == UInt8(ascii: "E") || pattern[index] == UInt8(ascii: "O"),
        index + 1 < pattern.count
      {
        index += 1
      }
      if index < pattern.count, flags.colons == 0 || pattern[index] == UInt8(ascii: "z"),
        let text = directive(pattern[index], parts, flags)
      {
        result += text
        index += 1
      } else {
        // An unknown directive is printed as it stands.
        index = min(index + 1, pattern.count)
        result += pattern.slice(start, index).array
      }
    }
    return result
  }

  private static func number(
    _ value: Int, _ width: Int, _ flags: Flags, padding: UInt8 = 0x30
  ) -> [UInt8] {
    var digits = Array(String(value.magnitude).utf8)
    let sign: [UInt8] = value < 0 ? [0x2D] : []
    if flags.isUnpadded { return sign + digits }
    let width = flags.width > 0 ? flags.width : width
    let fill = flags.padding ?? padding
    let missing = max(0, width - digits.count - sign.count)
    if fill == 0x20 { return [UInt8](repeating: 0x20, count: missing) + sign + digits }
    digits = [UInt8](repeating: fill, count: missing) + digits
    return sign + digits
  }

  private static func text(_ string: String, _ flags: Flags, lowersOnSwap: Bool = false) -> [UInt8]
  {
    var bytes = Array(string.utf8)
    if flags.isUpper || flags.swapsCase && !lowersOnSwap {
      for index in bytes.indices where bytes[index] &- 0x61 < 26 { bytes[index] &= 0xDF }
    } else if flags.swapsCase {
      for index in bytes.indices where bytes[index] &- 0x41 < 26 { bytes[index] |= 0x20 }
    }
    let missing = flags.isUnpadded ? 0 : max(0, flags.width - bytes.count)
    return [UInt8](repeating: flags.padding ?? 0x20, count: missing) + bytes
  }

  private static func nested(_ pattern: StaticString, _ parts: TimeParts, _ flags: Flags) -> [UInt8]
  {
    let bytes = unsafe Bytes(pattern.utf8Start, count: pattern.utf8CodeUnitCount)
    return text(String(decoding: format(parts.time, bytes), as: UTF8.self), flags)
  }

  private static func directive(_ byte: UInt8, _ parts: TimeParts, _ flags: Flags) -> [UInt8]? {
    let hour12 = parts.hour % 12 == 0 ? 12 : parts.hour % 12
    switch Character(Unicode.Scalar(byte)) {
    case "Y":
      return number(parts.year, parts.year < 0 ? 5 : 4, flags)
    case "C": return number(floorDivide(parts.year, 100), 2, flags)
    case "y": return number(((parts.year % 100) + 100) % 100, 2, flags)
    case "m": return number(parts.month, 2, flags)
    case "B": return text(CivilDate.monthNames[parts.month - 1], flags)
    case "b", "h": return text(String(CivilDate.monthNames[parts.month - 1].prefix(3)), flags)
    case "d": return number(parts.day, 2, flags)
    case "e": return number(parts.day, 2, flags, padding: 0x20)
    case "j": return number(parts.dayOfYear, 3, flags)
    case "H": return number(parts.hour, 2, flags)
    case "k": return number(parts.hour, 2, flags, padding: 0x20)
    case "I": return number(hour12, 2, flags)
    case "l": return number(hour12, 2, flags, padding: 0x20)
    case "P": return text(parts.hour < 12 ? "am" : "pm", flags)
    case "p": return text(parts.hour < 12 ? "AM" : "PM", flags, lowersOnSwap: true)
    case "M": return number(parts.minute, 2, flags)
    case "S": return number(parts.second, 2, flags)
    case "L": return fraction(parts.time.nanoseconds, flags.width > 0 ? flags.width : 3)
    case "N": return fraction(parts.time.nanoseconds, flags.width > 0 ? flags.width : 9)
    case "z": return offset(parts.time.offset, flags)
    case "Z": return text(parts.time.zone, flags, lowersOnSwap: true)
    case "A": return text(CivilDate.dayNames[parts.weekday], flags)
    case "a": return text(String(CivilDate.dayNames[parts.weekday].prefix(3)), flags)
    case "u": return number(parts.weekday == 0 ? 7 : parts.weekday, 1, flags)
    case "w": return number(parts.weekday, 1, flags)
    case "G": return number(parts.isoWeek.year, 4, flags)
    case "g": return number(parts.isoWeek.year % 100, 2, flags)
    case "V": return number(parts.isoWeek.week, 2, flags)
    case "U": return number((parts.dayOfYear + 6 - parts.weekday) / 7, 2, flags)
    case "W": return number((parts.dayOfYear + 6 - (parts.weekday + 6) % 7) / 7, 2, flags)
    case "s": return number(Int(parts.time.instant), 1, flags)
    case "n": return text("\n", flags)
    case "t": return text("\t", flags)
    case "%": return text("%", flags)
    case "c": return nested("%a %b %e %H:%M:%S %Y", parts, flags)
    case "D", "x": return nested("%m/%d/%y", parts, flags)
    case "F": return nested("%Y-%m-%d", parts, flags)
    case "v": return nested("%e-%^b-%Y", parts, flags)
    case "R": return nested("%H:%M", parts, flags)
    case "r": return nested("%I:%M:%S %p", parts, flags)
    case "T", "X": return nested("%H:%M:%S", parts, flags)
    default: return nil
    }
  }

  private static func floorDivide(_ value: Int, _ divisor: Int) -> Int {
    value >= 0 ? value / divisor : (value - divisor + 1) / divisor
  }

  private static func fraction(_ nanoseconds: Int, _ width: Int) -> [UInt8] {
    let digits = Array(String(nanoseconds).utf8)
    let all = [UInt8](repeating: 0x30, count: 9 - digits.count) + digits
    return width <= 9
      ? Array(all[..<width]) : all + [UInt8](repeating: 0x30, count: width - 9)
  }

  private static func offset(_ seconds: Int, _ flags: Flags) -> [UInt8] {
    let magnitude = abs(seconds)
    func two(_ value: Int) -> [UInt8] { [UInt8(value / 10) + 0x30, UInt8(value % 10) + 0x30] }
    let colon: [UInt8] = flags.colons > 0 ? [0x3A] : []
    let (minutes, rest) = (magnitude / 60 % 60, magnitude % 60)
    var digits = two(magnitude / 3_600)
    // Three colons leave out what is zero.
    if flags.colons < 3 || minutes > 0 || rest > 0 { digits += colon + two(minutes) }
    if flags.colons == 2 || flags.colons > 2 && rest > 0 { digits += [0x3A] + two(rest) }
    let sign: [UInt8] = [seconds < 0 ? 0x2D : 0x2B]
    let missing = max(0, flags.width - digits.count - 1)
    if flags.padding == 0x20 {
      let isShort = digits[0] == 0x30
      let blanks = [UInt8](repeating: 0x20, count: missing + (isShort ? 1 : 0))
      return blanks + sign + digits[(isShort ? 1 : 0)...]
    }
    return sign + [UInt8](repeating: 0x30, count: missing) + digits
  }
}
