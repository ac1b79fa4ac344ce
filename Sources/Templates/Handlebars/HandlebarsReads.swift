import Diagnostics

/// Collects what a template reads by walking the syntax trees of its files.
struct HandlebarsReads {
  init(compiler: HandlebarsCompiler) {}

  func reads() -> [TemplateRead] { [] }
}
