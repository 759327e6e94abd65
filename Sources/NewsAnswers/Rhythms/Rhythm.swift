package import NewsModel

extension DeskStatus {
  /// How often one source brings something, and by that whether it is silent now.
  ///
  /// Kept of it: the longest pause that began on each of the last 28 days (UTC) on which it came. The longest
  /// and not some quantile, since a source that brings thirty articles at a time has thirty short pauses for each
  /// that counts.
  ///
  /// **The rule.** A source is silent when its last article is further back than two and a half of its usual
  /// pauses, an hour at least. Usual is the longest pause of those that began on the same day of the week, the last
  /// four of them, or what three quarters of all days keep within, if that is longer: so Friday's evening is held
  /// against Fridays, and a Tuesday is not excused by weekends. Before there is one, it is the longest of all, three
  /// days at least, so that the first weekend is not told. Nothing is said before pauses have begun on five days: not
  /// of what came once, nor of an archive that was taken in within an afternoon. A source that has been told for 30
  /// days has ended, and is told no longer.
  ///
  /// Measured (`RhythmTests`): in a year hourly, daily, working-day and office-hour series with jitter give no false
  /// word. Arrivals without any rhythm (Poisson) give 2.2 a year at one a day, 1.2 at three, 0.5 at ten; without
  /// the three quarters it is four times as many, with a factor of 2 as well.
  package struct Rhythm: Equatable, Sendable {
    struct Day: Equatable, Sendable {
      /// Since 1970-01-01, in UTC.
      var number: Int64
      /// The longest pause that began on it and has ended, in milliseconds.
      var pause: Int64
    }

    static let daysKept = 28
    static let daysNeeded = 5
    static let weekdaysKept = 4
    /// Five halves.
    static let factor: (Int64, Int64) = (5, 2)
    static let hour: Int64 = 3_600_000
    static let day = 24 * hour
    static let leastLimit = hour
    static let leastUnknownPause = 3 * day
    static let toldFor = 30 * day

    /// Since the source is known.
    package internal(set) var articles: Int64
    /// When the last one was received.
    package internal(set) var last: Timestamp
    /// Ascending.
    var days: [Day]

    init(articles: Int64 = 0, last: Timestamp, days: [Day] = []) {
      self.articles = articles
      self.last = last
      self.days = days
    }

    /// An article was received.
    mutating func note(_ received: Timestamp) {
      articles += 1
      guard received > last else {
        // Found before another one and stored after it; but for a clock that was set back.
        if received.milliseconds < last.milliseconds - Self.day { setBack(to: received) }
        return
      }
      let began = last.day
      let pause = received.milliseconds - last.milliseconds
      if let index = days.indices.last, days[index].number == began {
        days[index].pause = max(days[index].pause, pause)
      } else {
        days.append(Day(number: began, pause: pause))
        if days.count > Self.daysKept { days.removeFirst() }
      }
      last = received
    }

    /// What lies ahead was measured by a wrong clock.
    private mutating func setBack(to received: Timestamp) {
      last = received
      days.removeAll { $0.number >= received.day }
    }

    /// How long a pause that began with the last article may be, in milliseconds; nil while too little is known.
    package var limit: Int64? {
      let before = days.filter { $0.number < last.day }
      guard before.count >= Self.daysNeeded else { return nil }
      let same = before.filter { ($0.number - last.day) % 7 == 0 }.suffix(Self.weekdaysKept)
      let pauses = before.map(\.pause).sorted()
      let most = pauses[pauses.count * 3 / 4]
      let longest = pauses[pauses.count - 1]
      let usual = same.map(\.pause).max() ?? max(longest, Self.leastUnknownPause)
      return max(max(usual, most) * Self.factor.0 / Self.factor.1, Self.leastLimit)
    }

    /// - Parameter now: wall time.
    /// - Returns: since when it should have come; nil when it is not silent.
    package func overdue(at now: Timestamp) -> Timestamp? {
      guard let limit else { return nil }
      let due = last.milliseconds + limit
      let isTold = now.milliseconds > due && now.milliseconds <= due + Self.toldFor
      return isTold ? Timestamp(milliseconds: due) : nil
    }
  }
}
