import Documents

struct ChangeFinder {
  private(set) var changes: [SchemaChange] = []
  init(
    _ old: SchemaProgram, _ new: SchemaProgram, _ c: SchemaContainment, backward: SchemaVerdict,
    forward: SchemaVerdict
  ) {}
  mutating func run() {}
}
