package import Content
package import Diagnostics

/// Everything that decides what one message looks like.
///
/// A case and the project's files are the only inputs of a rendering: the same case over the same
/// commit gives the same bytes on every machine.
/// A class: ten thousand of them are passed from hand to hand, and a copy of a value would count
/// references to everything it is made of.
package final class Case: Sendable {
  /// The template to render.
  package let template: Template
  /// The recipient.
  package let profile: Profile
  /// The language of the message.
  package let locale: String
  /// The instant the message is rendered at.
  package let clock: Clock
  /// The arm of an A/B test; nil where the template has none.
  package let variant: String?
  /// The place the message is sent from: per-environment values.
  package let environment: ContentEnvironment
  /// What event, journey and sources hold, inheritance applied; nil where the template needs none.
  package let recordingSet: RecordingSet?
  /// `<profile>[@locale][+clock][~variant][=recording-set][_environment]`, defaults left out.
  package let name: String
  /// The stable name of the case in reports, filters and file names: `template/name`.
  package let id: String
  /// Whether the name of another case may differ from this one's only in upper and lower case.
  package let isMistakable: Bool
  /// A file that cannot be read and may say that there is no such case; nil for a case that is sure.
  package let doubt: String?
  /// Names in the template or in galley.yaml that nothing defines, so that it is not known which cases
  /// there are; such a case is not rendered.
  package let problems: [Diagnostic]

  /// Creates a case.
  package init(
    template: Template, profile: Profile, locale: String, clock: Clock, variant: String?,
    environment: ContentEnvironment, recordingSet: RecordingSet?, name: String,
    isMistakable: Bool = false, doubt: String? = nil, problems: [Diagnostic] = []
  ) {
    self.template = template
    self.profile = profile
    self.locale = locale
    self.clock = clock
    self.variant = variant
    self.environment = environment
    self.recordingSet = recordingSet
    self.name = name
    id = "\(template.id)/\(name)"
    self.isMistakable = isMistakable
    self.doubt = doubt
    self.problems = problems
  }
}
