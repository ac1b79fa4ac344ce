import Documents

/// A schema with all it refers to, compiled: flat arrays, read by any number of threads.
final class SchemaProgram: Sendable {
  let documents: [Document]
  /// Root node of each resource's document, for pointers in messages.
  let resources: [ProgramResource]
  let plans: [SchemaPlan]
  let steps: [SchemaStep]
  /// The fused form of the plans, for the verdict; a plan has the same index in both forms.
  let tables: ProgramTables
  let fusedObjects: [ObjectPlan]
  let lists: [Int32]
  let objects: [ObjectPlan]
  let arrays: [ArrayPlan]
  let strings: [StringPlan]
  let numbers: [NumberPlan]
  let values: [ValueSet]
  let patterns: [Pattern]
  let dynamicReferences: [DynamicReference]
  let choices: [Choice]
  let root: Int
  let limits: SchemaLimits

  init(
    _ parts: ProgramParts, documents: [Document], resources: [ProgramResource], root: Int,
    limits: SchemaLimits
  ) {
    self.documents = documents
    self.resources = resources
    plans = parts.plans
    steps = parts.steps
    lists = parts.lists
    var optimiser = ProgramOptimiser(parts, root: root)
    optimiser.fuse()
    tables = ProgramTables(optimiser.parts)
    fusedObjects = optimiser.parts.objects
    objects = parts.objects
    arrays = parts.arrays
    strings = parts.strings
    numbers = parts.numbers
    values = parts.values
    patterns = parts.patterns
    dynamicReferences = parts.dynamicReferences
    choices = parts.choices
    self.root = root
    self.limits = limits
  }
}

/// What messages need to know of a resource.
struct ProgramResource {
  var uri: String
  var document: Int
  var node: Int
}

/// The arrays of a program while it is built.
struct ProgramParts {
  var plans: [SchemaPlan] = []
  var steps: [SchemaStep] = []
  var lists: [Int32] = []
  var objects: [ObjectPlan] = []
  var arrays: [ArrayPlan] = []
  var strings: [StringPlan] = []
  var numbers: [NumberPlan] = []
  var values: [ValueSet] = []
  var patterns: [Pattern] = []
  var dynamicReferences: [DynamicReference] = []
  var choices: [Choice] = []
}

/// The discriminator of an `anyOf` or `oneOf`: a property whose text decides between branches.
struct Choice {
  /// The name of the property.
  var name: KeyName
  /// The texts that some branch names.
  var texts = NameTable()
  /// Parallel to `texts`: the branches that allow each.
  var branches: [UInt64] = []
  /// The branches that do not look at the property's text.
  var always: UInt64 = 0
  /// The branches left open where the property is absent, and where the value is no object.
  var absent: UInt64 = ~0
  var other: UInt64 = ~0

  /// Lets a text leave some branches open.
  mutating func allow(_ text: [UInt8], _ bits: UInt64) {
    if let known = texts.index(of: text) {
      branches[known] |= bits
    } else {
      texts.append(text)
      branches.append(bits)
    }
  }
}
