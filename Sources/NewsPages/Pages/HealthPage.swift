import NewsAnswers
import NewsBytes
import NewsModel
import NewsStore

/// How the desk is: whether a daemon works on it, what it has taken, how quick it is, what it waits for.
struct HealthPage {
  var status: DeskStatus
  /// Articles of each three hours of the last week.
  var arrivals: [Int]
  /// From found to outcome, in milliseconds, ascending: of the files of the last hour.
  var latencies: [Int64]
  /// The last 24 hours.
  var day: FileDay
  var rooms: [DeskStatus.DiskRoom]
  var now: Timestamp

  var answer: Answer {
    PageFrame(title: "Health", section: .health).answer {
      HTML.h1 { "Health" }
      HTML.p(.style(.lede)) { verdict }
      section("daemon", "The daemon") {
        for line in lines { HTML.p { HTML.bdi { line } } }
      }
      section("account", "Files and articles") { account }
      section("week", "Arrivals in seven days") {
        if arrivals.contains(where: { $0 > 0 }) {
          BarChart(numbers: arrivals, words: "Articles of each three hours, oldest first.").markup
        }
        HTML.p(.style(.meta)) { "\(arrivals.reduce(0, +).grouped) articles, three hours a bar." }
      }
      dayOfFiles
      disk
    }
  }

  private var dayOfFiles: Markup {
    HTML.div {
      section("queue", "Files that waited, in 24 hours") {
        chart(
          day.waiting, none: "No file has come in this time.",
          words: "The most files that waited at once, half an hour a bar, oldest first.",
          most: { "At most \(counted($0, "file")) waited at once." })
      }
      section("latency", "From found to stored, in the last hour") { latencySection }
      section("slow", "From found to stored, in 24 hours") {
        chart(
          day.slowest, none: "No file ended in this time.",
          words: "95 of 100 files took at most so long, half an hour a bar, oldest first.",
          most: { "At the slowest, 95 of 100 files took at most \($0.grouped) ms." })
      }
    }
  }

  private var disk: Markup {
    section("disk", "Room on disk") {
      for room in rooms { RoomBar(room: room).markup }
      if rooms.isEmpty { HTML.p(.style(.quiet)) { "The disk cannot be asked." } }
    }
  }

  private func section(
    _ name: StaticString, _ title: String, @MarkupBuilder content: () -> Markup
  ) -> Markup {
    let heading = ElementID(name)
    return HTML.section(.style(.panel), .labelled(by: heading)) {
      HTML.h2(.id(heading)) { title }
      content()
    }
  }

  private var verdict: String {
    switch status.health {
    case .well: "All is well."
    case .notTaken: "The desk works, and something in an inbox cannot be taken."
    case .stopped: "No daemon works on this desk, and one should."
    case .unavailable: "The desk cannot give its full service."
    }
  }

  /// The account has a place of its own.
  private var lines: [String] {
    status.lines.filter { !$0.contains(" files seen = ") && !$0.contains(" file seen = ") }
      .flatMap { $0.split(separator: "\n").map(String.init) }
  }

  private var account: Markup {
    let files = ["seen", "stored", "unchanged", "partial", "failed", "waiting"]
    let json = status.json["account"]
    let articles = json?["articles"]
    let verdicts = [
      "original", "identical", "near-duplicate", "update", "earlier-version", "excerpt",
      "unchanged",
      "rejected",
    ]
    return HTML.dl(.style(.facts)) {
      for (title, json, names) in [("Files", json, files), ("Articles", articles, verdicts)] {
        HTML.dt { title }
        HTML.dd {
          names.compactMap { name in json?[name]?.integer.map { "\($0.grouped) \(name)" } }
            .joined(separator: " · ")
        }
      }
    }
  }

  private var latencySection: Markup {
    if latencies.isEmpty { return HTML.p(.style(.quiet)) { "No file ended in this time." } }
    return HTML.dl(.style(.facts)) {
      for (name, share) in [("Half within", 0.5), ("95 % within", 0.95), ("99 % within", 0.99)] {
        HTML.dt { name }
        HTML.dd { "\(quantile(share).grouped) ms" }
      }
      HTML.dt { "Files" }
      HTML.dd { latencies.count.grouped }
    }
  }

  private func chart(
    _ numbers: [Int], none: String, words: String, most: (Int) -> String
  ) -> Markup {
    guard let highest = numbers.max(), highest > 0 else {
      return HTML.p(.style(.quiet)) { none }
    }
    return HTML.div {
      BarChart(numbers: numbers, words: words).markup
      HTML.p(.style(.meta)) { most(highest) + " Half an hour a bar." }
    }
  }

  /// By nearest rank.
  private func quantile(_ share: Double) -> Int64 {
    let rank = Int((share * Double(latencies.count)).rounded(.up))
    return latencies[min(max(rank, 1), latencies.count) - 1]
  }
}

extension HealthPage {
  private static let looked = 1000
  /// Deposits of a day that are looked at: 50 ms of them.
  private static let filesLimit = 50_000

  /// - Parameters:
  ///   - store: the desk's database.
  ///   - status: how the desk is.
  ///   - state: its folder.
  ///   - now: the moment.
  /// - Throws: `StoreFailure`.
  init(_ store: StoreReader, _ status: DeskStatus, state: String, now: Timestamp) throws {
    self.status = status
    self.now = now
    rooms = DeskStatus.DiskRoom.all(of: state)
    let dayStart = now.milliseconds - Int64(FileDay.stretches) * FileDay.stretch
    day = FileDay(
      try store.passages(since: Timestamp(milliseconds: dayStart), limit: Self.filesLimit), now: now
    )
    let length: Int64 = 3 * 3_600_000
    arrivals = try store.arrivals(
      from: Timestamp(milliseconds: now.milliseconds - 56 * length), each: length, count: 56)
    latencies = try store.latencies(
      since: Timestamp(milliseconds: now.milliseconds - 3_600_000), limit: Self.looked
    ).sorted()
  }
}
