import Foundation
import NewsModel
import Synchronization
import TestSupport
import Testing

@testable import NewsDesk
@testable import NewsStore

@Suite("The event log under a running desk")
struct EventPruningTests {
  private static let day: Int64 = 86_400_000

  /// A desk whose clock the test sets; the log keeps the newest ten.
  private final class TimedDesk: Sendable {
    let clock = Mutex<Int64>(1_000 * day)
    func advance(milliseconds: Int64) { clock.withLock { $0 += milliseconds } }
    var now: @Sendable () -> Timestamp {
      { [self] in Timestamp(milliseconds: clock.withLock { $0 }) }
    }
    func desk() throws -> TestDesk {
      try TestDesk(now: now) { $0.newestEvents = 10 }
    }
  }

  private func events(_ desk: TestDesk) throws -> Int {
    try desk.store.reader.events(after: 0, limit: 1000).count
  }

  private func drop(_ count: Int, _ place: String, into desk: TestDesk) throws {
    for number in 0..<count { try desk.drop("\(place)-\(number).txt", story(place, number)) }
    try desk.untilDrained()
  }

  @Test("events older than 90 days go while nothing comes, but for the newest")
  func prunes() throws {
    let timed = TimedDesk()
    let desk = try timed.desk()
    try desk.start()
    try drop(25, "Lund", into: desk)
    timed.advance(milliseconds: 89 * Self.day)
    try drop(5, "Oslo", into: desk)
    desk.desk.watchConditions()
    desk.desk.storeQueue.sync {}
    #expect(try events(desk) == 30)
    timed.advance(milliseconds: 2 * Self.day)
    // As the service does once a second.
    try desk.until("the old ones are gone") {
      desk.desk.watchConditions()
      return try events(desk) == 10
    }
    // Of the ten, five are old and among the newest, five are young.
    let last = try desk.store.reader.eventNumber(before: 0)
    #expect(
      try desk.store.reader.events(after: 0, limit: 100).map(\.id) == Array(last - 9...last))
    desk.desk.stop()
    try desk.close()
  }

  @Test("a round begins every hour, and also when the clock is set back")
  func rounds() {
    var pruning = EventPruning(keeping: 10)
    let start = Timestamp(milliseconds: 1_000 * Self.day)
    func later(_ milliseconds: Int64) -> Timestamp {
      Timestamp(milliseconds: start.milliseconds + milliseconds)
    }
    #expect(pruning.isDue(start))
    #expect(pruning.beginSlice(start) == 0)
    pruning.endSlice(7)
    // The round goes on at once.
    #expect(pruning.isDue(start))
    #expect(pruning.beginSlice(later(5)) == 7)
    pruning.endSlice(nil)
    #expect(!pruning.isDue(later(EventPruning.intervalMilliseconds - 1)))
    #expect(pruning.isDue(later(EventPruning.intervalMilliseconds)))
    #expect(pruning.isDue(later(-1)))
    #expect(pruning.beginSlice(later(EventPruning.intervalMilliseconds)) == 0)
  }
}
