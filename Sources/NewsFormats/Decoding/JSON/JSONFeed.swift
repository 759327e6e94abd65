import NewsModel

/// What a JSON Feed (jsonfeed.org, versions 1 and 1.1, "Top-level") says about itself and its items
/// inherit, as far as it stands before them.
struct JSONFeed {
  static let format = "jsonfeed"
  private static let mark = Array("jsonfeed.org/version/".utf8)

  private var isFeed = false
  private var draft = ArticleDraft()

  /// Whether an object says that it is one: for objects without a body.
  static func isFeed(_ object: UnsafeBufferPointer<UInt8>) -> Bool {
    var from = 0
    while let first = ByteRuns.first(mark[0], in: object, from: from) {
      if object[first...].starts(with: mark) { return true }
      from = first + 1
    }
    return false
  }

  /// Members worth reading. The two addresses make a feed of one whose version is a bare number.
  static func wants(_ key: String) -> Bool {
    ["version", "title", "language", "authors", "author", "home_page_url", "feed_url"]
      .contains(key)
  }

  /// Parameter value: the member's value, valid UTF-8.
  mutating func take(_ key: String, _ value: UnsafeBufferPointer<UInt8>, depthLimit: Int) {
    switch key {
    case "version": isFeed = isFeed || Self.isFeed(value)
    case "home_page_url", "feed_url": isFeed = true
    default: takeField(key, value, depthLimit: depthLimit)
    }
  }

  private mutating func takeField(
    _ key: String, _ value: UnsafeBufferPointer<UInt8>, depthLimit: Int
  ) {
    // Read as the member of an article, so that names of people are found in all their forms.
    let object = Array("{\"\(key)\":".utf8) + value + [0x7D]
    let found = object.withUnsafeBufferPointer { object -> ArticleDraft? in
      // A value that cannot be read is faulty, and the items' reader says so.
      (try? JSONRecord(object, fields: .usual, depthLimit: depthLimit))?.draft()
    }
    guard let found else { return }
    draft[.source] = found[.headline] ?? draft[.source]
    draft[.language] = found[.language] ?? draft[.language]
    draft[.byline] = found[.byline] ?? draft[.byline]
  }

  func inherited(_ article: Article) -> Article {
    guard isFeed else { return article }
    var article = article
    article.format = Self.format
    article.source = article.source ?? draft.line(.source)
    article.byline = article.byline ?? draft.line(.byline)
    article.language = article.language ?? draft.language
    return article
  }
}
