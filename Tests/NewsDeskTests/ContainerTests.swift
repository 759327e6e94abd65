import Foundation
import NewsInbox
import NewsModel
import NewsStore
import Testing

@testable import NewsDesk

@Suite("A container")
struct ContainerTests {
  @Test("with 20,000 bad lines is partial; a thousand are set aside, and all are counted")
  func bad() throws {
    let desk = try TestDesk()
    let bad = (0..<20_000).map { "{\"id\": bad \($0)" }
    try desk.drop("a.jsonl", (lines("good", 0..<5) + bad).joined(separator: "\n"))
    try desk.drain()
    let account = try desk.account
    #expect(list(account.partial, account.failed) == [1, 0])
    #expect(account.articles.stored == 5)
    #expect(account.articles.rejected == 20_000)
    #expect(desk.files("state/failed").count == 2 * RejectedDocuments.limit)
    let deposit = try #require(try desk.store.reader.deposits(named: FileName("a.jsonl")).first)
    #expect(deposit.end?.message?.contains("19000 more bad records") == true)
    #expect(try desk.store.reader.rejections(of: deposit.id).count == 1000)
    try desk.close()
  }

  @Test("with bad lines only has failed, and is set aside whole")
  func worse() throws {
    // What is empty waits for its writer that long.
    let desk = try TestDesk(young: .seconds(1))
    try desk.drop("a.jsonl", (0..<2000).map { "{\"id\": bad \($0)" }.joined(separator: "\n"))
    try desk.drop("blank.jsonl", "\n\n\n")
    try desk.drain()
    #expect(try desk.account.failed == 2)
    #expect(
      desk.files("state/failed") == [
        "a.jsonl", "a.jsonl.reason.json", "blank.jsonl", "blank.jsonl.reason.json",
      ])
    let reason = try String(
      contentsOf: desk.state.appending(path: "failed/blank.jsonl.reason.json"), encoding: .utf8)
    #expect(reason.contains(#""code": "empty""#))
    try desk.close()
  }

  @Test("keeps few bad records, and few bytes of large ones")
  func kept() {
    var kept = RejectedDocuments()
    let bytes = [UInt8](repeating: 0x7B, count: 1 << 20)
    for ordinal in 0..<50 {
      kept.keep(Rejection(.syntax, "\(ordinal)"), ordinal: ordinal, bytes: bytes)
    }
    #expect(kept.records.count == 4)
    #expect(kept.unkept == 46)
    #expect(kept.firstReason?.message == "0")
  }

  @Test("that is appended to while it is young ends with every line once", arguments: [3, 450])
  func grows(count: Int) throws {
    let desk = try TestDesk()
    let all = lines("grow", 0..<count + 20)
    let cut = all[count]
    let first = all[..<count].joined(separator: "\n") + "\n" + cut.prefix(cut.count / 2)
    try desk.start()
    let target = desk.inbox.appending(path: "grow.jsonl")
    try String(first).write(to: target, atomically: false, encoding: .utf8)
    // Taken, found to end in the middle of a line, and put back.
    try desk.until("it waits for its writer") {
      desk.desk.watch.waitingFiles(limit: 1).first?.cause == .young
    }
    #expect(try desk.store.reader.lastArticleID().rawValue == 0)
    let handle = try FileHandle(forWritingTo: target)
    try handle.seekToEnd()
    let rest =
      String(cut.dropFirst(cut.count / 2)) + "\n"
      + all[(count + 1)...].joined(separator: "\n") + "\n"
    try handle.write(contentsOf: Data(rest.utf8))
    try handle.close()
    try desk.untilDrained()
    desk.desk.stop()
    let account = try desk.account
    #expect(list(account.stored, account.partial, account.failed, account.open) == [1, 0, 0, 0])
    #expect(try desk.uris == (0..<count + 20).map { "grow-\($0)" })
    try desk.close()
  }
}

@Suite("The same name again")
struct SameNameTests {
  @Test("in leave mode is a deposit of its own when the file has changed")
  func left() throws {
    let desk = try TestDesk(mode: .leave)
    try desk.start()
    for number in 1...3 {
      try desk.drop("a\(number).txt", story("Lund", number))
      try FileManager.default.copyItem(
        at: desk.inbox.appending(path: "a\(number).txt"), to: desk.root.appending(path: "copy"))
      try? FileManager.default.removeItem(at: desk.inbox.appending(path: "feed.txt"))
      try FileManager.default.moveItem(
        at: desk.root.appending(path: "copy"), to: desk.inbox.appending(path: "feed.txt"))
      try desk.until("taken") { try desk.account.endedFiles == 2 * number }
    }
    #expect(!desk.isDegraded(.storage))
    desk.desk.stop()
    let account = try desk.account
    #expect(account.stored + account.unchanged == 6)
    #expect(account.articles.stored == 3)
    #expect(try desk.store.reader.openBatches().isEmpty)
    try desk.close()
  }

  @Test("is taken while the claim folder of the first is still in use")
  func claimed() throws {
    let desk = try TestDesk()
    // Holds the claim folder for some seconds.
    try desk.drop("big.jsonl", lines("big", 0..<900).joined(separator: "\n"))
    try desk.start()
    try desk.until("the container is being read") { desk.desk.inFlightCount == 1 }
    for number in 1...5 {
      try desk.drop("feed.txt", story("Lund", number))
      try desk.until("moved") {
        desk.files("state/done").filter { $0.contains("feed") }.count == number
      }
    }
    #expect(!desk.isDegraded(.storage))
    try desk.untilDrained()
    desk.desk.stop()
    #expect(try desk.account.stored == 6)
    #expect(desk.files("state/done").count == 6)
    #expect(try desk.store.reader.openBatches().isEmpty)
    try desk.close()
  }

  @Test("is no obstacle to ingest, nor is a file that cannot be read")
  func given() throws {
    let desk = try TestDesk()
    try desk.start()
    var files: [GivenFile] = []
    for number in 1...3 {
      let folder = desk.root.appending(path: "given/\(number)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let path = folder.appending(path: "a.txt")
      try story("Lund", number).write(to: path, atomically: false, encoding: .utf8)
      files.append(GivenFile(path: Array(path.path.utf8), name: FileName("a.txt")))
    }
    // A regular file, whose first page nobody can read.
    let unreadable = GivenFile(path: Array("/proc/self/mem".utf8), name: FileName("mem"))
    let unread = desk.desk.ingest(files + [unreadable]) { _ in }
    desk.desk.settle()
    #expect(unread.map(\.file) == [unreadable])
    #expect(desk.desk.inFlightCount == 0)
    desk.desk.stop()
    let account = try #require(try desk.store.reader.account().first { $0.inbox == "ingest" })
    #expect(account.stored == 3)
    #expect(account.open == 0)
    #expect(try desk.store.reader.openBatches().isEmpty)
    try desk.close()
  }
}

extension Accounting.InboxAccount {
  fileprivate var endedFiles: Int { stored + unchanged + partial + failed }
}
