extension SchemaProgram {
  /// Lends the program's arrays to `body` as pointers.
  func withView<Result>(_ body: (ProgramView) -> Result) -> Result {
    unsafe tables.plans.withUnsafeBufferPointer { plans in
      unsafe tables.steps.withUnsafeBufferPointer { steps in
        unsafe tables.objects.withUnsafeBufferPointer { objects in
          unsafe tables.arrays.withUnsafeBufferPointer { arrays in
            unsafe strings.withUnsafeBufferPointer { strings in
              unsafe tables.numbers.withUnsafeBufferPointer { numbers in
                unsafe tables.values.withUnsafeBufferPointer { values in
                  unsafe tables.patterns.withUnsafeBufferPointer { patterns in
                    unsafe tables.choices.withUnsafeBufferPointer { choices in
                      unsafe tables.slots.withUnsafeBufferPointer { slots in
                        unsafe tables.names.withUnsafeBufferPointer { names in
                          unsafe tables.lists.withUnsafeBufferPointer { lists in
                            unsafe tables.transitions.withUnsafeBufferPointer { transitions in
                              unsafe tables.columns.withUnsafeBufferPointer { columns in
                                body(
                                  unsafe ProgramView(
                                    plans: Self.start(plans), steps: Self.start(steps),
                                    objects: Self.start(objects), arrays: Self.start(arrays),
                                    strings: Self.start(strings), numbers: Self.start(numbers),
                                    values: Self.start(values), patterns: Self.start(patterns),
                                    choices: Self.start(choices),
                                    slots: Self.start(slots), names: Self.start(names),
                                    lists: Self.start(lists),
                                    transitions: Self.start(transitions),
                                    columns: Self.start(columns)))
                              }
                            }
                          }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /// The address of an array's elements; one that no index leads to where it is empty.
  private static func start<Element>(
    _ buffer: UnsafeBufferPointer<Element>
  ) -> UnsafePointer<Element> {
    // An empty array has no elements that a plan could name, so the address is never read.
    unsafe buffer.baseAddress
      ?? UnsafePointer(bitPattern: MemoryLayout<Element>.alignment).unsafelyUnwrapped
  }
}
