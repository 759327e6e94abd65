/// The fields of an article that copy may name, and the names that providers use for them.
enum ArticleField: Int, CaseIterable, Sendable {
  case uri, headline, body, published, updated, url, source, byline, language, version, status,
    embargo

  /// In order of preference: where a record has several names of one field, the first that holds
  /// something wins. `ArticleFieldNames` says which spellings are one name.
  ///
  /// Sources: schema.org's NewsArticle, JSON Feed 1.1, ninjs 1, WordPress' REST API, and the records of
  /// NewsAPI, Event Registry, mediastack, the Guardian's and the New York Times' APIs, news-please,
  /// CC-News, CNN/DailyMail, XSum, All the News, AG News and HuffPost.
  private static let table: [ArticleField: [String]] = [
    .uri: ["uri", "id", "guid", "_id", "uuid", "article_id", "news_id"],
    .headline: [
      "headline", "title", "webTitle", "article_title", "news_title", "post_title", "display_title",
      "heading", "hed", "headlines", "headlines.basic", "titel", "titre", "titulo", "título",
      "titolo",
    ],
    .body: [
      "body", "ctext", "text", "content", "articleBody", "content_html", "content_text",
      "body_text",
      "plain_text", "maintext", "full_text", "article_text", "article_content", "text_content",
      "clean_text", "post_content", "body_html", "body_xhtml", "article", "story", "document",
      "paragraphs", "content_elements", "contents", "sections", "blocks", "html",
    ],
    .published: [
      "published", "date_gmt", "date", "datePublished", "pub_date", "date_published",
      "published_at", "publish_date", "date_publish", "published_date", "publication_date",
      "dateTimePub", "dateTime", "webPublicationDate", "first_publication_date", "publish_time",
      "published_time", "publication_time", "versioncreated", "firstcreated", "created_at",
      "posted_at", "pub_time", "first_published", "first_published_at", "published_utc", "issued",
      "post_date_gmt", "post_date", "date_created", "created_utc", "created", "seendate",
      "display_date", "first_publish_date", "timestamp",
    ],
    .updated: [
      "updated", "dateModified", "modified_gmt", "modified", "date_modified", "updated_at",
      "last_modified", "date_modify", "date_updated", "last_updated", "changed",
    ],
    .url: [
      "url", "link", "external_url", "web_url", "canonical_url", "responded_url", "requested_url",
      "article_url", "permalink",
    ],
    .source: [
      "source", "publisher", "publication", "sitename", "source_name", "newspaper", "outlet",
      "provider", "source_domain", "domain",
    ],
    .byline: [
      "byline", "author", "authors", "author_name", "author_names", "creator", "dc:creator",
      "writer",
      "writers", "by", "_embedded.author", "credits.by", "contributors", "reporter", "journalist",
    ],
    .language: ["language", "lang", "language_code", "inLanguage"],
    .version: ["version"],
    .status: [
      "status", "pubstatus", "publication_status", "publish_status", "post_status",
      "article_status", "workflow_state", "state",
    ] + statusFlags,
    .embargo: [
      "embargoed", "embargo", "embargo_until", "embargoed_until", "embargo_date", "embargo_time",
      "embargo_end", "embargo_ends", "embargo_expires", "embargo_lifts", "embargo_datetime",
      "is_embargoed", "under_embargo", "sperrfrist",
    ],
  ]
  /// A status that is a name: `"deleted": true`.
  static let statusFlags = [
    "deleted", "is_deleted", "killed", "is_killed", "retracted", "is_retracted", "withdrawn",
    "cancelled", "canceled", "is_draft", "withheld", "on_hold", "is_test",
  ]
  /// Names of what tells the text in short, the second choice for it.
  static let summaries = [
    "description", "summary", "abstract", "lead_paragraph", "excerpt", "snippet",
    "short_description", "trailText", "standfirst", "teaser", "lead", "lede", "intro", "highlights",
    "meta_description",
  ]

  var names: [String] { Self.table[self] ?? [] }
  /// A number stands for its digits.
  var takesNumbers: Bool {
    [.uri, .version, .published, .updated, .embargo, .status].contains(self)
  }
  /// A list of names, or of objects with a name.
  var takesNames: Bool { self == .source || self == .byline }
  /// Not always the first of several that holds something counts (`ArticleDraft.offer`).
  var mayHaveBetter: Bool { isTime || [.body, .embargo, .status].contains(self) }
  /// `true` and `false` say something.
  var takesFlags: Bool { self == .embargo || self == .status }
  /// Of several times the first with a time of day counts.
  var isTime: Bool { self == .published || self == .updated }
}
