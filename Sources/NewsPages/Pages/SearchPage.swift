import NewsModel
import NewsStore

/// Articles that hold what was typed, the newest first.
struct SearchPage {
  var wish: SearchWish
  var found: [ArticleRow]
  var hasMore = false
  /// Why there may be more than is shown.
  var notes: [String] = []
  var now: Timestamp

  /// Hits whose rows are looked at for one page.
  private static let looked = 400
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
        HTML.p { "No article has all these words." }
      } else {
        HTML.ol(.style(.stories)) {
          for record in found {
            HTML.li { ArticleEntry(record: record, now: now, words: wish.words).markup }
          }
        }
      }
    }
  }

  private var pages: Markup {
    guard hasMore, let last = found.last else { return Markup() }
    var next = wish
    next.before = last.id
    return HTML.nav(.style(.pages), .label("More of what was found")) {
      HTML.a(.link(.search(next))) { "Earlier articles" }
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
    found = []
    if wish.words.isEmpty { return }
    let index = try SearchIndex.Reader(folder: state)
    let answer = try index.search(wish.words, limit: Self.looked)
    // In the order of their numbers: what comes while pages are turned stands before them.
    for id in answer.ids where id < wish.before ?? ArticleID(rawValue: .max) {
      guard let record = try store.article(id), wish.takes(record) else { continue }
      if found.count == Self.length {
        hasMore = true
        break
      }
      found.append(record)
    }
    let behind = try store.lastArticleID().rawValue - answer.indexedThrough.rawValue
    if behind > 0 { notes.append("Not searched yet: the newest \(counted(behind, "article")).") }
    if !answer.isComplete { notes.append("Time ran out; there may be more.") }
    if answer.ids.count == Self.looked {
      notes.append("Only the newest \(Self.looked) articles with these words are looked at.")
    }
  }
}

extension SearchWish {
  func takes(_ record: ArticleRow) -> Bool {
    let language = record.article.language ?? ""
    return (source == nil || record.source == source)
      && (self.language.map { language == $0 || language.hasPrefix($0 + "-") } ?? true)
  }
}
