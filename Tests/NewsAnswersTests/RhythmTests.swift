import Foundation
import NewsModel
import TestSupport
import Testing

@testable import NewsAnswers

@Suite("A source gone silent")
struct RhythmTests {
  typealias Rhythm = DeskStatus.Rhythm

  static let minute: Int64 = 60_000
  static let hour = 60 * minute
  static let day = 24 * hour
  /// Monday, 2026-01-05, 00:00 UTC.
  static let monday: Int64 = 1_767_571_200_000

  /// Invented series, in milliseconds from a Monday on, ascending; `jitter` is drawn for each arrival.
  enum Series: String, CaseIterable {
    case everyMinute, hourly, daily, workingDays, officeHours, bursts, weekly, twiceADay

    func times(days: Int, _ random: inout SplitMix) -> [Int64] {
      (0..<days).flatMap { number -> [Int64] in
        let isWorkday = number % 7 < 5
        let start = Int64(number) * day
        func jitter(_ most: Int64) -> Int64 { Int64.random(in: -most...most, using: &random) }
        return switch self {
        case .everyMinute:
          stride(from: start, to: start + day, by: Int(minute)).map { $0 + jitter(20_000) }
        case .hourly: (0..<24).map { start + Int64($0) * hour + jitter(10 * minute) }
        case .daily: [start + 6 * hour + jitter(hour)]
        case .workingDays: isWorkday ? [start + 6 * hour + jitter(hour)] : []
        case .officeHours:
          isWorkday ? (9..<18).map { start + Int64($0) * hour + jitter(25 * minute) } : []
        case .bursts:
          [6, 14].flatMap { at in
            (0..<30).map { start + at * hour + Int64($0) * 400 + jitter(100) }
          }
        case .weekly: number % 7 == 2 ? [start + 15 * hour + jitter(5 * hour)] : []
        case .twiceADay:
          [start + 7 * hour + jitter(2 * hour), start + 18 * hour + jitter(2 * hour)]
        }
      }.sorted()
    }

    /// How long after its last article it is told at the latest, once it is known well.
    var toldWithin: Int64 {
      switch self {
      case .everyMinute: hour + minute
      case .hourly: 4 * hour
      case .daily, .twiceADay: 66 * hour
      case .workingDays, .officeHours: 186 * hour
      case .bursts: 41 * hour
      case .weekly: 19 * day
      }
    }
  }

  static func time(_ milliseconds: Int64) -> Timestamp {
    Timestamp(milliseconds: monday + milliseconds)
  }

  static func rhythm(_ times: some Sequence<Int64>) -> Rhythm {
    var rhythm = Rhythm(last: Timestamp(milliseconds: 0))
    for (index, time) in times.enumerated() {
      if index == 0 { rhythm = Rhythm(last: self.time(time)) }
      rhythm.note(self.time(time))
    }
    return rhythm
  }

  /// Times at which it came though it had been called silent.
  static func falseWords(_ times: [Int64]) -> [Int64] {
    guard let first = times.first else { return [] }
    var rhythm = Rhythm(last: time(first))
    return times.filter { at in
      defer { rhythm.note(time(at)) }
      return rhythm.overdue(at: time(at)) != nil
    }
  }

  @Test("in a year of a steady series nothing false is said", arguments: Series.allCases)
  func steady(series: Series) {
    for seed in 1...3 as ClosedRange<UInt64> {
      var random = SplitMix(seed: seed)
      let times = series.times(days: series == .everyMinute ? 35 : 365, &random)
      #expect(times.count >= 50)
      #expect(Self.falseWords(times).isEmpty, "seed \(seed)")
    }
  }

  @Test("whenever a steady series ends, that is told in time", arguments: Series.allCases)
  func ended(series: Series) throws {
    var random = SplitMix(seed: 4)
    let times = series.times(days: 50, &random)
    for days in 42..<50 as Range<Int64> {
      let known = times.filter { $0 < days * Self.day }
      let rhythm = Self.rhythm(known)
      let last = try #require(known.last)
      #expect(rhythm.overdue(at: Self.time(last + series.toldWithin)) != nil, "\(days)")
      #expect(rhythm.overdue(at: Self.time(last + Self.minute)) == nil, "\(days)")
    }
  }

  @Test("a working-day series that ends on a Tuesday is not excused by its weekends")
  func tuesday() throws {
    var random = SplitMix(seed: 5)
    let times = Series.officeHours.times(days: 44, &random)
    let rhythm = Self.rhythm(times)
    #expect(rhythm.last.day % 7 == Self.time(Self.day).day % 7)
    let limit = try #require(rhythm.limit)
    #expect(limit < 2 * Self.day)
  }

  /// Measured over twenty years: 2.2, 1.2, 0.5 and 0.1 a year.
  @Test(
    "what comes without any rhythm is seldom called silent",
    arguments: [(1.0, 4.0), (3, 2.5), (10, 1.5), (24, 0.5)])
  func irregular(perDay: Double, mostInAYear: Double) {
    var random = SplitMix(seed: 6)
    var times: [Int64] = []
    var at: Double = 0
    let years = 4.0
    while at < years * 365 * Double(Self.day) {
      at +=
        -Double(Self.day) / perDay * log(Double.random(in: 1e-12..<1, using: &random))
      times.append(Int64(at))
    }
    let count = Self.falseWords(times).count
    #expect(Double(count) / years <= mostInAYear)
  }

  @Test("what came once, in one go, or on too few days is never called silent")
  func once() {
    let year = 365 * Self.day
    let cases: [[Int64]] = [
      [0], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], (0..<1000).map { $0 * Self.minute },
      (0..<4).map { $0 * Self.day },
    ]
    for times in cases {
      let rhythm = Self.rhythm(times)
      for later in stride(from: Self.hour, to: year, by: Int(6 * Self.hour)) {
        #expect(rhythm.overdue(at: Self.time((times.last ?? 0) + later)) == nil)
      }
    }
  }

  @Test("a source that stays away has ended after a month, and is told no longer")
  func gone() throws {
    let rhythm = Self.rhythm((0..<40).map { $0 * Self.day })
    let limit = try #require(rhythm.limit)
    let due = rhythm.last.milliseconds + limit
    func isTold(_ time: Int64) -> Bool {
      rhythm.overdue(at: Timestamp(milliseconds: time)) == Timestamp(milliseconds: due)
    }
    #expect(!isTold(due) && isTold(due + 1) && isTold(due + 30 * Self.day))
    #expect(!isTold(due + 30 * Self.day + 1))
  }

  @Test(
    "a clock that jumped ahead and back leaves no trace, and small disorder counts only the article"
  )
  func clock() {
    var rhythm = Self.rhythm((0..<40).map { $0 * Self.day })
    let before = rhythm
    rhythm.note(Self.time(39 * Self.day - Self.hour))
    #expect(rhythm.days == before.days && rhythm.last == before.last)
    #expect(rhythm.articles == before.articles + 1)
    rhythm.note(Self.time(4000 * Self.day))
    rhythm.note(Self.time(40 * Self.day))
    #expect(rhythm.last == Self.time(40 * Self.day))
    #expect(rhythm.limit == before.limit)
  }
}
