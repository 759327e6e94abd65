import NewsModel

/// The end of an embargo as people write it: day, hour and zone in any order, any of them left out, the day also by
/// its name.
struct EmbargoTime {
  enum Day: Equatable {
    case civil(year: Int64?, month: Int64, day: Int64)
    /// 0 is Monday.
    case weekday(Int64)
    /// From the day on which the copy came.
    case ahead(Int64)
  }
  var day: Day?
  /// In minutes; 1440 is the day's end.
  private(set) var clock: Int64?
  /// Minutes east of Greenwich; what is not known is Greenwich.
  private(set) var zone: Int64?
  private(set) var tokens: ArraySlice<NoticeTokens.Token>
  /// What is read last is no word.
  private(set) var endsAtSign = false

  var saysNothing: Bool { day == nil && clock == nil }
  var isOfCalendar: Bool { if case .civil? = day { true } else { false } }
  /// What follows the time.
  var rest: ArraySlice<NoticeTokens.Token> { tokens }

  /// Reads as far as the words are those of a time.
  init(_ tokens: ArraySlice<NoticeTokens.Token>) {
    self.tokens = tokens
    while let next = self.tokens.first {
      if isDivided(next) {
        endsAtSign = true
        break
      }
      guard takeClock() || takeDay() || takeZone() || passes(next) else { break }
    }
  }

  /// Whether a sign parts the time from what follows.
  private func isDivided(_ token: NoticeTokens.Token) -> Bool {
    guard case .sign(let sign) = token.value, !saysNothing else { return false }
    let isApart = ":|/-".contains(sign) && tokens.dropFirst().first?.isBehindSpace == true
    guard isApart || "()[];.!".contains(sign) else { return false }
    // `Monday, 30.11. - 18:00`
    var behind = self
    behind.tokens = tokens.dropFirst()
    return !(clock == nil && behind.takeClock()) && !(day == nil && behind.takeCivil())
  }

  private mutating func passes(_ token: NoticeTokens.Token) -> Bool {
    switch token.value {
    // A sentence goes on behind a comma.
    case .sign(let sign) where ",.-:(/".contains(sign): endsAtSign = sign != ","
    case .word(let word) where EmbargoWords.ofTimes.contains(word): endsAtSign = false
    default: return false
    }
    tokens = tokens.dropFirst()
    return true
  }

  // Tokens.

  func value(_ offset: Int) -> NoticeTokens.Value? {
    tokens.dropFirst(offset).first?.value
  }
  func number(_ offset: Int, _ digits: ClosedRange<Int> = 1...2) -> Int64? {
    guard case .number(let number, let count)? = value(offset), digits.contains(count) else {
      return nil
    }
    return number
  }
  func word(_ offset: Int) -> String? {
    if case .word(let word)? = value(offset) { word } else { nil }
  }
  func isSign(_ offset: Int, _ signs: String) -> Bool {
    if case .sign(let sign)? = value(offset) { signs.contains(sign) } else { false }
  }
  mutating func pass(_ count: Int) {
    tokens = tokens.dropFirst(count)
    endsAtSign = false
  }

  // The hour.

  private mutating func takeClock() -> Bool {
    guard clock == nil else { return false }
    if let word = word(0), let named = EmbargoWords.namedHours[word] {
      clock = named
      pass(1)
      return true
    }
    if isHourLed, let hour = number(1) {
      clock = hour * 60
      pass(2)
      return true
    }
    let half = word(0).flatMap { DateWords.halves[$0] }
    if half != nil { pass(1) }
    guard let clock = written() else { return false }
    var minutes = clock.minutes
    pass(clock.count)
    takeHalf(half, &minutes)
    self.clock = minutes
    return true
  }

  /// `ore 12`
  static func isHourLed(_ tokens: ArraySlice<NoticeTokens.Token>) -> Bool {
    var time = EmbargoTime([])
    time.tokens = tokens
    return time.isHourLed
  }
  private var isHourLed: Bool {
    guard let word = word(0), EmbargoWords.hourLeads.contains(word), let hour = number(1) else {
      return false
    }
    return hour < 25 && !isSign(2, ".:/-") && self.word(2).flatMap { MonthNames.month($0) } == nil
      && self.word(2).map { !DateWords.ordinals.contains($0) || $0 == "di" } ?? true
  }

  /// `18:00`, `18.00`, `18h00`, `18h`, `0001 GMT`, `6 pm`: minutes, and how many tokens they are.
  private func written() -> (minutes: Int64, count: Int)? {
    if let joined = number(0, 4...4), joined / 100 < 25, joined % 100 < 60, isHour(at: 1) {
      return (joined / 100 * 60 + joined % 100, 1)
    }
    guard let hour = number(0), hour < 25 else { return nil }
    if let minute = number(2, 2...2), minute < 60,
      isSign(1, ":") || isSign(1, ".") && !isDate(minute)
        || word(1).map(EmbargoWords.hourLetters.contains) == true
    {
      let hasSeconds = isSign(3, ":") && number(4, 2...2) != nil
      return (hour * 60 + minute, hasSeconds ? 5 : 3)
    }
    return isHour(at: 1) ? (hour * 60, 1) : nil
  }

  /// Whether what follows a number makes an hour of it, or a day stands before it already.
  private func isHour(at offset: Int) -> Bool {
    guard let word = word(offset) else {
      if case .number(_, digits: 4)? = value(0) { return hasYear || isLeadingZero }
      return false
    }
    return DateZones.offset(word) != nil || EmbargoWords.hours.contains(word)
      || DateWords.hours.contains(word)
  }
  private var hasYear: Bool {
    if case .civil(let year, _, _)? = day { year != nil } else { false }
  }
  private var isLeadingZero: Bool {
    if case .number(let number, digits: 4)? = value(0) { number < 1000 } else { false }
  }

  /// `1.12.` and `1.12.2026` are days, and so is `1.12` where no hour's word stands behind it.
  private func isDate(_ minute: Int64) -> Bool {
    guard day == nil, (1...12).contains(minute), number(0) ?? 0 > 0 else { return false }
    return word(3).map { DateZones.offset($0) == nil && !DateWords.hours.contains($0) } ?? true
  }

  private mutating func takeHalf(_ before: DateWords.Half?, _ minutes: inout Int64) {
    var half = before
    if let word = word(0) {
      if word.first == "p" || word.first == "a", word.count == 2, word.last == "m" {
        half = word == "pm" ? .afternoon : .morning
        pass(1)
      } else if word == "p" || word == "a", isSign(1, "."), self.word(2) == "m" {
        half = word == "p" ? .afternoon : .morning
        pass(isSign(3, ".") ? 4 : 3)
      }
    }
    if half == .afternoon, minutes < 720 { minutes += 720 }
    if half == .morning, (720..<780).contains(minutes) { minutes -= 720 }
  }

  private mutating func takeZone() -> Bool {
    if let word = word(0), let offset = DateZones.offset(word) ?? EmbargoWords.zones[word] {
      zone = offset
      pass(1)
      takeOffset(isBehindName: true)
      return true
    }
    return clock != nil && takeOffset(isBehindName: false)
  }

  @discardableResult
  private mutating func takeOffset(isBehindName: Bool) -> Bool {
    guard isSign(0, "+") || isSign(0, "-") && isBehindName, isBehindName || zone == nil,
      tokens.dropFirst().first?.isBehindSpace == false, let hours = number(1, 1...4)
    else { return false }
    let minutes = isSign(2, ":") ? number(3, 2...2) : nil
    let offset = hours >= 100 ? hours / 100 * 60 + hours % 100 : hours * 60 + (minutes ?? 0)
    guard offset <= 14 * 60 else { return false }
    zone = isSign(0, "-") ? -offset : offset
    pass(minutes == nil ? 2 : 4)
    return true
  }
}
