/// A moment: milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
///
/// Pure modules take it as an argument; only the outermost layer reads a clock.
package struct Timestamp: Hashable, Comparable, Sendable {
  package var milliseconds: Int64
  package init(milliseconds: Int64) { self.milliseconds = milliseconds }
  package static func < (a: Self, b: Self) -> Bool { a.milliseconds < b.milliseconds }

  /// Whole days since 1970-01-01, in UTC; negative before it.
  package var day: Int64 { Self.floorDivide(milliseconds, 86_400_000) }

  /// The proleptic Gregorian date in UTC. Source: Howard Hinnant, "chrono-Compatible Low-Level
  /// Date Algorithms", civil_from_days.
  package var civilDate: (year: Int64, month: Int64, day: Int64) {
    let z = day + 719_468
    let era = Self.floorDivide(z, 146_097)
    let dayOfEra = z - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * shifted + 2) / 5 + 1
    )
  }

  /// Days since 1970-01-01 of a proleptic Gregorian date; nil when there is no such day.
  package static func day(year: Int64, month: Int64, day: Int64) -> Int64? {
    guard (1...12).contains(month), (1...daysInMonth(year: year, month: month)).contains(day),
      (-9999...9999).contains(year)
    else { return nil }
    let y = month <= 2 ? year - 1 : year
    let era = floorDivide(y, 400)
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func daysInMonth(year: Int64, month: Int64) -> Int64 {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  private static func floorDivide(_ a: Int64, _ b: Int64) -> Int64 {
    a >= 0 ? a / b : -((b - 1 - a) / b)
  }
}

extension Timestamp {
  /// RFC 3339 in UTC, `2026-11-22T09:30:00Z`; with `.123` when there are milliseconds.
  package var rfc3339: String {
    let date = civilDate
    let inDay = milliseconds - day * 86_400_000
    let seconds = inDay / 1000
    func two(_ n: Int64) -> String { n < 10 ? "0\(n)" : "\(n)" }
    func padded(_ n: Int64, _ width: Int) -> String {
      let digits = String(abs(n))
      return (n < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count))
        + digits
    }
    let fraction = inDay % 1000 == 0 ? "" : "." + padded(inDay % 1000, 3)
    return "\(padded(date.year, 4))-\(two(date.month))-\(two(date.day))T"
      + "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))\(fraction)Z"
  }

  /// `2026-11-22`, in UTC.
  package var isoDay: String { String(rfc3339.prefix(10)) }

  /// Reads RFC 3339 and the ISO 8601 forms news files use: a date alone is midnight, a time without
  /// zone is UTC, a space may stand for the `T`. Nil when malformed.
  package init?(rfc3339 text: some StringProtocol) {
    var reader = DigitReader(text.utf8)
    guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2),
      reader.skip("-"), let dayOfMonth = reader.number(2),
      let day = Self.day(year: year, month: month, day: dayOfMonth)
    else { return nil }
    var value = day * 86_400_000
    if reader.atEnd {
      self.init(milliseconds: value)
      return
    }
    guard reader.skip("T") || reader.skip("t") || reader.skip(" "), let hour = reader.number(2),
      hour < 24, reader.skip(":"), let minute = reader.number(2), minute < 60
    else { return nil }
    var second: Int64 = 0
    if reader.skip(":") {
      guard let value = reader.number(2), value <= 60 else { return nil }
      second = min(value, 59)
    }
    value += (hour * 3600 + minute * 60 + second) * 1000
    if reader.skip(".") || reader.skip(",") {
      guard let fraction = reader.milliseconds() else { return nil }
      value += fraction
    }
    _ = reader.skip(" ")
    if !reader.atEnd, !reader.skip("Z"), !reader.skip("z") {
      let sign: Int64
      if reader.skip("+") { sign = 1 } else if reader.skip("-") { sign = -1 } else { return nil }
      guard let hours = reader.number(2), hours < 24 else { return nil }
      _ = reader.skip(":")
      let minutes = reader.atEnd ? 0 : reader.number(2)
      guard let minutes, minutes < 60 else { return nil }
      value -= sign * (hours * 3600 + minutes * 60) * 1000
    }
    guard reader.atEnd else { return nil }
    self.init(milliseconds: value)
  }
}

/// Reads fixed-width decimal numbers and single separators from ASCII.
private struct DigitReader {
  private var bytes: [UInt8]
  private var index = 0
  init(_ text: some Sequence<UInt8>) { bytes = Array(text.prefix(64)) }
  var atEnd: Bool { index == bytes.count }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard index < bytes.count, UInt32(bytes[index]) == character.value else { return false }
    index += 1
    return true
  }

  mutating func number(_ digits: Int) -> Int64? {
    guard index + digits <= bytes.count else { return nil }
    var value: Int64 = 0
    for byte in bytes[index..<index + digits] {
      guard (48...57).contains(byte) else { return nil }
      value = value * 10 + Int64(byte - 48)
    }
    index += digits
    return value
  }

  /// A fraction of a second of any length, cut to milliseconds.
  mutating func milliseconds() -> Int64? {
    var value: Int64 = 0
    var count = 0
    while index < bytes.count, (48...57).contains(bytes[index]) {
      if count < 3 { value = value * 10 + Int64(bytes[index] - 48) }
      count += 1
      index += 1
    }
    for _ in count..<max(count, 3) { value *= 10 }
    return count == 0 ? nil : value
  }
}
