package import Content
import Diagnostics
import Documents
import Rendering

/// Everything that messages of a project may be made from, by name: files, clocks, environments.
package struct InputState: Sendable, Equatable {
  /// The digest of each input.
  let digests: [String: ContentDigest]

  /// The name of what galley.yaml says about every rendering.
  static let settings = "galley.yaml"

  /// Takes digests as they were read.
  init(digests: [String: ContentDigest]) {
    self.digests = digests
  }

  /// Collects the inputs of a project.
  package init(_ project: Project) {
    self.init(ProjectDigests(project), project.settings)
  }

  /// Collects the inputs of a project whose files were hashed.
  init(_ known: ProjectDigests, _ settings: ProjectSettings) {
    var digests = known.files
    digests[Self.settings] = known.settings
    for clock in settings.clocks {
      digests[Self.name(clock)] = ContentDigest(of: Array("\(clock.instant.seconds)".utf8))
    }
    for environment in settings.environments {
      let span = environment.data.span
      digests[Self.name(environment)] = ContentDigest(
        of: Array(span.source.bytes[span.start..<span.end]))
    }
    self.digests = digests
  }

  /// `galley.yaml#clocks.default`.
  static func name(_ clock: Clock) -> String { "\(settings)#clocks.\(clock.id)" }

  /// `galley.yaml#environments.prod`.
  static func name(_ environment: ContentEnvironment) -> String {
    "\(settings)#environments.\(environment.id)"
  }

  /// The names of what differs from another state.
  func differences(from old: InputState) -> Set<String> {
    var names = Set(digests.filter { $0.value != old.digests[$0.key] }.keys)
    names.formUnion(old.digests.keys.filter { digests[$0] == nil })
    return names
  }
}

/// The inputs of the last run in which every case passed, and the build of galley that ran it.
package struct AcceptedInputs: Sendable, Equatable {
  /// What stands for that build.
  let engine: ContentDigest
  /// The inputs.
  let state: InputState
}
