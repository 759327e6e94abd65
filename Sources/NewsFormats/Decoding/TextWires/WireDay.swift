import NewsModel

/// Days as wires write them: without a year, or without a month. Those are the last ones before the file came, or
/// of the day after: clocks differ, and a day begins earlier in the east.
enum WireDay {
  /// - Parameters:
  ///   - month: nil for a day of the month it came in or the one before.
  ///   - day: of the month.
  ///   - received: when it came.
  /// - Returns: its midnight in UTC; nil when there is no such day.
  static func last(month: Int64?, day: Int64, before received: Timestamp) -> Timestamp? {
    let latest = received.day + 1
    let now = Timestamp(milliseconds: latest * 86_400_000).civilDate
    // A leap day may be eight years back.
    for step in 0..<(month == nil ? 3 : 9) {
      let back = now.year * 12 + now.month - 1 - Int64(step)
      let found =
        month.map { Timestamp.day(year: now.year - Int64(step), month: $0, day: day) }
        ?? Timestamp.day(year: back / 12, month: back % 12 + 1, day: day)
      if let found, found <= latest { return Timestamp(milliseconds: found * 86_400_000) }
    }
    return nil
  }
}

extension Timestamp {
  /// So many hours and minutes later: `0056`; nil when it is no time of day.
  func at(clock: Substring) -> Timestamp? {
    guard clock.utf8.count == 4, let number = Int64(clock), number / 100 < 24, number % 100 < 60
    else { return nil }
    return Timestamp(milliseconds: milliseconds + (number / 100 * 60 + number % 100) * 60_000)
  }
}
