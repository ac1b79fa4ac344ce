import ArgumentParser
import Content
import RemoteCache

extension RemoteCache.Mode: ExpressibleByArgument {}

/// Options about results that machines share.
struct RemoteCacheOptions: ParsableArguments {
  /// The word instead of an address that asks no remote cache.
  private static let off = "off"

  @Option(
    help: ArgumentHelp(
      "Look results up at this address, http://host:port/path; 'off' for none.",
      discussion: "Default: GALLEY_REMOTE_CACHE, then remoteCache of galley.yaml.",
      valueName: "url"))
  var remoteCache: String?

  @Option(help: "Whether new results are kept there as well: read or read-write.")
  var remoteCacheMode: RemoteCache.Mode = .read

  /// The remote cache of a run, if there is one.
  ///
  /// The token goes only where the command line or the environment says: content that someone else
  /// has written cannot have it sent to an address of theirs.
  func remote(_ project: Project, _ host: Host) throws -> RemoteCache? {
    func variable(_ name: String) -> String? {
      host.variables[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    let named = remoteCache ?? variable("GALLEY_REMOTE_CACHE")
    guard named != Self.off, let text = named ?? project.settings.remoteCache else { return nil }
    do throws(RemoteCacheError) {
      return try RemoteCache(
        try RemoteAddress(text), mode: remoteCacheMode,
        token: named == nil ? nil : variable("GALLEY_REMOTE_CACHE_TOKEN"),
        key: variable("GALLEY_REMOTE_CACHE_KEY").map { Array($0.utf8) })
    } catch {
      throw CommandFailure(error.message, hints: error.hints)
    }
  }
}
