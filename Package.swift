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
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "wiredesk",
  products: [
    .executable(name: "wiredesk", targets: ["wiredesk"]),
    .executable(name: "wiredesk-web", targets: ["wiredesk-web"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", exact: "0.6.0"),
    // Of wiredesk-web alone: `--product wiredesk` compiles none of them.
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0", traits: []),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
  ],
  targets: [
    // Layer 0: C shims, nothing else.
    .systemLibrary(
      name: "CSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
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
      dependencies: ["NewsBytes", "NewsModel", "CArchive", "CCharset", "CLibXML2", "CZlib"],
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

    // Layer 4: what is read from a desk as pages and feeds.
    .target(
      name: "NewsPages",
      dependencies: [
        "NewsBytes", "NewsModel", "NewsText", "NewsLinux", "NewsMatching", "NewsStories",
        "NewsStore", "NewsInbox", "NewsAnswers",
      ],
      swiftSettings: strict),

    // Layer 5: the programs.
    .executableTarget(
      name: "wiredesk",
      dependencies: [
        "NewsBytes", "NewsModel", "NewsLinux", "NewsStore", "NewsInbox", "NewsAnswers", "NewsDesk",
        logging, arguments,
        .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "wiredesk-web",
      dependencies: [
        "NewsBytes", "NewsModel", "NewsLinux", "NewsStore", "NewsPages", logging, arguments,
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOExtras", package: "swift-nio-extras"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
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
        "NewsFormats", "NewsAnswers", "NewsText", "TestSupport", grdb,
      ],
      swiftSettings: strict),
    .testTarget(
      name: "NewsPagesTests",
      dependencies: ["NewsPages", "NewsBytes", "NewsModel", "NewsStore", "TestSupport"],
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
