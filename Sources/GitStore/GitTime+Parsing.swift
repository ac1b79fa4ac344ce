extension GitTime {
  /// Reads a date as `GIT_AUTHOR_DATE` gives it.
  ///
  /// Understood are git's own form (`1700000000 +0100`, also with `@` in front) and ISO 8601 with an
  /// offset (`2023-11-14T22:13:20+01:00`, a space instead of the `T`, `Z` for UTC). A date without
  /// an offset is refused: it would depend on the machine's time zone.
  package init?(gitDate text: String) {
    let words = text.split(separator: " ")
    if let first = words.first, words.count == 2, let offset = Self.offset(words[1]),
      let seconds = Int64(first.first == "@" ? first.dropFirst() : first), seconds >= 0
    {
      self.init(seconds: seconds, offset: offset)
      return
    }
    guard let moment = Self.isoMoment(text) else {
      return nil
    }
    self = moment
  }

  private static func isoMoment(_ text: String) -> GitTime? {
    let bytes = Array(text.utf8)
    let marks: [(Int, String)] = [(4, "-"), (7, "-"), (10, "T "), (13, ":"), (16, ":")]
    guard bytes.count >= 20, marks.allSatisfy({ $0.1.utf8.contains(bytes[$0.0]) }),
      let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
      let day = number(bytes[8..<10]), let hour = number(bytes[11..<13]),
      let minute = number(bytes[14..<16]), let second = number(bytes[17..<19]),
      1...12 ~= month, 1...daysInMonth(month, year) ~= day, hour < 24, minute < 60, second < 60,
      year >= 1970
    else {
      return nil
    }
    var zone = bytes[19...]
    if zone.first == UInt8(ascii: " ") {
      zone = zone.dropFirst()
    }
    let zoneText = String(decoding: zone, as: UTF8.self)
    guard let offset = zoneText == "Z" ? 0 : offset(zoneText) else {
      return nil
    }
    let local = ((daysSince1970(year, month, day) * 24 + hour) * 60 + minute) * 60 + second
    return GitTime(seconds: Int64(local - offset * 60), offset: offset)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= digit else {
        return nil
      }
      value = value * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return value
  }

  private static func daysInMonth(_ month: Int, _ year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return switch month {
    case 2: isLeap ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
    // Years start in March, so that a leap day is the last of its year.
    let shifted = month > 2 ? year : year - 1
    let monthDays = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5
    return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + monthDays + day - 1
      - 719_468
  }
}
