extension ProjectLoader {
  /// Remembers that a file is there and cannot be used; its path says what it would define.
  mutating func markUnreadable(_ path: String, as role: FileRole) {
    switch role {
    case .switches: switches.markUnreadable(ContentLayout.switchesFile, path)
    case .template(let id, _): templates.markUnreadable(id, path)
    case .fragment(let name, let engine): fragments.markUnreadable(Fragment.id(name, engine), path)
    case .function(let name): functions.markUnreadable(name, path)
    case .profile(let id) where !ContentID.isValid(id): profiles.markStray(path)
    case .profile(let id): profiles.markUnreadable(id, path)
    case .source(let id): sources.markUnreadable(id, path)
    case .recording(let source, let name): recordings.markUnreadable("\(source)/\(name)", path)
    case .locale(let tag): locales.markUnreadable(tag, path)
    case .journey(let id): journeys.markUnreadable(id, path)
    case .scenario(let journey, let name): scenarios.markUnreadable("\(journey)/\(name)", path)
    case .schema: schemas.markUnreadable(path, path)
    case .unknown(_, let rename):
      // What is misspelt is what it would be under its right name.
      if let rename, let meant = ContentLayout.role(of: rename) {
        if case .unknown = meant { return }
        return markUnreadable(path, as: meant)
      }
      if ContentLayout.folders.contains(path) {
        unreadable.append(path)
      } else if path.hasPrefix("profiles/") {
        profiles.markStray(path)
      }
    }
  }
}
