// swift-tools-version: 6.2
import PackageDescription

// What scripts/fuzz builds, apart from the program: the targets that decode, instrumented, and one
// entry point. The folders are links to Sources/.

let instrumented: [SwiftSetting] = [
  .unsafeFlags(["-sanitize=fuzzer,address", "-enable-testing"]),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "fuzz",
  targets: [
    .systemLibrary(name: "CArchive", pkgConfig: "libarchive"),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0"),
    .systemLibrary(name: "CCharset", pkgConfig: "uchardet"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
    .target(name: "CDriver"),
    .target(name: "NewsBytes", swiftSettings: instrumented),
    .target(name: "NewsModel", dependencies: ["NewsBytes"], swiftSettings: instrumented),
    .target(
      name: "NewsFormats",
      dependencies: ["NewsBytes", "NewsModel", "CArchive", "CCharset", "CLibXML2", "CZlib"],
      swiftSettings: instrumented),
    .executableTarget(
      name: "fuzz", dependencies: ["CDriver", "NewsModel", "NewsFormats"],
      swiftSettings: instrumented,
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]),
  ],
  swiftLanguageModes: [.v6]
)
