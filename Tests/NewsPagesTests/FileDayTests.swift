import NewsModel
import NewsStore
import Testing

@testable import NewsPages

@Suite("A day of files")
struct FileDayTests {
  private static let now = Timestamp(milliseconds: 1_790_000_000_000)

  private func passage(_ foundAgo: Int64, _ took: Int64?) -> StoreReader.Passage {
    let found = Self.now.milliseconds - foundAgo
    return StoreReader.Passage(
      found: Timestamp(milliseconds: found),
      ended: took.map { Timestamp(milliseconds: found + $0) })
  }

  @Test(
    "what waits is counted in every stretch that it waits in, and what ended in the one it ended in"
  )
  func waiting() {
    let half = FileDay.stretch
    let day = FileDay(
      [
        passage(3 * half - 1, half), passage(3 * half - 2, 10), passage(1000, nil),
        passage(900, nil), passage(half / 2, -5000),
      ], now: Self.now)
    #expect(day.waiting.suffix(4) == [0, 2, 1, 2])
    #expect(day.slowest.suffix(4) == [0, 10, Int(half), 0])
    #expect(day.waiting.dropLast(4).allSatisfy { $0 == 0 })
  }

  @Test("what came before the day and waits still is there from its first stretch on")
  func earlier() {
    let day = FileDay([passage(FileDay.stretch * 60, nil)], now: Self.now)
    #expect(day.waiting == Array(repeating: 1, count: FileDay.stretches))
  }

  @Test("95 of 100 is by nearest rank")
  func rank() {
    let day = FileDay((1...100).map { passage(50_000, $0) }, now: Self.now)
    #expect(day.slowest.last == 95 && day.waiting.last == 100)
  }
}
