import Foundation
import NewsBytes
import NewsModel
import NewsStore
import NewsStories
import NewsText

/// Stories of other languages that seem to tell of the same event: shown, never joined.
struct ForeignStories {
  private struct Found {
    var headline: String
    var language: String
    /// What both have, as the asked articles write it.
    var shared: [String]
  }

  private var stories: [(id: StoryID, found: Found)] = []

  /// Articles looked at on either side, by their numbers: half a second of reading at most.
  private static let reach: Int64 = 1000
  private static let limit = 8

  /// - Parameters:
  ///   - rows: articles of one story; one at least.
  ///   - store: where they are.
  /// - Throws: `StoreFailure`.
  init(near rows: [ArticleRow], in store: StoreReader) throws {
    guard let first = rows.first else { return }
    let extractor = TermExtractor()
    let own = rows.map {
      Anchors(extractor.terms(of: $0.article), published: $0.article.published, latin: Self.latin)
    }
    for row in try store.originals(around: first.id, count: Self.reach)
    where row.story != first.story && !stories.contains(where: { $0.id == row.story }) {
      let terms = extractor.terms(of: row.article)
      let other = Anchors(terms, published: row.article.published, latin: Self.latin)
      guard let shared = own.lazy.compactMap({ $0.shared(with: other) }).first else { continue }
      stories.append(
        (
          row.story,
          Found(
            headline: row.article.headline, language: terms.language.subtag, shared: shared)
        ))
      if stories.count == Self.limit { break }
    }
  }

  /// Лазарев and Lázarev are lazarev.
  static func latin(_ name: String) -> String {
    let latin = name.applyingTransform(.toLatin, reverse: false) ?? name
    return (latin.applyingTransform(.stripDiacritics, reverse: false) ?? latin).lowercased()
  }

  /// None when there are none.
  var lines: [String] {
    if stories.isEmpty { return [] }
    return ["Related, in other languages:"]
      + stories.map { id, found in
        "  S\(id.rawValue)  [\(found.language)] \(shown(found.headline, cells: 120))\n"
          + "      " + found.shared.map { shown($0, cells: 40) }.joined(separator: ", ")
      }
  }

  var json: JSONValue {
    .array(
      stories.map { id, found in
        .object([
          ("story", .init(id.rawValue)), ("headline", .string(found.headline)),
          ("language", .string(found.language)),
          ("shared", .array(found.shared.map { .string($0) })),
        ])
      })
  }
}
