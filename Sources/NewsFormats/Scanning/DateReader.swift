import NewsModel

/// A provider's time in any form that news copy uses. A time without zone is UTC (FORMATS.md).
///
/// RFC 3339 and ISO 8601, also basic (`20261122T093000Z`, NITF) · RFC 822 and its kin, weekday
/// optional (`Sun, 22 Nov 2026 09:30:00 +0100`, `22 November 2026`, `November 22, 2026 09:30 GMT`)
/// · seconds or milliseconds since 1970. Nil for all else; a future date is kept.
enum DateReader {
  static func timestamp(_ bytes: [UInt8]) -> Timestamp? {
    let text = String(decoding: bytes.prefix(64), as: UTF8.self)
      .split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    if text.isEmpty || bytes.count > 64 { return nil }
    if let time = Timestamp(rfc3339: text) { return time }
    if text.hasSuffix(" UTC") || text.hasSuffix(" GMT"),
      let time = Timestamp(rfc3339: text.dropLast(4) + "Z")
    {
      return time
    }
    if text.utf8.allSatisfy({ isDigit($0) || $0 == 0x2E || $0 == 0x2D }) {
      return compactDate(text) ?? epoch(text)
    }
    return compactDateTime(text) ?? worded(text)
  }

  /// Seconds, or milliseconds from 10^11 on (as seconds that would be the year 5138).
  static func epoch(_ text: String) -> Timestamp? {
    guard let value = Double(text), value.isFinite, value != 0, abs(value) < 253_402_300_800_000
    else { return nil }
    let milliseconds = abs(value) < 1e11 ? value * 1000 : value
    return Timestamp(milliseconds: Int64(milliseconds.rounded()))
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// `20261122`: eight digits are a day and not the year 1970, when there is such a day.
  private static func compactDate(_ text: String) -> Timestamp? {
    guard text.utf8.count == 8, let value = Int64(text), value > 0,
      let day = Timestamp.day(
        year: value / 10000, month: value / 100 % 100, day: value % 100)
    else { return nil }
    return Timestamp(milliseconds: day * 86_400_000)
  }

  /// `20261122T093000Z`, `20261122T093000+0100`, seconds optional.
  private static func compactDateTime(_ text: String) -> Timestamp? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 13, bytes[8] == 0x54 || bytes[8] == 0x74,
      bytes[..<8].allSatisfy(isDigit), bytes[9..<13].allSatisfy(isDigit)
    else { return nil }
    let hasSeconds = bytes.count >= 15 && bytes[13..<15].allSatisfy(isDigit)
    func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    let time =
      "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(9..<11)):\(part(11..<13)):"
      + (hasSeconds ? part(13..<15) : "00")
    return Timestamp(rfc3339: time + part((hasSeconds ? 15 : 13)..<bytes.count))
  }

  /// Day, month by name and year in either order, then a time and a zone, all divided by spaces
  /// or commas.
  private static func worded(_ text: String) -> Timestamp? {
    var words = text.split { $0 == " " || $0 == "," }.map { $0.lowercased() }
    if let first = words.first, weekdays.contains(String(first.prefix(3))), first.count <= 10 {
      words.removeFirst()
    }
    // `26-FEB-1987 15:01:01`
    if let first = words.first, first.contains("-") {
      words.replaceSubrange(0..<1, with: first.split(separator: "-").map(String.init))
    }
    guard words.count >= 3 else { return nil }
    let dayFirst = month(words[1]) != nil
    guard let month = month(words[dayFirst ? 1 : 0]),
      let dayOfMonth = Int64(words[dayFirst ? 0 : 1].prefix { $0.isNumber })
    else { return nil }
    var rest = Array(words[2...])
    // asctime puts the year last: `Nov 22 09:30:00 2026`.
    if rest[0].contains(":"), let year = rest.last, year.count == 4, Int64(year) != nil {
      rest.insert(rest.removeLast(), at: 0)
    }
    guard let year = year(rest[0]),
      let day = Timestamp.day(year: year, month: month, day: dayOfMonth),
      let offset = timeOfDay(rest.dropFirst())
    else { return nil }
    return Timestamp(milliseconds: day * 86_400_000 + offset)
  }

  private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]
  private static func month(_ word: String) -> Int64? {
    let word = word.hasSuffix(".") ? String(word.dropLast()) : word
    guard word.count >= 3 else { return nil }
    let index = months.firstIndex { $0.hasPrefix(word) || (word == "sept" && $0 == "september") }
    return index.map { Int64($0) + 1 }
  }

  /// RFC 5322, section 4.3: two digits are 1950 to 2049.
  private static func year(_ word: String) -> Int64? {
    guard let value = Int64(word), word.utf8.allSatisfy(isDigit) else { return nil }
    return switch word.count {
    case 4: value
    case 2: value < 50 ? 2000 + value : 1900 + value
    default: nil
    }
  }

  /// Milliseconds to add to midnight; no words are midnight UTC.
  private static func timeOfDay(_ words: ArraySlice<String>) -> Int64? {
    guard let clock = words.first else { return 0 }
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
    guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1],
      let second = parts.count == 3 ? parts[2] : 0, (0..<24).contains(hour),
      (0..<60).contains(minute), (0...60).contains(second)
    else { return nil }
    let local = (hour * 3600 + minute * 60 + min(second, 59)) * 1000
    guard let zone = words.dropFirst().first else { return local }
    return zoneMinutes(zone).map { local - $0 * 60_000 }
  }

  /// The zones of RFC 822 and those of European agencies. Other names are ambiguous: nil.
  private static let zones: [String: Int64] = [
    "z": 0, "gmt": 0, "ut": 0, "utc": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300,
    "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "cet": 60, "cest": 120, "bst": 60,
    "wet": 0, "west": 60, "eet": 120, "eest": 180, "msk": 180, "jst": 540,
  ]
  private static func zoneMinutes(_ word: String) -> Int64? {
    if let minutes = zones[word] { return minutes }
    guard word.hasPrefix("+") || word.hasPrefix("-") else { return nil }
    let digits = word.dropFirst().filter { $0 != ":" }
    guard digits.count == 4, digits.utf8.allSatisfy(isDigit), let value = Int64(digits),
      value / 100 < 24, value % 100 < 60
    else { return nil }
    let minutes = value / 100 * 60 + value % 100
    return word.hasPrefix("-") ? -minutes : minutes
  }
}
