import Diagnostics

/// Collects what a template reads by walking the syntax trees of its files.
struct ReadSetCollector {
  init(compiler: LiquidCompiler) {}

  func reads() -> [TemplateRead] { [] }

  func cycleDiagnostics() -> [Diagnostic] { [] }
}
