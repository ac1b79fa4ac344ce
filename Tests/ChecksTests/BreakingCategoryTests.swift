import Checks
import JSONSchema
import Testing

@Suite struct BreakingCategoryTests {
  private let roles: [BreakingCategory.Role] = [.profiles, .other, .unknown]

  @Test func everyBreakByEveryRuleHasACategory() {
    for code in SchemaChange.codes {
      for role in roles {
        for (backward, forward) in [(true, false), (false, true), (true, true)] {
          for isRead in [true, false] {
            let found = BreakingCategory.categories(
              ofRule: code, breaksBackward: backward, breaksForward: forward, role: role,
              isRead: isRead)
            #expect(!found.isEmpty && found == found.sorted(by: >), "\(code): \(found)")
            #expect(found.contains(.render) == (isRead && BreakingCategory.concernsReaders(code)))
          }
        }
        #expect(
          BreakingCategory.categories(
            ofRule: code, breaksBackward: false, breaksForward: false, role: role) == [])
      }
    }
  }

  @Test func whatNoLongerIsValidCountsByWhatTheSchemaDescribes() {
    func categories(_ backward: Bool, _ role: BreakingCategory.Role) -> [BreakingCategory] {
      BreakingCategory.categories(
        ofRule: "minimum-added", breaksBackward: backward, breaksForward: !backward, role: role)
    }
    #expect(categories(true, .profiles) == [.profile])
    #expect(categories(true, .other) == [.data])
    #expect(categories(true, .unknown) == [.profile, .data])
    #expect(roles.allSatisfy { categories(false, $0) == [.data] })
  }
}
