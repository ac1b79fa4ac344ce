package import Diagnostics

/// The front end for Liquid (Shopify/liquid 5.13, strict2).
package enum Liquid {
  /// How a template is compiled.
  package struct Options: Sendable {
    /// What an unknown filter is.
    package enum UnknownFilter: Sendable {
      /// An error, so that a typo never ships.
      case isError
      /// The reference's way: the value passes through.
      case passesThrough
    }

    /// What a missing or broken fragment is.
    package enum Linking: Sendable {
      /// An error of the template that names it.
      case strict
      /// The reference's way: an error when it is run.
      case whenRun
    }

    /// What an unknown filter is.
    package var unknownFilter: UnknownFilter
    /// What a missing or broken fragment is.
    package var linking: Linking
    /// Largest file in bytes.
    package var maximumBytes: Int
    /// Whether the program notes the branches that a render takes; it is slower for it.
    package var recordsBranches = false
    /// Whether the filters that no other Liquid has can be used.
    package var allowsExtensions: Bool

    /// Creates options; the defaults are galley's own strictness.
    package init(
      unknownFilter: UnknownFilter = .isError, linking: Linking = .strict,
      maximumBytes: Int = 4 << 20, allowsExtensions: Bool = true
    ) {
      self.unknownFilter = unknownFilter
      self.linking = linking
      self.maximumBytes = maximumBytes
      self.allowsExtensions = allowsExtensions
    }
  }

  /// Compiles a template with the fragments it uses.
  ///
  /// The program is nil when a diagnostic is an error. `fragments` looks a fragment up by the name
  /// written in the template; it is asked once per name. `dynamicNames` are the fragments that an
  /// `include` of a name worked out while rendering may reach.
  package static func compile(
    _ source: SourceText, fragments: (String) -> SourceText?, dynamicNames: [String] = [],
    options: Options = Options()
  ) -> (program: Program?, diagnostics: [Diagnostic]) {
    // Dictionaries are only looked up in, so their order reaches no output.
    withoutActuallyEscaping(fragments) { fragments in
      var compiler = LiquidCompiler(
        fragments: fragments, dynamicNames: dynamicNames, options: options)
      return compiler.compile(source)
    }
  }
}
