public import ArgumentParser
import Diagnostics
import Documents
public import JSONSchema

extension ValidationOutput.Format: ExpressibleByArgument {}

/// Options of `galley check` for values that belong to no content repository.
struct InstanceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Validate the values of this file: JSON lines, or one .json or .yaml; - for stdin.",
      valueName: "file"))
  var instances: String?

  @Option(help: ArgumentHelp("The schema of --instances.", valueName: "file"))
  var schema: String?

  @Option(
    help: """
      With --instances and --format json: flag, basic or detailed, as JSON Schema 2020-12 \
      defines them.
      """)
  var output: ValidationOutput.Format = .basic

  @Flag(inversion: .prefixedNo, help: "With --instances: check 'format', too.")
  var assertFormats = true

  func validate() throws {
    if (instances == nil) != (schema == nil) {
      throw ValidationError("--instances and --schema belong together")
    }
    if instances == "-", schema == "-" {
      throw ValidationError("--instances and --schema cannot both be standard input")
    }
  }
}

/// Validates many values by one schema and prints what is wrong as it goes: constant memory.
struct InstanceCheck {
  let options: InstanceOptions
  let format: ReportFormat
  let global: GlobalOptions

  /// Validates; throws exit code 1 when a value is not valid.
  func run(instances path: String, schema schemaPath: String) throws {
    guard format == .text || format == .json else {
      throw CommandFailure(
        "--instances prints text or json, not \(format.rawValue)",
        hints: ["leave --format out, or write --format json"])
    }
    let schemaOptions = SchemaOptions(assertsFormat: options.assertFormats)
    let schemas = SchemaFiles(global)
    let (document, schema) = try schemas.schema(schemaPath, options: schemaOptions)
    let files = InstanceFiles(global)
    var output = ValidationOutput(
      document, format: options.output, options: schemaOptions,
      resolver: schemas.resolver(for: [schemaPath]))
    var progress = InstanceProgress(size: try files.size(of: path))
    var buffer = ResultBuffer()
    var count = 0
    var invalid = 0
    try files.forEach(in: path) { instance in
      count += 1
      progress.report(count, position: instance.position)
      guard let value = instance.reading.document else {
        invalid += 1
        progress.clear()
        buffer.add(unreadable(instance, path))
        return
      }
      if schema.isValid(value) {
        if format == .json { buffer.add(line(instance, path, output.output([]))) }
        return
      }
      invalid += 1
      progress.clear()
      let failures = schema.validate(value)
      if format == .json {
        buffer.add(line(instance, path, output.output(failures)))
      } else {
        for failure in failures { buffer.add(text(failure.diagnostic, instance, path)) }
      }
    }
    buffer.flush()
    progress.clear()
    let verdict = invalid == 0 ? "ok" : "\(invalid) not valid"
    Terminal.writeError("\(verdict): \(counted(count, "value")) checked\n")
    if invalid > 0 { throw Exit.findings }
  }

  /// The standard's output of one value, led by its place in the file.
  private func line(
    _ instance: InstanceFiles.Instance, _ path: String, _ output: JSONOutput
  ) -> String {
    guard case .object(let members) = output else { return "" }
    let place: [(key: String, value: JSONOutput)] = [
      ("file", .string(path)), ("line", .integer(instance.line)),
    ]
    return JSONOutput.object(place + members).text() + "\n"
  }

  private func unreadable(_ instance: InstanceFiles.Instance, _ path: String) -> String {
    guard format == .json else {
      return instance.reading.diagnostics.map { text($0, instance, path) }.joined()
    }
    let errors = instance.reading.diagnostics.map { problem -> JSONOutput in
      [
        "valid": false, "keywordLocation": "", "instanceLocation": "",
        "error": .string(problem.message),
      ]
    }
    return line(instance, path, ["valid": false, "errors": .array(errors)])
  }

  /// One problem as `file:line:column: error[code]: message`, its notes below.
  private func text(
    _ problem: Diagnostic, _ instance: InstanceFiles.Instance, _ path: String
  ) -> String {
    let place = problem.span?.startPosition ?? SourcePosition(line: 1, column: 1)
    var result =
      "\(path):\(instance.line + place.line - 1):\(place.column): "
      + "\(problem.severity.name)[\(problem.code.name)]: \(problem.message)\n"
    for note in problem.notes {
      result += "  \(note.message)\n"
    }
    return result
  }
}

/// Output gathered into larger writes.
struct ResultBuffer {
  private var bytes: [UInt8] = []

  /// Adds text; writes when there is enough of it.
  mutating func add(_ text: String) {
    bytes += text.utf8
    if bytes.count >= 1 << 16 { flush() }
  }

  /// Writes what is left.
  mutating func flush() {
    Terminal.write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
