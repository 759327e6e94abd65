import GRDB
package import NewsModel

/// What is asked about places.
extension StoreReader {
  /// An article of a story.
  package struct StoryMember: Hashable, Sendable {
    package var article: ArticleID
    package var story: StoryID
  }

  /// In which stories articles are now; the order is lost, and so is what is not there. Cost: 2 µs each.
  package func members(_ articles: [ArticleID]) throws(StoreFailure) -> [StoryMember] {
    let numbers = "[" + articles.map { "\($0.rawValue)" }.joined(separator: ",") + "]"
    return try connections.readOne { db in
      try db.all(
        "SELECT id, story FROM article WHERE id IN (SELECT value FROM json_each(?))",
        [.text(numbers)]
      ) {
        StoryMember(
          article: ArticleID(rawValue: $0.integer(0)), story: StoryID(rawValue: $0.integer(1)))
      }
    }
  }

  /// Articles whose provider names a place so, by code or name, or that were written there (`LEEDS, England`); letters
  /// of any case are equal. Cost: 1 µs for each article that has facts.
  package func members(placed place: String) throws(StoreFailure) -> [StoryMember] {
    // `lower` folds ASCII alone: it passes over most rows, and where it cannot, none.
    let isASCII = place.utf8.allSatisfy { $0 < 0x80 }
    let folded = isASCII ? place.lowercased() : place
    return try connections.readOne { db in
      try db.all(
        """
        SELECT article, (SELECT story FROM article AS member WHERE member.id = publication.article)
        FROM publication WHERE (?2 OR instr(lower(facts), ?1) > 0) AND (
          EXISTS (SELECT 1 FROM json_each(facts, '$.place') AS entry WHERE ?1 COLLATE \(Self.anyCase)
            IN (json_extract(entry.value, '$.code'), json_extract(entry.value, '$.name')))
          OR instr(',' || replace(lower(json_extract(facts, '$.dateline')), ', ', ',') || ',',
            ',' || lower(?1) || ',') > 0)
        """, [.text(folded), .integer(isASCII ? 0 : 1)]
      ) {
        StoryMember(
          article: ArticleID(rawValue: $0.integer(0)), story: StoryID(rawValue: $0.integer(1)))
      }
    }
  }
}
