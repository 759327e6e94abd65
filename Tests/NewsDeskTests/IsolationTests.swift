import Foundation
import NewsAnswers
import NewsInbox
import NewsLinux
import NewsModel
import Synchronization
import Testing

@testable import NewsDesk
@testable import NewsStore

/// A trigger of SQLite plays the row that the database refuses.
@Suite("What the database refuses")
struct IsolationTests {
  private static let refuseArticles = """
    CREATE TRIGGER refuse BEFORE INSERT ON article WHEN new.body LIKE '%Gotland%'
    BEGIN SELECT RAISE(ABORT, 'no such place'); END
    """

  private func desk(refusing trigger: String) throws -> TestDesk {
    let desk = try TestDesk()
    try desk.store.testOnlyExecute(trigger)
    return desk
  }

  private func reason(_ desk: TestDesk, _ name: String) throws -> String {
    try String(
      contentsOf: desk.state.appending(path: "failed/\(name).reason.json"), encoding: .utf8)
  }

  @Test("one refused article is set aside, and the rest of its group is stored at once")
  func article() throws {
    let desk = try desk(refusing: Self.refuseArticles)
    for number in 0..<30 { try desk.drop("\(number).txt", story("Lund", number)) }
    try desk.drop("bad.txt", story("Gotland", 1))
    try desk.drain()
    let account = try desk.account
    #expect(list(account.stored, account.failed, account.open) == [30, 1, 0])
    #expect(desk.files("state/failed") == ["bad.txt", "bad.txt.reason.json"])
    #expect(try reason(desk, "bad.txt").contains(#""code": "refused""#))
    #expect(!desk.isDegraded(.storage))
    #expect(try desk.store.reader.verify(.thorough).isEmpty)
    try desk.close()
  }

  @Test("a container keeps all its other records")
  func record() throws {
    let desk = try desk(refusing: Self.refuseArticles)
    var records = lines("r", 0..<300)
    records[200] = #"{"id":"bad","headline":"Notice","text":"Gotland is not to be stored."}"#
    try desk.drop("many.jsonl", records.joined(separator: "\n"))
    try desk.drop("other.txt", story("Lund", 1))
    try desk.drain()
    let account = try desk.account
    #expect(list(account.stored, account.partial, account.failed) == [1, 1, 0])
    #expect(list(account.articles.stored, account.articles.rejected) == [300, 1])
    let all = (0..<300).map { "r-\($0)" }
    #expect(try desk.uris.filter { $0 != "?" } == all.filter { $0 != "r-200" })
    let deposit = try #require(try desk.store.reader.deposits(named: FileName("many.jsonl")).first)
    #expect(deposit.end?.code == "refused")
    #expect(desk.files("state/done").count == 2)
    try desk.close()
  }

  @Test("what is refused only at the transaction's end is found by halving")
  func halving() throws {
    let desk = try desk(
      refusing: """
        CREATE TRIGGER refuse BEFORE INSERT ON story
        WHEN (SELECT body FROM article WHERE id = new.headline_article) LIKE '%Gotland%'
        BEGIN SELECT RAISE(ABORT, 'no such place'); END
        """)
    for number in 0..<12 { try desk.drop("\(number).txt", story("Lund", number)) }
    // In a story of its own.
    try desk.drop("bad.txt", "Harvest late\n\nFarmers on Gotland wait for rain before the rye.\n")
    try desk.drain()
    let account = try desk.account
    #expect(list(account.stored, account.failed, account.open) == [12, 1, 0])
    #expect(desk.files("state/failed") == ["bad.txt", "bad.txt.reason.json"])
    #expect(try desk.store.reader.verify(.thorough).isEmpty)
    try desk.close()
  }

  @Test("what cannot even be recorded as failed waits in claim/, and nobody waits for it")
  func held() throws {
    let desk = try desk(
      refusing: """
        CREATE TRIGGER refuse BEFORE INSERT ON deposit WHEN CAST(new.name AS TEXT) = 'bad.txt'
        BEGIN SELECT RAISE(ABORT, 'not this one'); END
        """)
    for number in 0..<5 { try desk.drop("\(number).txt", story("Lund", number)) }
    try desk.drop("bad.txt", story("Gotland", 1))
    try desk.start()
    try desk.untilDrained()
    // Named as idle, and not taken up again: it would be refused again.
    var now = Moment.now()
    for _ in 0..<4 {
      now.monotonicNanoseconds += ClaimWatch.interval
      desk.desk.takeUpIdle(now: now)
    }
    #expect(desk.desk.idleFiles.map(\.path.last.text) == ["bad.txt"])
    #expect(desk.desk.inFlightCount == 0)
    desk.desk.stop()
    #expect(try desk.account.stored == 5)
    #expect(!desk.isDegraded(.storage))
    #expect(desk.files("state/claim").map { URL(filePath: $0).lastPathComponent } == ["bad.txt"])
    #expect(try waiting(desk) == 1)
    try desk.store.testOnlyExecute("DROP TRIGGER refuse")
    try desk.closeStore()
    let next = try TestDesk(root: desk.root)
    try next.drain()
    #expect(try next.account.stored == 6)
    #expect(next.files("state/claim").isEmpty)
    try next.close()
  }

  @Test("however many are refused, as long as others are stored between them storage is well")
  func refusedBetweenStored() throws {
    let desk = try TestDesk(workers: 1)
    try desk.store.testOnlyExecute(Self.refuseArticles)
    let count = 2 * Isolation.limit
    for number in 10..<(10 + count) {
      try desk.drop("\(number)-a.txt", story("Lund", number))
      try desk.drop("\(number)-b.txt", story("Gotland", number))
    }
    try desk.drain()
    let account = try desk.account
    #expect(list(account.stored, account.failed, account.open) == [count, count, 0])
    #expect(!desk.isDegraded(.storage))
    try desk.close()
  }

  private func waiting(_ desk: TestDesk) throws -> Int {
    try Account(inboxes: [], spoolPath: Array(desk.state.path.utf8), store: desk.store.reader)
      .waiting
  }

  @Test("a database that refuses everything counts as degraded, and most files stay where they are")
  func everything() throws {
    let desk = try desk(
      refusing: """
        CREATE TRIGGER refuse BEFORE INSERT ON article
        BEGIN SELECT RAISE(ABORT, 'nothing today'); END
        """)
    for number in 0..<60 { try desk.drop("\(number).txt", story("Lund", number)) }
    try desk.start()
    try desk.until("degraded") { desk.isDegraded(.storage) }
    let failed = try desk.account.failed
    #expect((1...Isolation.limit).contains(failed))
    #expect(try desk.account.stored == 0)
    // On the only queue that may use the writing connection.
    let store = desk.store
    try desk.desk.storeQueue.sync { try store.testOnlyExecute("DROP TRIGGER refuse") }
    try desk.untilDrained()
    desk.desk.stop()
    #expect(try desk.account.stored == 60 - failed)
    #expect(!desk.isDegraded(.storage))
    try desk.close()
  }

  @Test("a COMMIT that reports a failure and was kept is acknowledged, once")
  func kept() throws {
    let desk = try TestDesk()
    try desk.drop("first.txt", story("Lund", 1))
    try desk.start()
    try desk.untilDrained()
    let store = desk.store
    try desk.desk.storeQueue.sync { try store.testOnlyFailAfterCommits() }
    for number in 0..<8 { try desk.drop("\(number).txt", story("Oslo", number)) }
    try desk.untilDrained()
    desk.desk.stop()
    #expect(desk.desk.context.counts.keptCommits.load(ordering: .relaxed) > 0, "no fault happened")
    let account = try desk.account
    #expect(list(account.stored, account.unchanged, account.open) == [9, 0, 0])
    #expect(account.articles.stored == 9)
    #expect(desk.files("state/done").count == 9)
    #expect(try desk.store.reader.verify(.thorough).isEmpty)
    try desk.close()
  }
}
