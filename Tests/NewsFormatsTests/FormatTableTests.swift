import Foundation
import NewsModel
import Testing

@testable import NewsFormats

/// `Format.all` beside what is said of it, and beside a file of each kind.
@Suite("The table of formats")
struct FormatTableTests {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  struct Row {
    var name: String
    var words: String
  }

  /// The rows of the manual's table, in its order.
  static func manual() throws -> [Row] {
    let text = try String(contentsOf: root.appending(path: "docs/manual.md"), encoding: .utf8)
    let section = try #require(text.components(separatedBy: "## Formats in\n").last)
    return section.split(separator: "\n").drop { $0 != "|---|---|---|" }.dropFirst()
      .prefix { $0.hasPrefix("|") }.map { line in
        let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        return Row(name: cells[0], words: cells[2])
      }
  }

  @Test("the manual has each format, in the order in which they are told")
  func manual() throws {
    #expect(try Self.manual().map(\.name) == Format.all.map(\.name))
  }

  @Test("the manual names each suffix and each root element that tells a format")
  func signs() throws {
    for (row, format) in zip(try Self.manual(), Format.all) {
      let signature = format.signature
      for suffix in signature.names + signature.suffixes {
        #expect(row.words.contains("`\(suffix)`"), "\(format.name) \(suffix)")
      }
      for root in signature.roots where format.name != "wxr" {
        #expect(row.words.lowercased().contains("`<\(root)>`"), "\(format.name) \(root)")
      }
    }
  }

  @Test("each format has a seed for the fuzzer, which is told and read as this format")
  func seeds() throws {
    let folder = Self.root.appending(path: "scripts/fuzz.d/seeds")
    var told: Set<String> = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let bytes = Array(try Data(contentsOf: folder.appending(path: name)))
      let decoded = decode(bytes, as: name)
      told.insert(decoded.format)
      let expected = name.split(separator: ".").first.map(String.init) ?? ""
      if Format.all.contains(where: { $0.name == expected }) {
        #expect(decoded.format == expected, "\(name)")
        #expect(!decoded.articles.isEmpty, "\(name)")
      }
    }
    #expect(Set(Format.all.map(\.name)).isSubset(of: told), "\(told)")
  }

  @Test("no two formats and no format and what is not read claim the same sign")
  func signsAreApart() {
    let signatures = Format.all.map(\.signature) + ForeignFormat.all.map(\.signature)
    let suffixes = signatures.flatMap { $0.names + $0.suffixes }
    #expect(Set(suffixes).count == suffixes.count)
    let roots = signatures.filter { $0.besideRoot == nil }.flatMap(\.roots)
    #expect(Set(roots).count == roots.count)
  }
}
