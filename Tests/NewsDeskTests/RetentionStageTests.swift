import Foundation
import Glibc
import NewsAnswers
import NewsInbox
import NewsLinux
import NewsModel
import NewsStore
import Testing

@testable import NewsDesk

@Suite("Retention of a desk")
struct RetentionStageTests {
  private func record(_ test: TestDesk) throws -> Removal.Ledger {
    try Removal.Ledger.read(in: Folder.open(Array(test.state.path.utf8)))
  }

  /// A desk that has stored some files, closed again.
  private func stored(_ count: Int, at root: URL? = nil) throws -> URL {
    let test = try TestDesk(root: root)
    for number in 1...count { try test.drop("wire/\(number).txt", story("Port \(number)", number)) }
    try test.drain()
    try test.closeStore()
    #expect(test.files("state/done").count == count)
    return test.root
  }

  /// Sweeps once, as a start does.
  private func sweep(
    _ root: URL, now: (@Sendable () -> Timestamp)? = nil, _ done: RetentionRule,
    failed: RetentionRule = RetentionRule(), until isOver: (TestDesk) throws -> Bool
  ) throws {
    let test = try TestDesk(
      root: root, now: now, change: { $0.retention = [.done: done, .failed: failed] })
    try test.start()
    try test.until("swept") { try isOver(test) }
    test.desk.stop()
    try test.closeStore()
  }

  @Test("only files that the database knows go; what somebody put there stays")
  func foreign() throws {
    let root = try stored(3)
    let day = root.appending(path: "state/done/2020/01/01")
    try FileManager.default.createDirectory(at: day, withIntermediateDirectories: true)
    try "not ours".write(
      to: day.appending(path: "note.txt"), atomically: false, encoding: .utf8)
    try sweep(root, RetentionRule(bytes: 0)) { try record($0).sums[.done]?.files == 3 }
    #expect(TestDesk.files(root.appending(path: "state/done")) == ["2020/01/01/note.txt"])
    try FileManager.default.removeItem(at: root)
  }

  @Test("a file whose bytes were changed after it was stored is not what the database knows")
  func changed() throws {
    let root = try stored(2)
    let done = root.appending(path: "state/done")
    let names = TestDesk.files(done)
    try "changed".write(
      to: done.appending(path: try #require(names.first)), atomically: false, encoding: .utf8)
    try sweep(root, RetentionRule(bytes: 0)) { try record($0).sums[.done]?.files == 1 }
    #expect(TestDesk.files(done) == Array(names.prefix(1)))
    try FileManager.default.removeItem(at: root)
  }

  @Test(
    "a file that cannot be read now is not called unknown, and keeps no other; the sum is of what went"
  )
  func unreadable() throws {
    let root = try stored(3)
    let done = root.appending(path: "state/done")
    let name = try #require(TestDesk.files(done).first)
    // A lease refuses every open(2) with EAGAIN, root's too; by default its breaking ends the process.
    let setLease: Int32 = 1024
    signal(SIGIO, SIG_IGN)
    let holder = open(done.appending(path: name).path, O_RDWR)
    defer { close(holder) }
    try #require(fcntl(holder, setLease, F_WRLCK) == 0, "errno \(errno)")
    let sizes = try TestDesk.files(done).dropFirst().map { name in
      try Int64(done.appending(path: name).resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0)
    }
    let events = RecordedEvents()
    let test = try TestDesk(root: root, log: events.log) { settings in
      settings.retention = [.done: RetentionRule(bytes: 0)]
    }
    try test.start()
    try test.until("swept") { try record(test).sweptAt != nil }
    test.desk.stop()
    try test.closeStore()
    #expect(TestDesk.files(done) == [name])
    #expect(!events.sentences.contains { $0.contains("does not know") }, "\(events.sentences)")
    #expect(
      events.texts(of: .retentionSwept).map {
        $0.contains("2 files of \(sizes.reduce(0, +)) bytes")
      }
        == [true], "\(events.texts(of: .retentionSwept))")
    #expect(fcntl(holder, setLease, F_UNLCK) == 0)
    try sweep(root, RetentionRule(bytes: 0)) { try record($0).sums[.done]?.files == 3 }
    #expect(TestDesk.files(done).isEmpty)
    try FileManager.default.removeItem(at: root)
  }

  @Test("a round that an earlier run had noted is finished, and not counted again")
  func interrupted() throws {
    let root = try stored(3)
    let spool = Array(root.appending(path: "state").path.utf8)
    var files = KeptFiles(try Spool(opening: spool))
    var left = Removal.Ledger()
    left.plan(
      try files.overdue(
        .done, RetentionRule(bytes: 0), now: nil, limit: 2), at: .now())
    try left.write(in: Folder.open(spool))
    // Nothing is configured any more: what was counted still has to go.
    try sweep(root, RetentionRule()) { try record($0).round.isEmpty }
    let test = try TestDesk(root: root)
    #expect(try record(test).sums[.done] == left.sums[.done])
    #expect(test.files("state/done").count == 1)
    try test.close()
  }

  @Test("failed files go with their reasons, whole ones and records, when the database knows them")
  func failed() throws {
    let test = try TestDesk()
    try test.drop("wire/bad.json", #"{"headline": }"#)
    try test.drop("wire/some.jsonl", lines("s", 1..<4).joined(separator: "\n") + "\n{broken}\n")
    let bad = test.inbox.appending(path: "wire/bad.json").path
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -120)], ofItemAtPath: bad)
    try test.drain()
    try test.closeStore()
    let failed = test.root.appending(path: "state/failed")
    #expect(TestDesk.files(failed).count == 4)
    try "x".write(to: failed.appending(path: "mine"), atomically: false, encoding: .utf8)
    try "{}".write(
      to: failed.appending(path: "mine.reason.json"), atomically: false, encoding: .utf8)
    try sweep(test.root, RetentionRule(), failed: RetentionRule(bytes: 0)) {
      try record($0).sums[.failed]?.files == 4
    }
    #expect(TestDesk.files(failed) == ["mine", "mine.reason.json"])
    try FileManager.default.removeItem(at: test.root)
  }

  @Test("when the clock leaps ahead nothing is too old, until it has stood so for a day")
  func clock() throws {
    let root = try stored(2)
    let real = Moment.now().wallNanoseconds / 1_000_000
    let week = RetentionRule(age: .seconds(7 * 86_400))
    // A first sweep, at the right time.
    try sweep(root, week) { try record($0).sweptAt != nil }
    let leap = Timestamp(milliseconds: real + 400 * 86_400_000)
    let test = try TestDesk(root: root, now: { leap }, change: { $0.retention = [.done: week] })
    try test.start()
    try test.untilDrained()
    test.untilSwept()
    test.desk.stop()
    #expect(test.files("state/done").count == 2)
    #expect(try record(test).sums[.done]?.files ?? 0 == 0)
    try test.close()
  }

  @Test(
    "a clock that leaps ahead before the first sweep is held against the last file that came",
    arguments: [false, true])
  func firstSweep(forgets: Bool) throws {
    let root = try stored(2)
    let real = Moment.now().wallNanoseconds / 1_000_000
    let week = RetentionRule(age: .seconds(7 * 86_400))
    /// A run at a time so many days from now, until so many files or articles are gone, or the clock is doubted.
    func run(afterDays days: Int64, gone: Int, also: ((TestDesk) throws -> Void)? = nil) throws {
      let now = Timestamp(milliseconds: real + days * 86_400_000)
      let test = try TestDesk(
        root: root, now: { now },
        change: {
          if forgets { $0.articleDays = 7 } else { $0.retention = [.done: week] }
        })
      func left() throws -> Int {
        if forgets { return 2 - (try test.store.reader.forgottenCounts().all) }
        return test.files("state/done").count { $0.hasSuffix("1.txt") || $0.hasSuffix("2.txt") }
      }
      try also?(test)
      try test.start()
      try test.until("swept") {
        try gone > 0 ? left() == 2 - gone : record(test).doubtedAt != nil
      }
      try test.untilDrained()
      test.untilSwept()
      test.desk.stop()
      #expect(try left() == 2 - gone)
      try test.closeStore()
    }
    // What comes under the clock in doubt does not make it believed by the next run.
    try run(afterDays: 400, gone: 0) { try $0.drop("wire/3.txt", story("Port 3", 3)) }
    try run(afterDays: 400, gone: 0)
    // It stands so for a day.
    try run(afterDays: 401, gone: 2)
    try FileManager.default.removeItem(at: root)
  }

  @Test("a desk that runs for a moment each day comes back to removing after a gap of two days")
  func shortRuns() throws {
    let root = try stored(2)
    let real = Moment.now().wallNanoseconds / 1_000_000
    let day = RetentionRule(age: .seconds(86_400))
    try sweep(root, day) { try record($0).sweptAt != nil }
    func files(afterDays days: Int64) throws -> Int {
      let now = Timestamp(milliseconds: real + days * 86_400_000)
      let test = try TestDesk(root: root, now: { now }, change: { $0.retention = [.done: day] })
      try test.start()
      try test.untilDrained()
      test.untilSwept()
      test.desk.stop()
      try test.closeStore()
      return test.files("state/done").count
    }
    // A mistyped year does not become true by being met in a later year again.
    #expect(try files(afterDays: 400) == 2)
    #expect(try files(afterDays: 800) == 2)
    // Set right, and off for a long weekend: the doubt begins anew, and lasts a day.
    #expect(try files(afterDays: 4) == 2)
    #expect(try files(afterDays: 4) == 2)
    let later = Timestamp(milliseconds: real + 5 * 86_400_000)
    try sweep(root, now: { later }, day) { try record($0).sums[.done]?.files == 2 }
    #expect(TestDesk.files(root.appending(path: "state/done")).isEmpty)
    try FileManager.default.removeItem(at: root)
  }

  @Test("a desk that runs once a week removes every week, from its second on")
  func weekly() throws {
    let test = try TestDesk()
    let real = Moment.now().wallNanoseconds / 1_000_000
    try test.closeStore()
    let week = RetentionRule(age: .seconds(7 * 86_400))
    let done = test.root.appending(path: "state/done")
    /// Runs in that week; a file has come that was stored ten days before it.
    func left(after weeks: Int64) throws -> Int {
      let now = real + weeks * 7 * 86_400_000
      let day = Timestamp(milliseconds: now - 10 * 86_400_000)
      let stored = try TestDesk(root: test.root, now: { day })
      try stored.drop("wire/\(weeks).txt", story("Port \(weeks)", Int(weeks)))
      try stored.drain()
      try stored.closeStore()
      let run = try TestDesk(
        root: test.root, now: { Timestamp(milliseconds: now) },
        change: { $0.retention = [.done: week] })
      try run.start()
      try run.untilDrained()
      run.untilSwept()
      run.desk.stop()
      try run.closeStore()
      return TestDesk.files(done).count
    }
    #expect(try left(after: 0) == 0)
    // The first pause may be a clock that jumped.
    #expect(try left(after: 1) == 1)
    for weeks in 2...5 { #expect(try left(after: Int64(weeks)) == 0, "week \(weeks)") }
    // No pause that anybody makes.
    #expect(try left(after: 60) == 1)
    try FileManager.default.removeItem(at: test.root)
  }

  @Test("what retention removed is known by the time at which it was stored")
  func known() throws {
    let root = try stored(2)
    try sweep(root, RetentionRule(bytes: 0)) { try record($0).sums[.done]?.files == 2 }
    let test = try TestDesk(root: root)
    let ledger = try record(test)
    #expect(ledger.removed(storedAt: Timestamp(milliseconds: 0)) != nil)
    #expect(ledger.removed(storedAt: Timestamp(milliseconds: .max)) == nil)
    let moving: Set = [test.inbox.path]
    let verified = try Verification(test.store.reader).files(
      spoolPath: Array(test.state.path.utf8), moving: moving)
    #expect(verified.findings.isEmpty && verified.removed == 2)
    try test.close()
  }

  @Test("with too little room nothing is claimed, the desk says so, and goes on when there is more")
  func room() throws {
    let test = try TestDesk(change: { $0.leastFreeBytes = .max / 2 })
    try test.drop("wire/a.txt", story("Port", 1))
    try test.start()
    try test.until("degraded") {
      test.desk.watchConditions()
      return test.isDegraded(.disk) && test.desk.watch.readyCount == 1
    }
    #expect(test.files("inbox") == ["wire/a.txt"])
    test.desk.stop()
    try test.closeStore()
    let again = try TestDesk(root: test.root, change: { $0.leastFreeBytes = 1 })
    try again.drain()
    #expect(!again.isDegraded(.disk))
    #expect(try again.account.stored == 1)
    try again.close()
  }
}
