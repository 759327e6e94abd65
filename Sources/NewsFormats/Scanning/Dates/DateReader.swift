import NewsModel

/// A provider's time in any form that news copy uses. A time without a zone is UTC (docs/manual.md).
///
/// W3CDTF and ISO 8601, whole or cut (`2026`, `2026-11`, `2026-11-22T09:30Z`, `2026-326`), also basic
/// (`20261122T093000Z`, NITF) and with a space, slashes or a zone's name · RFC 822 and its kin:
/// weekday, comma, comments, spaces, seconds and zone optional, names of months whole, short or in
/// another language and script (`Sun, 22 Nov 26 9:30 PM EST`, `22-NOV-2026`, `November 22, 2026`,
/// `Sun Nov 22 09:30:00 CET 2026`, `22. listopadu 2026`, `2026年11月22日`) · `22.11.2026`, and `22/11/2026` where only
/// one order of day and month is possible · seconds or milliseconds since 1970. Nil for all else; a
/// future date is kept. Cost: 0.3 µs.
enum DateReader {
  private static let longest = 160

  static func timestamp(_ bytes: [UInt8]) -> Timestamp? {
    guard bytes.count <= longest else { return nil }
    if bytes.first == 0x2F || bytes.first == 0x5C { return milliseconds(bytes) }
    let bytes = bytes.allSatisfy { $0 < 0x80 } ? bytes : DateLetters.plain(bytes)
    let tokens = DateTokens(bytes)
    if tokens.all.isEmpty { return nil }
    if let only = tokens.onlyNumber(bytes) { return number(only) }
    var reader = DateParts(tokens.all)
    return reader.timestamp()
  }

  enum Precision: Int, Comparable {
    case none, day, time
    static func < (one: Precision, other: Precision) -> Bool { one.rawValue < other.rawValue }
  }
  /// How much a provider's time says: nothing that is understood, a day, or a time of day as well.
  static func precision(of bytes: [UInt8]) -> Precision {
    guard let time = timestamp(bytes) else { return .none }
    return bytes.contains(0x3A) || time.milliseconds % 86_400_000 != 0 ? .time : .day
  }

  /// `/Date(1795356300000)/` and `/Date(1795356300000+0100)/`, as .NET writes times into JSON: the zone is that of the
  /// display.
  private static func milliseconds(_ bytes: [UInt8]) -> Timestamp? {
    let text = bytes.filter { $0 != 0x2F && $0 != 0x5C }
    guard text.starts(with: Array("Date(".utf8)), text.last == 0x29 else { return nil }
    let inner = text.dropFirst(5).dropLast()
    let sign = inner.prefix { $0 == 0x2D }
    let digits = inner.dropFirst(sign.count).prefix { (0x30...0x39).contains($0) }
    return Int64(String(decoding: sign + digits, as: UTF8.self)).flatMap {
      abs($0) < 253_402_300_800_000 ? Timestamp(milliseconds: $0) : nil
    }
  }

  /// A text that is one number: a day, a year or an epoch.
  private static func number(_ text: String) -> Timestamp? {
    let digits = text.utf8.count
    if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int64(text) {
      // Eight digits are a day and not the year 1970, when there is such a day.
      if digits == 8, let day = day(value / 10000, value / 100 % 100, value % 100) { return day }
      if digits == 4, (1900...2100).contains(value) { return day(value, 1, 1) }
      if digits == 14,
        let day = day(value / 10_000_000_000, value / 100_000_000 % 100, value / 1_000_000 % 100),
        value / 10000 % 100 < 24, value / 100 % 100 < 60, value % 100 < 60
      {
        let seconds = value / 10000 % 100 * 3600 + value / 100 % 100 * 60 + value % 100
        return Timestamp(milliseconds: day.milliseconds + seconds * 1000)
      }
    }
    return epoch(text)
  }
  private static func day(_ year: Int64, _ month: Int64, _ day: Int64) -> Timestamp? {
    guard year > 0 else { return nil }
    return Timestamp.day(year: year, month: month, day: day)
      .map { Timestamp(milliseconds: $0 * 86_400_000) }
  }

  /// Seconds, or milliseconds from 10^11 on (as seconds that would be the year 5138).
  static func epoch(_ text: String) -> Timestamp? {
    guard let value = Double(text), value.isFinite, value != 0, abs(value) < 253_402_300_800_000
    else { return nil }
    let milliseconds = abs(value) < 1e11 ? value * 1000 : value
    return Timestamp(milliseconds: Int64(milliseconds.rounded()))
  }
}

/// The numbers, words and marks of a date, comments and white space left out.
struct DateTokens {
  enum Token: Hashable {
    /// Digits: how many, leading zeros counted.
    case number(Int64, digits: Int)
    /// As `DateLetters.folded` makes it.
    case word(String)
    case mark(UInt8)
  }
  private(set) var all: [Token] = []

  init(_ bytes: [UInt8]) {
    all.reserveCapacity(24)
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case 0x30...0x39: number(bytes, &index)
      case 0x28: Self.passComment(bytes, &index)
      // RFC 9557: `[Europe/Berlin]` says again what the offset has said.
      case 0x5B where !all.isEmpty: index = (bytes[index...].firstIndex(of: 0x5D) ?? index) + 1
      case 0...0x20: index += 1
      case 0x41...0x5A, 0x61...0x7A, 0x80...: word(bytes, &index)
      case let mark:
        all.append(.mark(mark))
        index += 1
      }
    }
  }

  private mutating func number(_ bytes: [UInt8], _ index: inout Int) {
    let start = index
    var value: Int64 = 0
    while index < bytes.count, (0x30...0x39).contains(bytes[index]) {
      // Eighteen digits are enough for anything that is a time.
      if index - start < 18 { value = value * 10 + Int64(bytes[index] - 0x30) }
      index += 1
    }
    all.append(.number(value, digits: index - start))
  }

  private mutating func word(_ bytes: [UInt8], _ index: inout Int) {
    let start = index
    while index < bytes.count, bytes[index] >= 0x80 || (0x61...0x7A).contains(bytes[index] | 0x20) {
      index += 1
    }
    all.append(.word(DateLetters.folded(String(decoding: bytes[start..<index], as: UTF8.self))))
  }

  /// RFC 822, 3.1.4: in parentheses, nested, with escapes; one without its end runs to the end.
  private static func passComment(_ bytes: [UInt8], _ index: inout Int) {
    var depth = 0
    while index < bytes.count {
      switch bytes[index] {
      case 0x5C: index += 1
      case 0x28: depth += 1
      case 0x29: depth -= 1
      default: break
      }
      index += 1
      if depth == 0 { return }
    }
  }

  /// The text without its spaces when it is one number, perhaps with sign and fraction.
  func onlyNumber(_ bytes: [UInt8]) -> String? {
    var seenDigits = false
    for (place, token) in all.enumerated() {
      switch token {
      case .number: seenDigits = true
      case .mark(0x2D) where place == 0: continue
      case .mark(0x2E) where place > 0 && all.count == place + 2: continue
      default: return nil
      }
    }
    return seenDigits ? String(decoding: bytes.filter { $0 > 0x20 }, as: UTF8.self) : nil
  }
}
