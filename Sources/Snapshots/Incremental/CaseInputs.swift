import Content
import Diagnostics
import Documents
import Rendering

/// What one case is made from beyond its template's inputs.
struct CaseInputs {
  /// Each thing by its name with its digest, ordered by name.
  let reads: [(name: String, digest: ContentDigest)]
  /// The SHA-256 of the template's key, the case and all reads.
  let key: ContentDigest

  /// Collects the inputs of a case; `texts` are the translations that rendering it asked for.
  init(
    _ testCase: Case, template: ContentDigest, texts: [String], digests: ProjectDigests
  ) {
    var reads: [(name: String, digest: ContentDigest)] = []
    let profile = testCase.profile.document.source.path
    reads.append((name: profile, digest: digests.file(profile)))
    for choice in testCase.recordingSet?.sources ?? [] {
      let stem = "recordings/\(choice.source.value)/\(choice.recording.value)"
      for path in [stem + ".json", stem + ".yaml"] {
        reads.append((name: path, digest: digests.file(path)))
      }
    }
    for key in texts {
      reads.append(
        (
          name: "locales/\(testCase.locale)#\(key)",
          digest: digests.text(key, locale: testCase.locale)
        ))
    }
    var writer = RecordWriter()
    writer.write(template)
    writer.write(testCase.id)
    writer.write(testCase.locale)
    writer.write(testCase.variant ?? "")
    writer.write(UInt64(bitPattern: testCase.clock.instant.seconds))
    writer.write(testCase.environment.id)
    writer.write(digests.environment(testCase.environment))
    writer.write(testCase.recordingSet?.id ?? "")
    for read in reads {
      writer.write(read.name)
      writer.write(read.digest)
    }
    self.reads = reads
    key = ContentDigest(of: writer.bytes)
  }
}
