/// How cases are run, beyond what they are: none of it changes a result.
package struct RunSettings: Sendable {
  /// Results of earlier runs; nil renders everything.
  package var cache: ResultCache?
  /// Of a hundred results that could be reused, how many are rendered all the same and compared.
  package var verifiedShare = 0
  /// A clock in microseconds, for what each case costs; nil measures nothing.
  package var microseconds: (@Sendable () -> Int)?
  /// Told of every finished batch: cases, how many of them passed.
  package var progress: (@Sendable (_ cases: Int, _ passed: Int) -> Void)?
  /// Asked before every batch; a run that is stopped has no result.
  package var isStopped: (@Sendable () -> Bool)?

  /// Creates settings that render everything.
  package init() {}
}
