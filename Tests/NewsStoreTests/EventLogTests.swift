import NewsModel
import Testing

@testable import NewsStore

@Suite("The event log")
struct EventLogTests {
  private static let day: Int64 = 86_400_000
  private static let now = Timestamp(milliseconds: 1000 * day)

  /// A log of events so many days old, in the order of their numbers.
  private func log(_ ages: [Int64]) throws -> (Folder, Store) {
    let folder = try Folder()
    let store = try folder.writer()
    try store.transaction { writer in
      for age in ages {
        try writer.insertEvent(
          EventRow(
            time: Timestamp(milliseconds: Self.now.milliseconds - age * Self.day),
            kind: "deposit", deposit: DepositID(rawValue: age), text: "\(age) days old"))
      }
    }
    return (folder, store)
  }

  /// One round of pruning, a transaction a slice.
  ///
  /// - Returns: how many slices there were.
  private func prune(_ store: Store, keeping newest: Int64, limit: Int = 2) throws -> Int {
    var place: Int64? = 0
    var slices = 0
    while let from = place {
      place = try store.transaction {
        try $0.pruneEvents(at: Self.now, after: from, keeping: newest, limit: limit)
      }
      if place != nil { slices += 1 }
    }
    return slices
  }

  private func ages(_ store: Store) throws -> [Int64] {
    try store.reader.events(after: 0, limit: 100).compactMap(\.event.deposit?.rawValue)
  }

  @Test("events are read after the last one seen")
  func reads() throws {
    let (folder, store) = try log([5, 4, 3, 2, 1])
    defer { withExtendedLifetime(folder) {} }
    let base = try store.reader.eventNumber(before: 5)
    #expect(try store.reader.events(after: base + 3, limit: 9).map(\.id) == [base + 4, base + 5])
    #expect(try store.reader.events(after: 0, limit: 1).map(\.event.text) == ["5 days old"])
    #expect(try store.reader.eventNumbers() == (base + 1, base + 5))
    #expect(try store.reader.eventNumber(before: 0) == base + 5)
    #expect(try store.reader.eventNumber(before: 2) == base + 3)
    #expect(try store.reader.eventCount(after: base + 2) == 3)
  }

  @Test(
    "an event goes when it is older than 90 days and not among the newest, and only then",
    arguments: [
      // Old and beyond the newest; exactly 90 days; young, whatever its place.
      ([400, 91, 90, 89, 1], 2, [90, 89, 1]),
      // Among the newest, whatever its age.
      ([400, 300, 200], 3, [400, 300, 200]), ([400, 300, 200], 2, [300, 200]),
      // All of them old, none to be kept.
      ([400, 300, 200], 0, []),
      // More than the newest, and all young.
      ([3, 2, 1], 1, [3, 2, 1]), ([], 0, []),
    ] as [([Int64], Int64, [Int64])])
  func rule(ages: [Int64], newest: Int64, kept: [Int64]) throws {
    let (folder, store) = try log(ages)
    defer { withExtendedLifetime(folder) {} }
    _ = try prune(store, keeping: newest)
    #expect(try self.ages(store) == kept)
    #expect(try store.reader.verify(.thorough).isEmpty)
  }

  @Test("a clock that was wrong takes no young event along, and holds up no old one")
  func wrongClock() throws {
    // The third and fourth were written with a date that is yet to come, the sixth with one long gone.
    let (folder, store) = try log([400, 399, -5000, -5000, 398, 20_000, 50, 40])
    defer { withExtendedLifetime(folder) {} }
    let slices = try prune(store, keeping: 1)
    #expect(slices == 4)
    #expect(try ages(store) == [-5000, -5000, 50, 40])
    // Where events are missing a slice reaches further, and the round still comes to its end.
    #expect(try prune(store, keeping: 1) == 2)
  }

  @Test("a slice removes no more than its limit, and numbers go on where they stood")
  func slice() throws {
    let (folder, store) = try log([Int64](repeating: 400, count: 10))
    defer { withExtendedLifetime(folder) {} }
    let next = try store.transaction {
      try $0.pruneEvents(at: Self.now, after: 0, keeping: 1, limit: 4)
    }
    let last = try store.reader.eventNumber(before: 0)
    #expect(next == last - 6)
    #expect(try store.reader.events(after: 0, limit: 100).map(\.id) == Array(last - 5...last))
    try store.transaction {
      try $0.insertEvent(EventRow(time: Self.now, kind: "deposit", text: "the next"))
    }
    #expect(try store.reader.eventNumber(before: 0) == last + 1)
  }

  @Test("fewer events than are always kept cost no look at the log")
  func young() throws {
    let (folder, store) = try log([400, 300])
    defer { withExtendedLifetime(folder) {} }
    #expect(
      try store.transaction { try $0.pruneEvents(at: Self.now, after: 0) } == nil)
    #expect(try ages(store) == [400, 300])
  }
}
