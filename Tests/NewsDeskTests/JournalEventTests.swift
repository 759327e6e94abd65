import Foundation
import Testing

@testable import NewsDesk

@Suite("Journal events")
struct JournalEventTests {
  static let catalog = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "systemd/wiredesk.catalog")

  @Test("every MESSAGE_ID has an entry in the catalog, and every entry a MESSAGE_ID")
  func catalogIsComplete() throws {
    let text = try String(contentsOf: Self.catalog, encoding: .utf8)
    let entries = text.split(separator: "\n").filter { $0.hasPrefix("-- ") }
      .map { String($0.dropFirst(3)) }
    #expect(Set(entries) == Set(JournalEvent.allCases.map(\.rawValue)))
    #expect(entries.count == JournalEvent.allCases.count)
  }

  @Test("a MESSAGE_ID is 128 bits in small hexadecimal digits")
  func shape() {
    for event in JournalEvent.allCases {
      #expect(event.rawValue.count == 32)
      #expect(event.rawValue.allSatisfy { $0.isHexDigit && !$0.isUppercase })
    }
  }
}
