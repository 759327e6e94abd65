import NewsModel

/// The day that an embargo ends on.
extension EmbargoTime {
  mutating func takeDay() -> Bool {
    if takeCivil() { return true }
    guard let word = word(0) else { return false }
    if let weekday = EmbargoWords.weekdays[word] {
      if day == nil { day = .weekday(weekday) }
    } else if let ahead = EmbargoWords.daysAhead[word] {
      if day == nil { day = .ahead(ahead) }
    } else {
      return false
    }
    pass(1)
    return true
  }

  /// A day of the calendar goes before one by its name.
  mutating func takeCivil() -> Bool {
    if case .civil? = day { return false }
    guard let (found, count) = inFigures() ?? byMonth(), Self.isPossible(found) else {
      return false
    }
    day = found
    pass(count)
    return true
  }

  private static func isPossible(_ day: Day) -> Bool {
    guard case .civil(let year, let month, let day) = day else { return true }
    return Timestamp.day(year: year ?? 2024, month: month, day: day) != nil
  }

  /// `30.11.2026`, `30.11.`, `2026-11-30`, `30/11/2026`, `11/30`, `11月30日`.
  private func inFigures() -> (Day, Int)? {
    if let year = number(0, 4...4), (1990...2099).contains(year),
      isSign(1, "-/.") || word(1) == "年" || word(1) == "년", let month = number(2),
      isSign(3, "-/.") || word(3) == "月" || word(3) == "월", let day = number(4)
    {
      return (.civil(year: year, month: month, day: day), word(5) == "日" || word(5) == "일" ? 6 : 5)
    }
    if let month = number(0), word(1) == "月" || word(1) == "월", let day = number(2) {
      return (.civil(year: nil, month: month, day: day), word(3) == nil ? 3 : 4)
    }
    guard let a = number(0), isSign(1, "./-"), let b = number(2), a > 0, b > 0 else { return nil }
    let isUS = b > 12 && isSign(1, "/")
    let (day, month) = isUS ? (b, a) : (a, b)
    guard isSign(3, "./-"), tokens.dropFirst(4).first?.isBehindSpace == false,
      let year = number(4, 2...4), year < 100 || year > 1989
    else {
      return (.civil(year: nil, month: month, day: day), isSign(3, ".") ? 4 : 3)
    }
    return (.civil(year: year < 100 ? 2000 + year : year, month: month, day: day), 5)
  }

  /// `1 December 2026`, `1. Dezember`, `1 de diciembre de 2026`, `Dec 1st, 2026`.
  private func byMonth() -> (Day, Int)? {
    var at = 0
    if let day = number(0) {
      at = skipped(from: 1)
      guard let month = month(at) else { return nil }
      at = skipped(from: at + 1)
      if let year = year(at) { return (.civil(year: year, month: month, day: day), at + 1) }
      return (.civil(year: nil, month: month, day: day), at)
    }
    guard let month = month(0) else { return nil }
    at = skipped(from: 1)
    guard let day = number(at), !isSign(at + 1, ":") else { return nil }
    let behind = skipped(from: at + 1)
    if let year = year(behind) { return (.civil(year: year, month: month, day: day), behind + 1) }
    return (.civil(year: nil, month: month, day: day), at + 1)
  }
  private func month(_ offset: Int) -> Int64? { word(offset).flatMap { MonthNames.month($0) } }
  private func year(_ offset: Int) -> Int64? {
    guard let year = number(offset, 4...4), (1990...2099).contains(year),
      word(offset + 1).flatMap(DateZones.offset) == nil
    else { return nil }
    return year
  }
  /// Behind ordinals, commas and full stops.
  private func skipped(from offset: Int) -> Int {
    var at = offset
    while isSign(at, ".,") || word(at).map(DateWords.ordinals.contains) == true { at += 1 }
    return at
  }
}

extension EmbargoTime {
  /// How long an hour without a day, or a day without a year, is taken for one that is over.
  private static let hoursOver: Int64 = 6

  /// - Parameter reference: when the copy was written or came, the earlier of both; nil when nobody says.
  /// - Returns: nil where that is needed and missing.
  func end(after reference: Timestamp?) -> Timestamp? {
    if case .civil(let year?, let month, let day)? = day {
      return Timestamp.day(year: year, month: month, day: day).map(at)
    }
    guard let reference else { return nil }
    let today = Timestamp(milliseconds: reference.milliseconds + (zone ?? 0) * 60_000).day
    let isAhead = { (time: Timestamp) in
      time.milliseconds > reference.milliseconds - Self.hoursOver * 3_600_000
    }
    switch day {
    case .civil(_, let month, let day):
      return Self.days(month, day, around: reference).map(at)
        .min { $0.distance(to: reference) < $1.distance(to: reference) }
    case .ahead(let days): return at(today + days)
    case .weekday(let name):
      // 1970-01-01 was a Thursday.
      return (today - 1...today + 7).first { day in
        (day + 3) % 7 == name && (clock == nil ? day >= today : isAhead(at(day)))
      }.map(at)
    case nil: return clock == nil ? nil : (today - 1...today + 1).map(at).first(where: isAhead)
    }
  }

  private func at(_ day: Int64) -> Timestamp {
    Timestamp(milliseconds: day * 86_400_000 + ((clock ?? 0) - (zone ?? 0)) * 60_000)
  }

  private static func days(_ month: Int64, _ day: Int64, around time: Timestamp) -> [Int64] {
    let year = time.civilDate.year
    return (year - 1...year + 1).compactMap { Timestamp.day(year: $0, month: month, day: day) }
  }
}

extension Timestamp {
  fileprivate func distance(to other: Timestamp) -> Int64 { abs(milliseconds - other.milliseconds) }
}
