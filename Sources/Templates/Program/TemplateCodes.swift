package import Diagnostics

extension DiagnosticCode {
  /// The markup of a tag or output breaks the grammar.
  package static let templateSyntax = DiagnosticCode(
    "template/syntax", "the markup of a tag or an output breaks the grammar of the language")
  /// A tag or output without its closing delimiter.
  package static let unclosedTag = DiagnosticCode(
    "template/unclosed-tag", "a tag or an output lacks its closing delimiter")
  /// A tag that does not exist, or does not belong in its block.
  package static let unknownTag = DiagnosticCode(
    "template/unknown-tag", "no tag of this name exists, or it does not belong in this block")
  /// A block without its end tag.
  package static let unclosedBlock = DiagnosticCode(
    "template/unclosed-block", "a block is opened and never closed")
  /// A filter that does not exist.
  package static let unknownFilter = DiagnosticCode(
    "template/unknown-filter", "no filter of this name exists")
  /// An amount whose decimals are not padded.
  package static let unpaddedDecimals = DiagnosticCode(
    "template/unpadded-decimals", "an amount is printed with as few decimals as it has")
  /// A filter with too few or too many arguments.
  package static let filterArguments = DiagnosticCode(
    "template/filter-arguments", "a filter has too few or too many arguments")
  /// A helper that does not exist, or is used in a way that it cannot be.
  package static let unknownHelper = DiagnosticCode(
    "template/unknown-helper", "no helper of this name exists, or it cannot stand here")
  /// A helper with too few or too many arguments.
  package static let helperArguments = DiagnosticCode(
    "template/helper-arguments", "a helper has too few or too many arguments")
  /// A fragment that does not exist.
  package static let unknownFragment = DiagnosticCode(
    "template/unknown-fragment", "no fragment of this name exists")
  /// Fragments that run each other without any condition.
  package static let fragmentCycle = DiagnosticCode(
    "template/fragment-cycle",
    "fragments run each other without a condition, so rendering never ends")
  /// `include` where it is not allowed.
  package static let includeInRender = DiagnosticCode(
    "template/include-in-render", "include is not allowed inside a fragment run by render")
  /// Blocks nested deeper than the limit.
  package static let nestingLimit = DiagnosticCode(
    "template/nesting-limit", "blocks are nested deeper than the limit")
  /// A template that is larger than the limit.
  package static let templateSizeLimit = DiagnosticCode(
    "template/size-limit", "the template is larger than the limit")
}
