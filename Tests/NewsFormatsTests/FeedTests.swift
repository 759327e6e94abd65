import NewsModel
import Testing

@testable import NewsFormats

@Suite("Feeds")
struct FeedTests {
  @Test("an RSS item is an article with all its fields")
  func rss() throws {
    let feed = Feeds.rss(
      """
      <item><title>Ferry &amp; fog</title><link>/ferry</link>
      <guid isPermaLink="false">ferry-1</guid><dc:creator>Ada Quay</dc:creator>
      <author>desk@harbour.example (The desk)</author>
      <pubDate>Sun, 22 Nov 2026 10:30:00 +0100</pubDate>
      <atom:updated>2026-11-22T11:00:00Z</atom:updated>
      <description>The short one.</description>
      <content:encoded><![CDATA[<p>The ferry left late.</p><p>Fog &amp; rain.</p>]]></content:encoded>
      <enclosure url="https://harbour.example/a.mp3" type="audio/mpeg" length="1"/></item>
      """,
      head: "<title>Harbour Wire</title><link>https://harbour.example/</link>"
        + "<language>en-GB</language>")
    let decoded = decode(feed, as: "feed.xml")
    #expect(decoded.format == "rss" && decoded.isContainer && decoded.failure == nil)
    let article = try #require(decoded.articles.first)
    #expect(article.headline == "Ferry & fog")
    #expect(article.body == "The ferry left late.\nFog & rain.")
    #expect(article.uri == "ferry-1" && article.url == "https://harbour.example/ferry")
    #expect(article.byline == "Ada Quay" && article.source == "Harbour Wire")
    #expect(article.language == "en-gb")
    #expect(article.published?.rfc3339 == "2026-11-22T09:30:00Z")
    #expect(article.updated?.rfc3339 == "2026-11-22T11:00:00Z")
    #expect(article.locator == "feed.xml › entry 1")
  }

  @Test("an Atom entry is an article with all its fields")
  func atom() throws {
    let feed = Feeds.atom(
      """
      <author><name>The desk</name></author>
      <entry xml:lang="de"><id>urn:x:1</id><title type="html">Fähre &amp;amp; Nebel</title>
      <link rel="self" href="x.atom"/><link href="faehre" type="text/html"/>
      <updated>2026-11-22T11:00:00Z</updated><published>2026-11-22T10:30:00+01:00</published>
      <summary>Kurz.</summary>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Die Fähre kam
      <b>spät</b>.</p><p>1 &lt; 2</p></div></content></entry>
      """)
    let article = try #require(decode(feed, as: "a.atom").articles.first)
    #expect(article.format == "atom" && article.uri == "urn:x:1")
    #expect(article.headline == "Fähre & Nebel")
    #expect(article.body == "Die Fähre kam spät.\n1 < 2")
    #expect(article.url == "https://harbour.example/faehre")
    #expect(article.byline == "The desk" && article.language == "de")
    #expect(article.published?.rfc3339 == "2026-11-22T09:30:00Z")
    #expect(article.updated?.rfc3339 == "2026-11-22T11:00:00Z")
  }

  @Test(
    "a text is read as it says it is written",
    arguments: [
      ("<summary>a &lt;b&gt; c &amp;amp; d</summary>", "a <b> c &amp; d"),
      ("<summary type='html'>a &lt;b&gt;c&lt;/b&gt; &amp;amp; d</summary>", "a c & d"),
      (
        "<summary type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>a <i>b</i></div></summary>",
        "a b"
      ),
      ("<summary type='text/html'>a &lt;br&gt; b</summary>", "a\nb"),
      ("<content type='text/plain'>a &lt;b&gt;</content>", "a <b>"),
      ("<content type='application/octet-stream'>YSBwbGFpbiB0ZXh0</content>", "a plain text"),
      ("<content type='image/png'>iVBORw0KGgo=</content><summary>b</summary>", "b"),
      (
        "<content src='https://x.example/v.mp4' type='video/mp4'>x</content><summary>b</summary>",
        "b"
      ),
      ("<summary><![CDATA[a <b>]]></summary>", "a <b>"),
      ("<summary>don\u{92}t &#146;</summary>", "don’t ’"),
    ])
  func writing(element: String, body: String) throws {
    let decoded = decode(Feeds.atom("<entry><title>T</title>\(element)</entry>"), as: "a")
    #expect(decoded.articles.map(\.body) == [body])
  }

  @Test(
    "RSS says nothing of how it is written: tags make it HTML",
    arguments: [
      ("a &lt; b and c &gt; d", "a < b and c > d"), ("AT&amp;T", "AT&T"), ("AT&amp;amp;T", "AT&T"),
      ("&lt;p&gt;a&lt;/p&gt;&lt;p&gt;b", "a\nb"), ("<![CDATA[<p>a</p>b]]>", "a\nb"),
      ("&amp;lt;p&amp;gt;a&amp;lt;/p&amp;gt;", "a"), ("a <b>b</b> c", "a b c"),
      ("First line of a text.\n\nSecond one.", "First line of a text.\nSecond one."),
      ("&lt;p&gt;&lt;CBCO&gt; rose&lt;/p&gt;", "<CBCO> rose"),
      ("&lt;p&gt;a&lt;script&gt;x&lt;/script&gt;b&lt;/p&gt;", "ab"),
    ])
  func unsaid(description: String, body: String) throws {
    let item = "<item><title>T</title><description>\(description)</description></item>"
    #expect(decode(Feeds.rss(item), as: "a").articles.map(\.body) == [body])
  }

  @Test(
    "the dialects have their own elements for the same things",
    arguments: [
      "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
        + "<channel rdf:about='x'><title>W</title></channel><item rdf:about='id-1'><title>T</title>"
        + "<description>B</description></item></rdf:RDF>",
      "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>W</title><entry><id>id-1</id>"
        + "<title>T</title><content mode='escaped' type='text/html'>&lt;i&gt;B&lt;/i&gt;</content></entry></feed>",
      "<rss><channel><title>W</title><item><title>T</title><guid>id-1</guid><xhtml:body "
        + "xmlns:xhtml='http://www.w3.org/1999/xhtml'><xhtml:p>B</xhtml:p></xhtml:body></item></channel></rss>",
      "<r:rss xmlns:r='http://backend.userland.com/rss2'><r:channel><r:title>W</r:title><r:item>"
        + "<r:title>T</r:title><x:title xmlns:x='u'>no</x:title><r:guid>id-1</r:guid>"
        + "<r:description>B</r:description></r:item></r:channel></r:rss>",
      "<rss><channel><title>W</title><item><media:group xmlns:media='http://search.yahoo.com/mrss/'>"
        + "<media:title>T</media:title><media:description>B</media:description></media:group>"
        + "<guid>id-1</guid></item></channel></rss>",
      "<!-- c --><?p?><rss><channel><title>W</title><item><image><title>no</title></image>"
        + "<title>T</title><guid>id-1</guid><dc:description>B</dc:description></item></channel></rss>",
    ])
  func dialects(feed: String) throws {
    let decoded = decode(feed, as: "a")
    let article = try #require(decoded.articles.first, "\(decoded)")
    #expect(article.headline == "T" && article.body == "B")
    #expect(article.uri == "id-1" && article.source == "W")
  }

  @Test("an entry with nothing but a title is an alert, one without any text is refused")
  func alerts() {
    let decoded = decode(
      Feeds.rss("<item><title>Harbour closed</title></item><item><guid>1</guid></item>"), as: "a")
    #expect(decoded.articles.map(\.body) == ["Harbour closed"])
    #expect(decoded.rejections.map(\.reason) == [.noText])
  }

  @Test("of a WordPress export published posts are articles, and nothing else")
  func export() throws {
    let item = { (type: String, status: String) in
      "<item><title>\(type) \(status)</title><dc:creator>ada</dc:creator>"
        + "<content:encoded><![CDATA[First <em>one</em>\nof two.\n\nSecond.]]></content:encoded>"
        + "<excerpt:encoded></excerpt:encoded><wp:post_type>\(type)</wp:post_type>"
        + "<wp:status>\(status)</wp:status></item>"
    }
    let decoded = decode(
      "<rss xmlns:wp='http://wordpress.org/export/1.2/' xmlns:dc='http://purl.org/dc/elements/1.1/' "
        + "xmlns:excerpt='http://wordpress.org/export/1.2/excerpt/' "
        + "xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>W</title>"
        + "<wp:author><wp:author_login>ada</wp:author_login><wp:author_display_name>Ada Quay"
        + "</wp:author_display_name></wp:author>" + item("post", "draft")
        + item("attachment", "inherit") + item("post", "publish") + item("post", "publish")
        + "</channel></rss>", as: "a.xml")
    #expect(decoded.format == "wxr" && decoded.rejections.isEmpty && decoded.failure == nil)
    #expect(decoded.articles.map(\.headline) == ["post publish", "post publish"])
    #expect(decoded.records.map(\.ordinal) == [0, 1])
    #expect(decoded.articles.first?.body == "First one of two.\nSecond.")
    #expect(decoded.articles.first?.byline == "Ada Quay")
  }

  @Test(
    "a person is shown by name",
    arguments: [
      ("desk@harbour.example (Ada Quay)", "Ada Quay"),
      ("Ada Quay <desk@harbour.example>", "Ada Quay"),
      ("Ada Quay (desk@harbour.example)", "Ada Quay"),
      ("desk@harbour.example", "desk@harbour.example"),
      ("Ada Quay (Harbour Wire)", "Ada Quay (Harbour Wire)"), ("()", "()"), ("", ""),
    ])
  func people(text: String, name: String) { #expect(PersonName.name(in: text) == name) }

  @Test("a JSON Feed's items inherit from the feed")
  func json() throws {
    let decoded = decode(
      """
      {"version":"https://jsonfeed.org/version/1.1","title":"Harbour Wire","language":"en",
      "authors":[{"name":"Ada Quay"}],"items":[{"id":"1","url":"https://harbour.example/1",
      "title":"T","content_html":"<p>B</p>","date_published":"2026-11-22T09:30:00Z"},
      {"id":"2","external_url":"https://other.example/","content_text":"B","authors":[{"name":"Bo"}]}]}
      """, as: "a.json")
    #expect(decoded.articles.map(\.source) == ["Harbour Wire", "Harbour Wire"])
    #expect(decoded.articles.map(\.byline) == ["Ada Quay", "Bo"])
    #expect(decoded.articles.map(\.format) == ["jsonfeed", "jsonfeed"])
    #expect(decoded.articles.map(\.language) == ["en", "en"])
    let bare = decode(
      "{\"version\":\"1.1\",\"feed_url\":\"https://w.example/\",\"title\":\"W\","
        + "\"items\":[{\"id\":\"1\",\"content_text\":\"B\"}]}", as: "a.json")
    #expect(bare.articles.map(\.source) == ["W"])
    let empty = decode(
      "{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"W\",\"items\":[]}", as: "a.json")
    #expect(empty.code == "no-text")
  }
}
