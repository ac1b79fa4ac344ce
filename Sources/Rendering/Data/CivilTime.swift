import Templates

/// A date and time of day in the proleptic Gregorian calendar, without a zone.
struct CivilTime {
  let year: Int
  let month: Int
  let day: Int
  let hour: Int
  let minute: Int
  let second: Int

  /// Splits seconds since 1970-01-01 00:00:00 of the same clock.
  init(secondsSinceEpoch seconds: Int64) {
    let days = Int((seconds >= 0 ? seconds : seconds - 86_399) / 86_400)
    let rest = Int(seconds - Int64(days) * 86_400)
    (year, month, day) = CivilDate.date(days: days)
    hour = rest / 3_600
    minute = rest / 60 % 60
    second = rest % 60
  }
}
