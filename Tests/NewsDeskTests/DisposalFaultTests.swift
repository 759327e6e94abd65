import Foundation
import Glibc
import NewsInbox
import NewsModel
import NewsStore
import Testing

@testable import NewsDesk

private let badLine = #"{"id": ]"#

/// MNT_DETACH of mount(2), an enumerator that Swift does not import.
private let detach: Int32 = 2

@Suite("When files cannot leave claim/")
struct DisposalFaultTests {
  /// 2026-11-22.
  private static let day = Timestamp(milliseconds: 1_795_305_600_000)

  @Test("a done/ that takes nothing keeps stored files in claim/, and they go when it does")
  func done() throws {
    let desk = try TestDesk(now: { Self.day })
    let obstacle = try desk.obstruct("done/2026")
    try desk.drop("a.txt", story("Lund", 12))
    try desk.drop("wire/b.txt", story("Oslo", 40))
    // Its turn comes with the others; failed/ is well.
    try desk.drop("wire/bad.jsonl", badLine)
    try desk.start()
    try desk.until("degraded") { desk.isDegraded(.spool) }
    try desk.until("stored, and the bad one is through") {
      let account = try desk.account
      return account.stored == 2 && account.failed == 1 && desk.desk.inFlightCount == 2
    }
    #expect(desk.files("state/claim").count == 2)
    #expect(desk.files("state/failed") == ["wire/bad.jsonl", "wire/bad.jsonl.reason.json"])
    try FileManager.default.removeItem(at: obstacle)
    try desk.untilDrained()
    desk.desk.stop()
    #expect(desk.files("state/done/2026/11/22") == ["a.txt", "wire/b.txt"])
    #expect(desk.files("state/claim").isEmpty)
    #expect(!desk.isDegraded(.spool))
    #expect(try desk.store.reader.openBatches().isEmpty)
    try desk.close()
  }

  @Test(
    "a file that changes between its reading and its disposal is read again, as a second deposit",
    arguments: [Inbox.Mode.move, .delete])
  func changed(mode: Inbox.Mode) throws {
    let desk = try TestDesk(mode: mode, now: { Self.day })
    // The order log comes before every move and removal.
    let obstacle = try desk.obstruct("order")
    let records = lines("p", 0..<6).map { $0 + "\n" }
    try desk.drop("wire/p.jsonl", records[..<3].joined())
    try desk.start()
    try desk.until("stored, and kept in claim/") {
      try desk.account.stored == 1 && desk.isDegraded(.spool)
    }
    let claimed = desk.state.appending(
      path: "claim/\(try #require(desk.files("state/claim").first))")
    let writer = try FileHandle(forWritingTo: claimed)
    try writer.seekToEnd()
    try writer.write(contentsOf: Data(records[3...].joined().utf8))
    try writer.close()
    try FileManager.default.removeItem(at: obstacle)
    try desk.untilDrained()
    desk.desk.stop()
    #expect(desk.files("state/claim").isEmpty && desk.files("inbox").isEmpty)
    #expect(try desk.store.reader.lastArticleID().rawValue == 6)
    #expect(try desk.account.stored == 2)
    if mode == .move {
      let done = desk.state.appending(path: "done/2026/11/22/wire/p.jsonl")
      #expect(try String(contentsOf: done, encoding: .utf8) == records.joined())
      #expect(desk.files("state/done") == ["2026/11/22/wire/p.jsonl"])
    }
    #expect(try desk.store.reader.openBatches().isEmpty)
    // The bytes that were read first are nowhere any more: a rebuild must not look for them.
    let places = try recorded(desk)
    #expect(places == (mode == .move ? ["nowhere", "done"] : ["nowhere", "nowhere"]))
    try desk.close()
  }

  /// The places of the order log's entries, the last of each deposit, in the order of deposits.
  private func recorded(_ desk: TestDesk) throws -> [String] {
    var places: [Int: String] = [:]
    for name in desk.files("state/order") {
      let text = try String(
        contentsOf: desk.state.appending(path: "order/\(name)"), encoding: .utf8)
      for line in text.split(separator: "\n").dropFirst() {
        let fields = line.split(separator: "\t")
        places[try #require(Int(fields[0]))] = String(fields[2])
      }
    }
    return places.sorted { $0.key < $1.key }.map(\.value)
  }

  @Test("one that failed and has changed since is back in the inbox, and not said to be in failed/")
  func failedAndChanged() throws {
    let desk = try TestDesk(now: { Self.day })
    let obstacle = try desk.obstruct("order")
    try desk.drop("wire/bad.json", #"{"id": ]"#)
    try desk.start()
    try desk.until("it has failed, and is kept in claim/") {
      try desk.account.failed == 1 && desk.isDegraded(.spool)
    }
    let claimed = desk.state.appending(
      path: "claim/\(try #require(desk.files("state/claim").first))")
    // In place, as its writer would.
    let writer = try FileHandle(forWritingTo: claimed)
    try writer.truncate(atOffset: 0)
    try writer.write(contentsOf: Data(lines("p", 0..<1)[0].utf8))
    try writer.close()
    try FileManager.default.removeItem(at: obstacle)
    try desk.untilDrained()
    desk.desk.stop()
    #expect(try recorded(desk) == ["nowhere", "done"])
    #expect(desk.files("state/failed").isEmpty)
    #expect(desk.files("state/done") == ["2026/11/22/wire/bad.json"])
    let account = try desk.account
    #expect(list(account.stored, account.failed, account.open) == [1, 1, 0])
    try desk.close()
  }

  @Test("a stop tries once more what could not leave claim/")
  func lastTry() throws {
    let desk = try TestDesk(now: { Self.day })
    let obstacle = try desk.obstruct("done/2026")
    try desk.drop("a.txt", story("Lund", 12))
    try desk.start()
    try desk.until("degraded") { desk.isDegraded(.spool) }
    try FileManager.default.removeItem(at: obstacle)
    // Before the next try is due, or just after it: either way it is not left behind.
    desk.desk.stop()
    #expect(desk.files("state/done/2026/11/22") == ["a.txt"])
    #expect(desk.files("state/claim").isEmpty)
    #expect(try desk.store.reader.openBatches().isEmpty)
    try desk.close()
  }

  @Test("a failed/ that takes nothing holds back what belongs there and nothing else")
  func failed() throws {
    let desk = try TestDesk()
    let obstacle = try desk.obstruct("failed/wire")
    try desk.drop("wire/bad.jsonl", badLine)
    try desk.drop("wire/part.jsonl", (lines("p", 0..<3) + [badLine]).joined(separator: "\n"))
    try desk.drop("wire/good.txt", story("Oslo", 40))
    try desk.start()
    try desk.until("degraded") { desk.isDegraded(.spool) }
    try desk.until("the good one is through") {
      let account = try desk.account
      return list(account.stored, account.partial, account.failed) == [1, 1, 1]
        && desk.desk.inFlightCount == 2
    }
    let account = try desk.account
    #expect(list(account.stored, account.partial, account.failed) == [1, 1, 1])
    #expect(desk.files("state/claim").count == 2)
    try FileManager.default.removeItem(at: obstacle)
    try desk.untilDrained()
    desk.desk.stop()
    #expect(
      desk.files("state/failed") == [
        "wire/bad.jsonl", "wire/bad.jsonl.reason.json", "wire/part.jsonl~4",
        "wire/part.jsonl~4.reason.json",
      ])
    #expect(desk.files("state/done").count == 2)
    #expect(try desk.store.reader.openBatches().isEmpty)
    try desk.close()
  }

  @Test("a stored file that somebody takes out of claim/ holds nothing up")
  func gone() throws {
    let desk = try TestDesk(now: { Self.day })
    let obstacle = try desk.obstruct("done/2026")
    try desk.drop("a.txt", story("Lund", 12))
    try desk.start()
    try desk.until("degraded") { desk.isDegraded(.spool) }
    let name = try #require(desk.files("state/claim").first)
    try FileManager.default.removeItem(at: desk.state.appending(path: "claim/\(name)"))
    try FileManager.default.removeItem(at: obstacle)
    try desk.untilDrained()
    desk.desk.stop()
    #expect(!desk.isDegraded(.spool))
    #expect(try FileManager.default.contentsOfDirectory(atPath: desk.state.path + "/claim") == [])
    try desk.close()
  }

  @Test("a full spool leaves no half-written reasons behind, and is well again by itself")
  func full() throws {
    let root = URL.temporaryDirectory.appending(path: "desk-\(UUID().uuidString)")
    let spool = root.appending(path: "spool")
    try FileManager.default.createDirectory(at: spool, withIntermediateDirectories: true)
    guard mount("tmpfs", spool.path, "tmpfs", 0, "size=2m") == 0 else {
      print("skipped: only root can mount a tmpfs to be filled")
      return try FileManager.default.removeItem(at: root)
    }
    defer { umount2(spool.path, detach) }
    let desk = try TestDesk(root: root, spool: spool)
    for number in 0..<20 {
      try desk.drop(
        "p\(number).jsonl", (lines("p\(number)", 0..<3) + [badLine]).joined(separator: "\n"))
    }
    try desk.drop("bad.jsonl", badLine)
    let ballast = spool.appending(path: "ballast")
    #expect(throws: (any Error).self) {
      try Data(count: 3 << 20).write(to: ballast)
    }
    try desk.start()
    try desk.until("degraded") { desk.isDegraded(.spool) }
    try desk.until("all stored") { try desk.account.partial == 20 }
    #expect(desk.desk.context.conditions.all.first?.code == "disk-full")
    #expect(TestDesk.files(spool.appending(path: "claim")).count > 0)
    // Two attempts later there must still be none.
    let temporary = {
      TestDesk.files(spool.appending(path: "failed")).filter { $0.hasSuffix(".tmp") }
    }
    let noticed = ContinuousClock.now
    try desk.until("tried again") { ContinuousClock.now - noticed > .seconds(3) }
    try desk.until("nothing half-written") { temporary().isEmpty }
    try FileManager.default.removeItem(at: ballast)
    try desk.untilDrained()
    desk.desk.stop()
    #expect(TestDesk.files(spool.appending(path: "done")).count == 20)
    #expect(TestDesk.files(spool.appending(path: "failed")).count == 42)
    #expect(try desk.account.failed == 1)
    umount2(spool.path, detach)
    try desk.close()
  }
}
