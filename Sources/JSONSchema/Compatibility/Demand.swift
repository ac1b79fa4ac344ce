/// One claim about a value: that it satisfies a schema, that it does not, that it differs.
struct Literal: Hashable, Comparable {
  enum Kind: UInt8 {
    /// Satisfies the class `index`; does not; is not the known value `index`.
    case holds, fails, differs
  }
  var kind: Kind
  var index: Int32
  /// The circular references being followed at the same value: an index into the solver's table.
  var context: Int32 = 0

  /// The claim that denies this one, where there is one.
  var denial: Literal? {
    switch kind {
    case .holds: Literal(kind: .fails, index: index, context: context)
    case .fails: Literal(kind: .holds, index: index, context: context)
    case .differs: nil
    }
  }

  /// Orders claims so that equal sets of them are equal lists.
  static func < (left: Literal, right: Literal) -> Bool {
    if left.index != right.index { return left.index < right.index }
    if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
    return left.context < right.context
  }
}

/// One thing demanded of a value whose kind is fixed.
enum Demand {
  case literal(Literal)
  /// At least or at most so many items, members or code points.
  case atLeast(Int)
  case atMost(Int)
  case number(NumberDemand)
  case text(TextDemand)
  case array(ArrayDemand)
  case object(ObjectDemand)
  /// All demands of one of the lists.
  case choice([[Demand]])
}

/// A demand on a number.
enum NumberDemand {
  case above(ExactNumber, isInclusive: Bool)
  case below(ExactNumber, isInclusive: Bool)
  case multiple(of: ExactNumber, Bool)
  case integer(Bool)
}

/// A demand on a string; the flag says whether it must hold or must not.
enum TextDemand {
  case pattern(PatternPlace, Bool)
  case format(StringFormat, Bool)
  case content(isBase64: Bool, isJSON: Bool, Bool)
  case differs([UInt8])
}

/// A demand on an array.
enum ArrayDemand {
  /// The item at the index, if there is one; every item from the index on.
  case each(at: Int, Literal)
  case every(from: Int, Literal)
  /// There is an item at the index; there is one somewhere from the index on.
  case exists(at: Int, Literal)
  case some(from: Int, Literal)
  /// At least, at most so many items.
  case contains(Literal, atLeast: Int)
  case containsAtMost(Literal, Int)
  case unique(Bool)
}

/// A demand on an object.
enum ObjectDemand {
  /// The members obey the plan's `properties`, `patternProperties`, `additionalProperties`.
  case members(ObjectPlace)
  case names(Literal)
  case present([UInt8])
  case absent([UInt8])
  case member([UInt8], Literal)
  case some(MemberSearch, Literal)
}

/// Where a member that must exist is to be found.
enum MemberSearch {
  case matching(PatternPlace)
  case beyond(ObjectPlace)
  /// Anywhere: the claim is about the value; or about the name.
  case anywhere
  case named
}

/// A pattern of one of the programs.
struct PatternPlace: Hashable {
  var program: Int
  var index: Int
}

/// An object plan of one of the programs.
struct ObjectPlace: Hashable {
  var program: Int
  var index: Int
}
