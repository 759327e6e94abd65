/// The time and the zone of a date.
extension DateParts {
  /// Milliseconds to add to midnight UTC; no time is midnight. Nil when it is none.
  mutating func readTime() -> Int64? {
    passFillers()
    let half = takeHalf()
    guard case .number(_, let digits)? = token else { return readZone().map { -$0 * 60_000 } }
    let isJoined = (digits == 4 || digits == 6) && year != nil
    guard digits <= 2 && isClock || isJoined else {
      // asctime's year.
      return year == nil ? 0 : nil
    }
    guard
      case (var hour, let minute, let second)? = isJoined ? takeJoinedClock(digits) : takeClock()
    else { return nil }
    let fraction = takeFraction()
    if let half {
      guard let there = Self.hour(hour, in: half) else { return nil }
      hour = there
    }
    // ISO 8601-1:2004, 4.2.3: 24:00 is the midnight at the day's end.
    let isDaysEnd = hour == 24 && minute == 0 && second == 0
    guard readHalf(&hour), (0..<24).contains(hour) || isDaysEnd, (0..<60).contains(minute),
      (0...60).contains(second), let zone = readZone()
    else { return nil }
    return (hour * 3600 + minute * 60 + min(second, 59)) * 1000 + fraction - zone * 60_000
  }

  /// `9:30`, `09:30:00`.
  private mutating func takeClock() -> (hour: Int64, minute: Int64, second: Int64)? {
    let hour = takeNumber(1...2) ?? 0
    index += 1
    guard let minute = takeNumber(1...2) else { return nil }
    guard take(0x3A) else { return (hour, minute, 0) }
    return takeNumber(1...2).map { (hour, minute, $0) }
  }

  /// `T0930`, `T093000`.
  private mutating func takeJoinedClock(
    _ digits: Int
  ) -> (hour: Int64, minute: Int64, second: Int64)? {
    guard let value = takeNumber(4...6) else { return nil }
    let clock = digits == 4 ? value * 100 : value
    return (clock / 10000, clock / 100 % 100, clock % 100)
  }

  /// `9:30`; behind a whole day also `14.05` and `14h05`.
  private var isClock: Bool {
    switch token(1) {
    case .mark(0x3A)?: return true
    case .mark(0x2E)?, .word("h")?:
      guard year != nil, case .number(0..<60, digits: 2)? = token(2) else { return false }
      return true
    default: return false
    }
  }

  /// In milliseconds; 0 when there is none.
  private mutating func takeFraction() -> Int64 {
    guard token == .mark(0x2E) || token == .mark(0x2C),
      case .number(let value, let digits)? = token(1)
    else { return 0 }
    index += 2
    return Self.milliseconds(value, digits)
  }

  private static func milliseconds(_ value: Int64, _ digits: Int) -> Int64 {
    var value = value
    for _ in min(digits, 18)..<max(3, min(digits, 18)) { value *= 10 }
    for _ in 3..<max(3, min(digits, 18)) { value /= 10 }
    return value
  }

  /// Marks, and words that say nothing when a number or another such word follows them.
  private mutating func passFillers() {
    while true {
      while take(0x2C) || take(0x2D) || take(0x2E) {}
      guard case .word(let word)? = token, DateWords.isFiller(word) else { return }
      var next = index + 1
      while next < tokens.count, case .mark = tokens[next] { next += 1 }
      guard next < tokens.count else {
        // `2026 г.`: the last word of all.
        if word.utf8.count > 1 { index = next }
        return
      }
      switch tokens[next] {
      case .number: index += 1
      case .word(let after) where DateWords.isFiller(after) || DateWords.halves[after] != nil:
        index += 1
      default: return
      }
    }
  }

  private mutating func takeHalf() -> DateWords.Half? {
    guard case .word(let word)? = token, let half = DateWords.halves[word] else { return nil }
    index += 1
    return half
  }

  /// 1 to 12 as an hour of the day; one that is past noon by itself may be said to be so. Nil for what
  /// is no hour of that half.
  private static func hour(_ hour: Int64, in half: DateWords.Half) -> Int64? {
    switch half {
    case .morning: (0...12).contains(hour) ? hour % 12 : nil
    case .afternoon:
      (1...12).contains(hour) ? hour % 12 + 12 : (13..<24).contains(hour) ? hour : nil
    }
  }

  /// AM and PM behind the time. False when the hour is none of a half day.
  private mutating func readHalf(_ hour: inout Int64) -> Bool {
    guard case .word(let word)? = token else { return true }
    let half: DateWords.Half
    switch word {
    case "am", "ص",
      "a" where token(1) == .mark(0x2E),
      "π" where token(1) == .mark(0x2E):
      half = .morning
    case "pm", "م",
      "p" where token(1) == .mark(0x2E),
      "μ" where token(1) == .mark(0x2E):
      half = .afternoon
    case _ where DateWords.hours.contains(word):
      index += 1
      return true
    default: return true
    }
    index += 1
    // `p.m.`, `μ.μ.`
    if take(0x2E) {
      if token == .word("m") || token == .word("μ") { index += 1 }
      _ = take(0x2E)
    }
    // 00:30 AM is none: half a day begins at 12.
    guard hour > 0, let there = Self.hour(hour, in: half) else { return false }
    hour = there
    return true
  }

  /// Minutes east of Greenwich; 0 for a name that could mean several (RFC 5322, section 4.3: such a
  /// zone is -0000). Nil for a word that is no zone.
  private mutating func readZone() -> Int64? {
    var minutes: Int64 = 0
    if case .word(let word)? = token {
      guard let named = DateZones.offset(word) else { return passUnknownZone(word) ? 0 : nil }
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
    if case .word(let word)? = token, DateZones.offset(word) != nil { index += 1 }
    return isWest ? -offset : offset
  }

  /// `IST`, `ET`, `Europe/Brussels`: then the time is taken for that of Greenwich, and the day is kept.
  private mutating func passUnknownZone(_ word: String) -> Bool {
    if token(1) == .mark(0x2F) {
      while case .word? = token {
        index += 1
        while take(0x2F) || take(0x5F) || take(0x2D) {}
      }
      return true
    }
    guard word.utf8.count <= 5, word.utf8.allSatisfy({ (0x61...0x7A).contains($0) }),
      MonthNames.month(word) == nil
    else { return false }
    index += 1
    return true
  }
}
