/// Feeds of our own writing, for the tests of their decoder.
enum Feeds {
  static func rss(_ items: String, head: String = "<title>Harbour Wire</title>") -> String {
    """
    <?xml version="1.0"?>
    <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
      xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
      xmlns:atom="http://www.w3.org/2005/Atom">
    <channel>\(head)\(items)</channel>
    </rss>
    """
  }
  static func atom(_ entries: String, head: String = "<title>Harbour Wire</title>") -> String {
    "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://harbour.example/\">"
      + head + entries + "</feed>"
  }

  /// An RSS feed of many items, as bytes that are made while they are read.
  static func items(_ count: Int) -> () -> [UInt8]? {
    var number = -1
    return {
      defer { number += 1 }
      switch number {
      case -1: return Array("<rss version=\"2.0\"><channel><title>Harbour Wire</title>".utf8)
      case 0..<count:
        return Array(
          """
          <item><title>Ferry \(number) is late</title><guid>ferry-\(number)</guid>
          <pubDate>Sun, 22 Nov 2026 09:30:00 GMT</pubDate>
          <description>&lt;p&gt;Ferry number \(number) left the harbour late, because of fog.&lt;/p&gt;</description></item>
          """.utf8)
      case count: return Array("</channel></rss>".utf8)
      default: return nil
      }
    }
  }
}
