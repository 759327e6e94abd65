/// Which of the objects that a page describes is its article.
extension LinkedData {
  private static func types(_ object: [String: Value]) -> [String] {
    (object["@type"]?.elements ?? []).compactMap(\.text)
  }
  private static let otherWorks: Set<String> = ["Report", "Recipe", "Review", "PodcastEpisode"]
  private static func isArticle(_ object: [String: Value]) -> Bool {
    types(object).contains {
      $0.hasSuffix("Article") || $0.hasSuffix("Posting") || otherWorks.contains($0)
    }
  }
  private static func isPage(_ object: [String: Value]) -> Bool {
    types(object).contains { $0.hasSuffix("Page") }
  }

  /// The object that describes the page's article; nil when none does. An object that has a headline
  /// or an address must agree with the page in one of them: the nearest counts, of equals the first,
  /// and one that has a headline before one that has none.
  func article(of identity: PageIdentity) -> [String: Value]? {
    var best: [String: Value]?
    var bestScore = 0
    for object in objects.lazy.filter(Self.isArticle).prefix(Self.most) {
      guard let agreement = identity.agreement(with: object) else {
        if best == nil { best = object }
        continue
      }
      let score = agreement * 2 + (object["headline"] == nil ? 0 : 1)
      if agreement > 0, score > bestScore { (best, bestScore) = (object, score) }
    }
    return best
  }

  /// Articles and pages looked at; lists of links have some ten.
  private static var most: Int { 64 }

  /// The only article that a page without text describes, whatever the page is called: scripts would
  /// write its name too.
  var onlyArticle: [String: Value]? {
    let articles = objects.filter(Self.isArticle)
    return articles.count == 1 ? articles.first : nil
  }

  /// The page around it, for dates of pages that have no article: of several the first that is dated,
  /// since questions and answers (`FAQPage`) stand in an object of their own.
  func page(of identity: PageIdentity) -> [String: Value]? {
    let pages = objects.lazy.filter(Self.isPage).prefix(Self.most)
      .filter { identity.agreement(with: $0) != 0 }
    return pages.first { $0["datePublished"] != nil } ?? pages.first
  }

  /// The names of an object's authors; a reference (`@id`) is followed into the graph.
  func authors(of object: [String: Value]) -> [String] {
    let authors = object["author"] ?? object["creator"]
    return (authors?.elements ?? []).prefix(Self.most).flatMap { author -> [String] in
      if let name = author.members["name"] {
        return name.elements.prefix(Self.most).compactMap(\.text)
      }
      if let id = author.members["@id"]?.text {
        let known = objects.first { $0["@id"]?.text == id && $0["name"] != nil }
        return known?["name"]?.text.map { [$0] } ?? []
      }
      return author.text.map { [$0] } ?? []
    }
  }
}
