import Foundation
import Testing

/// The code speaks the words of CONTRIBUTING.md, each type once.
@Suite("Words")
struct WordTests {
  static let contributing = PromiseTests.root.appending(path: "CONTRIBUTING.md")

  struct Struck {
    var word: String
    /// Type names in which it has the meaning that is left to it.
    var kept: Set<String>
  }

  /// The table "Struck words": a word, what is said instead, and where it keeps a meaning.
  static func struckWords() throws -> [Struck] {
    let text = try String(contentsOf: contributing, encoding: .utf8)
    guard let start = text.range(of: "\n| struck |") else { return [] }
    let rows = text[start.upperBound...].split(separator: "\n").dropFirst(2).prefix {
      $0.hasPrefix("| ")
    }
    return rows.map { row in
      let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let quoted = cells[2].split(separator: "`", omittingEmptySubsequences: false)
      return Struck(
        word: cells[0],
        kept: Set(quoted.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }))
    }
  }

  /// "OrderEntry" → order, entry; "JSONRecord" → j, s, o, n, record.
  static func words(of name: String) -> [String] {
    var words: [String] = []
    for letter in name {
      if letter.isUppercase || words.isEmpty { words.append("") }
      words[words.count - 1] += letter.lowercased()
    }
    return words
  }

  @Test("no two modules have a top-level type of one name")
  func unique() {
    var owners: [String: Set<String>] = [:]
    for file in SourceFile.all {
      for type in file.types where type.isTopLevel {
        owners[type.name, default: []].insert(file.target)
      }
    }
    #expect(owners.count > 400)
    let shared = owners.filter { $0.value.count > 1 }
    #expect(
      shared.isEmpty,
      "\(shared.map { "\($0.key): \($0.value.sorted().joined(separator: ", "))" }.sorted())")
  }

  @Test("no type is named by a word that the list has struck")
  func struck() throws {
    let struck = try Self.struckWords()
    #expect(struck.map(\.word).contains("left"))
    var found: [String] = []
    for file in SourceFile.all {
      for type in file.types {
        let words = Self.words(of: type.name)
        for one in struck
        where (words.contains(one.word) || words.contains(one.word + "s"))
          && !one.kept.contains(type.name)
        {
          found.append("\(file.path): \(type.name) says '\(one.word)'")
        }
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test("what the list lets stand is still there")
  func kept() throws {
    let names = Set(SourceFile.all.flatMap(\.types).map(\.name))
    let absent = try Self.struckWords().flatMap(\.kept).filter { !names.contains($0) }
    #expect(absent.isEmpty, "\(absent)")
  }
}
