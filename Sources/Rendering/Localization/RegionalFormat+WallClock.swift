extension RegionalFormat {
  /// The instant at which the zone's clocks show a local time, given as if it were UTC.
  ///
  /// Of two instants the first; for a time that the clocks skip the instant of the jump.
  func instant(ofWallClock wall: Int64) -> Int64 {
    // Offsets never exceed a day, so these two are the ones in force before and after.
    let before = Int64(offset(secondsSinceEpoch: wall - 86_400))
    let after = Int64(offset(secondsSinceEpoch: wall + 86_400))
    let early = wall - max(before, after)
    let late = wall - min(before, after)
    for candidate in [early, late]
    where candidate + Int64(offset(secondsSinceEpoch: candidate)) == wall {
      return candidate
    }
    // The clocks skip this time: the jump lies between the two candidates.
    var low = early
    var high = late
    let offsetBefore = offset(secondsSinceEpoch: low)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if offset(secondsSinceEpoch: middle) == offsetBefore {
        low = middle
      } else {
        high = middle
      }
    }
    return high
  }
}
