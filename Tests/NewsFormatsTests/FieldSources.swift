import NewsModel
import Testing

/// Where an article's field comes from in a format, as docs/manual.md has it, each with a sample.
struct FieldSources: CustomTestStringConvertible {
  struct Source {
    /// The manual's words for it.
    var words: String
    var markup: String
    var value: String
    /// On the element that holds the article.
    var attribute = ""

    init(_ words: String, _ markup: String, _ value: String, attribute: String = "") {
      self.words = words
      self.markup = markup
      self.value = value
      self.attribute = attribute
    }
  }
  /// As the manual's row is called.
  var name: String
  /// Best first; those that are equally good stand together.
  var ranks: [[Source]]
  var value: @Sendable (Article) -> String?
  var testDescription: String { name }

  private static func day(_ time: Timestamp?) -> String? {
    time.map { String($0.rfc3339.prefix(10)) }
  }

  static let feeds: [FieldSources] = [
    FieldSources(
      name: "headline",
      ranks: [
        [Source("title", "<title>Own</title>", "Own")],
        [Source("dc:title", "<dc:title>Core</dc:title>", "Core")],
        [Source("media:title", "<media:title>Picture</media:title>", "Picture")],
      ], value: { $0.headline }),
    FieldSources(
      name: "body",
      ranks: [
        [
          Source(
            "content:encoded", "<content:encoded>Whole text.</content:encoded>", "Whole text."),
          Source("Atom's content", "<atom:content type='text'>Atom's.</atom:content>", "Atom's."),
        ],
        [
          Source("description", "<description>Described.</description>", "Described."),
          Source("summary", "<atom:summary>Summed up.</atom:summary>", "Summed up."),
        ],
        [Source("dc:description", "<dc:description>In the core.</dc:description>", "In the core.")],
        [Source("media:description", "<media:description>Seen.</media:description>", "Seen.")],
      ], value: { $0.body }),
    FieldSources(
      name: "uri",
      ranks: [
        [
          Source("guid", "<guid isPermaLink='false'>guid-1</guid>", "guid-1"),
          Source("id", "<atom:id>urn:tide:1</atom:id>", "urn:tide:1"),
        ],
        [Source("rdf:about", "", "urn:about", attribute: "rdf:about='urn:about'")],
        [Source("dc:identifier", "<dc:identifier>core-1</dc:identifier>", "core-1")],
      ], value: { $0.uri }),
    FieldSources(
      name: "byline",
      ranks: [
        [Source("dc:creator", "<dc:creator>Cora Core</dc:creator>", "Cora Core")],
        [Source("author", "<author>otto@tide.example (Otto Own)</author>", "Otto Own")],
        [Source("itunes:author", "<itunes:author>Ines Tune</itunes:author>", "Ines Tune")],
      ], value: { $0.byline }),
    FieldSources(
      name: "published",
      ranks: [
        [
          Source("pubDate", "<pubDate>Sun, 22 Nov 2026 09:30:00 GMT</pubDate>", "2026-11-22"),
          Source(
            "published", "<atom:published>2026-11-21T00:00:00Z</atom:published>", "2026-11-21"),
        ],
        [
          Source("issued", "<dcterms:issued>2026-11-20</dcterms:issued>", "2026-11-20"),
          Source("dc:date", "<dc:date>2026-11-19</dc:date>", "2026-11-19"),
        ],
        [Source("created", "<dcterms:created>2026-11-18</dcterms:created>", "2026-11-18")],
      ], value: { day($0.published) }),
    FieldSources(
      name: "updated",
      ranks: [
        [Source("updated", "<atom:updated>2026-11-17T00:00:00Z</atom:updated>", "2026-11-17")],
        [Source("modified", "<dcterms:modified>2026-11-16</dcterms:modified>", "2026-11-16")],
      ], value: { day($0.updated) }),
    FieldSources(
      name: "source",
      ranks: [
        [
          Source(
            "the entry's `<source>`", "<source url='https://a.example'>Far Wire</source>",
            "Far Wire")
        ],
        [Source("dc:publisher", "<dc:publisher>Core House</dc:publisher>", "Core House")],
        [Source("the feed's title", "", "Harbour Wire")],
      ], value: { $0.source }),
  ]

  static let nitf: [FieldSources] = [
    FieldSources(
      name: "headline",
      ranks: [
        [Source("the first `<hl1>`", "<hedline><hl1>One</hl1><hl1>Two</hl1></hedline>", "One")],
        [Source("`<title>`", "<title>Title</title>", "Title")],
      ], value: { $0.headline }),
    FieldSources(
      name: "body",
      ranks: [
        [Source("`<body.content>`", "<body.content><p>Whole.</p></body.content>", "Whole.")],
        [Source("`<abstract>`", "<abstract><p>In short.</p></abstract>", "In short.")],
      ], value: { $0.body }),
    FieldSources(
      name: "byline",
      ranks: [
        [
          Source(
            "the `<person>`s of `<byline>`", "<byline>By <person>Ben</person></byline>", "Ben")
        ],
        [Source("its text", "<byline>By Anna</byline>", "Anna")],
      ], value: { $0.byline }),
    FieldSources(
      name: "published",
      ranks: [
        [Source("`<date.issue>`", "<date.issue norm='20261122'/>", "2026-11-22")],
        [Source("`<story.date>`", "<story.date norm='20261121'/>", "2026-11-21")],
        [
          Source(
            "`<pubdata date.publication>`", "<pubdata date.publication='20261120'/>", "2026-11-20")
        ],
        [Source("`<date.release>`", "<date.release norm='20261119'/>", "2026-11-19")],
      ], value: { day($0.published) }),
    FieldSources(
      name: "source",
      ranks: [
        [Source("`<distributor>`", "<distributor>Tidewater</distributor>", "Tidewater")],
        [Source("`<doc.copyright holder>`", "<doc.copyright holder='Holder'/>", "Holder")],
        [Source("`<pubdata name>`", "<pubdata name='Paper'/>", "Paper")],
        [Source("`<doc-id regsrc>`", "<doc-id regsrc='TW'/>", "TW")],
      ], value: { $0.source }),
  ]
}
