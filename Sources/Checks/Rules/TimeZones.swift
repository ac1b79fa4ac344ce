import Content
import Diagnostics
import Documents
import Rendering

/// A time zone that does not exist: of the project, of a profile, of a switch's window.
enum TimeZones: Check {
  static let codes: [DiagnosticCode] = [.unknownTimeZone]

  static func problems(_ input: CheckedProject) -> [Diagnostic] {
    let project = input.project
    let settings = project.settings
    var names: [(name: String, span: SourceSpan)] = []
    // A default that stands in no file is UTC and exists.
    names.append((settings.timeZone.value, settings.timeZone.span))
    for profile in project.profiles {
      var value: DocumentValue? = profile.document.value
      for key in settings.profileTimeZonePath { value = value?[key] }
      if let value, let name = value.string { names.append((name, value.span)) }
    }
    for window in project.switches.flatMap(\.windows) {
      if case .named(let name) = window.zone { names.append((name.value, name.span)) }
    }
    return names.filter { !RegionalFormat.isTimeZone($0.name) }.map { name, span in
      .unknownTimeZone(name, at: span)
    }
  }
}
