import NewsModel
import NewsStore
import NewsText

/// Where an article stands among the versions of its item.
struct ItemEdition: Hashable {
  var version: String?
  var updated: Timestamp?
  var published: Timestamp?
  /// The number that its headline or its mark of take says; 0 for none.
  var mark: Int

  init(_ article: Article) {
    version = article.version
    updated = article.updated
    published = article.published
    mark = Article.StatusMark.version(headline: article.headline, take: article.facts.take)
  }

  /// By version, then by the time of the last change, then by that of publication, then by the copy's own mark;
  /// what one of both does not say decides nothing.
  ///
  /// - Returns: nil when nothing tells: then what came later is later.
  func precedes(_ other: ItemEdition) -> Bool? {
    if let a = version, let b = other.version, let isLess = Self.isLess(a, b) { return isLess }
    for (a, b) in [(updated, other.updated), (published, other.published)] {
      if let a, let b, a != b { return a < b }
    }
    return mark == other.mark ? nil : mark < other.mark
  }

  /// By their numbers and times; nil for equal ones, and for others, of which nobody knows the order.
  static func isLess(_ a: String, _ b: String) -> Bool? {
    guard let x = VersionNumber(a), let y = VersionNumber(b) else { return nil }
    return x.precedes(y)
  }
}

extension ItemEdition {
  init(_ row: StoreWriter.ItemRow) {
    version = row.version
    updated = row.updated
    published = row.published
    mark = Article.StatusMark.version(headline: row.headline, take: row.take)
  }
}
