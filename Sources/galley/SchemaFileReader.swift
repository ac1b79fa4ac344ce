import FoundationEssentials

/// Reads a schema that stands outside any content repository.
enum SchemaFileReader {
  /// The bytes of a file; `name` is what the user called it.
  static func bytes(_ path: String, named name: String) throws(CommandFailure) -> [UInt8] {
    do {
      return Array(try Data(contentsOf: URL(filePath: path)))
    } catch {
      throw CommandFailure(
        "cannot read '\(name)'", hints: ["give the path of a JSON or YAML file"])
    }
  }
}
