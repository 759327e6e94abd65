import Dispatch
import Foundation
import NewsModel
import NewsStore
import Synchronization
import TestSupport
import Testing

@testable import NewsDesk

/// The wait for more parts while a backlog is read.
@Suite("Commit delay")
struct CommitDelayTests {
  private final class Number: Sendable {
    private let state = Mutex(0)
    var value: Int { state.withLock { $0 } }
    func set(_ value: Int) { state.withLock { $0 = value } }
    func rise() { state.withLock { $0 += 1 } }
  }

  @Test("nothing waits where few files are ready, or enough parts are there")
  func none() {
    let backlog = Number()
    let delay = CommitDelay { backlog.value }
    let queue = DispatchQueue(label: "test")
    backlog.set(CommitDelay.backlog)
    #expect(!delay.begin(1, on: queue) { Issue.record("nobody waits") })
    backlog.rise()
    #expect(!delay.begin(CommitDelay.parts, on: queue) { Issue.record("nobody waits") })
    #expect(!delay.holds(0))
    queue.sync {}
  }

  @Test("a wait ends once, and holds what comes until there is enough of it")
  func one() {
    let delay = CommitDelay { CommitDelay.backlog + 1 }
    let queue = DispatchQueue(label: "test")
    let resumed = Number()
    let ended = DispatchSemaphore(value: 0)
    // Before the queue is free no wait can end.
    queue.sync {
      for count in 0...1 {
        #expect(
          delay.begin(count, on: queue) {
            resumed.rise()
            ended.signal()
          })
      }
      #expect(delay.holds(CommitDelay.parts - 1) && !delay.holds(CommitDelay.parts))
    }
    #expect(ended.wait(timeout: .now() + .seconds(30)) == .success)
    #expect(!delay.holds(0))
    #expect(!delay.begin(0, on: queue) { Issue.record("what came is taken, though it be little") })
    // A second timer would have been set before this one, and has the same length.
    #expect(delay.begin(0, on: queue) { ended.signal() })
    #expect(ended.wait(timeout: .now() + .seconds(30)) == .success)
    #expect(resumed.value == 1)
  }

  /// With -1 there is always a backlog.
  @Test(
    "what comes of a backlog waits for more; what comes alone is taken at once",
    arguments: [-1, CommitDelay.backlog])
  func waiting(backlog: Int) throws {
    let desk = try TestDesk(change: { $0.backlog = backlog })
    // Once seen is enough: on a busy machine a wait may be over before anybody looks.
    let isSeenWaiting = try (0..<20).contains { number in
      let path = desk.root.appending(path: "\(number).txt")
      try "Ferry number \(number) left the harbour at dawn."
        .write(to: path, atomically: false, encoding: .utf8)
      let file = GivenFile(path: Array(path.path.utf8), name: FileName("\(number).txt"))
      #expect(desk.desk.ingest([file], onRead: { _ in }).isEmpty)
      // Whoever was told of it has had his turn.
      desk.desk.storeQueue.sync {}
      return desk.desk.partsWaiting > 0
    }
    #expect(isSeenWaiting == (backlog < 0))
    desk.desk.stop()
    #expect(desk.desk.partsWaiting == 0)
    try desk.close()
  }

  @Test("a backlog is stored to its last file")
  func backlog() throws {
    let desk = try TestDesk(change: { $0.backlog = -1 })
    for number in 0..<90 {
      try desk.drop("\(number).txt", "Ferry number \(number) left the harbour at dawn.")
    }
    try desk.drain()
    let account = try desk.account
    #expect(account.stored + account.unchanged == 90)
    #expect(desk.files("inbox").isEmpty && desk.files("state/claim").isEmpty)
    try desk.close()
  }

  @Test("one file alone is stored after a wait, though nothing comes after it")
  func alone() throws {
    let desk = try TestDesk(change: { $0.backlog = -1 })
    try desk.drop("alone.txt", "The ferry left the harbour at dawn.")
    try desk.drain()
    #expect(try desk.account.stored == 1)
    try desk.close()
  }
}
