package import Content

/// Whether a dated switch is on at an instant.
package enum SwitchState {
  /// Returns the state of a switch for a recipient whose time zone is `recipientZone`.
  ///
  /// Inside any of its windows a switch is the opposite of its default. A window holds its start and
  /// not its end; its times are read on the clock of the window's zone.
  package static func isOn(
    _ item: Switch, at instant: Instant, recipientZone: String, projectZone: String
  ) -> Bool {
    let isInside = item.windows.contains { window in
      let zone =
        switch window.zone {
        case .named(let name): name.value
        case .recipient: recipientZone
        case .project: projectZone
        }
      guard let rules = RegionalFormat(locale: "en", timeZone: zone) else { return false }
      let from = window.from.map { rules.instant(of: $0.value) } ?? .min
      let to = window.to.map { rules.instant(of: $0.value) } ?? .max
      return from <= instant.seconds && instant.seconds < to
    }
    return isInside != item.isOnByDefault
  }
}

extension RegionalFormat {
  /// The instant at which the zone's clocks show a time: the first of two, and for a time that the
  /// clocks skip the instant of the jump.
  func instant(of local: LocalDateTime) -> Int64 {
    let wall = local.secondsFromEpochInUTC
    // Offsets never exceed a day, so these two are the ones in force before and after.
    let before = Int64(offset(secondsSinceEpoch: wall - 86_400).seconds)
    let after = Int64(offset(secondsSinceEpoch: wall + 86_400).seconds)
    let early = wall - max(before, after)
    let late = wall - min(before, after)
    for candidate in [early, late]
    where candidate + Int64(offset(secondsSinceEpoch: candidate).seconds) == wall {
      return candidate
    }
    // In the gap: find the jump between the two candidates.
    var low = early
    var high = late
    let offsetBefore = offset(secondsSinceEpoch: low).seconds
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if offset(secondsSinceEpoch: middle).seconds == offsetBefore {
        low = middle
      } else {
        high = middle
      }
    }
    return high
  }
}
