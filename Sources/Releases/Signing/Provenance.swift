/// How a release was made, as SLSA provenance: said by the publisher itself, so level 1 at most.
package struct Provenance: Sendable {
  /// The repository that was built; empty for one without a name.
  package let repository: String
  /// The branch or tag that was built.
  package let reference: String
  /// Who ran the build, as a URI.
  package let builderID: String
  /// The run, as the builder counts it, if it does.
  package let invocationID: String?

  /// Creates a provenance.
  package init(
    repository: String, reference: String, builderID: String, invocationID: String? = nil
  ) {
    self.repository = repository
    self.reference = reference
    self.builderID = builderID
    self.invocationID = invocationID
  }

  /// The statement about a release, canonical.
  func statementBytes(for release: ReleaseStatement) throws(ReleaseError) -> [UInt8] {
    for (parameter, text) in [
      ("repository", repository.isEmpty ? "local" : repository), ("reference", reference),
      ("builder", builderID),
      ("invocation", invocationID ?? "none"),
    ] {
      try ReleaseGrammar.require(
        ReleaseGrammar.isPlainText(text), parameter, text, expected: "a short text")
    }
    var metadata: [String: CanonicalValue] = [:]
    if let invocationID { metadata["invocationId"] = .string(invocationID) }
    var parameters: [String: CanonicalValue] = ["ref": .string(reference)]
    var source: [String: CanonicalValue] = [
      "digest": .object(["gitCommit": .string(release.commit)])
    ]
    if !repository.isEmpty {
      parameters["repo"] = .string(repository)
      source["uri"] = .string("git+\(repository)@\(reference)")
    }
    let predicate = CanonicalValue.object([
      "buildDefinition": .object([
        "buildType": .string(ReleaseFormat.buildType), "externalParameters": .object(parameters),
        "resolvedDependencies": .array([.object(source)]),
      ]),
      "runDetails": .object([
        "builder": .object(["id": .string(builderID)]), "metadata": .object(metadata),
      ]),
    ])
    return Statement.bytes(
      subjectName: release.name, subject: release.manifest,
      predicateType: ReleaseFormat.provenancePredicate, predicate: predicate)
  }
}
