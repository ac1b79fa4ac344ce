/// The bounds of one render; each has an error code of its own.
package struct RenderLimits: Sendable {
  /// Most bytes of output; `template/output-limit`.
  package var outputBytes: Int
  /// Most turns of loops and runs of fragments together; `template/step-limit`.
  package var steps: Int
  /// Deepest nesting of fragments; `template/fragment-depth`.
  package var fragmentDepth: Int
  /// Most bytes of values made while rendering; `template/memory-limit`.
  package var memoryBytes: Int

  /// Creates limits; the defaults are far above any message.
  package init(
    outputBytes: Int = 10_000_000, steps: Int = 2_000_000, fragmentDepth: Int = 100,
    memoryBytes: Int = 256 << 20
  ) {
    self.outputBytes = outputBytes
    self.steps = steps
    self.fragmentDepth = fragmentDepth
    self.memoryBytes = memoryBytes
  }
}
