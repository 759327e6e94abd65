import Dispatch
import NewsMatching
import NewsModel
import Testing

@testable import NewsDesk
@testable import NewsStore

/// What a reload does: another desk on the same store.
@Suite("A desk after another one")
struct HandingOnTests {
  @Test("goes on with what the last one remembers, whatever settings have changed")
  func goesOn() throws {
    let desk = try TestDesk()
    try desk.drop("one/a.txt", story("Lund", 12))
    try desk.drain()
    let next = try TestDesk(after: desk) { $0.limits.depth = 100 }
    #expect(next.desk.indices.copies === desk.desk.indices.copies)
    #expect(next.desk.indices.stories === desk.desk.indices.stories)
    try next.drop("two/a.txt", story("Lund", 12))
    try next.drain()
    #expect(try next.account.articles.identical == 1)
    let third = try TestDesk(after: next)
    #expect(third.desk.indices.copies === desk.desk.indices.copies)
    try third.drop("three/a.txt", story("Lund", 13))
    try third.drain()
    let account = try third.account
    #expect(list(account.stored, account.articles.identical, account.open) == [3, 1, 0])
    try third.close()
  }

  @Test("an index of other sizes is restored, and the old one let go of")
  func otherSizes() throws {
    let desk = try TestDesk()
    try desk.drop("one/a.txt", story("Lund", 12))
    try desk.drain()
    weak var old: CopyIndex?
    old = desk.desk.indices.copies
    #expect(old != nil)
    let next = try TestDesk(smallIndex: true, after: desk)
    #expect(old == nil)
    try next.drop("two/a.txt", story("Lund", 12))
    try next.drain()
    #expect(try next.account.articles.identical == 1)
    try next.close()
  }

  @Test("what ran ahead of a database that took nothing more is restored, not handed on")
  func aheadOfTheDatabase() throws {
    let desk = try TestDesk()
    try desk.drop("one/a.txt", story("Lund", 12))
    try desk.start()
    try desk.untilDrained()
    let store = desk.store
    try desk.desk.storeQueue.sync {
      try store.testOnlyLimitPages(try #require(Int(try store.testOnlyPragma("page_count"))))
    }
    for number in 0..<40 { try desk.drop("one/\(number).txt", story("Oslo \(number)", number)) }
    try desk.until("storage is full") { desk.isDegraded(.storage) }
    desk.desk.stop()
    let copies = desk.desk.indices.copies
    let next = try TestDesk(after: desk)
    #expect(next.desk.indices.copies !== copies)
    try next.drop("two/a.txt", story("Lund", 12))
    try next.drain()
    let account = try next.account
    #expect(list(account.stored, account.open) == [42, 0])
    #expect(try next.store.reader.verify(.thorough) == [])
    // The number that the lost transaction had given was given again.
    #expect(try next.store.reader.numbers().article == 42)
    try next.close()
  }
}
