// swift-tools-version: 6.2

import PackageDescription

/// The language settings of every target of galley's own.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

/// Adds memory-safety checking, for every module that imports no system library.
let pure = strict + [.strictMemorySafety()]

let package = Package(
  name: "galley",
  products: [
    .executable(name: "galley", targets: ["galley"]),
    // The schema validator for other packages.
    .library(name: "JSONSchema", targets: ["JSONSchema"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // Signatures and hashes of releases.
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    // System libraries: each has exactly one importer.
    .systemLibrary(
      name: "Clibyaml", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(
      name: "Clibgit2", pkgConfig: "libgit2", providers: [.apt(["libgit2-dev"])]),
    .systemLibrary(name: "Czlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "Clinux"),

    // A problem as a value: code, severity, message, span, notes, fix; reporters.
    .target(name: "Diagnostics", swiftSettings: pure),
    .testTarget(
      name: "DiagnosticsTests", dependencies: ["Diagnostics", "Documents"], swiftSettings: strict),

    // JSON and YAML read into one flat, span-carrying document; canonical JSON written back.
    .target(
      name: "Documents", dependencies: ["Diagnostics", "Clibyaml"], swiftSettings: strict),
    .testTarget(
      name: "DocumentsTests", dependencies: ["Documents", "Diagnostics"], swiftSettings: strict),

    // What a message is on each channel: parts, sizes, SMS segments, MIME, AMP, push, HTML lint.
    .target(
      name: "Channels", dependencies: ["Diagnostics", "Documents"], swiftSettings: pure),
    .testTarget(
      name: "ChannelsTests", dependencies: ["Channels", "Diagnostics", "Documents"],
      swiftSettings: strict),

    // Case → Message: the one rendering path.
    .target(
      name: "Rendering",
      dependencies: [
        "Templates", "Channels", "Content", "JSONSchema", "Documents", "Diagnostics",
      ],
      swiftSettings: pure),
    .testTarget(
      name: "RenderingTests",
      dependencies: ["Rendering", "Templates", "Content", "Diagnostics", "Documents"],
      swiftSettings: strict),

    // One file per rule over a loaded project; templates typed by schemas; a registry.
    .target(
      name: "Checks",
      dependencies: [
        "Rendering", "Templates", "Content", "JSONSchema", "Documents", "Diagnostics",
      ],
      swiftSettings: pure),
    .testTarget(
      name: "ChecksTests",
      dependencies: ["Checks", "Rendering", "Content", "JSONSchema", "Diagnostics"],
      swiftSettings: strict),

    // Enumerates cases, runs them, compares with snapshots, reviews, compares two projects.
    .target(
      name: "Snapshots",
      dependencies: [
        "Rendering", "Templates", "Channels", "Content", "JSONSchema", "Diagnostics", "Documents",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: pure),
    .testTarget(
      name: "SnapshotsTests",
      dependencies: [
        "Snapshots", "Rendering", "Templates", "Channels", "Content", "JSONSchema", "Documents",
        "Diagnostics", "TestSupport",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),

    // Pictures of messages by a headless browser, and what differs between two; knows no content.
    .target(
      name: "Visual",
      dependencies: [
        "Documents", "Diagnostics", "Czlib", .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "VisualTests",
      dependencies: ["Visual", "Diagnostics", "Documents", "TestSupport"],
      swiftSettings: strict),

    // Results of test runs shared over plain HTTP; the only networking of galley.
    .target(
      name: "RemoteCache",
      dependencies: [
        "Snapshots", "Diagnostics", .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "RemoteCacheTests",
      dependencies: ["RemoteCache", "Snapshots", "Diagnostics", "TestSupport"],
      swiftSettings: strict),

    // Commands, terminal, exit codes: thin.
    .executableTarget(
      name: "galley",
      dependencies: [
        "RemoteCache", "Snapshots", "Visual", "Checks", "Releases", "Rendering", "Templates",
        "Channels", "Content", "GitStore", "JSONSchema", "Documents", "Diagnostics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // The only importer of libgit2: trees, status, history, commits, tags as Swift values.
    .target(name: "GitStore", dependencies: ["Clibgit2"], swiftSettings: strict),
    .testTarget(name: "GitStoreTests", dependencies: ["GitStore"], swiftSettings: strict),

    // The project: typed templates, journeys, profiles …, read through a ContentSource.
    .target(
      name: "Content",
      dependencies: ["Documents", "JSONSchema", "GitStore", "Diagnostics", "Clinux"],
      swiftSettings: pure),
    .testTarget(
      name: "ContentTests",
      dependencies: ["Content", "Documents", "JSONSchema", "GitStore", "Diagnostics"],
      exclude: ["Fixtures"], swiftSettings: strict),

    // Releases: build, sign, verify; an OCI image layout any stock tool can check.
    .target(
      name: "Releases",
      dependencies: [
        "Documents", "Diagnostics", .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: pure),
    .testTarget(
      name: "ReleasesTests",
      dependencies: [
        "Releases", "JSONSchema", "Documents", "Diagnostics",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),

    // JSON Schema: compiled once, documents validated fast, failures explained with places.
    .target(
      name: "JSONSchema", dependencies: ["Documents", "Diagnostics"], swiftSettings: pure),
    .testTarget(
      name: "JSONSchemaTests", dependencies: ["JSONSchema", "Documents", "Diagnostics"],
      exclude: ["Explanations", "Samples"], swiftSettings: strict),

    // Liquid and Handlebars: source -> Program -> bytes; the read set of a template. Pure.
    .target(
      name: "Templates", dependencies: ["Documents", "Diagnostics"], swiftSettings: pure),
    .testTarget(
      name: "TemplatesTests", dependencies: ["Templates", "Documents", "Diagnostics"],
      swiftSettings: strict),

    // A developers' program: runs a file of cases against an engine; not installed.
    .executableTarget(
      name: "conformance",
      dependencies: [
        "Content", "Differential", "Documents", "JSONSchema", "Rendering", "Snapshots", "Templates",
        "Diagnostics",
      ],
      swiftSettings: strict),

    // Templates made from a grammar, rendered by galley and by a reference engine; for tests only.
    .target(
      name: "Differential", dependencies: ["Templates", "Documents", "Diagnostics"],
      path: "Tests/Differential", swiftSettings: strict),
    .testTarget(
      name: "DifferentialTests", dependencies: ["Differential"],
      exclude: ["Reference", "README.md"], swiftSettings: strict),

    // Temporary folders, programs run in a fixed environment; for tests only.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),

    // Drives the built program in temporary repositories.
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["TestSupport", "JSONSchema", "Documents", "Diagnostics", "galley"],
      exclude: ["Browser", "Fixtures"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)

// The fuzz targets of Scripts/fuzz have no main of their own, so they exist only when asked for.
if Context.environment["GALLEY_FUZZ"] != nil {
  let fuzzed: [(name: String, modules: [Target.Dependency])] = [
    ("JSON", ["Documents", "Diagnostics"]),
    ("YAML", ["Documents", "Diagnostics"]),
    ("Schema", ["JSONSchema", "Documents", "Diagnostics"]),
    ("Liquid", ["Templates", "Documents", "Diagnostics"]),
    ("Handlebars", ["Templates", "Documents", "Diagnostics"]),
    ("Bundle", ["Releases"]),
    ("PNG", ["Visual"]),
    ("HTTP", ["RemoteCache"]),
    ("Lines", ["Snapshots"]),
    ("Archive", ["Snapshots"]),
  ]
  for (name, modules) in fuzzed {
    package.targets.append(
      .executableTarget(
        name: "Fuzz\(name)", dependencies: modules, path: "Fuzz/\(name)", swiftSettings: strict))
  }
}
