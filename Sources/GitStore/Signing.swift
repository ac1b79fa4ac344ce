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
    return try sshSignature(of: text, namespace: "git", operation: operation)
  }

  /// Returns the armored SSH signature of a text, made with the key of `user.signingKey`.
  ///
  /// The namespace says what the signature is for; one made for another purpose does not verify.
  package func sshSignature(
    of text: String, namespace: String, operation: String = "sign"
  ) throws(GitError) -> String {
    guard let key = try configurationValue("user.signingkey"), !key.isEmpty else {
      throw GitError(
        .missingSigningKey, operation, "signing is on and no key is configured",
        hints: ["git config --global user.signingKey ~/.ssh/id_ed25519.pub"])
    }
    if let literal = Self.literalKey(key) {
      return try NamedTemporaryFile.with(
        Array((literal + "\n").utf8), variables: environment.variables, operation
      ) { path throws(GitError) in
        try sign(text, namespace, keyPath: path, operation)
      }
    }
    return try sign(text, namespace, keyPath: environment.expandingHome(key), operation)
  }

  /// Returns who signed a text, by the list of signers that count, or throws if nobody of it did.
  ///
  /// The list is a file as `ssh-keygen` reads it, like that of `gpg.ssh.allowedSignersFile`.
  package func verifySSHSignature(
    _ armor: String, of text: String, namespace: String, allowedSigners: String
  ) throws(GitError) -> String {
    let operation = "verify the signature"
    return try NamedTemporaryFile.with(
      Array((armor + "\n").utf8), variables: environment.variables, operation
    ) { path throws(GitError) in
      let found = try sshKeygen(
        ["-Y", "find-principals", "-s", path, "-f", allowedSigners], input: "", operation)
      let names = String(decoding: found.output, as: UTF8.self).split(separator: "\n")
      for name in names where found.status == 0 {
        let verified = try sshKeygen(
          ["-Y", "verify", "-n", namespace, "-f", allowedSigners, "-I", String(name), "-s", path],
          input: text, operation)
        if verified.status == 0 {
          return String(name)
        }
      }
      let reason =
        names.isEmpty
        ? "the signer is not in \(allowedSigners)"
        : "it is not \(names[0])'s signature of this text for '\(namespace)'"
      throw GitError(.badSignature, operation, reason)
    }
  }

  private func sshKeygen(
    _ arguments: [String], input: String, _ operation: String
  ) throws(GitError) -> ChildProcess {
    let program = try configurationValue("gpg.ssh.program") ?? "ssh-keygen"
    return try ChildProcess(
      environment.expandingHome(program), arguments, variables: environment.variables,
      input: Array(input.utf8), operation: operation)
  }

  private func sign(
    _ text: String, _ namespace: String, keyPath: String, _ operation: String
  ) throws(GitError) -> String {
    let child = try sshKeygen(
      ["-Y", "sign", "-n", namespace, "-f", keyPath], input: text, operation)
    var armor = String(decoding: child.output, as: UTF8.self)
    guard child.status == 0, armor.hasPrefix("-----BEGIN SSH SIGNATURE-----\n") else {
      let reason =
        String(decoding: child.errors, as: UTF8.self)
        .split(separator: "\n").last { !$0.hasPrefix("Signing ") } ?? "no signature came out"
      throw GitError(
        .signingFailed, operation, "ssh-keygen did not sign: \(reason)",
        hints: ["check the key named by: git config user.signingKey"])
    }
    // Git writes the armor without an empty line after it.
    if armor.hasSuffix("\n") {
      armor.removeLast()
    }
    return armor
  }

  /// Returns the key itself if the configuration holds it rather than a path.
  private static func literalKey(_ value: String) -> String? {
    if value.hasPrefix("key::") {
      return String(value.dropFirst(5))
    }
    return value.hasPrefix("ssh-") ? value : nil
  }
}
