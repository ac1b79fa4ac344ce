import Diagnostics
import Documents

extension Journey {
  /// Reads `journeys/<id>.yaml`.
  init?(id: String, document: Document, findings: inout Findings) {
    let root = document.value
    guard let entry = root["entry"], let event = entry.located("event"),
      let start = root.located("start")
    else { return nil }
    self.id = id
    self.document = document
    description = root["description"]?.string
    let reentry = entry["reentry"]?.amount("after", findings: &findings)
    self.entry = Entry(
      event: event, filter: entry.located("filter"),
      reentryAfter: reentry?.value ?? Self.defaultReentry)
    exitOn = (root["exitOn"]?.items ?? []).compactMap { rule in
      rule.located("event").map { ExitRule(event: $0, filter: rule.located("filter")) }
    }
    self.start = start
    var steps: [JourneyStep] = []
    for (name, value) in root.entries("steps") {
      guard let step = JourneyStep(name: name, value, findings: &findings) else { return nil }
      steps.append(step)
    }
    self.steps = steps
  }
}

extension JourneyStep {
  fileprivate init?(name: Located<String>, _ value: DocumentValue, findings: inout Findings) {
    guard let action = Action(value, findings: &findings) else { return nil }
    self.name = name
    self.action = action
    next = value.located("next")
    onError = value.located("onError")
    onTimeout = value.located("onTimeout")
  }
}

extension JourneyStep.Action {
  fileprivate init?(_ step: DocumentValue, findings: inout Findings) {
    if let wait = step["wait"] {
      guard let wait = JourneyStep.Wait(wait, findings: &findings) else { return nil }
      self = .wait(wait)
    } else if let condition = step["condition"] {
      let branches = condition.items.compactMap { branch -> JourneyStep.Branch? in
        guard let test = branch.located("if"), let next = branch.located("next") else { return nil }
        return JourneyStep.Branch(condition: test, next: next)
      }
      self = .condition(branches, otherwise: step.located("otherwise"))
    } else if let split = step["split"] {
      self = .split(split.items.compactMap { JourneyStep.SplitBranch($0) })
    } else if let message = step["message"] {
      guard let template = message.located("template") else { return nil }
      self = .message(template: template, variant: message.located("variant"))
    } else if let call = step["call"] {
      guard let source = call.located("source") else { return nil }
      self = .call(source: source)
    } else if let update = step["update"] {
      self = .update(
        update.entries("set").map { JourneyStep.Assignment(path: $0.name, value: $0.value) })
    } else if let exit = step["exit"] {
      self = .exit(reason: exit.located("reason"))
    } else {
      return nil
    }
  }
}

extension JourneyStep.SplitBranch {
  fileprivate init?(_ value: DocumentValue) {
    guard let name = value.located("name"), let percent = value["percent"],
      let share = percent.double, let next = value.located("next")
    else { return nil }
    self.name = name
    self.percent = Located(share, at: percent.span)
    self.next = next
  }
}

extension JourneyStep.Wait {
  fileprivate init?(_ value: DocumentValue, findings: inout Findings) {
    if value["for"] != nil {
      guard let amount = value.amount("for", findings: &findings) else { return nil }
      self = .duration(amount)
    } else if value["until"] != nil {
      let time = value.parsed("until", expecting: "a time such as 09:00", findings: &findings) {
        TimeOfDay($0)
      }
      guard let time else { return nil }
      self = .timeOfDay(time)
    } else if let event = value["event"] {
      let events = event.located.map { [$0] } ?? event.items.compactMap(\.located)
      let timeout = value.amount("timeout", findings: &findings)
      guard !events.isEmpty, (timeout == nil) == (value["timeout"] == nil) else { return nil }
      self = .event(events, filter: value.located("filter"), timeout: timeout)
    } else {
      return nil
    }
  }
}

extension DocumentValue {
  fileprivate func amount(_ key: String, findings: inout Findings) -> Located<TimeAmount>? {
    parsed(
      key, expecting: "a length of time of at most a hundred years: 30s, 5m, 2h, 1d, 1w",
      findings: &findings
    ) { TimeAmount($0) }
  }
}
