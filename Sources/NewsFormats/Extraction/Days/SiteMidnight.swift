import NewsModel

/// Where days begin for the readers of a page in Europe, by its language. A day that an editor picked is
/// kept by programs as the midnight with which it began, in the time of Greenwich: 2026-11-22 in Vienna is
/// `2026-11-21T23:00:00Z`, and a page that is filled in Greenwich even shows its readers the 21st.
///
/// Only in Europe: a midnight in Tokyo is three in the afternoon in Greenwich, when articles are published
/// by the clock; 21, 22 and 23 hours to the second seldom are.
struct SiteMidnight {
  private static let hour: Int64 = 3_600_000
  /// East of Greenwich in winter.
  private let hours: Int64

  /// - Parameter language: BCP 47; its region decides, and without one the region that nearly all copy in
  ///   that language is from. Nil for languages of several continents.
  init?(language: String?) {
    let parts = (language ?? "").lowercased().split { $0 == "-" || $0 == "_" }
    guard let first = parts.first else { return nil }
    let region = parts.dropFirst().first { $0.utf8.count == 2 } ?? Self.homes[String(first)]?[...]
    guard let region, let hours = Self.hours[String(region)] else { return nil }
    self.hours = hours
  }

  /// - Parameter moment: any.
  /// - Returns: the day, in days since 1970-01-01, when it is the first moment of one; nil otherwise, and
  ///   where the day is that of Greenwich.
  func day(beginningAt moment: Timestamp) -> Int64? {
    let offset = (hours + (Self.isSummer(moment) ? 1 : 0)) * Self.hour
    let there = Timestamp(milliseconds: moment.milliseconds + offset)
    return there.dayAlone.flatMap { $0 == moment.day ? nil : $0 }
  }

  /// From the last Sunday of March, one hour past midnight in Greenwich, to that of October: in all of the
  /// European Union and its neighbours since 1996 (Directive 2000/84/EC, articles 1 to 3).
  private static func isSummer(_ moment: Timestamp) -> Bool {
    let year = moment.civilDate.year
    guard let march = Timestamp.day(year: year, month: 3, day: 31),
      let october = Timestamp.day(year: year, month: 10, day: 31)
    else { return false }
    func turn(_ last: Int64) -> Int64 {
      // 1970-01-01 was a Thursday.
      (last - (last + 4) % 7) * 86_400_000 + hour
    }
    return (turn(march)..<turn(october)).contains(moment.milliseconds)
  }

  private static let homes = [
    "de": "de", "nl": "nl", "fr": "fr", "it": "it", "pl": "pl", "sv": "se", "da": "dk", "nb": "no",
    "nn": "no", "no": "no", "cs": "cz", "sk": "sk", "hu": "hu", "hr": "hr", "sl": "si", "fi": "fi",
    "et": "ee", "lv": "lv", "lt": "lt", "bg": "bg", "ro": "ro", "el": "gr", "uk": "ua",
  ]
  private static let hours: [String: Int64] = [
    "gb": 0, "ie": 0, "pt": 0, "ad": 1, "al": 1, "at": 1, "ba": 1, "be": 1, "ch": 1, "cz": 1,
    "de": 1, "dk": 1, "es": 1, "fr": 1, "hr": 1, "hu": 1, "it": 1, "li": 1, "lu": 1, "me": 1,
    "mk": 1, "mt": 1, "nl": 1, "no": 1, "pl": 1, "rs": 1, "se": 1, "si": 1, "sk": 1, "bg": 2,
    "cy": 2, "ee": 2, "fi": 2, "gr": 2, "lt": 2, "lv": 2, "md": 2, "ro": 2, "ua": 2,
  ]
}
