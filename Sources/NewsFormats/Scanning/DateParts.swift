import NewsModel

/// Reads a date's tokens from left to right: the day in any order, then time and zone.
struct DateParts {
  private let tokens: [DateTokens.Token]
  private var index = 0
  private var year: Int64?
  private var month: Int64?
  private var dayOfMonth: Int64?
  /// Of the year, when there is no month.
  private var dayOfYear: Int64?

  init(_ tokens: [DateTokens.Token]) { self.tokens = tokens }

  mutating func timestamp() -> Timestamp? {
    passWeekday()
    guard readDay(), let milliseconds = readTime() else { return nil }
    // asctime puts the year last, behind time and zone: `Nov 22 09:30:00 2026`.
    if year == nil { year = takeYear() }
    passMarks()
    guard index == tokens.count, let year, let day = day(in: year) else { return nil }
    return Timestamp(milliseconds: day * 86_400_000 + milliseconds)
  }

  private func day(in year: Int64) -> Int64? {
    if let dayOfYear {
      guard (1...366).contains(dayOfYear),
        let first = Timestamp.day(year: year, month: 1, day: 1),
        let next = Timestamp.day(year: year + 1, month: 1, day: 1),
        first + dayOfYear - 1 < next
      else { return nil }
      return first + dayOfYear - 1
    }
    return Timestamp.day(year: year, month: month ?? 1, day: dayOfMonth ?? 1)
  }

  // Tokens.

  private var token: DateTokens.Token? { index < tokens.count ? tokens[index] : nil }
  private func token(_ offset: Int) -> DateTokens.Token? {
    index + offset < tokens.count ? tokens[index + offset] : nil
  }
  private mutating func take(_ mark: UInt8) -> Bool {
    guard token == .mark(mark) else { return false }
    index += 1
    return true
  }
  private mutating func passMarks() {
    while case .mark? = token { index += 1 }
  }
  private mutating func takeNumber(_ digits: ClosedRange<Int>) -> Int64? {
    guard case .number(let value, let count)? = token, digits.contains(count) else { return nil }
    index += 1
    return value
  }
  private mutating func takeMonth() -> Int64? {
    guard case .word(let word)? = token, let month = DateNames.month(word) else { return nil }
    index += 1
    return month
  }
  /// RFC 5322, section 4.3: two digits are 1950 to 2049.
  private mutating func takeYear() -> Int64? {
    guard case .number(let value, let digits)? = token, digits == 4 || digits == 2 else {
      return nil
    }
    index += 1
    return digits == 4 ? value : value < 50 ? 2000 + value : 1900 + value
  }

  // The day.

  private mutating func passWeekday() {
    guard case .word(let word)? = token, DateNames.month(word) == nil || isWeekday(word) else {
      return
    }
    index += 1
    passMarks()
  }
  /// `Mar` is Tuesday in Spanish when a day follows it with a comma.
  private func isWeekday(_ word: String) -> Bool { token(1) == .mark(0x2C) }

  private mutating func readDay() -> Bool {
    guard case .number(let first, let digits)? = token else {
      // `November 22, 2026`, `Nov 22 09:30:00 2026`
      month = takeMonth()
      passMarks()
      dayOfMonth = takeNumber(1...2)
      passOrdinal()
      passMarks()
      if month != nil, dayOfMonth != nil, token(1) != .mark(0x3A) { year = takeYear() }
      return month != nil && dayOfMonth != nil
    }
    if digits == 4 { return readYearFirst() }
    if digits == 8 || digits == 7 { return readCompact(first, digits) }
    guard digits <= 2 else { return false }
    index += 1
    return readDayFirst(first)
  }

  /// `2026`, `2026-11`, `2026-11-22`, `2026-326`, `2026/11/22`, `2026-Nov-22`.
  private mutating func readYearFirst() -> Bool {
    year = takeYear()
    passDivider()
    if let named = takeMonth() {
      month = named
      passDivider()
      dayOfMonth = takeNumber(1...2)
      return dayOfMonth != nil
    }
    if let day = takeNumber(3...3) {
      dayOfYear = day
      return true
    }
    guard token(1) != .mark(0x3A) else { return false }
    month = takeNumber(1...2)
    guard month != nil else { return index == tokens.count }
    if take(0x2D) || take(0x2F) || take(0x2E) {
      dayOfMonth = takeNumber(1...2)
      return dayOfMonth != nil
    }
    return true
  }

  /// `20261122`, `2026326`.
  private mutating func readCompact(_ value: Int64, _ digits: Int) -> Bool {
    index += 1
    if digits == 7 {
      year = value / 1000
      dayOfYear = value % 1000
    } else {
      year = value / 10000
      month = value / 100 % 100
      dayOfMonth = value % 100
    }
    return true
  }

  private mutating func readDayFirst(_ first: Int64) -> Bool {
    passOrdinal()
    let divider = token
    passDivider()
    if let named = takeMonth() {
      dayOfMonth = first
      month = named
      passDivider()
      passOrdinal()
      year = takeYear()
      return year != nil
    }
    guard let second = takeNumber(1...2) else { return false }
    switch divider {
    case .mark(0x2E)?: (dayOfMonth, month) = (first, second)
    case .mark(0x2F)?, .mark(0x2D)?:
      // Whose order it is cannot be told from 3/4/2026.
      guard first > 12 || second > 12 || first == second else { return false }
      (dayOfMonth, month) = first > 12 ? (first, second) : (second, first)
    default: return false
    }
    guard divider == token else { return false }
    index += 1
    year = takeYear()
    return year != nil
  }

  /// Between the parts of a day: `-`, `/`, `.`, `,` or nothing.
  private mutating func passDivider() {
    while case .mark(let mark)? = token, [0x2D, 0x2F, 0x2E, 0x2C].contains(mark) { index += 1 }
  }
  /// `22nd`
  private mutating func passOrdinal() {
    if case .word(let word)? = token, ["st", "nd", "rd", "th", "de", "di"].contains(word) {
      index += 1
    }
  }

  // Time and zone.

  /// Milliseconds to add to midnight UTC; no time is midnight. Nil when it is none.
  private mutating func readTime() -> Int64? {
    while take(0x2C) || take(0x2D) {}
    if case .word(let word)? = token, DateNames.fillers.contains(word) {
      index += 1
      while take(0x2C) {}
    }
    guard case .number(_, let digits)? = token else { return readZone().map { -$0 * 60_000 } }
    var (hour, minute, second, fraction): (Int64, Int64, Int64, Int64) = (0, 0, 0, 0)
    if digits <= 2, token(1) == .mark(0x3A) {
      hour = takeNumber(1...2) ?? 0
      index += 1
      guard let given = takeNumber(1...2) else { return nil }
      minute = given
      if take(0x3A) {
        guard let given = takeNumber(1...2) else { return nil }
        second = given
      }
    } else if digits == 4 || digits == 6, year != nil {
      // `T0930`, `T093000`
      guard let value = takeNumber(4...6) else { return nil }
      let clock = digits == 4 ? value * 100 : value
      (hour, minute, second) = (clock / 10000, clock / 100 % 100, clock % 100)
    } else {
      // asctime's year.
      return year == nil ? 0 : nil
    }
    if token == .mark(0x2E) || token == .mark(0x2C), case .number(let value, let digits)? = token(1)
    {
      index += 2
      fraction = Self.milliseconds(value, digits)
    }
    guard readHalf(&hour), (0..<24).contains(hour), (0..<60).contains(minute),
      (0...60).contains(second), let zone = readZone()
    else { return nil }
    return (hour * 3600 + minute * 60 + min(second, 59)) * 1000 + fraction - zone * 60_000
  }

  private static func milliseconds(_ value: Int64, _ digits: Int) -> Int64 {
    var value = value
    for _ in min(digits, 18)..<max(3, min(digits, 18)) { value *= 10 }
    for _ in 3..<max(3, min(digits, 18)) { value /= 10 }
    return value
  }

  /// AM and PM. False when the hour is none of a half day.
  private mutating func readHalf(_ hour: inout Int64) -> Bool {
    guard case .word(let word)? = token else { return true }
    switch word {
    case "am",
      "a" where token(1) == .mark(0x2E):
      break
    case "pm",
      "p" where token(1) == .mark(0x2E):
      break
    case "uhr", "h", "hrs":
      index += 1
      return true
    default: return true
    }
    index += 1
    // `p.m.`
    if take(0x2E) {
      if token == .word("m") { index += 1 }
      _ = take(0x2E)
    }
    guard (1...12).contains(hour) else { return word.hasPrefix("p") && (13..<24).contains(hour) }
    hour = hour % 12 + (word.hasPrefix("p") ? 12 : 0)
    return true
  }

  /// Minutes east of Greenwich; nil for a name that could mean several.
  private mutating func readZone() -> Int64? {
    var minutes: Int64 = 0
    if case .word(let word)? = token {
      guard let named = DateNames.zone(word) else { return nil }
      minutes = named
      index += 1
      // `GMT+1`, `UTC+02:00`; a year behind a dash there is none.
      guard named == 0 else { return minutes }
    }
    let isWest = token == .mark(0x2D)
    guard isWest || token == .mark(0x2B), case .number(let value, let digits)? = token(1) else {
      return minutes
    }
    index += 2
    var offset: Int64
    switch digits {
    case 1, 2:
      offset = value * 60
      if take(0x3A) {
        guard let given = takeNumber(2...2), given < 60 else { return nil }
        offset += given
      }
    case 3, 4: offset = value / 100 * 60 + value % 100
    default: return nil
    }
    guard offset < 24 * 60, digits < 3 || value % 100 < 60 else { return nil }
    // `+0100 CET` says it twice.
    if case .word(let word)? = token, DateNames.zone(word) != nil { index += 1 }
    return isWest ? -offset : offset
  }
}
