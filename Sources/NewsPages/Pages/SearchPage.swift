import NewsModel
import NewsStore

/// Articles that hold what was typed, the newest first.
struct SearchPage {
  var wish: SearchWish
  var found: [ArticleRow] = []
  /// Where the next page begins to look; nil when all has been looked at, or nobody knows how far.
  var next: ArticleID?
  /// False when time ran out before the page was full.
  var isComplete = true
  /// The last hit whose article was read.
  private var looked: ArticleID?
  /// Why there may be more than is shown.
  var notes: [String] = []
  var now: Timestamp

  /// Hits that are read at once.
  private static let portion = 400
  /// Half of the limit of `wiredesk search`: here others wait behind it.
  private static let time = Duration.seconds(1)
  private static let length = 20

  var answer: Answer {
    var frame = PageFrame(title: wish.words.isEmpty ? "Search" : wish.words, section: .search)
    if !wish.words.isEmpty {
      frame.feed = (.feed(FeedAddress(.search(wish.fromStart))), "Search: \(wish.words)")
    }
    return frame.answer {
      HTML.h1 { "Search" }
      form
      if !wish.words.isEmpty {
        results
        pages
      }
    }
  }

  private var form: Markup {
    HTML.form(.action(.search(SearchWish(words: ""))), .named("role", "search"), .style(.form)) {
      field("q", "Words", wish.words, kind: "search")
      field("source", "Source", wish.source ?? "", kind: "text")
      field("language", "Language", wish.language ?? "", kind: "text")
      HTML.button(.named("type", "submit")) { "Search" }
    }
  }

  private func field(
    _ name: StaticString, _ title: String, _ value: String, kind: String
  ) -> Markup {
    let place = ElementID(name)
    return HTML.p {
      HTML.label(.named("for", place.text)) { title }
      HTML.input(
        .id(place), .named("name", place.text), .named("type", kind), .named("value", value))
    }
  }

  private var results: Markup {
    HTML.section(.style(.panel), .label("What was found")) {
      for note in notes { HTML.p(.style(.quiet)) { note } }
      if found.isEmpty {
        HTML.p { nothing }
      } else {
        HTML.ol(.style(.stories)) {
          for record in found {
            HTML.li { ArticleEntry(record: record, now: now, words: wish.words).markup }
          }
        }
      }
    }
  }

  private var nothing: String {
    if !isComplete { return "None was found in this time." }
    let more = wish.source == nil && wish.language == nil ? "" : " and is of what was asked for"
    return (wish.before == nil ? "No article has" : "No earlier article has")
      + " all these words\(more)."
  }

  private var pages: Markup {
    guard let next else { return Markup() }
    var wish = wish
    wish.before = next
    return HTML.nav(.style(.pages), .label("More of what was found")) {
      HTML.a(.link(.search(wish))) {
        isComplete ? "Earlier articles" : "Look on among earlier articles"
      }
    }
  }
}

extension SearchPage {
  /// - Parameters:
  ///   - wish: what is searched for.
  ///   - store: where the articles are.
  ///   - state: the folder of its index of words.
  ///   - now: the moment.
  /// - Throws: `StoreFailure`: `absent` where there is no index yet.
  init(_ wish: SearchWish, in store: StoreReader, state: String, now: Timestamp) throws {
    self.wish = wish
    self.now = now
    if wish.words.isEmpty { return }
    let index = try SearchIndex.Reader(folder: state)
    let end = ContinuousClock.now + Self.time
    var wanted = SearchIndex.Reader.Wanted(wish.words)
    if let before = wish.before { wanted.articles = Self.all(before: before) }
    var through = ArticleID(rawValue: 0)
    // In the order of their numbers: what comes while pages are turned stands before them.
    while true {
      let answer = try index.search(
        wanted, limit: Self.portion, within: max(.zero, end - ContinuousClock.now))
      through = max(through, answer.indexedThrough)
      isComplete = answer.isComplete
      // What the index has found in its time is read in time of its own.
      if try take(answer.ids, from: store, until: end + Self.time / 2) { break }
      guard isComplete, answer.ids.count == Self.portion, let last = answer.ids.last else { break }
      wanted.articles = Self.all(before: last)
    }
    try note(through, in: store)
  }

  private mutating func note(_ through: ArticleID, in store: StoreReader) throws {
    let behind = try store.lastArticleID().rawValue - through.rawValue
    if behind > 0 { notes.append("Not searched yet: the newest \(counted(behind, "article")).") }
    if !isComplete {
      next = looked
      notes.append("Time ran out; there may be more.")
    }
  }

  private static func all(before id: ArticleID) -> ClosedRange<ArticleID> {
    ArticleID(rawValue: 0)...ArticleID(rawValue: max(0, id.rawValue - 1))
  }

  /// Takes what was asked for of those that have the words.
  ///
  /// - Parameters:
  ///   - ids: falling.
  ///   - store: where they are.
  ///   - end: when time has run out.
  /// - Returns: whether the page is full, or the time over.
  /// - Throws: `StoreFailure`.
  private mutating func take(
    _ ids: [ArticleID], from store: StoreReader, until end: ContinuousClock.Instant
  ) throws -> Bool {
    for id in ids {
      if ContinuousClock.now > end {
        isComplete = false
        return true
      }
      looked = id
      guard let record = try store.article(id), wish.takes(record) else { continue }
      if found.count == Self.length {
        (next, isComplete) = (found.last?.id, true)
        return true
      }
      found.append(record)
    }
    return false
  }
}

extension SearchWish {
  func takes(_ record: ArticleRow) -> Bool {
    let language = record.article.language ?? ""
    return (source == nil || record.source == source)
      && (self.language.map { language == $0 || language.hasPrefix($0 + "-") } ?? true)
  }
}
