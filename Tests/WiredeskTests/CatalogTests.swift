import Foundation
import NewsModel
import Testing

/// The identifiers of journal events stand in three places, for the program, for journald and for
/// people: the same ones in each.
@Suite("The journal catalog")
struct CatalogTests {
  /// Every run of 32 hexadecimal digits in one file of the repository.
  static func identifiers(in path: String) throws -> Set<String> {
    let text = try String(contentsOf: Repository.root.appending(path: path), encoding: .utf8)
    let words = text.split { !$0.isHexDigit }.map(String.init)
    return Set(words.filter { $0.count == 32 && $0 == $0.lowercased() })
  }

  @Test("every event of the program has an entry that says what to do, and no entry lacks one")
  func sameEvents() throws {
    let events = try Self.identifiers(in: "Sources/NewsDesk/Desk/JournalEvent.swift")
    #expect(events.count >= 20)
    #expect(try Self.identifiers(in: "systemd/wiredesk.catalog") == events)
    #expect(try Self.identifiers(in: "docs/journal.md") == events)
  }

  @Test("every failure code stands in the manual", arguments: Rejection.Code.allCases)
  func code(code: Rejection.Code) throws {
    let manual = try String(
      contentsOf: Repository.root.appending(path: "docs/manual.md"), encoding: .utf8)
    #expect(manual.contains("\n| \(code.rawValue) |"))
  }
}
