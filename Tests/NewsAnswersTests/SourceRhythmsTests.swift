import NewsBytes
import NewsModel
import Testing

@testable import NewsAnswers

@Suite("The rhythms of all sources")
struct SourceRhythmsTests {
  typealias SourceRhythms = DeskStatus.SourceRhythms

  static func day(_ number: Int64) -> Timestamp {
    Timestamp(milliseconds: RhythmTests.monday + number * RhythmTests.day)
  }

  static var known: SourceRhythms {
    var rhythms = SourceRhythms([:], through: ArticleID(rawValue: 0))
    for number in 0..<40 as Range<Int64> {
      rhythms.note("daily", day(number), ArticleID(rawValue: 2 * number + 1))
      if number < 30 { rhythms.note("gone", day(number), ArticleID(rawValue: 2 * number + 2)) }
    }
    return rhythms
  }

  @Test("who should have come is told, the one that is overdue longest first")
  func silent() {
    #expect(Self.known.silent(at: Self.day(40)).map(\.source) == ["gone"])
    let both = Self.known.silent(at: Self.day(45))
    #expect(both.map(\.source) == ["gone", "daily"])
    #expect(both.first?.last == Self.day(29))
    #expect(
      both.first?.line
        == "silent: 'gone' since 2026-02-03T00:00:00Z; by its rhythm it comes within 60 hours")
  }

  @Test("the saved form gives the same again, whatever the names")
  func saved() throws {
    var rhythms = Self.known
    rhythms.note("", Self.day(3), ArticleID(rawValue: 90))
    rhythms.note("an \"agency\"\n\u{1b}[31m 通信社", Self.day(4), ArticleID(rawValue: 91))
    #expect(try SourceRhythms(data: rhythms.data) == rhythms)
    #expect(rhythms.through == ArticleID(rawValue: 91))
  }

  @Test("damage of the saved form is an error or other numbers, never a crash")
  func damage() {
    let data = Self.known.data
    var refused = 0
    for index in data.indices {
      for value in [0, 0x7F, 0x80, 0xFF] as [UInt8] {
        var damaged = data
        damaged[index] = value
        // What can be read must be able to be asked.
        guard let read = try? SourceRhythms(data: damaged) else {
          refused += 1
          continue
        }
        _ = read.silent(at: Timestamp(milliseconds: .max))
      }
      #expect(throws: DamagedBytes.self) { try SourceRhythms(data: Array(data[..<index])) }
    }
    #expect(refused > 0)
  }

  @Test("of more than a thousand sources those are kept that came last")
  func bounded() {
    var rhythms = SourceRhythms([:], through: ArticleID(rawValue: 0))
    for number in 1...5000 as ClosedRange<Int64> {
      rhythms.note("site-\(number)", Self.day(number), ArticleID(rawValue: number))
    }
    #expect(rhythms.rhythms.count <= 1250)
    #expect(rhythms.rhythms["site-5000"] != nil && rhythms.rhythms["site-4001"] != nil)
    #expect(rhythms.rhythms["site-1"] == nil)
    #expect(rhythms.data.count < 60_000)
  }

  @Test("long names are cut, and stay apart")
  func longNames() {
    var rhythms = SourceRhythms([:], through: ArticleID(rawValue: 0))
    let name = String(repeating: "東", count: 5000)
    rhythms.note(name + "a", Self.day(1), ArticleID(rawValue: 1))
    rhythms.note(name + "b", Self.day(1), ArticleID(rawValue: 2))
    rhythms.note(name + "b", Self.day(2), ArticleID(rawValue: 3))
    #expect(rhythms.rhythms.values.map(\.articles).sorted() == [1, 2])
    #expect(rhythms.rhythms.keys.allSatisfy { $0.utf8.count <= 200 })
  }

  @Test("the largest are listed, in the order of their names")
  func largest() {
    var rhythms = Self.known
    rhythms.note("small", Self.day(1), ArticleID(rawValue: 100))
    #expect(rhythms.largest(2).map(\.source) == ["daily", "gone"])
  }
}
