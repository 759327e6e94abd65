import NewsModel

/// What a JSON Feed (jsonfeed.org, versions 1 and 1.1, "Top-level") says about itself and its items
/// inherit, as far as it stands before them.
struct JSONFeed {
  static let format = "jsonfeed"
  private static let mark = Array("jsonfeed.org/version/".utf8)

  private var isFeed = false
  private var given = Given()

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

  /// Takes all members of an object that is whole: they have no order (RFC 8259, section 4), and those
  /// that sort them put the title behind the items.
  mutating func read(_ object: UnsafeBufferPointer<UInt8>, depthLimit: Int) {
    var reader = JSONReader(object, depthLimit: depthLimit)
    var first = true
    _ = reader.take(0x7B)
    // `try?`: it was whole when it was read for an article.
    while let key = try? reader.nextKey(first: &first) {
      let name = String(decoding: JSONText.bytes(of: key, in: object), as: UTF8.self)
      _ = reader.peek()
      let start = reader.index
      guard (try? reader.skipValue(depth: 1)) != nil else { return }
      if Self.wants(name) {
        take(
          name, UnsafeBufferPointer(rebasing: object[start..<reader.index]), depthLimit: depthLimit)
      }
    }
  }

  /// Takes a member, whose value is valid UTF-8.
  mutating func take(_ key: String, _ value: UnsafeBufferPointer<UInt8>, depthLimit: Int) {
    var draft = ArticleDraft()
    switch key {
    case "version": isFeed = isFeed || Self.isFeed(value)
    case "home_page_url", "feed_url": isFeed = true
    case "title":
      draft[.headline] = Self.text(value, of: .headline, depthLimit)
      given.source = draft.line(.headline) ?? given.source
    case "language":
      draft[.language] = Self.text(value, of: .language, depthLimit)
      given.language = draft.language ?? given.language
    default:
      draft[.byline] = Self.text(value, of: .byline, depthLimit)
      given.byline = draft.byline ?? given.byline
    }
  }

  /// Read as such a member of an article, so that people are found in all their forms.
  private static func text(
    _ value: UnsafeBufferPointer<UInt8>, of field: ArticleField, _ depthLimit: Int
  ) -> [UInt8]? {
    var reader = JSONReader(value, depthLimit: depthLimit)
    // `try?`: a value that cannot be read is faulty, and whoever passes over it says so.
    return (try? JSONFieldValue(&reader, of: field, depth: 1))?.text(in: value)
  }

  /// Makes an item's article one of the feed, if it is one.
  func claim(_ article: inout Article) {
    guard isFeed else { return }
    article.format = Self.format
    given.fill(into: &article)
  }
}
