import NewsAnswers
import NewsModel
import NewsStore

/// The desk now: the newest stories, what came in a day, and who gave it.
struct FrontPage: Sendable {
  var stories: [StoryEntry]
  /// The first story of the next page stands behind this one; nil on the last page.
  var next: StoryID?
  var isFirst: Bool
  /// Articles of each half an hour of the last day.
  var arrivals: [Int]
  var sources: [StoreReader.SourceArrivals]
  /// Of the newest articles, the commonest first.
  var languages: [(language: String?, articles: Int)] = []
  /// Sources that should have come by their rhythm.
  var silent: [DeskStatus.SilentSource] = []
  /// A daemon works on the desk; without one nobody is silent.
  var isWatched = true
  var now: Timestamp

  var answer: Answer {
    let frame = PageFrame(
      title: "Now", section: .now,
      feed: (.feed(FeedAddress()), "All stories"), isLive: isFirst)
    return frame.answer {
      HTML.h1 { isFirst ? "The desk now" : "Earlier stories" }
      HTML.p(.style(.edition)) {
        TimeWords(now).element("\(TimeWords(now).longDay), \(TimeWords(now).clock) UTC")
        " · \(counted(arrived.grouped, "article", arrived)) in 24 hours"
      }
      liveNote
      silentNotes
      HTML.div(.style(.columns)) {
        HTML.div {
          list
          pages
        }
        HTML.aside(.label("What comes in")) {
          arrivalsSection
          sourcesSection
          languagesSection
        }
      }
    }
  }

  /// Shown by the script alone.
  private var liveNote: Markup {
    if !isFirst { return Markup() }
    return HTML.p(
      .id(ElementID("live")), .style(.warning), .named("role", "status"), .mark("hidden")
    ) {
      HTML.a(.link(.front)) { "Something has come: show it" }
    }
  }

  private var silentNotes: Markup {
    var all = Markup()
    if isFirst, !isWatched {
      all += HTML.p(.style(.warning), .named("role", "note")) { "No daemon works on this desk." }
    }
    for source in silent.prefix(Self.namedSilent) {
      all += HTML.p(.style(.warning), .named("role", "note")) {
        HTML.bdi { source.source }
        " has been silent since "
        TimeWords(source.last).element(TimeWords(source.last).minute + " UTC")
        "."
      }
    }
    if silent.count > Self.namedSilent {
      all += HTML.p(.style(.warning), .named("role", "note")) {
        "And \(NewsModel.counted(silent.count - Self.namedSilent, "source")) more."
      }
    }
    return all
  }

  private static let namedSilent = 5

  private var arrived: Int { arrivals.reduce(0, +) }

  private var list: Markup {
    if stories.isEmpty {
      return HTML.p {
        isFirst ? "No story has come yet." : "There are no earlier stories."
      }
    }
    return HTML.ol(.style(.stories)) {
      for story in stories { HTML.li { story.markup } }
    }
  }

  private var pages: Markup {
    if isFirst, next == nil { return Markup() }
    return HTML.nav(.style(.pages), .label("More stories")) {
      if !isFirst { HTML.a(.link(.front)) { "The newest stories" } }
      if let next { HTML.a(.link(.now(after: next))) { "Earlier stories" } }
    }
  }

  private var arrivalsSection: Markup {
    let heading = ElementID("arrivals")
    return HTML.section(.labelled(by: heading)) {
      HTML.h2(.id(heading)) { "Arrivals in 24 hours" }
      if arrived == 0 {
        HTML.p(.style(.quiet)) { "Nothing has come in this time." }
      } else {
        BarChart(numbers: arrivals, words: arrivalWords).markup
        HTML.p(.style(.meta)) { busiest }
      }
    }
  }

  private var arrivalWords: String {
    "Articles of each half an hour, oldest first. \(busiest)"
  }

  private var busiest: String {
    guard let most = arrivals.max(), let index = arrivals.firstIndex(of: most) else { return "" }
    let ago = Int64(arrivals.count - index) * 1_800_000
    let start = Timestamp(milliseconds: now.milliseconds - ago)
    return "Busiest: \(most.grouped) in the half hour from \(TimeWords(start).clock)."
  }

  private var sourcesSection: Markup {
    let heading = ElementID("sources")
    return HTML.section(.labelled(by: heading)) {
      HTML.h2(.id(heading)) { "Sources" }
      HTML.table(.style(.sources)) {
        HTML.thead {
          HTML.tr {
            HTML.th(.named("scope", "col")) { "Source" }
            HTML.th(.named("scope", "col")) { "Articles" }
            HTML.th(.named("scope", "col")) { "Last" }
          }
        }
        HTML.tbody {
          for source in sources {
            HTML.tr {
              HTML.th(.named("scope", "row")) { HTML.bdi { source.source } }
              HTML.td { source.articles.grouped }
              HTML.td { TimeWords(source.last).element(source.last.age(at: now)) }
            }
          }
        }
      }
      HTML.p(.style(.meta)) { "Of the newest \(Self.looked.grouped) articles." }
    }
  }

  private var languagesSection: Markup {
    let heading = ElementID("languages")
    if languages.isEmpty { return Markup() }
    return HTML.section(.labelled(by: heading)) {
      HTML.h2(.id(heading)) { "Languages" }
      HTML.p {
        languages.prefix(12).map { "\($0.language ?? "unknown") \($0.articles.grouped)" }
          .joined(separator: " · ")
      }
    }
  }

  /// Articles whose sources are counted.
  private static let looked = 2000
  private static let namedSources = 40
  private static let length = 25

  private func counted(_ number: String, _ noun: String, _ count: Int) -> String {
    count == 1 ? "\(number) \(noun)" : "\(number) \(noun)s"
  }
}

extension FrontPage {
  /// - Parameters:
  ///   - store: what it shows.
  ///   - state: its folder.
  ///   - after: the last story of the page before.
  ///   - now: the moment.
  /// - Throws: `StoreFailure`.
  init(_ store: StoreReader, state: String, after: StoryRow?, now: Timestamp) throws {
    let rows = try store.stories(
      after: after.map(StoreReader.StoryPlace.init), limit: Self.length + 1)
    let summaries = StorySummaries(store)
    stories = try rows.prefix(Self.length).map { StoryEntry(try summaries.summary(of: $0)) }
    next = rows.count > Self.length ? rows[Self.length - 1].id : nil
    isFirst = after == nil
    let halfHour: Int64 = 1_800_000
    arrivals = try store.arrivals(
      from: Timestamp(milliseconds: now.milliseconds - 48 * halfHour), each: halfHour, count: 48)
    sources = Array(try store.sourceArrivals(among: Self.looked).prefix(Self.namedSources))
    languages = try store.languages(among: Self.looked)
    isWatched = try DeskStatus.isHeld(state)
    silent = isFirst && isWatched ? DeskStatus.silentSources(of: state, at: now) : []
    self.now = now
  }
}
