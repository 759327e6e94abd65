// swift-tools-version: 6.2
import PackageDescription

// The layers of ARCHITECTURE.md, bottom first. ArchitectureTests holds every target's imports
// against the same table, because SwiftPM lets undeclared transitive imports pass.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

let package = Package(
  name: "wiredesk",
  products: [.executable(name: "wiredesk", targets: ["wiredesk"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", exact: "0.6.0"),
  ],
  targets: [
    // Layer 0: C shims, nothing else.
    .systemLibrary(
      name: "CSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CCharset", pkgConfig: "uchardet", providers: [.apt(["libuchardet-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
    .target(name: "CLanguage", linkerSettings: [.linkedLibrary("cld2")]),
    .target(name: "CLinux"),
    .target(name: "CBackground", exclude: ["data"]),

    // Layer 1: bytes as text, the vocabulary, text, the system.
    .target(name: "NewsBytes", swiftSettings: strict),
    .target(name: "NewsModel", dependencies: ["NewsBytes"], swiftSettings: strict),
    .target(
      name: "NewsText",
      dependencies: ["NewsBytes", "NewsModel", "CBackground", "CCrypto", "CLanguage", "CStemmer"],
      swiftSettings: strict),
    .target(
      name: "NewsLinux", dependencies: ["NewsBytes", "NewsModel", "CSystemd", "CLinux", logging],
      swiftSettings: strict),

    // Layer 2: five siblings that never import each other.
    .target(
      name: "NewsFormats",
      dependencies: ["NewsBytes", "NewsModel", "CArchive", "CCharset", "CLibXML2"],
      swiftSettings: strict),
    .target(
      name: "NewsMatching", dependencies: ["NewsBytes", "NewsModel", "NewsText"],
      swiftSettings: strict),
    .target(
      name: "NewsStories", dependencies: ["NewsBytes", "NewsModel", "NewsText"],
      swiftSettings: strict),
    .target(
      name: "NewsStore", dependencies: ["NewsBytes", "NewsModel", "NewsLinux", grdb, sqlite],
      swiftSettings: strict),
    .target(
      name: "NewsInbox", dependencies: ["NewsBytes", "NewsModel", "NewsLinux"],
      swiftSettings: strict),

    // Layer 3: answers for people; reads only.
    .target(
      name: "NewsAnswers",
      dependencies: [
        "NewsBytes", "NewsModel", "NewsText", "NewsLinux", "NewsMatching", "NewsStories",
        "NewsStore", "NewsInbox",
      ],
      swiftSettings: strict),

    // Layer 4: one deposit from bytes to COMMIT.
    .target(
      name: "NewsDesk",
      dependencies: [
        "NewsBytes", "NewsModel", "NewsText", "NewsLinux", "NewsFormats", "NewsMatching",
        "NewsStories", "NewsStore", "NewsInbox", "NewsAnswers", logging,
      ],
      swiftSettings: strict),

    // Layer 5: the program.
    .executableTarget(
      name: "wiredesk",
      dependencies: [
        "NewsBytes", "NewsModel", "NewsLinux", "NewsStore", "NewsInbox", "NewsAnswers", "NewsDesk",
        logging,
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      swiftSettings: strict),

    // What several test targets need.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(name: "ArchitectureTests", swiftSettings: strict),
    .testTarget(
      name: "NewsBytesTests", dependencies: ["NewsBytes", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "NewsModelTests", dependencies: ["NewsModel"], swiftSettings: strict),
    .testTarget(
      name: "NewsTextTests", dependencies: ["NewsText", "NewsModel", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "NewsLinuxTests", dependencies: ["NewsLinux", "CLinux", logging, "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "NewsFormatsTests",
      dependencies: ["NewsFormats", "NewsModel", "CArchive", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "NewsMatchingTests",
      dependencies: ["NewsMatching", "NewsText", "NewsModel", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "NewsStoriesTests",
      dependencies: ["NewsStories", "NewsText", "NewsModel", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "NewsStoreTests",
      dependencies: ["NewsStore", "NewsLinux", "NewsModel", grdb, "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "NewsInboxTests",
      dependencies: ["NewsInbox", "NewsLinux", "NewsModel", "NewsBytes", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "NewsAnswersTests",
      dependencies: ["NewsAnswers", "NewsModel", "NewsStore", "NewsLinux", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "NewsDeskTests",
      dependencies: [
        "NewsDesk", "NewsMatching", "NewsModel", "NewsLinux", "NewsInbox", "NewsStore",
        "NewsFormats", "NewsAnswers", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "WiredeskTests",
      dependencies: ["NewsModel", "NewsLinux", "NewsFormats", "TestSupport"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)

// The programs that `scripts/bench` asks for, and a plain build does not: they need what modules show
// one another inside the package.
if Context.environment["WIREDESK_BENCH"] != nil {
  package.targets += [
    // Measures the index of copies: `scripts/bench copies`.
    .executableTarget(
      name: "postings-bench",
      dependencies: [
        "NewsModel", "NewsText", "NewsMatching", "NewsStore", "NewsAnswers", "NewsDesk",
      ],
      path: "scripts/bench.d/postings-bench", swiftSettings: strict),
    // Measures the two engines alone: `scripts/bench engines`.
    .executableTarget(
      name: "engines-bench",
      dependencies: ["NewsModel", "NewsText", "NewsMatching", "NewsStories"],
      path: "scripts/bench.d/engines-bench", swiftSettings: strict),
    // Measures the decoders of wires alone: `scripts/bench wires`.
    .executableTarget(
      name: "wires-bench", dependencies: ["NewsModel", "NewsFormats", "CLibXML2"],
      path: "scripts/bench.d/wires-bench", swiftSettings: strict),
  ]
}
