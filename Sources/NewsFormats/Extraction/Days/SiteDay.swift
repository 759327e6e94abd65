import NewsModel

/// The day of publication on the site's own calendar, where it is not that of UTC: a page of the evening
/// in New York is one of the next day in Greenwich.
///
/// What tells it, in this order: a time in the page that is written with its zone and is the same
/// moment; that it is a midnight where the language is at home; the day that readers are shown beside the
/// headline; the day in the address. Only a day that
/// it was somewhere on earth at that moment counts, so another day of the page is never taken for it.
struct SiteDay {
  private static let millisecondsOfDay: Int64 = 86_400_000
  private static let hour: Int64 = 3_600_000
  /// Zones lie from 12 hours west of Greenwich to 14 east.
  private static let furthestWest = 12 * hour
  private static let furthestEast = 14 * hour
  /// Two records of one publication are written at about one time.
  private static let sameMoment = hour / 2

  private let published: Timestamp

  init(_ published: Timestamp) { self.published = published }

  /// The day, in days since 1970-01-01; nil when it is that of UTC or nothing tells.
  ///
  /// - Parameters:
  ///   - given: times as the page writes them, for programs.
  ///   - midnight: of the site.
  ///   - shown: the days that it shows, the likeliest first; each is asked for only when it counts.
  /// - Returns: the day before or after that of `published` in UTC.
  func day(given: [String], midnight: SiteMidnight?, shown: [() -> Int64?]) -> Int64? {
    // A midnight is a day without a time.
    guard published.dayAlone == nil else { return nil }
    let written = given.lazy.compactMap(writtenDay).first
    if written == nil, let day = midnight?.day(beginningAt: published),
      given.contains(where: isSaid)
    {
      return day
    }
    guard let day = written ?? shown.lazy.compactMap({ $0() }).first(where: isPossible) else {
      return nil
    }
    return day == published.day || !isPossible(day) ? nil : day
  }

  /// The day in a text that gives the same moment with a zone of its own.
  private func writtenDay(_ text: String) -> Int64? {
    guard Self.hasZone(text), let time = DateReader.timestamp(Array(text.utf8)),
      abs(time.milliseconds - published.milliseconds) <= Self.sameMoment
    else { return nil }
    return WrittenDate.first(in: text)?.day
  }

  /// Whether a text gives this moment in the time of Greenwich, and says so.
  private func isSaid(_ text: String) -> Bool {
    ["Z", "+00:00", "+0000"].contains(where: text.hasSuffix)
      && DateReader.timestamp(Array(text.utf8)) == published
  }

  /// Ends in `+02:00` or `-0500`: Greenwich is where programs keep their times, and no site's zone.
  private static func hasZone(_ text: String) -> Bool {
    let ending = text.utf8.suffix(6).drop { $0 != 0x2B && $0 != 0x2D }.dropFirst()
    let figures = ending.filter { $0 != 0x3A }
    return figures.count == 4 && figures.allSatisfy { (0x30...0x39).contains($0) }
      && figures.contains { $0 != 0x30 }
  }

  private func isPossible(_ day: Int64) -> Bool {
    let start = day * Self.millisecondsOfDay
    return published.milliseconds > start - Self.furthestEast
      && published.milliseconds < start + Self.millisecondsOfDay + Self.furthestWest
  }
}

extension Timestamp {
  /// The day of a midnight, which is what a day without a time is read as; nil of other moments.
  var dayAlone: Int64? { milliseconds % 86_400_000 == 0 ? day : nil }
}
