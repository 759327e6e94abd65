import Foundation
import GRDB
import NewsModel
import Testing

@testable import NewsStore

@Suite("Following the event log")
struct FollowTests {
  private static let day: Int64 = 86_400_000
  private static let now = Timestamp(milliseconds: 1000 * day)

  private func tell(_ store: Store, _ count: Int, daysAgo age: Int64 = 0) throws {
    let time = Timestamp(milliseconds: Self.now.milliseconds - age * Self.day)
    try store.transaction { writer in
      for number in 0..<count {
        try writer.insertEvent(EventRow(time: time, kind: "deposit", text: "\(number)"))
      }
    }
  }

  /// The numbers after one; nil when they cannot all be had, and then the first that can.
  private func numbers(_ store: StoreReader, after: Int64) throws -> (kept: [Int64]?, first: Int64?)
  {
    switch try store.follow(after: after, limit: 1000) {
    case .events(let events): return (events.map(\.id), nil)
    case .lost(let first): return (nil, first)
    }
  }

  @Test(
    "who comes with the last number it knows gets every later event, and with 0 all that are kept")
  func follows() throws {
    let folder = try Folder()
    let store = try folder.writer()
    let base = try store.reader.eventNumber(before: 0)
    #expect(try numbers(store.reader, after: 0).kept == [])
    #expect(try numbers(store.reader, after: base).kept == [])
    try tell(store, 5)
    let all = (1...5).map { base + $0 }
    #expect(try numbers(store.reader, after: 0).kept == all)
    for known in [base] + all {
      #expect(try numbers(store.reader, after: known).kept == all.filter { $0 > known })
    }
    // Numbers that nobody has given.
    for strange in [1, base - 1, base + 6, base + 1_000_000] {
      #expect(try numbers(store.reader, after: strange).first == base + 1, "\(strange)")
    }
  }

  @Test("behind what was removed nothing is left out in silence, wherever in the log it stood")
  func pruned() throws {
    let folder = try Folder()
    let store = try folder.writer()
    // The second stays among old ones: a clock was ahead.
    for age in [400, -5000, 399, 398, 2, 1] as [Int64] { try tell(store, 1, daysAgo: age) }
    let last = try store.reader.eventNumber(before: 0)
    var place: Int64? = 0
    while let from = place {
      place = try store.transaction {
        try $0.pruneEvents(at: Self.now, after: from, keeping: 1, limit: 2)
      }
    }
    #expect(try store.reader.events(after: 0, limit: 9).map(\.id) == [last - 4, last - 1, last])
    #expect(try numbers(store.reader, after: last - 2).kept == [last - 1, last])
    #expect(try numbers(store.reader, after: 0).kept == [last - 1, last])
    #expect(try numbers(store.reader, after: last - 3).first == last - 1)
    #expect(try numbers(store.reader, after: last - 4).first == last - 1)
    #expect(try numbers(store.reader, after: last - 6).first == last - 1)
    #expect(try store.reader.verify(.thorough).isEmpty)
  }

  @Test("a start goes on with the numbers; one on a copy, a backup or a new database does not")
  func epochs() throws {
    let folder = try Folder()
    var store = try folder.writer()
    try tell(store, 3)
    let backup = folder.path + "/kept.db"
    try store.reader.backup(to: backup)
    let known = try store.reader.eventNumber(before: 0)
    try store.close()

    store = try folder.writer()
    try tell(store, 2)
    #expect(try numbers(store.reader, after: known).kept == [known + 1, known + 2])
    let gone = try store.reader.eventNumber(before: 0)
    try store.close()

    // The same file, moved: the same state.
    let database = folder.path + "/wiredesk.db"
    try FileManager.default.moveItem(atPath: database, toPath: database + ".moved")
    try FileManager.default.moveItem(atPath: database + ".moved", toPath: database)
    store = try folder.writer()
    try tell(store, 1)
    #expect(try numbers(store.reader, after: gone).kept == [gone + 1])
    try store.close()

    // The backup over the very same file: what was known before it goes on, what was told since is gone.
    let bytes = try Data(contentsOf: URL(filePath: backup))
    let file = try FileHandle(forWritingTo: URL(filePath: database))
    try file.truncate(atOffset: 0)
    try file.write(contentsOf: bytes)
    try file.close()
    for suffix in ["-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: database + suffix)
    }
    store = try folder.writer()
    try tell(store, 4)
    let again = try #require(try numbers(store.reader, after: known).kept)
    #expect(again.count == 4 && again[0] > gone + 1)
    #expect(try numbers(store.reader, after: gone).first != nil)
    #expect(try numbers(store.reader, after: gone + 1).first != nil)
    try store.close()

    // A copy of the files.
    let copy = try folder.copy()
    let other = try copy.writer()
    let before = try other.reader.eventNumber(before: 0)
    try tell(other, 1)
    #expect(try numbers(other.reader, after: before).kept?.count == 1)
    #expect(try numbers(other.reader, after: before).kept != [before + 1])

    // None of theirs is one of a new database's.
    let empty = try Folder()
    let new = try empty.writer()
    try tell(new, 9)
    #expect(try numbers(new.reader, after: again[3]).first != nil)
  }

  @Test("of a log that an earlier build has pruned the last stretch without a hole can be followed")
  func migrated() throws {
    let folder = try Folder()
    let queue = try DatabaseQueue(path: folder.path + "/wiredesk.db")
    try Schema.migrator().migrate(queue, upTo: "redeliveries")
    try queue.inDatabase { db in
      try Meta.fill(db, seed: 7, program: "0.0.1")
      for id in [3, 7, 8, 11, 12, 13] {
        try db.execute(
          sql: "INSERT INTO event(id, time, kind, text) VALUES (\(id), 1, 'deposit', 'stored')")
      }
      try db.execute(sql: "INSERT INTO counter(name, value) VALUES ('event', 13), ('commit', 9)")
    }
    try queue.close()
    let store = try folder.writer()
    #expect(try numbers(store.reader, after: 0).kept == [11, 12, 13])
    #expect(try numbers(store.reader, after: 12).kept == [13])
    #expect(try numbers(store.reader, after: 8).first == 11)
    try tell(store, 1)
    #expect(try numbers(store.reader, after: 13).kept == [14])
  }
}
