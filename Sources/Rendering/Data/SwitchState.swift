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
      let from =
        window.from.map { rules.instant(ofWallClock: $0.value.secondsFromEpochInUTC) } ?? .min
      let to = window.to.map { rules.instant(ofWallClock: $0.value.secondsFromEpochInUTC) } ?? .max
      return from <= instant.seconds && instant.seconds < to
    }
    return isInside != item.isOnByDefault
  }
}
