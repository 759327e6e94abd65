import Foundation
import NewsModel
import Testing

@testable import NewsFormats

/// The manual's tables of fields beside a document for each source that they name: the first that holds
/// something is taken, wherever it stands.
@Suite("The fields that the manual names")
struct ManualFieldTests {
  /// The sources of a field's row below a heading, by rank: ranks stand apart by dots, those that are
  /// equally good by commas. What stands behind a semicolon is said of all of them.
  static func told(_ field: String, below heading: String) throws -> [[String]] {
    let root = FormatTableTests.root.appending(path: "docs/manual.md")
    let text = try String(contentsOf: root, encoding: .utf8)
    let section = try #require(text.components(separatedBy: "\n## \(heading)\n").last)
    let row = try #require(section.split(separator: "\n").first { $0.hasPrefix("| \(field) |") })
    return row.split(separator: "|")[1].prefix { $0 != ";" }.components(separatedBy: " · ").map {
      $0.components(separatedBy: ", ").map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  @Test("a feed's entry gives each field from where the manual says", arguments: FieldSources.feeds)
  func feeds(field: FieldSources) throws {
    #expect(try Self.told(field.name, below: "Feeds in") == field.ranks.map { $0.map(\.words) })
    try expectOrder(field) { sources in
      let attributes = sources.map(\.attribute).joined(separator: " ")
      return """
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
        xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"
        xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
        xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel>
        <title>Harbour Wire</title><item \(attributes)>\(sources.map(\.markup).joined())
        \(field.name == "headline" ? "" : "<title>Ferry is late</title>")
        \(field.name == "body" ? "" : "<description>It left the harbour late.</description>")
        </item></channel></rss>
        """
    }
  }

  @Test(
    "an NITF document gives each field from where the manual says", arguments: FieldSources.nitf)
  func nitf(field: FieldSources) throws {
    #expect(try Self.told(field.name, below: "NITF in") == field.ranks.map { $0.map(\.words) })
    try expectOrder(field) { sources in
      let headline = field.name == "headline" ? "" : "<hedline><hl1>Mills turn</hl1></hedline>"
      let text = field.name == "body" ? "" : "<body.content><p>They do.</p></body.content>"
      return "<nitf><head/><body>\(sources.map(\.markup).joined())\(headline)\(text)</body></nitf>"
    }
  }

  /// Each source behind all that are worse, and without its equals.
  private func expectOrder(_ field: FieldSources, document: ([FieldSources.Source]) -> String)
    throws
  {
    for (rank, equals) in field.ranks.enumerated() {
      let worse = field.ranks[(rank + 1)...].reversed().flatMap { $0 }
      for source in equals {
        let decoded = decode(document(worse + [source]), as: "a.xml")
        let article = try #require(decoded.articles.first, "\(source.words): \(decoded)")
        #expect(field.value(article) == source.value, "\(field.name) from \(source.words)")
      }
    }
  }
}
