/// A language with a reference engine to compare with.
package enum DifferentialLanguage: String, CaseIterable, Sendable {
  case liquid
  case handlebars

  /// The program that runs the reference.
  package var interpreter: String {
    switch self {
    case .liquid: "ruby"
    case .handlebars: "node"
    }
  }

  /// The reference's script, beside the tests.
  package var script: String {
    switch self {
    case .liquid: "liquid.rb"
    case .handlebars: "handlebars.js"
    }
  }

  /// The reference in words.
  package var reference: String {
    switch self {
    case .liquid: "Liquid for Ruby"
    case .handlebars: "handlebars.js"
    }
  }

  /// The system's packages that carry the reference.
  package var packages: String {
    switch self {
    case .liquid: "ruby-liquid"
    case .handlebars: "nodejs, libjs-handlebars"
    }
  }

  /// Makes the case of a seed.
  package func make(seed: UInt64) -> DifferentialCase {
    switch self {
    case .liquid: LiquidGenerator.make(seed: seed)
    case .handlebars: HandlebarsGenerator.make(seed: seed)
    }
  }

  /// Renders a case with galley, set as the reference is.
  package func render(_ given: DifferentialCase) -> EngineOutcome {
    switch self {
    case .liquid: LiquidEngine().render(given)
    case .handlebars: HandlebarsEngine().render(given)
    }
  }
}
