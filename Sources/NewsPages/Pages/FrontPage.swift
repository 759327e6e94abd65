import NewsAnswers
import NewsModel
import NewsStore

/// The desk now: the newest stories, what came in a day, and who gave it.
struct FrontPage: Sendable {
  var stories: [StoryEntry]
  /// The first story of the next page stands behind this one; nil on the last page.
  var next: StoryID?
  var wish: FrontWish
  /// False when time ran out: there may be more.
  var isComplete = true
  /// Articles of each half an hour of the last day.
  var arrivals: [Int]
  var sources: [StoreReader.SourceArrivals]
  /// Of the newest articles, the commonest first.
  var languages: [(language: String?, articles: Int)] = []
  /// Countries of the stories that are listed, the commonest first.
  var places: [String] = []
  /// Sources that should have come by their rhythm.
  var silent: [DeskStatus.SilentSource] = []
  /// The last event before the stories were read: the script asks for what comes behind it.
  var event: Int64 = 0
  /// A daemon works on the desk; without one nobody is silent.
  var isWatched = true
  var now: Timestamp

  var answer: Answer {
    let frame = PageFrame(
      title: "Now", section: .now,
      feed: (.feed(FeedAddress()), "All stories"), isLive: wish.isWholeDesk)
    return frame.answer {
      HTML.h1 { heading }
      HTML.p(.style(.edition)) {
        TimeWords(now).element("\(TimeWords(now).longDay), \(TimeWords(now).clock) UTC")
        " · \(counted(arrived.grouped, "article", arrived)) in 24 hours"
      }
      liveNote
      silentNotes
      HTML.div(.style(.columns)) {
        HTML.div {
          FrontForm(wish: wish).markup
          list
          pages
        }
        aside
      }
    }
  }

  /// Shown by the script alone.
  private var liveNote: Markup {
    if !wish.isWholeDesk { return Markup() }
    return HTML.p(
      .id(ElementID("live")), .style(.warning), .named("role", "status"),
      .named("data-event", "\(event)"), .mark("hidden")
    ) {
      HTML.a(.link(.front)) { "Something has come: show it" }
    }
  }

  private var silentNotes: Markup {
    var all = Markup()
    if wish.isWholeDesk, !isWatched {
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

  var arrived: Int { arrivals.reduce(0, +) }

  private var heading: String {
    if let words = wish.words {
      return wish.after == nil ? "Stories \(words)" : "Earlier stories \(words)"
    }
    return wish.after == nil ? "The desk now" : "Earlier stories"
  }

  private var list: Markup {
    var all = Markup()
    if !isComplete { all += HTML.p(.style(.quiet)) { "Time ran out; there may be more." } }
    if stories.isEmpty {
      all += HTML.p {
        wish.after != nil
          ? "There are no earlier stories."
          : wish.words == nil ? "No story has come yet." : "There is no such story."
      }
      return all
    }
    all += HTML.ol(.style(.stories)) {
      for story in stories { HTML.li { story.markup } }
    }
    return all
  }

  private var pages: Markup {
    if wish.after == nil, next == nil { return Markup() }
    return HTML.nav(.style(.pages), .label("More stories")) {
      if wish.after != nil { HTML.a(.link(.now(wish.fromStart))) { "The newest stories" } }
      if let next { HTML.a(.link(.now(behind(next)))) { "Earlier stories" } }
    }
  }

  private func behind(_ story: StoryID) -> FrontWish {
    var wish = wish
    wish.after = story
    return wish
  }

  /// Articles whose sources are counted.
  static let looked = 2000
  private static let namedSources = 40
  private static let namedPlaces = 12

  private func counted(_ number: String, _ noun: String, _ count: Int) -> String {
    count == 1 ? "\(number) \(noun)" : "\(number) \(noun)s"
  }
}

extension FrontPage {
  /// - Parameters:
  ///   - wish: which stories.
  ///   - after: the last story of the page before.
  ///   - store: what it shows.
  ///   - state: its folder.
  ///   - now: the moment.
  /// - Throws: `StoreFailure`.
  init(
    _ wish: FrontWish, after: StoryRow?, in store: StoreReader, state: String, now: Timestamp
  ) throws {
    self.wish = wish
    self.now = now
    // Before the stories: what comes between is told, and seen already.
    event = try store.eventNumber(before: 0)
    let listed = try FrontStories(wish, after: after, in: store, state: state, now: now)
    isComplete = listed.isComplete
    let summaries = StorySummaries(store)
    let told = try listed.rows.prefix(FrontStories.length).map { try summaries.summary(of: $0) }
    stories = told.map { StoryEntry($0) }
    places = Array(Self.commonest(told.flatMap(\.places)).prefix(Self.namedPlaces))
    let hasMore = listed.rows.count > FrontStories.length && !wish.isMostTold
    next = hasMore ? listed.rows[FrontStories.length - 1].id : nil
    let halfHour: Int64 = 1_800_000
    arrivals = try store.arrivals(
      from: Timestamp(milliseconds: now.milliseconds - 48 * halfHour), each: halfHour, count: 48)
    sources = Array(try store.sourceArrivals(among: Self.looked).prefix(Self.namedSources))
    languages = try store.languages(among: Self.looked)
    isWatched = try DeskStatus.isHeld(state)
    silent = wish.isWholeDesk && isWatched ? DeskStatus.silentSources(of: state, at: now) : []
  }

  private static func commonest(_ names: [String]) -> [String] {
    Dictionary(grouping: names, by: \.self).sorted {
      $0.value.count != $1.value.count ? $0.value.count > $1.value.count : $0.key < $1.key
    }.map(\.key)
  }
}
