import Glibc

/// Whether a new commit or tag is signed.
package enum SigningChoice: Sendable, Hashable {
  /// As the configuration says (`commit.gpgSign`, `tag.gpgSign`).
  case configured
  /// Signed, whatever the configuration says.
  case always
  /// Not signed.
  case never
}

extension Repository {
  /// Returns the armored signature of an object's text, or nothing if it is not to be signed.
  ///
  /// Only SSH signatures are made: by `ssh-keygen -Y sign` with the key of `user.signingKey`.
  func armor(
    _ text: String, choice: SigningChoice, setting: String, operation: String
  ) throws(GitError) -> String? {
    switch choice {
    case .never: return nil
    case .always: break
    case .configured:
      guard try configurationFlag(setting) else {
        return nil
      }
    }
    let format = try configurationValue("gpg.format")?.lowercased() ?? "openpgp"
    guard format == "ssh" else {
      throw GitError(
        .unsupportedSigningFormat, operation, "the signing format '\(format)' is not supported",
        hints: [
          setting == "tag.gpgsign" ? "git tag -s" : "git commit -S", "git config gpg.format ssh",
        ])
    }
    guard let key = try configurationValue("user.signingkey"), !key.isEmpty else {
      throw GitError(
        .missingSigningKey, operation, "signing is on and no key is configured",
        hints: ["git config --global user.signingKey ~/.ssh/id_ed25519.pub"])
    }
    let program = try configurationValue("gpg.ssh.program") ?? "ssh-keygen"
    if let literal = Self.literalKey(key) {
      return try withKeyFile(literal, operation) { path throws(GitError) in
        try sign(text, program: program, keyPath: path, operation)
      }
    }
    return try sign(
      text, program: program, keyPath: environment.expandingHome(key), operation)
  }

  private func sign(
    _ text: String, program: String, keyPath: String, _ operation: String
  ) throws(GitError) -> String {
    let child = try ChildProcess(
      program, ["-Y", "sign", "-n", "git", "-f", keyPath], variables: environment.variables,
      input: Array(text.utf8), operation: operation)
    let armor = String(decoding: child.output, as: UTF8.self)
    guard child.status == 0, armor.hasPrefix("-----BEGIN SSH SIGNATURE-----\n") else {
      let reason =
        String(decoding: child.errors, as: UTF8.self)
        .split(separator: "\n").last { !$0.hasPrefix("Signing ") } ?? "no signature came out"
      throw GitError(
        .signingFailed, operation, "\(program) did not sign: \(reason)",
        hints: ["check the key named by: git config user.signingKey"])
    }
    // Git writes the armor without an empty line after it.
    return String(
      armor.prefix(armor.utf8.last == UInt8(ascii: "\n") ? armor.count - 1 : armor.count))
  }

  /// Returns the key itself if the configuration holds it rather than a path.
  private static func literalKey(_ value: String) -> String? {
    if value.hasPrefix("key::") {
      return String(value.dropFirst(5))
    }
    return value.hasPrefix("ssh-") ? value : nil
  }

  /// Lends the path of a file that holds a public key; its private half is with the agent.
  private func withKeyFile<Result>(
    _ key: String, _ operation: String, _ body: (String) throws(GitError) -> Result
  ) throws(GitError) -> Result {
    var template = ((environment["TMPDIR"] ?? "/tmp") + "/galley-key-XXXXXX").utf8CString
    let (descriptor, path) = template.withUnsafeMutableBufferPointer { name in
      guard let start = name.baseAddress else {
        return (Int32(-1), "")
      }
      let descriptor = mkstemp(start)
      return (descriptor, String(cString: start))
    }
    guard descriptor >= 0 else {
      throw GitError(.fileSystem, operation, "no file for the key: \(FileText.reason())")
    }
    defer {
      close(descriptor)
      unlink(path)
    }
    try FileText.write(Array((key + "\n").utf8), to: descriptor, operation)
    return try body(path)
  }
}
