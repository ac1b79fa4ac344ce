import Diagnostics

extension LiquidCompiler {
  /// The number of the unit that a constant name means; reports a name that means none.
  private mutating func link(_ call: LiquidCall) -> Int {
    guard let name = call.constantName else {
      linkDynamicNames()
      return -1
    }
    if let unit = unit(named: name) { return unit }
    if options.linking == .strict {
      var notes = ["a fragment is a file in the folder 'fragments'"]
      if let nearest = NearestName.suggest(name, among: dynamicNames.sorted()) {
        notes.insert("did you mean '\(nearest)'?", at: 0)
      }
      report(.unknownFragment, "no fragment is called '\(name)'", call.nameRange, notes: notes)
    }
    return -1
  }

  private func baseName(_ name: String) -> String {
    // Ruby's split drops empty parts at the end.
    String(name.split(separator: "/", omittingEmptySubsequences: true).last ?? "")
  }

  /// Emits a `render`: name, value, arguments, then the call.
  mutating func render(_ call: LiquidCall, _ range: LiquidRange) {
    var form = CallForm(unit: Int32(link(call)))
    expression(call.name, at: range)
    if let value = call.value {
      form.hasValue = true
      expression(value, at: range)
    }
    form.isLoop = call.isLoop
    form.alias = Int32(builder.name(call.alias ?? baseName(call.constantName ?? "")))
    form.loopObject = Int32(builder.name("forloop"))
    define(call, at: range)
    for (name, value) in call.arguments {
      form.arguments.append(Int32(builder.name(name)))
      expression(value, at: range)
    }
    builder.calls.append(form)
    builder.emit(Instruction(.render, a: builder.calls.count - 1), at: place(range))
  }

  /// Emits an `include`: name and value, a scope with the arguments, then the call.
  mutating func include(_ call: LiquidCall, _ range: LiquidRange) {
    let place = place(range)
    var form = CallForm(unit: Int32(link(call)))
    expression(call.name, at: range)
    if let value = call.value {
      form.hasValue = true
      expression(value, at: range)
    }
    if let name = call.constantName {
      form.ownName = Int32(builder.name(name))
      form.alias = Int32(builder.name(call.alias ?? baseName(name)))
    } else if let alias = call.alias {
      form.alias = Int32(builder.name(alias))
    }
    define(call, at: range)
    builder.calls.append(form)
    builder.emit(Instruction(.scopeBegin, a: builder.calls.count - 1), at: place)
    for (name, value) in call.arguments {
      expression(value, at: range)
      builder.emit(Instruction(.bindLocal, a: builder.name(name)), at: place)
    }
    builder.emit(Instruction(.include, a: builder.calls.count - 1), at: place)
    let interrupt = builder.emit(Instruction(.interrupt), at: place)
    let over = builder.emit(Instruction(.jump), at: place)
    builder.code[interrupt].a = Int32(builder.here)
    leaveAfterInclude(false, place)
    builder.code[interrupt].b = Int32(builder.here)
    leaveAfterInclude(true, place)
    builder.land(over)
  }
}
