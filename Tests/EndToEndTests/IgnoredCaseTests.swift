import Foundation
import TestSupport
import Testing

/// Snapshots on a file system that ignores upper and lower case, played by a small library that is
/// loaded before the program.
@Suite struct IgnoredCaseTests {
  /// A shop with these locales, the first the default, for a program that sees no case; nil where
  /// there is no C compiler.
  private func shop(_ locales: String) throws -> Sandbox? {
    let sandbox = try Shop.copy()
    guard
      try sandbox.shell(
        "cc -shared -fPIC -o nocase.so '\(Shop.fixtures.path)/nocase.c' -ldl"
      ).status == 0
    else {
      print("skipped: no C compiler for a file system that ignores case")
      return nil
    }
    try sandbox.shell(
      """
      rm -r snapshots locales templates/hello templates/hero templates/nudge
      echo 'Hi {{ profile.firstName }}' > templates/ping/body.txt.liquid
      sed -i 's/^locales: .*/locales: { default: \(locales.prefix { $0 != "," }), supported: [\(locales)] }/' galley.yaml
      """, at: "shop"
    ).expectSuccess()
    return sandbox
  }

  private func galley(_ sandbox: Sandbox, _ arguments: String...) throws -> FinishedProcess {
    try sandbox.run(
      ["galley"] + arguments, at: "shop", with: ["LD_PRELOAD": sandbox.folder.path + "/nocase.so"])
  }

  private func files(_ sandbox: Sandbox) throws -> [String: [UInt8]] {
    try sandbox.folder.contents(of: "shop/snapshots", ignoring: [])
  }

  /// Two cases whose names differ in case only are two files, here as everywhere.
  @Test func twoCasesAreTwoFiles() throws {
    guard let sandbox = try shop("en, de-CH, de-ch") else { return }
    // The system is what it says it is.
    try sandbox.shell("mv templates Templates", at: "shop").expectSuccess()
    #expect(try sandbox.galley("test", at: "shop").status == 2)
    let updated = try galley(sandbox, "test", "--update")
    #expect(updated.status <= 1 && updated.output.contains("stored "), "\(updated.said)")
    let stored = try files(sandbox)
    let spellings = stored.keys.filter { $0.lowercased().contains("anna@de-ch") }
    #expect(spellings.count >= 2 && spellings.count % 2 == 0, "\(stored.keys.sorted())")
    #expect(Set(stored.keys.map { $0.lowercased() }).count == stored.count)
    let tested = try galley(sandbox, "test")
    for word in ["changed", " new", "stale"] {
      #expect(!tested.output.contains(word), "\(tested.said)")
    }
    #expect(try files(sandbox) == stored)
    // The same files as where case counts.
    try sandbox.shell("mv Templates templates", at: "shop").expectSuccess()
    let elsewhere = try sandbox.galley("test", "--no-cache", at: "shop")
    for word in ["changed", " new", "stale"] {
      #expect(!elsewhere.output.contains(word), "\(elsewhere.said)")
    }
  }

  /// A locale that is spelt otherwise from now on: the stale file is the new one's, and not lost.
  @Test(arguments: ["test --update", "review --accept-all --yes"])
  func anotherSpellingReplacesTheOld(command: String) throws {
    guard let sandbox = try shop("en, de-CH") else { return }
    _ = try galley(sandbox, "test", "--update")
    let old = try files(sandbox)
    try sandbox.shell("sed -i 's/de-CH/de-ch/' galley.yaml", at: "shop").expectSuccess()
    let told = try galley(sandbox, "test")
    #expect(told.output.contains("stale  snapshots/sms/ping/anna@de-CH.sms.txt"), "\(told.said)")
    let words = command.split(separator: " ").map(String.init)
    let stored = try sandbox.run(
      ["galley"] + words, at: "shop", with: ["LD_PRELOAD": sandbox.folder.path + "/nocase.so"])
    #expect(stored.status <= 1, "\(stored.said)")
    let new = try files(sandbox)
    #expect(Set(new.keys) == Set(old.keys.map { $0.replacing("de-CH", with: "de-ch") }))
    let tested = try galley(sandbox, "test")
    for word in ["changed", " new", "stale"] {
      #expect(!tested.output.contains(word), "\(tested.said)")
    }
  }
}
