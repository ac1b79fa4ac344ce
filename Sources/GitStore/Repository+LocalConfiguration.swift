import Clibgit2

extension Repository {
  /// Sets a value in the repository's own configuration file, as `git config --local` does.
  package func setLocalConfigurationValue(
    _ name: String, to value: String
  ) throws(GitError) {
    let operation = "write the configuration"
    let path = commonDirectory + "config"
    let file = try Handle<ConfigurationKind>(operation) { git_config_open_ondisk(&$0, path) }
    try check(operation, git_config_set_string(file.raw, name, value))
  }
}
