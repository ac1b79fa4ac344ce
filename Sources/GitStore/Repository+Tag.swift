/// What a new annotated tag is to be.
package struct TagDraft: Sendable, Hashable {
  /// The tag's name, without `refs/tags/`.
  package var name: String
  /// The commit it names.
  package var target: ObjectID
  /// The message.
  package var message: String
  /// The time, unless the environment sets one.
  package var time: GitTime
  /// Whether the tag is signed.
  package var signing: SigningChoice

  /// Describes a tag.
  package init(
    name: String, target: ObjectID, message: String, time: GitTime,
    signing: SigningChoice = .configured
  ) {
    self.name = name
    self.target = target
    self.message = message
    self.time = time
    self.signing = signing
  }
}

extension Repository {
  /// Makes an annotated tag, signed if need be, and returns the tag object's name.
  ///
  /// A tag of that name is never moved.
  package func createTag(
    _ draft: TagDraft, patience: LockPatience = LockPatience()
  ) throws(GitError) -> ObjectID {
    let operation = "make the tag '\(draft.name)'"
    let reference = "refs/tags/" + draft.name
    guard Self.isValidReferenceName(reference), !draft.name.hasPrefix("-") else {
      throw GitError(.invalidName, operation, "the name is not allowed for a tag")
    }
    guard try !referenceExists(reference) else {
      throw tagExists(draft.name, operation)
    }
    _ = try commit(draft.target)
    let tagger = try signature(.committer, identity: nil, time: draft.time)
    let message = try Self.tidied(draft.message, operation)
    var text =
      "object \(draft.target.hex)\ntype commit\ntag \(draft.name)\ntagger \(tagger.line)\n\n"
      + message
    let armor = try armor(
      text, choice: draft.signing, setting: "tag.gpgsign", operation: operation)
    if let armor {
      text += armor + "\n"
    }
    let id = try store(Array(text.utf8), .tag, operation)
    do {
      try move(reference, from: nil, to: id, log: "tag: \(draft.name)", patience: patience)
    } catch  where error.code == .staleReference {
      throw tagExists(draft.name, operation)
    }
    return id
  }

  private func tagExists(_ name: String, _ operation: String) -> GitError {
    GitError(
      .tagExists, operation, "a tag of that name exists",
      hints: ["choose another name; a published tag should not move"])
  }
}
