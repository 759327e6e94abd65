import Foundation
import Testing

/// What each target may import of ours and of others: the layer table of ARCHITECTURE.md.
private let allowed: [String: Set<String>] = [
  "NewsBytes": [],
  "NewsModel": ["NewsBytes"],
  "NewsText": [
    "NewsBytes", "NewsModel", "CBackground", "CCrypto", "CLanguage", "CStemmer", "Foundation",
    "Synchronization",
  ],
  "NewsLinux": [
    "NewsBytes", "NewsModel", "CSystemd", "CLinux", "Glibc", "Dispatch", "Synchronization",
    "Logging",
  ],
  "NewsFormats": ["NewsBytes", "NewsModel", "CArchive", "CCharset", "CLibXML2", "CZlib", "Glibc"],
  "NewsMatching": ["NewsBytes", "NewsModel", "NewsText", "Glibc", "Synchronization"],
  "NewsStories": ["NewsBytes", "NewsModel", "NewsText", "Glibc", "Synchronization"],
  "NewsStore": [
    "NewsBytes", "NewsModel", "NewsLinux", "GRDB", "GRDBSQLite", "Glibc", "Synchronization",
  ],
  "NewsInbox": ["NewsBytes", "NewsModel", "NewsLinux", "Glibc", "Dispatch", "Synchronization"],
  "NewsAnswers": [
    "NewsBytes", "NewsModel", "NewsText", "NewsLinux", "NewsMatching", "NewsStories", "NewsStore",
    "NewsInbox",
    "Foundation",
  ],
  "NewsDesk": [
    "NewsBytes", "NewsModel", "NewsText", "NewsLinux", "NewsFormats", "NewsMatching", "NewsStories",
    "NewsStore", "NewsInbox", "NewsAnswers", "Logging", "Glibc", "Dispatch", "Synchronization",
  ],
  "NewsPages": [
    "NewsBytes", "NewsModel", "NewsText", "NewsLinux", "NewsMatching", "NewsStories", "NewsStore",
    "NewsInbox", "NewsAnswers",
  ],
  "wiredesk-web": [
    "NewsBytes", "NewsModel", "NewsLinux", "NewsStore", "NewsPages", "Logging", "ArgumentParser",
    "HummingbirdCore", "HTTPTypes", "NIOCore", "NIOPosix", "NIOHTTP1", "NIOExtras", "NIOHTTPTypes",
    "NIOHTTPTypesHTTP1", "ServiceLifecycle", "UnixSignals", "Glibc",
  ],
  "wiredesk": [
    "NewsBytes", "NewsModel", "NewsLinux", "NewsStore", "NewsInbox", "NewsAnswers", "NewsDesk",
    "Logging",
    "ArgumentParser", "TOMLKit", "Foundation", "Glibc", "Dispatch", "Synchronization",
  ],
]

@Suite("Layers")
struct LayerTests {
  static let sources = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources")

  /// Module names in the import lines of one Swift file.
  static func imports(in file: URL) throws -> Set<String> {
    let text = try String(contentsOf: file, encoding: .utf8)
    var names: Set<String> = []
    for line in text.split(separator: "\n") {
      var words = line.split(separator: " ").map(String.init)
      while let first = words.first,
        ["public", "package", "internal", "private", "@preconcurrency"].contains(first)
          || first.hasPrefix("@_")
      {
        words.removeFirst()
      }
      guard words.first == "import", words.count >= 2 else { continue }
      let kinds = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
      let module = kinds.contains(words[1]) && words.count > 2 ? words[2] : words[1]
      names.insert(String(module.prefix { $0 != "." }))
    }
    return names
  }

  static func swiftFiles(of target: String) throws -> [URL] {
    let folder = sources.appending(path: target)
    let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (all?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
  }

  @Test("a target imports only what its layer allows", arguments: allowed.keys.sorted())
  func importsStayInTheirLayer(target: String) throws {
    let files = try Self.swiftFiles(of: target)
    #expect(!files.isEmpty)
    for file in files {
      let foreign = try Self.imports(in: file).subtracting(allowed[target] ?? [])
      #expect(foreign.isEmpty, "\(file.lastPathComponent) imports \(foreign.sorted())")
    }
  }

  @Test(
    "what answers reads: no writer of the store has a name in it",
    arguments: ["NewsAnswers", "NewsPages", "wiredesk-web"])
  func answersRead(target: String) throws {
    let files = try Self.swiftFiles(of: target)
    #expect(!files.isEmpty)
    for file in files {
      let text = try String(contentsOf: file, encoding: .utf8)
      let words = Set(text.split { !$0.isLetter && !$0.isNumber }.map(String.init))
      for writer in ["Store", "StoreWriter", "transaction", "DatabaseReplacement"] {
        #expect(!words.contains(writer), "\(file.lastPathComponent) names \(writer)")
      }
    }
  }

  @Test("every Swift target stands in the table")
  func tableIsComplete() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
    let swiftTargets = try folders.filter { try !Self.swiftFiles(of: $0).isEmpty }
    #expect(Set(swiftTargets) == Set(allowed.keys))
  }

  @Test("no file name or type promises to manage, help or process")
  func namesAreNouns() throws {
    let empty = ["Manager", "Helper", "Util", "Common", "Misc", "Processor", "Impl"]
    for target in allowed.keys {
      for file in try Self.swiftFiles(of: target) {
        let text = try String(contentsOf: file, encoding: .utf8)
        for line in text.split(separator: "\n") {
          let words = line.split { !$0.isLetter && !$0.isNumber }.map(String.init)
          guard let index = words.firstIndex(where: ["struct", "class", "enum", "actor"].contains),
            index + 1 < words.count, !line.drop(while: { $0 == " " }).hasPrefix("//")
          else { continue }
          let name = words[index + 1]
          #expect(
            !empty.contains { name.hasSuffix($0) || name.hasPrefix($0) },
            "\(file.lastPathComponent): \(name)")
        }
      }
    }
  }
}
