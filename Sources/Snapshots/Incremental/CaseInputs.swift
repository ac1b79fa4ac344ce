import Content
import Diagnostics
import Documents
import Rendering

/// What one case is made from beyond its template's inputs.
struct CaseInputs {
  /// The SHA-256 of the template's key, the case and all reads.
  let key: ContentDigest
  private let testCase: Case
  private let texts: [String]
  private let digests: ProjectDigests

  /// Room for what most cases are made from, so that their bytes are not copied while they grow.
  private static let usualBytes = 1_024

  /// Collects the inputs of a case; `texts` are the translations that rendering it asked for.
  init(
    _ testCase: Case, template: ContentDigest, texts: [String], digests: ProjectDigests
  ) {
    self.testCase = testCase
    self.texts = texts
    self.digests = digests
    var writer = RecordWriter(capacity: Self.usualBytes)
    writer.write(template)
    writer.write(testCase.id)
    writer.write(testCase.locale)
    writer.write(testCase.variant ?? "")
    writer.write(UInt64(bitPattern: testCase.clock.instant.seconds))
    writer.write(testCase.environment.id)
    writer.write(digests.environment(testCase.environment))
    writer.write(testCase.recordingSet?.id ?? "")
    Self.visit(testCase, texts, digests) { name, digest in
      writer.write(name)
      writer.write(digest)
    }
    key = ContentDigest(of: writer.bytes)
  }

  /// Each thing that is read, by its name with its digest.
  var reads: [(name: String, digest: ContentDigest)] {
    var reads: [(name: String, digest: ContentDigest)] = []
    Self.visit(testCase, texts, digests) { reads.append((name: $0, digest: $1)) }
    return reads
  }

  private static func visit(
    _ testCase: Case, _ texts: [String], _ digests: ProjectDigests,
    _ body: (String, ContentDigest) -> Void
  ) {
    let profile = testCase.profile.document.source.path
    body(profile, digests.file(profile))
    for choice in testCase.recordingSet?.sources ?? [] {
      let stem = "recordings/\(choice.source.value)/\(choice.recording.value)"
      for path in [stem + ".json", stem + ".yaml"] { body(path, digests.file(path)) }
    }
    for key in texts {
      body("locales/\(testCase.locale)#\(key)", digests.text(key, locale: testCase.locale))
    }
  }
}
