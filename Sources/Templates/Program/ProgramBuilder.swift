import Diagnostics
import Documents

/// Collects the parts of a program while front ends emit them.
struct ProgramBuilder {
  var files: [SourceText] = []
  var code: [Instruction] = []
  var places: [Place] = []
  var resume: [Int32] = []
  var text: [UInt8] = []
  var constants: [Value] = []
  var names: [ProgramName] = []
  var keys: [PathKey] = []
  var loops: [LoopForm] = []
  var calls: [CallForm] = []
  var blocks: [BlockForm] = []
  var partials: [PartialForm] = []
  var inlines: [InlineForm] = []
  /// Whether the steps work on contexts: the language is Handlebars.
  var usesContexts = false
  /// Whether names are looked for in the contexts around the current one, too.
  var looksOutside = false
  var units: [ProgramUnit] = []
  var unitIndex: [String: Int] = [:]
  /// Whether the program notes the branches that a render takes.
  var recordsBranches = false
  var branches: [BranchForm] = []
  var definitions: [DefinitionForm] = []
  private var fileOffsets: [Int] = []
  private var nameIndex: [String: Int] = [:]
  private var groupIndex: [String: Int] = [:]
  private var textIndex: [String: Int] = [:]

  /// The number of continuation and cycle groups.
  var groupCount: Int { groupIndex.count }

  /// Adds a file; its bytes become part of the program's text.
  mutating func addFile(_ file: SourceText) -> Int {
    fileOffsets.append(text.count)
    files.append(file)
    text += file.bytes
    return files.count - 1
  }

  /// The offset in the program's text of a file's byte.
  func textOffset(_ file: Int, _ start: Int) -> Int { fileOffsets[file] + start }

  /// Adds a step and returns its index.
  @discardableResult
  mutating func emit(_ instruction: Instruction, at place: Place) -> Int {
    code.append(instruction)
    places.append(place)
    resume.append(0)
    return code.count - 1
  }

  /// The index of the next step.
  var here: Int { code.count }

  /// Lets the step at `index` go to the next step.
  mutating func land(_ index: Int) { code[index].a = Int32(here) }

  /// The number of a top-level name.
  mutating func name(_ name: String) -> Int {
    if let index = nameIndex[name] { return index }
    let offset = pool(name)
    names.append(
      ProgramName(
        text: name, offset: Int32(offset), count: Int32(name.utf8.count), hash: KeyName(name).hash,
        isScope: name == "self"))
    nameIndex[name] = names.count - 1
    return names.count - 1
  }

  /// A number for things that share state when their text is the same.
  mutating func group(_ key: String) -> Int {
    if let index = groupIndex[key] { return index }
    groupIndex[key] = groupIndex.count
    return groupIndex.count - 1
  }

  /// The number of the step `.name` of a path.
  mutating func key(_ name: String) -> PathKey {
    let command: PathCommand =
      switch name {
      case "size": .size
      case "first": .first
      case "last": .last
      default: .none
      }
    return PathKey(
      offset: Int32(pool(name)), count: Int32(name.utf8.count), hash: KeyName(name).hash,
      command: command, integer: 0)
  }

  /// The offset of a text in the program's text, added if it is new.
  mutating func pool(_ string: String) -> Int {
    if let offset = textIndex[string] { return offset }
    let offset = text.count
    text += Array(string.utf8)
    textIndex[string] = offset
    return offset
  }
}
