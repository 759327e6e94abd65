import ArgumentParser
import Glibc
import NewsLinux
import NewsModel

/// A moment as people name it: `9:00`, `today`, `2026-11-30`, `2026-11-30T09:00`, each by the zone of who asks; with
/// `Z` or `+02:00` behind it by that; `90m`, `2h`, `7d` ago.
struct GivenTime: ExpressibleByArgument, Equatable {
  let time: Timestamp

  init?(argument: String) { self.init(argument, now: .now()) }

  /// - Parameters:
  ///   - text: what was typed.
  ///   - now: the wall clock's time.
  init?(_ text: String, now: Timestamp) {
    guard let time = Self.ago(text, now) ?? Self.moment(text, now) else { return nil }
    self.time = time
  }

  private static func ago(_ text: String, _ now: Timestamp) -> Timestamp? {
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
    guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()),
      (0...1_000_000).contains(count)
    else { return nil }
    return Timestamp(milliseconds: now.milliseconds - count * unit * 1000)
  }

  private static func moment(_ text: String, _ now: Timestamp) -> Timestamp? {
    var today = tm()
    var seconds = time_t(now.milliseconds / 1000)
    guard localtime_r(&seconds, &today) != nil else { return nil }
    switch text {
    case "now": return now
    case "today": return local(today, daysLater: 0, "00:00")
    case "yesterday": return local(today, daysLater: -1, "00:00")
    default: break
    }
    if text.contains("-"), let separator = text.firstIndex(where: { $0 == "T" || $0 == " " }) {
      return day(text[..<separator]).flatMap { at($0, text[text.index(after: separator)...]) }
    }
    return text.contains("-")
      ? day(text[...]).flatMap { at($0, "00:00") }
      : local(today, daysLater: 0, text[...])
  }

  /// `2026-11-30`.
  private static func day(_ text: Substring) -> tm? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int32($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
      Timestamp.day(year: Int64(year), month: Int64(month), day: Int64(day)) != nil,
      (1900...9999).contains(year)
    else { return nil }
    var date = tm()
    (date.tm_year, date.tm_mon, date.tm_mday) = (year - 1900, month - 1, day)
    return date
  }

  /// A time of that day, with or without a zone behind it.
  private static func at(_ day: tm, _ text: Substring) -> Timestamp? {
    guard let mark = text.firstIndex(where: { "Z+-".contains($0) }) else {
      return local(day, daysLater: 0, text)
    }
    guard let offset = offset(text[mark...]), let clock = set(day, text[..<mark]) else {
      return nil
    }
    var date = clock.date
    return Timestamp(milliseconds: (Int64(timegm(&date)) - offset) * 1000 + clock.milliseconds)
  }

  /// `Z`, `+02:00`, `+0200`: seconds ahead of UTC.
  private static func offset(_ text: Substring) -> Int64? {
    if text == "Z" { return 0 }
    let digits = text.dropFirst()
    let isCompact = digits.utf8.count == 4 && !digits.contains(":")
    let parts = isCompact ? [digits.prefix(2), digits.suffix(2)] : digits.split(separator: ":")
    guard parts.count == 2, let hours = Int64(parts[0]), let minutes = Int64(parts[1]),
      (0..<24).contains(hours), (0..<60).contains(minutes)
    else { return nil }
    return (hours * 3600 + minutes * 60) * (text.first == "-" ? -1 : 1)
  }

  private static func local(_ day: tm, daysLater: Int32, _ text: Substring) -> Timestamp? {
    guard let clock = set(day, text) else { return nil }
    var date = clock.date
    date.tm_mday += daysLater
    // The zone's own rule says whether it is summer time.
    date.tm_isdst = -1
    return Timestamp(milliseconds: Int64(mktime(&date)) * 1000 + clock.milliseconds)
  }

  /// `9:00`, `09:00:30`, `09:00:30.500`; 24:00 is the end of the day.
  private static func set(_ day: tm, _ text: Substring) -> (date: tm, milliseconds: Int64)? {
    let whole = text.prefix { $0 != "." }
    let fraction = text[whole.endIndex...].dropFirst()
    let parts = whole.split(separator: ":", omittingEmptySubsequences: false).map { Int32($0) }
    guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1],
      let second = parts.count == 3 ? parts[2] : 0, (0...24).contains(hour),
      (0...59).contains(minute), (0...60).contains(second),
      hour < 24 || (minute, second) == (0, 0)
    else { return nil }
    guard fraction.isEmpty ? whole.endIndex == text.endIndex : parts.count == 3 && hour < 24,
      fraction.utf8.count <= 9, fraction.utf8.allSatisfy({ (48...57).contains($0) }),
      let milliseconds = Int64((fraction + "000").prefix(3))
    else { return nil }
    var date = day
    (date.tm_hour, date.tm_min, date.tm_sec) = (hour, minute, second)
    return (date, milliseconds)
  }
}
