import Foundation
import NewsModel
import NewsStore
import Testing

@testable import NewsDesk

@Suite("What a deposit's row says of its time")
struct DepositRowTests {
  private func durations(_ desk: TestDesk, _ name: String) throws -> DepositEnd.Durations {
    let row = try #require(try desk.store.reader.deposits(named: FileName(name)).first)
    return try #require(row.end).durations
  }

  @Test(
    "how long it waited since the watch noticed it, and the processor time of reading and matching")
  func measured() throws {
    let desk = try TestDesk()
    try desk.start()
    try desk.untilDrained()
    // Written in place: it waits until its last write is 200 ms old.
    let text = story("Lund", 1)
    try text.write(
      to: desk.inbox.appending(path: "slow.txt"), atomically: false, encoding: .utf8)
    try desk.drop("many.jsonl", lines("many", 0..<400).joined(separator: "\n"))
    try desk.untilDrained()
    desk.desk.stop()
    for (name, leastWait) in [("slow.txt", Int64(100)), ("many.jsonl", 0)] {
      let durations = try durations(desk, name)
      #expect(try #require(durations.waitedMilliseconds) >= leastWait, "\(name)")
      #expect(try #require(durations.decodeMicroseconds) > 0, "\(name)")
      #expect(try #require(durations.matchMicroseconds) > 0, "\(name)")
    }
    try desk.close()
  }

  @Test("nothing is said of what nobody has measured: a file that no watch has seen")
  func unknown() throws {
    let desk = try TestDesk()
    try desk.start()
    let path = desk.root.appending(path: "given.txt")
    try story("Oslo", 2).write(to: path, atomically: false, encoding: .utf8)
    _ = desk.desk.ingest(try GivenFile.all(at: Array(path.path.utf8))) { _ in }
    desk.desk.settle()
    desk.desk.stop()
    let durations = try durations(desk, "given.txt")
    #expect(durations.waitedMilliseconds == nil)
    #expect(try #require(durations.matchMicroseconds) > 0)
    try desk.close()
  }
}
