import NewsLinux
import NewsModel
import NewsStore

/// Articles as entries of an Atom feed (RFC 4287).
struct AtomFeed {
  /// Of this desk alone, and for ever.
  private let id: String
  private let now: Timestamp

  static let end = "</feed>"

  /// - Parameters:
  ///   - desk: what names the database.
  ///   - now: when the feed is written.
  init(desk: String, now: Timestamp) {
    id = "urn:x-wiredesk:\(desk)"
    self.now = now
  }

  var beginning: String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <feed xmlns="http://www.w3.org/2005/Atom">
    <id>\(id)</id>
    <title>Wiredesk</title>
    <updated>\(now.rfc3339)</updated>
    <generator>wiredesk</generator>
    """
  }

  func entry(_ record: ArticleRow) -> String {
    let article = record.article
    let published = article.published ?? record.received
    let language = article.language.map { " xml:lang=\"\(Self.escaped($0))\"" } ?? ""
    var lines = [
      "<entry\(language)>",
      "<id>\(id):article:\(record.id.rawValue)</id>",
      "<title>\(Self.escaped(article.headline))</title>",
      "<published>\(published.rfc3339)</published>",
      "<updated>\(max(published, article.updated ?? published).rfc3339)</updated>",
      "<author><name>\(Self.escaped(article.byline ?? record.source))</name></author>",
    ]
    if let url = article.url {
      lines.append("<link rel=\"alternate\" href=\"\(Self.escaped(url))\"/>")
    }
    lines += categories(of: record) + [content(article)]
    return (lines + ["</entry>"]).joined(separator: "\n")
  }

  private func categories(of record: ArticleRow) -> [String] {
    let terms = [
      ("source", record.source), ("verdict", record.verdict.rawValue),
      ("story", "S\(record.story.rawValue)"),
    ]
    return terms.map { scheme, term in
      "<category scheme=\"urn:x-wiredesk:\(scheme)\" term=\"\(Self.escaped(term))\"/>"
    }
  }

  /// Paragraphs of HTML, escaped once more: their markup is text to the feed.
  private func content(_ article: Article) -> String {
    let paragraphs = article.body.split(separator: "\n").map { "<p>\(Self.escaped($0))</p>" }
    let text = Self.escaped(paragraphs.joined(separator: "\n"))
    return "<content type=\"html\">\(text)</content>"
  }

  /// Markup as text; what XML 1.0 cannot hold at all becomes U+FFFD (section 2.2).
  private static func escaped(_ text: some StringProtocol) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;".unicodeScalars
      case "<": out += "&lt;".unicodeScalars
      case ">": out += "&gt;".unicodeScalars
      case "\"": out += "&quot;".unicodeScalars
      case "\t", "\n": out.append(scalar)
      case "\r": out += "&#13;".unicodeScalars
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        out.append("\u{FFFD}")
      default: out.append(scalar)
      }
    }
    return String(out)
  }
}
