package import Content

extension Template {
  /// The parts that become lines of the envelope: an email's subject, an in-app message's title.
  package var envelopeParts: [TemplatePart] { ordered { isEnvelope($0.name) } }

  /// The parts that become bodies, the primary one first.
  package var bodyParts: [TemplatePart] { ordered { !isEnvelope($0.name) } }

  private func isEnvelope(_ name: String) -> Bool {
    switch channel.value {
    case .email: name == "subject" || name == "preheader"
    case .inApp: name == "title"
    case .sms, .push, .code: false
    }
  }

  /// The parts in the order of the channel's rules, whatever order the files were read in.
  private func ordered(where isWanted: (Channel.PartRule) -> Bool) -> [TemplatePart] {
    channel.value.partRules.filter(isWanted).compactMap { part($0.name, $0.type) }
  }
}
