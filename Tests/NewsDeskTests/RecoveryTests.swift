import Dispatch
import Foundation
import Glibc
import NewsInbox
import NewsLinux
import NewsModel
import NewsStore
import Synchronization
import Testing

@testable import NewsDesk

@Suite("After a crash")
struct RecoveryTests {
  /// An hour ahead, so that what a test puts back into the inbox is older than its deposit, as
  /// after a power cut.
  private static let ahead: @Sendable () -> Timestamp = {
    Timestamp(milliseconds: Int64(Date.now.timeIntervalSince1970 * 1000) + 3_600_000)
  }

  @Test("what lies in claim/ and was never stored is taken, whatever inbox it is from")
  func uncommitted() throws {
    let desk = try TestDesk(mode: .delete)
    let claim = desk.state.appending(path: "claim")
    let files = [
      "inbox@18f-0/a.txt": story("Lund", 1), "inbox@18f-0/wire/b.txt": story("Oslo", 2),
      "inbox@190-0/a.txt": story("Visby", 3), "strange": "no batch",
      "elsewhere@1-0/c.txt": story("Bergen", 4),
    ]
    for (name, text) in files {
      let target = claim.appending(path: name)
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: target, atomically: false, encoding: .utf8)
    }
    let next = try restarted(desk, mode: .delete)
    try next.drain()
    let account = try next.account
    #expect(account.stored == 4)
    #expect(account.articles.stored == 4)
    #expect(next.files("state/claim") == ["strange"])
    // Nobody has said that copy of an inbox that is no longer configured may be deleted.
    #expect(next.files("state/done").map { URL(filePath: $0).lastPathComponent } == ["c.txt"])
    #expect(next.files("state").filter { $0.contains("recovering") } == [])
    try next.close()
  }

  @Test("a file in claim/ that cannot be opened at the start is taken when it can")
  func openedLater() throws {
    let desk = try TestDesk()
    let batch = desk.state.appending(path: "claim/inbox@18f-0")
    try FileManager.default.createDirectory(at: batch, withIntermediateDirectories: true)
    let file = batch.appending(path: "a.txt")
    try story("Lund", 1).write(to: file, atomically: false, encoding: .utf8)
    // A lease refuses every open(2) with EAGAIN, root's too; by default its breaking ends the process.
    // F_SETLEASE of fcntl(2), which Glibc's module lacks.
    let setLease: Int32 = 1024
    signal(SIGIO, SIG_IGN)
    let holder = open(file.path, O_RDWR)
    defer { close(holder) }
    try #require(fcntl(holder, setLease, F_WRLCK) == 0, "errno \(errno)")
    let next = try restarted(desk)
    try next.start()
    try next.drop("b.txt", story("Oslo", 2))
    try next.until("the other file is stored and gone") {
      try next.account.stored == 1 && next.files("state/claim") == ["inbox@18f-0/a.txt"]
    }
    // It is still to be tried: a death over it would have to be known, and nobody may call it done.
    #expect(!next.desk.isDrained)
    #expect(next.files("state").contains("recovering"))
    next.desk.takeUpIdle(now: Moment(monotonicNanoseconds: .max / 4, wallNanoseconds: 0))
    #expect(next.desk.idleFiles.isEmpty)
    #expect(fcntl(holder, setLease, F_UNLCK) == 0)
    try next.until("it is stored and gone") {
      try next.account.stored == 2 && next.files("state/claim") == []
    }
    try next.until("the recovery is over") {
      next.desk.isDrained && !next.files("state").contains("recovering")
    }
    next.desk.stop()
    try next.close()
  }

  @Test("a file that this run has left in claim/ is taken up without a start, once")
  func orphan() throws {
    let events = RecordedEvents()
    let desk = try TestDesk(log: events.log)
    try desk.start()
    try desk.drop("before.txt", story("Lund", 1))
    try desk.untilDrained()
    // As an error leaves it that has taken it out of everybody's hands.
    let batch = desk.state.appending(path: "claim/inbox@18f-0/wire")
    try FileManager.default.createDirectory(at: batch, withIntermediateDirectories: true)
    try story("Oslo", 2).write(
      to: batch.appending(path: "a.txt"), atomically: false, encoding: .utf8)
    var now = Moment.now()
    for _ in 0..<2 {
      #expect(try desk.account.stored == 1)
      now.monotonicNanoseconds += ClaimWatch.interval
      desk.desk.takeUpIdle(now: now)
    }
    try desk.until("it is stored and gone") {
      try desk.account.stored == 2 && desk.files("state/claim").isEmpty
    }
    try desk.untilDrained()
    desk.desk.stop()
    #expect(try desk.account.articles.stored == 2)
    #expect(desk.files("state/done").contains { $0.hasSuffix("wire/a.txt") })
    #expect(try desk.store.reader.article(ArticleID(rawValue: 2))?.source == "wire")
    #expect(try desk.store.reader.openBatches().isEmpty)
    try desk.close()
  }

  @Test("what is half stored and dropped is taken up where it was; each attempt waits for longer")
  func orphanHalfway() throws {
    let watch = ClaimWatch()
    let desk = try TestDesk.halfStored()
    let next = try TestDesk(root: desk.root)
    // Not started: nobody works on the file.
    let spool = try Spool(opening: Array(next.state.path.utf8))
    var (now, due) = (Moment.now(), [Int64]())
    for second in 0..<400 {
      now.monotonicNanoseconds += 1_000_000_000
      if !watch.look(at: spool, next.desk.context, now: now).isEmpty { due.append(Int64(second)) }
    }
    #expect(due == [10, 30, 70, 150, 310])
    #expect(watch.files.count == 1)
    try next.drain()
    #expect(try next.account.articles.stored == 350)
    try next.close()
  }

  @Test("what was stored and lies in claim/ is only moved, its bad records set aside")
  func committed() throws {
    let day = Timestamp(milliseconds: 1_795_305_600_000)
    let desk = try TestDesk(now: { day })
    let obstacle = try desk.obstruct("done/2026")
    // So that the bad records are not set aside either before the crash.
    let second = try desk.obstruct("failed/wire")
    try desk.drop("a.txt", story("Lund", 1))
    try desk.drop(
      "wire/p.jsonl", (lines("p", 0..<250) + ["{]"] + lines("p", 250..<260)).joined(separator: "\n")
    )
    try desk.start()
    try desk.until("stored") { try desk.account.stored + desk.account.partial == 2 }
    desk.desk.stop()
    #expect(desk.files("state/claim").count == 2)
    try desk.closeStore()
    try FileManager.default.removeItem(at: obstacle)
    try FileManager.default.removeItem(at: second)
    let next = try TestDesk(root: desk.root, now: { day })
    try next.drain()
    let account = try next.account
    #expect(list(account.stored, account.partial, account.unchanged, account.open) == [1, 1, 0, 0])
    #expect(account.articles.stored == 261)
    #expect(account.articles.unchanged == 0)
    #expect(next.files("state/done/2026/11/22") == ["a.txt", "wire/p.jsonl"])
    #expect(
      next.files("state/failed") == ["wire/p.jsonl~251", "wire/p.jsonl~251.reason.json"])
    #expect(next.files("state/claim").isEmpty)
    #expect(try next.store.reader.openBatches().isEmpty)
    try next.close()
  }

  @Test("in leave mode the reasons that a crash prevented are written at the next start, once")
  func unexplained() throws {
    let desk = try TestDesk(mode: .leave)
    // Keeps the reasons from being written before the crash.
    let obstacle = try desk.obstruct("failed/wire")
    try desk.drop(
      "wire/p.jsonl", (lines("p", 0..<20) + ["{]"] + lines("p", 20..<30)).joined(separator: "\n"))
    try desk.drop("wire/bad.bin", "\u{1}\u{2}\u{0}\u{3}")
    try desk.drop("wire/changes.bin", "\u{1}\u{2}\u{0}\u{4}")
    try desk.start()
    try desk.until("stored") { try desk.account.failed + desk.account.partial == 3 }
    desk.desk.stop()
    #expect(try desk.store.reader.openBatches().count == 3)
    try desk.closeStore()
    try FileManager.default.removeItem(at: obstacle)
    try FileManager.default.removeItem(at: desk.inbox.appending(path: "wire/changes.bin"))
    try desk.drop("wire/changes.bin", story("Lund", 1))
    for start in 1...2 {
      let next = try TestDesk(mode: .leave, root: desk.root)
      try next.drain()
      #expect(
        next.files("state/failed") == [
          "wire/bad.bin.reason.json", "wire/p.jsonl~21", "wire/p.jsonl~21.reason.json",
        ])
      let account = try next.account
      // What has changed is another deposit, and its old bytes are nobody's any more.
      #expect(list(account.stored, account.partial, account.failed, account.open) == [1, 1, 2, 0])
      #expect(account.articles.stored == 31)
      #expect(account.articles.unchanged == 0)
      #expect(try next.store.reader.openBatches().isEmpty)
      try start == 1 ? next.closeStore() : next.close()
    }
  }

  @Test("a half stored container goes on where it was, and ends once")
  func halfway() throws {
    let desk = try TestDesk.halfStored()
    let next = try TestDesk(root: desk.root)
    try next.drain()
    let account = try next.account
    #expect(list(account.partial, account.open, account.unchanged) == [1, 0, 0])
    #expect(account.articles.stored == 350)
    #expect(account.articles.unchanged == 0)
    #expect(account.articles.rejected == 601)
    // Also the one that was stored before the crash.
    let failed = next.files("state/failed")
    #expect(failed.prefix(2) == ["half.jsonl~2", "half.jsonl~2.reason.json"])
    #expect(failed.count > 100)
    #expect(try next.uris == (0..<350).map { "half-\($0)" })
    #expect(try next.store.reader.openBatches().isEmpty)
    try next.close()
  }

  @Test("a file that a power cut puts back into the inbox is no second deposit; the same again is")
  func back() throws {
    let desk = try TestDesk(now: Self.ahead)
    let texts = [
      "a.txt": story("Lund", 1), "big.jsonl": lines("big", 0..<450).joined(separator: "\n"),
      "part.jsonl": (lines("part", 0..<3) + ["{]"]).joined(separator: "\n"),
    ]
    // So that all are still claimed when the power goes.
    let obstacle = try desk.obstruct("done/\(Self.ahead().isoDay.prefix(4))")
    for (name, text) in texts { try desk.drop(name, text) }
    try desk.start()
    try desk.until("stored") {
      try desk.account.stored + desk.account.partial == 3 && desk.isDegraded(.spool)
    }
    try desk.abandon()
    for name in desk.files("state/claim") {
      try FileManager.default.moveItem(
        at: desk.state.appending(path: "claim/\(name)"),
        to: desk.inbox.appending(path: URL(filePath: name).lastPathComponent))
    }
    try FileManager.default.removeItem(at: obstacle)
    try FileManager.default.removeItem(at: desk.state.appending(path: "failed"))

    let next = try TestDesk(root: desk.root)
    try next.start()
    try next.untilDrained()
    let account = try next.account
    #expect(list(account.stored, account.partial, account.unchanged) == [2, 1, 0])
    #expect(account.articles.unchanged == 0)
    #expect(next.files("state/done").count == 3)
    #expect(next.files("state/failed") == ["part.jsonl~4", "part.jsonl~4.reason.json"])

    for (name, text) in texts { try next.drop(name, text) }
    try next.untilDrained()
    next.desk.stop()
    let later = try next.account
    #expect(list(later.stored, later.partial, later.unchanged) == [2, 2, 2])
    #expect(later.articles.stored == account.articles.stored)
    #expect(try next.store.reader.openBatches().isEmpty)
    try next.close()
  }

  @Test("a half stored deposit without its file is ended, and the account closes")
  func lost() throws {
    let desk = try TestDesk.halfStored()
    let name = try #require(desk.files("state/claim").first)
    try FileManager.default.moveItem(
      at: desk.state.appending(path: "claim/\(name)"),
      to: desk.inbox.appending(path: "half.jsonl"))
    let next = try TestDesk(root: desk.root)
    try next.drain()
    let account = try next.account
    #expect(list(account.open, account.partial) == [0, 2])
    #expect(account.articles.stored == 350)
    #expect(account.articles.unchanged >= 199)
    #expect(try next.store.reader.openBatches().isEmpty)
    try next.close()
  }

  @Test("a file over which the program died alone is set aside, its siblings go on")
  func poison() throws {
    let desk = try TestDesk()
    let claim = desk.state.appending(path: "claim/inbox@18f-0")
    try FileManager.default.createDirectory(at: claim, withIntermediateDirectories: true)
    for name in ["a.txt", "killer.txt", "z.txt"] {
      try story("Lund \(name)", 5).write(
        to: claim.appending(path: name), atomically: false, encoding: .utf8)
    }
    let mark = desk.state.appending(path: "recovering")
    try "0\ninbox@18f-0/killer.txt\n!".write(to: mark, atomically: false, encoding: .utf8)
    let next = try restarted(desk)
    try next.drain()
    let account = try next.account
    #expect(list(account.stored, account.failed) == [2, 1])
    #expect(next.files("state/failed") == ["killer.txt", "killer.txt.reason.json"])
    let reason = try String(
      contentsOf: next.state.appending(path: "failed/killer.txt.reason.json"), encoding: .utf8)
    #expect(reason.contains(#""code": "poison""#))
    #expect(!FileManager.default.fileExists(atPath: mark.path))
    try next.close()
  }

  @Test("a half stored container that kills is set aside whole; what was stored of it stays")
  func poisonHalfway() throws {
    let desk = try TestDesk.halfStored()
    let claimed = try #require(desk.files("state/claim").first)
    try "1\n\(claimed)\n!".write(
      to: desk.state.appending(path: "recovering"), atomically: false, encoding: .utf8)
    let before = try articles(desk.root)
    let next = try TestDesk(root: desk.root)
    try next.drain()
    let account = try next.account
    #expect(list(account.partial, account.failed, account.open) == [1, 0, 0])
    #expect(account.articles.stored == before)
    #expect(next.files("state/failed") == ["half.jsonl", "half.jsonl.reason.json"])
    #expect(next.files("state/done").isEmpty)
    #expect(next.files("state/claim").isEmpty)
    #expect(try next.store.reader.openBatches().isEmpty)
    try next.close()
  }

  private func articles(_ root: URL) throws -> Int {
    let state = root.appending(path: "state").path
    return try StoreReader(folder: state).account().reduce(0) { $0 + $1.articles.stored }
  }

  /// A desk finds what is in claim/ when it is made.
  private func restarted(_ desk: TestDesk, mode: Inbox.Mode = .move) throws -> TestDesk {
    desk.desk.stop()
    try desk.closeStore()
    return try TestDesk(mode: mode, root: desk.root)
  }
}
