import Dispatch
import Foundation
import NewsAnswers
import NewsInbox
import NewsLinux
import NewsModel
import NewsStore
import Synchronization
import Testing

@testable import NewsDesk

@Suite("The account while files move")
struct BacklogTests {
  private func backlog(_ desk: TestDesk) throws -> Account {
    let inbox = Inbox(
      name: "inbox", path: Array(desk.inbox.path.utf8), source: .subfolder(otherwise: "inbox"))
    return try Account(
      inboxes: [inbox], spoolPath: Array(desk.state.path.utf8), store: desk.store.reader)
  }

  @Test("a file that is met in the inbox and in claim/ counts once, by its inode")
  func twice() throws {
    let desk = try TestDesk()
    try desk.drop("wire/a.txt", story("Lund", 1))
    try desk.drop("b.txt", story("Oslo", 2))
    let batch = desk.state.appending(path: "claim/inbox@1-0/wire")
    try FileManager.default.createDirectory(at: batch, withIntermediateDirectories: true)
    try FileManager.default.linkItem(
      at: desk.inbox.appending(path: "wire/a.txt"), to: batch.appending(path: "a.txt"))
    let found = try backlog(desk)
    #expect(list(found.inInboxes, found.claimed, found.waiting) == [1, 1, 2])
    try desk.close()
  }

  @Test(
    "what the daemon says is waiting is what the account counts: a backlog, and what is dropped by an error"
  )
  func told() throws {
    let desk = try TestDesk(change: { $0.leastFreeBytes = .max / 4 })
    for folder in ["wire", "post"] {
      try FileManager.default.createDirectory(
        at: desk.inbox.appending(path: folder), withIntermediateDirectories: true)
    }
    // More than are handed out, and than a scan gives in one turn.
    for number in 0..<5000 {
      try "text \(number)".write(
        to: desk.inbox.appending(path: "\(number % 2 == 0 ? "wire" : "post")/\(number).txt"),
        atomically: false, encoding: .utf8)
    }
    try "not yet".write(
      to: desk.inbox.appending(path: "new.txt.part"), atomically: false, encoding: .utf8)
    let batch = desk.state.appending(path: "claim/inbox@1-0")
    try desk.start()
    try FileManager.default.createDirectory(at: batch, withIntermediateDirectories: true)
    try "dropped".write(to: batch.appending(path: "a.txt"), atomically: false, encoding: .utf8)
    var now = Moment.now()
    // Without room nothing is read, and what is taken up waits, too.
    for _ in 0..<2 {
      now.monotonicNanoseconds += ClaimWatch.interval
      desk.desk.takeUpIdle(now: now)
    }
    try desk.until("told") {
      try desk.desk.waitingCount == 5001
        || (desk.account.stored == 1 && desk.desk.waitingCount == 5000)
    }
    #expect(try backlog(desk).waiting == desk.desk.waitingCount)
    desk.desk.stop()
    try desk.close()
  }

  @Test(
    "a file that is read for long is one that waits, in either mode",
    arguments: [Inbox.Mode.move, .leave])
  func readForLong(mode: Inbox.Mode) throws {
    let desk = try TestDesk(mode: mode)
    let gate = DispatchSemaphore(value: 0)
    desk.desk.storeQueue.async { gate.wait() }
    let filler = String(repeating: "x", count: 30_000)
    let large = lines("large", 0..<900).map { $0.dropLast() + #","summary":"\#(filler)"}"# }
    try desk.drop("large.jsonl", large.joined(separator: "\n"))
    try desk.start()
    try desk.until("the hand-over is full") { desk.desk.partsWaiting > 2 }
    #expect(desk.desk.waitingCount == 1)
    gate.signal()
    try desk.untilDrained()
    #expect(desk.desk.waitingCount == 0)
    desk.desk.stop()
    #expect(try desk.account.stored == 1)
    try desk.close()
  }

  @Test("a large file whose name is taken again is read as it is, and no stage is busy for ever")
  func takenName() throws {
    let desk = try TestDesk(mode: .move)
    let gate = DispatchSemaphore(value: 0)
    desk.desk.storeQueue.async { gate.wait() }
    let filler = String(repeating: "x", count: 30_000)
    let large = lines("large", 0..<900).map { $0.dropLast() + #","summary":"\#(filler)"}"# }
    try desk.drop("large.jsonl", large.joined(separator: "\n"))
    try desk.start()
    try desk.until("the hand-over is full") { desk.desk.partsWaiting > 2 }
    // It waits for its turn on the lane of large files; its writer seems to go on.
    try desk.drop(
      "cut.json",
      #"{"id":"cut","headline":"Cut","text":""# + String(repeating: "word ", count: 1 << 20))
    try desk.until("it is claimed") { desk.files("state/claim").count == 2 }
    // By what no worker ever reads, whose rest would hide a stage that stays busy.
    try FileManager.default.createSymbolicLink(
      at: desk.inbox.appending(path: "cut.json"), withDestinationURL: desk.root)
    gate.signal()
    try desk.untilDrained()
    let later = Moment.now().monotonicNanoseconds + 3_600_000_000_000
    let stuck = desk.desk.context.heartbeat.stuckStage(now: later, limit: 1)
    #expect(stuck == nil, "\(stuck.map(\.name) ?? "")")
    desk.desk.stop()
    let account = try desk.account
    #expect(list(account.stored, account.failed, account.open) == [1, 1, 0])
    try desk.close()
  }

  @Test("files that are claimed while they are counted are neither missed nor counted twice")
  func moving() throws {
    let desk = try TestDesk()
    let files = 400
    for number in 0..<files { try desk.drop("wire/\(number).txt", "text") }
    let batch = desk.state.appending(path: "claim/inbox@1-0/wire")
    try FileManager.default.createDirectory(at: batch, withIntermediateDirectories: true)
    let moved = Atomic<Int>(0)
    let inbox = desk.inbox
    let (looked, done) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    DispatchQueue.global().async {
      for number in 0..<files {
        // Between two looks at least, however fast it moves and slowly it is looked.
        if number == files / 2 { looked.wait() }
        let name = "\(number).txt"
        guard
          rename(
            inbox.appending(path: "wire/\(name)").path, batch.appending(path: name).path) == 0
        else { break }
        moved.add(1, ordering: .relaxed)
      }
      done.signal()
    }
    var looks = 0
    while moved.load(ordering: .relaxed) < files {
      #expect(try backlog(desk).waiting == files)
      looks += 1
      if looks == 1 { looked.signal() }
      try #require(looks < 100_000)
    }
    done.wait()
    #expect(looks > 0)
    #expect(try backlog(desk).claimed == files)
    try desk.close()
  }

  @Test("a desk at work is in balance, to the unit, whenever it is asked")
  func atWork() throws {
    let desk = try TestDesk()
    try desk.start()
    let files = 300
    for number in 0..<files { try desk.drop("\(number).txt", story("Lund \(number)", number)) }
    var looks = 0
    while true {
      let now = try backlog(desk)
      looks += 1
      let ended = now.accounting.inboxes.reduce(0) { $0 + $1.stored + $1.unchanged + $1.partial }
      #expect(ended == now.accounting.ended)
      #expect(ended + now.waiting == files, "look \(looks)")
      if ended == files { break }
      try #require(looks < 100_000)
    }
    desk.desk.stop()
    try desk.close()
  }
}
