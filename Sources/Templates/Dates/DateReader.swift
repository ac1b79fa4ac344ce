/// Reads dates as leniently as Ruby's Time.parse.
struct DateReader {
  private var year: Int?
  private var month: Int?
  private var day: Int?
  private var hour: Int?
  private var minute: Int?
  private var second: Int?
  private var nanoseconds = 0
  private var offset: Int?
  private var zone = ""
  /// Whether `day` counts from the start of the year.
  private var isOrdinal = false
  private var words: [Word] = []

  /// A run of digits, of letters, or one other character.
  private struct Word {
    var text: String
    var isNumber: Bool
    var isName: Bool
    /// Whether white space stands before it.
    var isApart: Bool
    var number: Int { Int(text) ?? Int.max }
  }

  /// The time that `text` means; nil where it means none.
  static func read(_ text: Bytes, options: RenderOptions) -> ZonedTime? {
    guard text.count <= 128 else { return nil }
    var reader = DateReader()
    reader.split(text)
    reader.takeTime()
    reader.takeZone()
    reader.takeDate()
    return reader.time(options)
  }

  private mutating func split(_ text: Bytes) {
    var index = 0
    var isApart = true
    while index < text.count {
      let byte = text[index]
      if byte.isRubySpace {
        isApart = true
        index += 1
        continue
      }
      let start = index
      if byte.isDigit {
        while index < text.count, text[index].isDigit { index += 1 }
      } else if byte.isLetter {
        while index < text.count, text[index].isLetter { index += 1 }
      } else {
        index += 1
      }
      words.append(
        Word(
          text: text.slice(start, index).string.lowercased(), isNumber: byte.isDigit,
          isName: byte.isLetter, isApart: isApart))
      isApart = false
    }
  }

  private func isSign(_ index: Int, _ text: String) -> Bool {
    words.indices.contains(index) && words[index].text == text
  }

  private func isNumber(_ index: Int) -> Bool {
    words.indices.contains(index) && words[index].isNumber
  }

  /// Takes `14:30:45.5 pm` or `2pm` out of the words.
  private mutating func takeTime() {
    for index in words.indices where words[index].isNumber {
      var end = index + 1
      if isSign(index + 1, ":"), isNumber(index + 2) {
        hour = words[index].number
        minute = words[index + 2].number
        end = index + 3
        if isSign(end, ":"), isNumber(end + 1) {
          second = words[end + 1].number
          end += 2
          if isSign(end, ".") || isSign(end, ","), isNumber(end + 1), !words[end + 1].isApart {
            let digits = (words[end + 1].text + "000000000").prefix(9)
            nanoseconds = Int(digits) ?? 0
            end += 2
          }
        }
      } else if end < words.count, ["am", "pm"].contains(words[end].text) {
        hour = words[index].number
      } else {
        continue
      }
      if end < words.count, ["am", "pm", "a", "p"].contains(words[end].text) {
        let isPM = words[end].text.hasPrefix("p")
        hour = (hour ?? 0) % 12 + (isPM ? 12 : 0)
        end += 1
      }
      // The T of ISO 8601 goes with the time.
      let start = index > 0 && words[index - 1].text == "t" ? index - 1 : index
      words.removeSubrange(start..<end)
      takeOffset(at: start)
      return
    }
  }

  private static let zones: [String: Int] = [
    "z": 0, "utc": 0, "gmt": 0, "ut": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7,
    "mdt": -6, "pst": -8, "pdt": -7,
  ]

  /// Takes `Z`, `+02:00` or a zone's name that follows the time.
  private mutating func takeOffset(at index: Int) {
    guard index < words.count else { return }
    if let hours = DateReader.zones[words[index].text] {
      offset = hours * 3_600
      zone = hours == 0 ? "UTC" : ""
      words.remove(at: index)
      return
    }
    let sign = words[index].text
    guard sign == "+" || sign == "-", isNumber(index + 1) else { return }
    let digits = words[index + 1].text
    var end = index + 2
    var minutes = 0
    var hours = 0
    if isSign(end, ":"), isNumber(end + 1) {
      hours = words[index + 1].number
      minutes = words[end + 1].number
      end += 2
    } else if digits.count <= 2 {
      hours = words[index + 1].number
    } else {
      hours = words[index + 1].number / 100
      minutes = words[index + 1].number % 100
    }
    offset = (sign == "-" ? -1 : 1) * (hours * 3_600 + minutes * 60)
    words.removeSubrange(index..<end)
  }

  private mutating func takeZone() {
    guard offset == nil, hour != nil,
      let index = words.firstIndex(where: { $0.isName && DateReader.zones[$0.text] != nil })
    else { return }
    takeOffset(at: index)
  }

  /// The month whose first three letters begin a word.
  private static func month(_ name: String) -> Int? {
    guard name.utf8.count >= 3 else { return nil }
    return CivilDate.monthNames.firstIndex { $0.lowercased().prefix(3) == name.prefix(3) }
      .map { $0 + 1 }
  }

  private mutating func takeDate() {
    if let index = words.firstIndex(where: { $0.isName && DateReader.month($0.text) != nil }) {
      month = DateReader.month(words[index].text)
      takeAround(index)
      return
    }
    for index in words.indices where words[index].isNumber {
      for separator in ["-", "/", "."]
      where isSign(index + 1, separator) && isNumber(index + 2) {
        let third =
          isSign(index + 3, separator) && isNumber(index + 4) ? words[index + 4] : nil
        take(words[index], words[index + 2], third, separator)
        return
      }
    }
    takeDigits()
  }

  /// The number at or after `index`, behind one separator, with the place after it.
  private func number(from index: Int) -> (word: Word, next: Int)? {
    var position = index
    while position < words.count, ["-", "/", ".", ",", "'"].contains(words[position].text) {
      position += 1
    }
    guard isNumber(position) else { return nil }
    var next = position + 1
    if next < words.count, !words[next].isApart,
      ["st", "nd", "rd", "th"].contains(words[next].text)
    {
      next += 1
    }
    var word = words[position]
    // Behind an apostrophe stands a year.
    if position > 0, words[position - 1].text == "'" { word.text = String(fullYear(word.number)) }
    return (word, next)
  }

  /// The day and the year beside a month's name: `5 Jan 2024`, `Jan 5, 2024`, `Jan 2024`.
  private mutating func takeAround(_ index: Int) {
    var before = index - 1
    if before >= 0, ["-", "/", ".", ","].contains(words[before].text) { before -= 1 }
    if before > 0, ["st", "nd", "rd", "th"].contains(words[before].text) { before -= 1 }
    var first = isNumber(before) ? words[before] : nil
    let after = number(from: index + 1)
    var second = after?.word
    if first == nil {
      first = second
      second = after.flatMap { number(from: $0.next)?.word }
    }
    if let candidate = first, candidate.text.utf8.count > 2 { swap(&first, &second) }
    day = first?.number
    year = second.map { fullYear($0.number) }
  }

  private func fullYear(_ value: Int) -> Int {
    value >= 100 ? value : value >= 69 ? value + 1_900 : value + 2_000
  }

  private mutating func take(_ first: Word, _ second: Word, _ third: Word?, _ separator: String) {
    if first.text.utf8.count > 2 {
      if third == nil, separator == "-", second.text.utf8.count == 3 {
        // An ordinal date: the day of the year.
        year = first.number
        month = 1
        day = second.number
        isOrdinal = true
        return
      }
      // A year and a month alone are no date.
      guard let third else { return }
      year = first.number
      month = second.number
      day = third.number
    } else if let third, third.text.utf8.count > 2 {
      // The day comes first, as Ruby has it.
      day = first.number
      month = second.number
      year = third.number
    } else if let third {
      year = fullYear(first.number)
      month = second.number
      day = third.number
    } else if separator == "/" {
      month = first.number
      day = second.number
    }
  }

  /// `20240310` and `20240310143045`, and a lone day of the month.
  private mutating func takeDigits() {
    guard let index = words.firstIndex(where: \.isNumber) else { return }
    let digits = Array(words[index].text)
    func part(_ start: Int, _ count: Int) -> Int { Int(String(digits[start..<start + count])) ?? 0 }
    switch digits.count {
    case 8, 12, 14:
      year = part(0, 4)
      month = part(4, 2)
      day = part(6, 2)
      if digits.count >= 12 {
        hour = part(8, 2)
        minute = part(10, 2)
      }
      if digits.count == 14 { second = part(12, 2) }
      if digits.count == 8, isSign(index + 1, "t"), isNumber(index + 2) {
        takeBasicTime(index + 2)
      }
    case 1, 2:
      if words.count == 1 { day = words[index].number }
    default: break
    }
  }

  /// `131415` after the T of ISO 8601, with its zone.
  private mutating func takeBasicTime(_ index: Int) {
    let digits = words[index].text
    guard [2, 4, 6].contains(digits.utf8.count), let value = Int(digits) else { return }
    let time = value * (digits.utf8.count == 2 ? 10_000 : digits.utf8.count == 4 ? 100 : 1)
    hour = time / 10_000
    minute = time / 100 % 100
    second = time % 100
    takeOffset(at: index + 1)
  }

  /// What is missing above the first part given comes from the clock, the rest is the least.
  private mutating func time(_ options: RenderOptions) -> ZonedTime? {
    guard year != nil || month != nil || day != nil || hour != nil else { return nil }
    let zoneNow = offset ?? options.timeZone.offset(at: options.clock)
    let now = TimeParts(ZonedTime(instant: options.clock, offset: zoneNow, zone: ""))
    let fullYear = year ?? now.year
    let fullMonth = month ?? (year == nil ? now.month : 1)
    let fullDay = day ?? (year == nil && month == nil ? now.day : 1)
    guard (1...12).contains(fullMonth), fullDay >= 1, fullDay <= (isOrdinal ? 366 : 31),
      fullYear.magnitude < 1_000_000,
      (0...24).contains(hour ?? 0), (0...59).contains(minute ?? 0), (0...60).contains(second ?? 0)
    else { return nil }
    let local =
      CivilDate.days(year: fullYear, month: fullMonth, day: fullDay) * 86_400
      + (hour ?? 0) * 3_600 + (minute ?? 0) * 60 + (second ?? 0)
    if let offset {
      let instant = Int64(local - offset)
      // An offset that is the zone's own is that zone.
      if zone.isEmpty, options.timeZone.offset(at: instant) == offset {
        zone = options.timeZone.abbreviation(at: instant)
      }
      return ZonedTime(instant: instant, nanoseconds: nanoseconds, offset: offset, zone: zone)
    }
    let offset = options.timeZone.offset(atLocal: Int64(local))
    let instant = Int64(local - offset)
    return ZonedTime(
      instant: instant, nanoseconds: nanoseconds, offset: offset,
      zone: options.timeZone.abbreviation(at: instant))
  }
}
