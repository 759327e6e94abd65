extension Schema {
  /// Followers go on where they stood: what has been removed from the log must be known. The last number that is
  /// missing in it, for earlier builds have not counted.
  static let eventFloor = """
    INSERT INTO counter(name, value) SELECT 'pruned', coalesce(max(id) - 1, 0) FROM event AS kept
      WHERE NOT EXISTS (SELECT 1 FROM event WHERE id = kept.id - 1);
    """

  /// Who had what and when, without the pages of the bodies: sums by source, day, language and verdict, and who was
  /// first. It grows at its end. Some 60 bytes an article.
  static let articleTimes = """
    CREATE INDEX article_by_time ON article(received, source, verdict, group_id, story, language, published);
    """
}
