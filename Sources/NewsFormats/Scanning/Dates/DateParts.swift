import NewsModel

/// Reads a date's tokens from left to right: the day in any order, then time and zone.
struct DateParts {
  let tokens: [DateTokens.Token]
  var index = 0
  private(set) var year: Int64?
  private var month: Int64?
  private var dayOfMonth: Int64?
  private var isBuddhist = false
  /// Of the year, when there is no month.
  private var dayOfYear: Int64?

  init(_ tokens: [DateTokens.Token]) { self.tokens = tokens }

  mutating func timestamp() -> Timestamp? {
    passWeekday()
    guard readDay(), let milliseconds = readTime() else { return nil }
    // asctime puts the year last, behind time and zone: `Nov 22 09:30:00 2026`.
    if year == nil { year = takeYear() }
    passMarks()
    guard index == tokens.count, let year,
      let day = day(in: isBuddhist ? year - Int64(MonthNames.buddhistYears) : year)
    else {
      return nil
    }
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

  var token: DateTokens.Token? { index < tokens.count ? tokens[index] : nil }
  func token(_ offset: Int) -> DateTokens.Token? {
    index + offset < tokens.count ? tokens[index + offset] : nil
  }
  mutating func take(_ mark: UInt8) -> Bool {
    guard token == .mark(mark) else { return false }
    index += 1
    return true
  }
  mutating func passMarks() {
    while case .mark? = token { index += 1 }
  }
  mutating func takeNumber(_ digits: ClosedRange<Int>) -> Int64? {
    guard case .number(let value, let count)? = token, digits.contains(count) else { return nil }
    index += 1
    return value
  }
  /// Also `تشرين الثاني/نوفمبر`, which says it twice; nil, and nothing taken, when the two differ.
  private mutating func takeMonth() -> Int64? {
    let start = index
    guard let month = takeMonthName() else { return nil }
    guard take(0x2F) else { return month }
    if case .word? = token, takeMonthName() == month { return month }
    if case .number? = token {
      index -= 1
      return month
    }
    index = start
    return nil
  }

  private mutating func takeMonthName() -> Int64? {
    guard case .word(let word)? = token else { return nil }
    if case .word(let next)? = token(1), let month = MonthNames.month(word, next) {
      index += 2
      if month == 10, case .word(let last)? = token, let later = MonthNames.month(afterTen: last) {
        index += 1
        return later
      }
      return month
    }
    if MonthNames.vietnameseMonth.contains(word), case .number(1...12, 1...2)? = token(1) {
      index += 1
      return takeNumber(1...2)
    }
    let isAfterDot = index > 0 && tokens[index - 1] == .mark(0x2E)
    guard let month = MonthNames.month(word, isAfterDot: isAfterDot) else { return nil }
    isBuddhist = MonthNames.isBuddhist(word)
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

  /// `Sun,`, and up to three words: `Chủ nhật, ngày`.
  private mutating func passWeekday() {
    for _ in 0..<3 {
      guard case .word(let word)? = token, !isMonth(word) || isWeekday(word) else { return }
      index += 1
      passMarks()
    }
  }
  private func isMonth(_ word: String) -> Bool {
    if MonthNames.month(word) != nil || MonthNames.vietnameseMonth.contains(word) { return true }
    guard case .word(let next)? = token(1) else { return false }
    return MonthNames.month(word, next) != nil
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
    if token == .word("年") { return readSigned() }
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

  /// `2026年11月22日`: all three signs, or a number may be something else.
  private mutating func readSigned() -> Bool {
    index += 1
    month = takeNumber(1...2)
    guard month != nil, token == .word("月") else { return false }
    index += 1
    dayOfMonth = takeNumber(1...2)
    guard dayOfMonth != nil, token == .word("日") else { return false }
    index += 1
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
  /// `22nd`, `22 de`, `22 tháng 11 năm`.
  private mutating func passOrdinal() {
    if case .word(let word)? = token, DateWords.ordinals.contains(word) { index += 1 }
  }
}
