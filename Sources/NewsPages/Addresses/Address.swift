import NewsBytes
package import NewsModel

/// Every place of the reading room: read from what a browser asks for, and written into every link, so that
/// no link can lead to a page that is not there.
package enum Address: Hashable, Sendable {
  /// Stories, the newest first where nothing else is said.
  case now(FrontWish)
  case story(StoryID, page: Int)
  /// `part` of its text, from 1.
  case article(ArticleID, part: Int)
  case compare(ArticleID, ArticleID)
  case search(SearchWish)
  /// Files that came; `before` is the last one of the page before.
  case files(FilesWish)
  case health
  case metrics
  /// Says when something has come behind an event; nil: from now on.
  case live(after: Int64?)
  case feed(FeedAddress)
  case asset(Asset)

  /// What is served as it is.
  package enum Asset: String, CaseIterable, Sendable {
    case style = "/style.css"
    case script = "/live.js"
    case icon = "/icon.svg"
  }

  static let front = Address.now(FrontWish())

  static func story(_ id: StoryID) -> Address { .story(id, page: 1) }
  static func article(_ id: ArticleID) -> Address { .article(id, part: 1) }

  /// It looks for words, which may take as long as it is let.
  package var isSearch: Bool {
    switch self {
    case .search(let wish): !wish.words.isEmpty
    case .now(let wish): wish.place != nil
    case .feed(let feed): if case .search = feed.subject { true } else { false }
    default: false
    }
  }

  /// Without the question behind it.
  var path: String {
    switch self {
    case .now: "/"
    case .story(let id, _): "/story/S\(id.rawValue)"
    case .article(let id, _): "/article/\(id.rawValue)"
    case .compare(let first, let second): "/compare/\(first.rawValue)/\(second.rawValue)"
    case .search: "/search"
    case .files: "/files"
    case .health: "/health"
    case .metrics: "/metrics"
    case .live: "/live"
    case .feed(let feed): feed.path
    case .asset(let asset): asset.rawValue
    }
  }

  /// As it stands in a link: the path from the root, and what is asked.
  var text: String {
    let query = query
    return query.isEmpty
      ? path : path + "?" + query.map { Self.pair($0) }.joined(separator: "&")
  }

  private var query: [(String, String?)] {
    switch self {
    case .now(let wish): wish.query
    case .story(_, let page): page > 1 ? [("page", "\(page)")] : []
    case .article(_, let part): part > 1 ? [("part", "\(part)")] : []
    case .search(let wish): wish.query
    case .files(let wish): wish.query
    case .feed(let feed): feed.query
    case .live(let after): after.map { [("after", "\($0)")] } ?? []
    case .compare, .health, .metrics, .asset: []
    }
  }

  private static func pair(_ pair: (String, String?)) -> String {
    guard let value = pair.1 else { return pair.0 }
    return pair.0 + "=" + AddressText.encoded(value)
  }
}

extension Address {
  /// Nil for what is nowhere.
  ///
  /// - Parameter target: as it stands in the request: a path, and a query behind `?`.
  package init?(target: String) {
    let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let query = AddressQuery(halves.count > 1 ? String(halves[1]) : "")
    if let asset = Asset(rawValue: String(halves[0])) {
      self = .asset(asset)
      return
    }
    if let feed = FeedAddress(path: String(halves[0]), query) {
      self = .feed(feed)
      return
    }
    let steps = halves[0].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard steps.count > 1, steps[0].isEmpty else { return nil }
    if steps.count == 2 { self.init(page: steps[1], query) } else { self.init(steps, query) }
  }

  private init?(page: String, _ query: AddressQuery) {
    switch page {
    case "": self = .now(FrontWish(query))
    case "search": self = .search(SearchWish(query))
    case "files": self = .files(FilesWish(query))
    case "health": self = .health
    case "metrics": self = .metrics
    case "live": self = .live(after: query["after"].flatMap(Address.number))
    default: return nil
    }
  }

  /// Of what has a number.
  private init?(_ steps: [String], _ query: AddressQuery) {
    switch (steps[1], steps.count) {
    case ("story", 3):
      guard let id = Self.storyID(steps[2]) else { return nil }
      self = .story(id, page: query.number("page") ?? 1)
    case ("article", 3):
      guard let id = Self.articleID(steps[2]) else { return nil }
      self = .article(id, part: query.number("part") ?? 1)
    case ("compare", 4):
      guard let first = Self.articleID(steps[2]), let second = Self.articleID(steps[3]) else {
        return nil
      }
      self = .compare(first, second)
    default: return nil
    }
  }

  private static func articleID(_ text: String) -> ArticleID? {
    number(text).map(ArticleID.init)
  }

  /// `S12`, as everywhere else, or `12`.
  static func storyID(_ text: String) -> StoryID? {
    number(text.first == "S" ? String(text.dropFirst()) : text).map(StoryID.init)
  }

  static func number(_ text: String) -> Int64? {
    guard text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int64(text).flatMap { $0 > 0 ? $0 : nil }
  }
}
