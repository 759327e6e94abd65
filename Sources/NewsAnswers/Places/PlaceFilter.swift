import NewsModel
package import NewsStore

extension StoreReader {
  /// Which articles are about a place: it stands in their headline or at their beginning, or their provider says so.
  package struct PlaceFilter: Sendable {
    let place: AskedPlace
    /// As their providers say.
    let placed: [StoreReader.StoryMember]
    private let placedArticles: Set<ArticleID>

    /// - Parameters:
    ///   - place: a code, the name of a country, or the name of a town in any language.
    ///   - store: where the articles are.
    /// - Throws: `StoreFailure`.
    package init(_ place: String, in store: StoreReader) throws(StoreFailure) {
      self.place = AskedPlace(place)
      placed = try store.members(placed: place)
      placedArticles = Set(placed.map(\.article))
    }

    /// What is forgotten is about nothing.
    package func holds(_ row: ArticleRow) -> Bool {
      if placedArticles.contains(row.id) { return true }
      guard row.forgotten == nil else { return false }
      let article = row.article
      let beginning = article.headline + "\n" + WordReader.beginning(of: article.body)
      return place.isNamed(in: beginning, language: article.language)
    }
  }
}
