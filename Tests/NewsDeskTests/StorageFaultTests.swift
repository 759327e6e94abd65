import Dispatch
import Foundation
import NewsInbox
import NewsLinux
import NewsModel
import Synchronization
import TestSupport
import Testing

@testable import NewsDesk
@testable import NewsStore

/// Storage fails for as long as somebody wants: the next new page does not fit, and a new connection
/// finds no database.
private struct StorageFault {
  let desk: TestDesk
  private var database: URL { desk.state.appending(path: "wiredesk.db") }
  private var away: URL { desk.state.appending(path: "away.db") }

  /// Call while the desk has nothing to do.
  func begin() throws {
    let store = desk.store
    try store.testOnlyLimitPages(try #require(Int(try store.testOnlyPragma("page_count"))))
    try FileManager.default.moveItem(at: database, to: away)
  }

  func relieve() throws { try FileManager.default.moveItem(at: away, to: database) }
}

@Suite("When storage fails")
struct StorageFaultTests {
  @Test("nothing is acknowledged or moved, and it goes on by itself after relief")
  func resumes() throws {
    let desk = try TestDesk()
    try desk.drop("before.jsonl", lines("before", 0..<60).joined(separator: "\n"))
    try desk.start()
    try desk.untilDrained()
    let fault = StorageFault(desk: desk)
    try fault.begin()
    for number in 0..<30 { try desk.drop("a\(number).txt", story("Lund \(number)", number)) }
    try desk.drop("big.jsonl", lines("big", 0..<450).joined(separator: "\n"))
    try desk.until("degraded") { desk.isDegraded(.storage) }
    // What is not claimed by now stays where it is.
    try desk.drop("late.txt", story("Ystad", 99))
    try desk.until("the late one is ready") { desk.desk.watch.readyCount > 0 }
    #expect(desk.files("inbox").contains("late.txt"))
    // No connection can be opened now; the one that stands may be in use for a moment.
    let during = try eventually("an account") { try? desk.account }
    // What was committed before is put away a moment later.
    try desk.until("it is put away") { desk.files("state/done").count >= during.stored }
    #expect(during.stored == desk.files("state/done").count)
    #expect(during.stored < 33)
    #expect(desk.files("inbox").count + desk.files("state/claim").count == 33 - during.stored)
    #expect(desk.files("inbox").contains("late.txt"))
    try fault.relieve()
    try desk.untilDrained()
    desk.desk.stop()
    let account = try desk.account
    #expect(account.stored == 33)
    #expect(account.open == 0)
    #expect(account.articles.stored == 60 + 31 + 450)
    #expect(account.articles.unchanged == 0)
    #expect(try desk.uris.filter { $0 != "?" }.count == Set(try desk.uris).count - 1)
    #expect(desk.files("state/done").count == 33)
    #expect(desk.files("state/claim").isEmpty)
    #expect(!desk.isDegraded(.storage))
    #expect(try desk.store.reader.openBatches().isEmpty)
    try desk.close()
  }

  @Test(
    "a stop with the hand-over full ends while the fault lasts; the next start takes everything")
  func stops() throws {
    let desk = try TestDesk()
    try desk.drop("first.txt", story("Lund", 1))
    try desk.start()
    try desk.untilDrained()
    let fault = StorageFault(desk: desk)
    try fault.begin()
    // Nothing is committed, and so nothing fails, before the hand-over is full.
    let gate = DispatchSemaphore(value: 0)
    desk.desk.storeQueue.async { gate.wait() }
    // Does not fit into the pages that are there.
    let filler = String(repeating: "Nobody was hurt in the fog off the cape. ", count: 1000)
    try desk.drop("long.txt", story("Lund", 2) + filler)
    try desk.until("the first is read") { desk.desk.partsWaiting == 1 }
    // Four fill the hand-over, where a byte counts eight times.
    let bad = "{" + String(repeating: "bad ", count: 60_000)
    for number in 0..<12 {
      try desk.drop("a\(number).jsonl", lines("a\(number)", 0..<1)[0] + "\n" + bad)
    }
    try desk.until("full") { desk.desk.partsWaiting >= 4 }
    gate.signal()
    try desk.until("degraded") { desk.isDegraded(.storage) }
    // A stop that waited for storage would never return: nothing relieves it before.
    desk.desk.stop()
    #expect(try desk.account.stored == 1)
    #expect(desk.files("inbox").count + desk.files("state/claim").count == 13)
    try fault.relieve()
    try desk.closeStore()
    let next = try TestDesk(root: desk.root)
    try next.drain()
    let account = try next.account
    #expect(list(account.stored, account.partial, account.open) == [2, 12, 0])
    #expect(account.articles.stored == 14)
    #expect(desk.files("state/done").count == 14)
    #expect(desk.files("state/failed").count == 24)
    try next.close()
  }

  @Test("a failed transaction leaves no trace in what it held, and is made again as a whole")
  func again() throws {
    let desk = try TestDesk()
    let admission = Admission(
      store: desk.store, decisions: try Decisions(restoring: desk.store, DeskSettings(workers: 1)),
      batches: [:],
      replays: Replays([]))
    let deposit = Deposit(
      origin: .given, inbox: .commandLine, name: FileName("a.txt"),
      received: Timestamp(milliseconds: 1), sizeBytes: 1, batch: "leave@1")
    // Too long for the pages that are there.
    let failure = Rejection(.syntax, String(repeating: "long ", count: 100_000))
    let part = DepositPart(
      deposit, ending: .init(digest: nil, sizeBytes: 1, format: nil, failure: failure))
    let now = Timestamp(milliseconds: 2)
    try desk.store.testOnlyLimitPages(
      try #require(Int(try desk.store.testOnlyPragma("page_count"))))
    #expect(throws: AdmissionFailure.self) { try admission.admit([part], closing: [], now: now) }
    #expect(admission.deposits.progress(of: deposit) == nil)
    try admission.forget()
    admission.learn(try desk.store.reopen())
    #expect(try admission.recover() == nil)
    #expect(try admission.admit([part], closing: [], now: now).map(\.outcome) == [.failed])
    #expect(try desk.store.reader.account().map(\.failed) == [1])
    try desk.close()
  }

  @Test("a transaction that never came to its COMMIT is not taken for one that was kept")
  func otherCommit() throws {
    let desk = try TestDesk()
    let admission = Admission(
      store: desk.store, decisions: try Decisions(restoring: desk.store, DeskSettings(workers: 1)),
      batches: [:], replays: Replays([]))
    let deposit = Deposit(
      origin: .given, inbox: .commandLine, name: FileName("a.txt"),
      received: Timestamp(milliseconds: 1), sizeBytes: 1, batch: "leave@1")
    let part = DepositPart(
      deposit,
      ending: .init(digest: nil, sizeBytes: 1, format: nil, failure: Rejection(.syntax, "bad")))
    let now = Timestamp(milliseconds: 2)
    try desk.store.testOnlyExecute(
      "CREATE TRIGGER refuse BEFORE INSERT ON deposit BEGIN SELECT RAISE(ABORT, 'no'); END")
    #expect(throws: AdmissionFailure.self) { try admission.admit([part], closing: [], now: now) }
    // Of another transaction, whose COMMIT was in doubt meanwhile.
    admission.learn(.kept)
    #expect(try admission.recover() == nil)
    try desk.store.testOnlyExecute("DROP TRIGGER refuse")
    #expect(try admission.admit([part], closing: [], now: now).map(\.outcome) == [.failed])
    try desk.close()
  }

  @Test("a correction whose COMMIT was kept takes nothing that comes behind it with it")
  func keptCorrection() throws {
    let desk = try TestDesk()
    try desk.drop("first.txt", story("Lund", 1))
    try desk.drop("second.txt", story("Oslo", 2))
    try desk.start()
    try desk.untilDrained()
    let stories = try desk.store.reader.stories(limit: 2)
    try #require(stories.count == 2)
    let store = desk.store
    try desk.desk.storeQueue.sync { try store.testOnlyFailAfterCommits() }
    #expect(throws: (any Error).self) {
      try desk.desk.correct(.merge(stories[0].id, stories[1].id), by: "anna")
    }
    for number in 0..<8 { try desk.drop("\(number).txt", story("Bergen", number)) }
    try desk.untilDrained()
    desk.desk.stop()
    #expect(desk.desk.context.counts.keptCommits.load(ordering: .relaxed) == 0)
    let account = try desk.account
    #expect(list(account.stored, account.open) == [10, 0])
    #expect(desk.files("state/done").count == 10)
    #expect(desk.files("state/claim").isEmpty)
    #expect(!desk.isDegraded(.storage))
    try desk.close()
  }

  @Test("of a deposit that is let go of no later part is stored, and its siblings are")
  func without() throws {
    func deposit(_ name: String) -> Deposit {
      Deposit(
        origin: .given, inbox: .commandLine, name: FileName(name),
        received: Timestamp(milliseconds: 1), sizeBytes: 1, batch: "leave@1")
    }
    let (bad, good) = (deposit("a.jsonl"), deposit("b.txt"))
    func part(_ deposit: Deposit) -> DepositPart {
      DepositPart(deposit: deposit, records: [], ending: nil, bytes: 0)
    }
    let rest = try #require(
      Unsettled([], closing: []).replacingFirst(by: [[part(bad)], [part(good), part(bad)]]))
    let without = rest.without(bad.claim)
    #expect(without.first.isEmpty)
    #expect(without.replacingFirst(by: [])?.first.map(\.deposit.claim) == [good.claim])
  }

  @Test(
    "another process's lock is waited for, and a stop does not wait with it",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")))
  func locked() throws {
    let desk = try TestDesk()
    try desk.drop("a.txt", story("Lund", 1))
    try desk.start()
    try desk.untilDrained()
    let lock = try DatabaseLock(desk.state.appending(path: "wiredesk.db"))
    try desk.drop("b.txt", story("Oslo", 2))
    try desk.until("claimed") { desk.desk.inFlightCount == 1 }
    // The lock is let go only after the stop has returned.
    desk.desk.stop()
    #expect(try desk.account.stored == 1)
    try desk.closeStore()
    lock.release()
    let next = try TestDesk(root: desk.root)
    try next.drain()
    #expect(try next.account.stored == 2)
    try next.close()
  }
}
