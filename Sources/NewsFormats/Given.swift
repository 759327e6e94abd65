import NewsModel

/// What the surroundings of a document say about it: a feed about its entries, the head of a message
/// or of an answer about what follows. What the document says itself comes first.
struct Given {
  /// In small letters and without parameters: `text/html`.
  var mediaType: String?
  /// As iconv knows it.
  var charset: String?
  /// Where it was found.
  var url: String?
  var published: Timestamp?
  var source: String?
  /// Whether the article's own word for its source counts.
  var mayNameSource = true
  var byline: String?
  var language: String?

  init() {}

  /// - Parameter contentType: the value of a header field, `text/html; charset=utf-8` (RFC 9110,
  ///   section 8.3).
  init(contentType: String) {
    // Two fields of one name are joined by commas (RFC 9110, 5.3).
    let essence = contentType.prefix { $0 != ";" && $0 != "," }.lowercased().filter {
      !$0.isWhitespace
    }
    mediaType = essence.isEmpty ? nil : essence
    charset = Charset.ofMediaType(contentType)
  }

  /// Fills what the article does not say itself.
  func fill(into article: inout Article) {
    article.url = article.url ?? url
    article.published = article.published ?? published
    article.source = (mayNameSource ? article.source : nil) ?? source
    article.byline = article.byline ?? byline
    article.language = article.language ?? language
  }
}
