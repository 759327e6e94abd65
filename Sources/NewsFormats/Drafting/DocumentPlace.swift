import NewsModel

/// Where a document stands and what it may cost: what every decoder is told.
struct DocumentPlace {
  /// The decoder's name: `text`, `json`, `jsonl`.
  var format: String
  /// For people; empty for a deposit that is one document.
  var locator: String
  var limits: Limits
  /// The names of fields in JSON and header lines.
  var fields = ArticleFieldNames.usual
  /// When the deposit came: the year of days that are written without one; nil when nobody says.
  var received: Timestamp?
}
