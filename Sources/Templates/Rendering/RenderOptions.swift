/// What a render depends on besides the program and its data.
package struct RenderOptions: Sendable {
  /// What happens after an error.
  package enum AfterError: Sendable {
    /// Rendering ends.
    case stop
    /// The tag or output prints nothing and rendering goes on; for previews. Limits always stop.
    case goOn
  }

  /// The bounds of the render.
  package var limits = RenderLimits()
  /// Seconds since 1970-01-01 00:00:00 UTC that `now` and `today` mean.
  package var clock: Int64 = 0
  /// The zone of times without one.
  package var timeZone: any TemplateTimeZone = UTCTimeZone()
  /// Whether a top-level name that nothing defines is an error, outside conditions and `default`.
  package var strictVariables = false
  /// Whether fragments run by `render` see the data, too.
  package var globalsAreStatic = true
  /// What happens after an error.
  package var afterError = AfterError.stop
  /// What `t` asks.
  package var translator: (any TemplateTranslator)?
  /// What `money`, `number`, `percent` and the date styles ask.
  package var formatter: (any TemplateLocaleFormatter)?

  /// Creates options with the defaults above.
  package init() {}
}
