import Clibgit2

extension Repository {
  /// Returns a configuration value such as `user.name`, the last one if there are several.
  package func configurationValue(_ name: String) throws(GitError) -> String? {
    if let override = environment.configurationValue(name) {
      return override
    }
    return try Self.string(name, in: configuration)
  }

  /// Returns a yes-or-no configuration value such as `commit.gpgsign`; absent means no.
  package func configurationFlag(_ name: String) throws(GitError) -> Bool {
    guard let text = try configurationValue(name) else {
      return false
    }
    var value: Int32 = 0
    guard git_config_parse_bool(&value, text) >= 0 else {
      throw GitError(
        .unreadableConfiguration, "read the configuration",
        "\(name) is '\(text)', which is neither true nor false",
        hints: ["git config \(name) true"])
    }
    return value != 0
  }

  /// Returns the address of a remote as configured, without a user name or password in it.
  package func remoteAddress(_ remote: String = "origin") throws(GitError) -> String? {
    guard let address = try configurationValue("remote.\(remote).url") else {
      return nil
    }
    guard let scheme = address.firstRange(of: "://") else {
      return address
    }
    let rest = address[scheme.upperBound...]
    let host = rest.prefix { $0 != "/" }
    guard let at = host.lastIndex(of: "@") else {
      return address
    }
    return String(address[..<scheme.upperBound]) + String(rest[rest.index(after: at)...])
  }

  /// Builds the configuration from the files that the environment names, as git does.
  ///
  /// The library would find the files through the real environment.
  static func layeredConfiguration(
    of repository: OpaquePointer?, commonDirectory: String?, gitDirectory: String?,
    environment: GitEnvironment
  ) throws(GitError) -> Handle<ConfigurationKind> {
    let configuration = try Handle<ConfigurationKind>("read the configuration") {
      git_config_new(&$0)
    }
    for (path, level) in userConfigurationFiles(environment: environment) {
      try add(path, level, of: repository, to: configuration)
    }
    if let commonDirectory, let gitDirectory {
      try add(
        commonDirectory + "config", GIT_CONFIG_LEVEL_LOCAL, of: repository, to: configuration)
      if try string("extensions.worktreeConfig", in: configuration)?.lowercased() == "true" {
        try add(
          gitDirectory + "config.worktree", GIT_CONFIG_LEVEL_APP, of: repository, to: configuration)
      }
    }
    return configuration
  }

  /// Returns the configuration files outside the repository, the weakest first.
  private static func userConfigurationFiles(
    environment: GitEnvironment
  ) -> [(path: String, level: git_config_level_t)] {
    var files: [(path: String, level: git_config_level_t)] = []
    if let system = environment["GIT_CONFIG_SYSTEM"] {
      files.append((system, GIT_CONFIG_LEVEL_SYSTEM))
    } else if !environment.flag("GIT_CONFIG_NOSYSTEM"), let system = systemConfigurationPath() {
      files.append((system, GIT_CONFIG_LEVEL_SYSTEM))
    }
    if let global = environment["GIT_CONFIG_GLOBAL"] {
      files.append((global, GIT_CONFIG_LEVEL_GLOBAL))
      return files
    }
    let home = environment["HOME"]
    if let folder = environment["XDG_CONFIG_HOME"] ?? home.map({ $0 + "/.config" }) {
      files.append((folder + "/git/config", GIT_CONFIG_LEVEL_XDG))
    }
    if let home {
      files.append((home + "/.gitconfig", GIT_CONFIG_LEVEL_GLOBAL))
    }
    return files
  }

  private static func add(
    _ path: String, _ level: git_config_level_t, of repository: OpaquePointer?,
    to configuration: borrowing Handle<ConfigurationKind>
  ) throws(GitError) {
    let status = git_config_add_file_ondisk(configuration.raw, path, level, repository, 0)
    guard status >= 0 || status == GIT_ENOTFOUND.rawValue else {
      throw GitError(
        .unreadableConfiguration, "read the configuration",
        LibraryFailure(status: status).message)
    }
  }

  /// Returns a value of a configuration.
  static func string(
    _ name: String, in configuration: borrowing Handle<ConfigurationKind>
  ) throws(GitError) -> String? {
    var buffer = git_buf()
    let status = git_config_get_string_buf(&buffer, configuration.raw, name)
    defer { git_buf_dispose(&buffer) }
    if status == GIT_ENOTFOUND.rawValue {
      return nil
    }
    guard status >= 0 else {
      throw GitError(
        .unreadableConfiguration, "read the configuration",
        LibraryFailure(status: status).message)
    }
    return buffer.text
  }

  private static func systemConfigurationPath() -> String? {
    var buffer = git_buf()
    let status = git_config_find_system(&buffer)
    defer { git_buf_dispose(&buffer) }
    return status >= 0 ? buffer.text : nil
  }
}

extension git_buf {
  /// The content as text.
  var text: String {
    guard let ptr else {
      return ""
    }
    return String(
      decoding: UnsafeRawBufferPointer(start: ptr, count: size), as: UTF8.self)
  }
}
