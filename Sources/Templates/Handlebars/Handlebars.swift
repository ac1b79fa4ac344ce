package import Diagnostics

/// The front end for Handlebars (handlebars.js 4.7).
package enum Handlebars {
  /// How a template is compiled.
  package struct Options: Sendable {
    /// What a helper or partial that does not exist is.
    package enum Linking: Sendable {
      /// An error of the template that names it, so that a typo never ships.
      case strict
      /// The reference's way: an error when it is run.
      case whenRun
    }

    /// What a helper or partial that does not exist is.
    package var linking = Linking.strict
    /// Whether the helpers of `HelperTable` can be used.
    package var allowsExtensions = true
    /// Whether outputs are written without escaping.
    package var noEscape = false
    /// Whether a name is looked for in the contexts around the current one, too, as in Mustache.
    package var compat = false
    /// Whether a field that does not exist is an error.
    package var strict = false
    /// Whether a field of something that does not exist is an error.
    package var assumeObjects = false
    /// Whether variables that start with `@` have values.
    package var data = true
    /// Whether a partial without a context sees nothing but its arguments.
    package var explicitPartialContext = false
    /// Whether a name with arguments must be that of a known helper.
    package var knownHelpersOnly = false
    /// Whether a partial's output is left as it is where the partial is indented.
    package var preventIndent = false
    /// Largest file in bytes.
    package var maximumBytes = 4 << 20
    /// Whether the program notes the branches that a render takes; it is slower for it.
    package var recordsBranches = false

    /// Creates options; the defaults are the reference's, with strict linking.
    package init() {}
  }

  /// Compiles a template with the partials it uses.
  ///
  /// The program is nil when a diagnostic is an error. `partials` looks a partial up by the name
  /// written in the template; it is asked once per name. `dynamicNames` are the partials that a
  /// name worked out while rendering may reach.
  package static func compile(
    _ source: SourceText, partials: (String) -> SourceText?, dynamicNames: [String] = [],
    options: Options = Options()
  ) -> (program: Program?, diagnostics: [Diagnostic]) {
    withoutActuallyEscaping(partials) { partials in
      var compiler = HandlebarsCompiler(
        partials: partials, dynamicNames: dynamicNames, options: options)
      return compiler.compile(source)
    }
  }
}
