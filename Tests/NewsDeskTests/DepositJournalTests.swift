import Foundation
import Testing

@testable import NewsDesk

@Suite("A deposit's line in the journal")
struct DepositJournalTests {
  @Test("only a file of an inbox is said to be in failed/")
  func failed() throws {
    let journal = RecordedEvents()
    let desk = try TestDesk(log: journal.log)
    let given = desk.root.appending(path: "given.txt")
    try Data(" \n".utf8).write(to: given)
    _ = desk.desk.ingest(try GivenFile.all(at: Array(given.path.utf8))) { _ in }
    try desk.drop("dropped.txt", " \n\n")
    try desk.drain()
    let lines = journal.texts(of: .depositFailed).sorted()
    let reason = "empty: there is nothing but white space"
    #expect(lines.map { $0.contains("failed/") } == [true, false], "\(lines)")
    #expect(lines.last?.hasPrefix("stored nothing of 'given.txt' from ") == true)
    #expect(lines.last?.hasSuffix(": " + reason) == true)
    #expect(desk.files("state/failed").contains { $0.hasPrefix("dropped.txt") })
    #expect(!desk.files("state/failed").contains { $0.hasPrefix("given.txt") })
    try desk.close()
  }
}
