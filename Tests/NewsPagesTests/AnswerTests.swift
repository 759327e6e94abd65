import Foundation
import FoundationXML
import NewsBytes
import NewsModel
import Testing

@testable import NewsPages
@testable import NewsStore

@Suite("Answers")
struct AnswerTests {
  @Test("what is known is not sent again, and what has changed is")
  func conditional() throws {
    let first = Answer(.text, Array("one".utf8))
    let tag = try #require(first.tag)
    for known in [tag, "W/" + tag, "\"other\", \(tag)", "*"] {
      let answer = first.unlessKnown(known)
      #expect(answer.status == 304 && answer.body.isEmpty && answer.tag == tag)
    }
    for unknown in [nil, "", "\"other\"", Answer(.text, Array("two".utf8)).tag] {
      #expect(first.unlessKnown(unknown).status == 200)
    }
    #expect(NoticePage.nowhere.answer.unlessKnown("*").status == 404)
  }

  private func story(_ headline: String, mark: String? = nil) -> StoryEntry {
    StoryEntry(
      id: StoryID(rawValue: 3), headline: headline, mark: mark, sources: ["a & b", "c"],
      articles: 2, copies: 1, first: Timestamp(milliseconds: 1000),
      last: Timestamp(milliseconds: 2000), about: ["<Ferry>"], language: "ar")
  }

  /// By a reader that refuses what is not well-formed.
  private func entries(_ feed: Feed) throws -> [[String: String]] {
    let reader = EntryReader()
    let parser = XMLParser(data: Data(feed.answer.body))
    parser.delegate = reader
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    return reader.entries
  }

  @Test("a feed keeps the identifier of a story, and its time moves")
  func feed() throws {
    let site = try #require(Site(base: "https://news.example", hosts: []))
    var feed = Feed(
      address: FeedAddress(), site: site, title: "Stories", page: .front,
      entries: [entry("Ferry <aground> & afloat", changed: 5, newest: 7)])
    let before = try #require(try entries(feed).first)
    #expect(before["title"] == "Ferry <aground> & afloat")
    #expect(before["id"] == "tag:news.example,2026-11-30:wiredesk:story:3")
    #expect(before["updated"] == "1970-01-01T00:00:05Z")
    #expect(before["published"] == "1970-01-01T00:00:01Z")
    #expect(before["summary"] == "It ran \u{FFFD}aground. — 2 articles of 2 sources.")
    feed.entries = [entry("", mark: "RETRACTED", changed: 9, newest: 8)]
    let after = try #require(try entries(feed).first)
    #expect(after["id"] == before["id"] && after["updated"] == "1970-01-01T00:00:09Z")
    #expect(after["title"] == "[RETRACTED] ")
    feed.entries = []
    #expect(try entries(feed).isEmpty)
  }

  private func entry(
    _ headline: String, mark: String? = nil, changed second: Int64, newest: Int64,
    hasVersions: Bool = false
  ) -> Feed.Entry {
    let row = StoryRow(
      id: StoryID(rawValue: 3), opened: Timestamp(milliseconds: 0),
      lastTime: Timestamp(milliseconds: 0), articles: 2, sources: 2,
      headlineArticle: ArticleID(rawValue: 1), headline: headline)
    let changed = StoreReader.ChangedStory(
      story: row, changed: Timestamp(milliseconds: second * 1000),
      newest: ArticleID(rawValue: newest))
    return Feed.Entry(
      story(headline, mark: mark), changed, hasVersions: hasVersions,
      beginning: "It ran \u{1}aground.")
  }

  @Test("with versions each state of a story has an identifier of its own")
  func versions() {
    let first = entry("A", changed: 5, newest: 7, hasVersions: true)
    let second = entry("A", changed: 9, newest: 8, hasVersions: true)
    #expect(first.identifier == "story:3:7" && second.identifier == "story:3:8")
  }

  @Test("a JSON feed says the same")
  func json() throws {
    let site = try #require(Site(base: "https://news.example", hosts: []))
    let feed = Feed(
      address: FeedAddress(.source("a & b"), form: .json), site: site, title: "Of a & b",
      page: .front, entries: [entry("Ferry \"Lund\"", changed: 5, newest: 7)])
    let json = try #require(JSONValue(json: feed.answer.body))
    #expect(json["version"]?.string == "https://jsonfeed.org/version/1.1")
    #expect(
      json["feed_url"]?.string == "https://news.example/stories.json?source=a%20%26%20b")
    let item = try #require(json["items"]?.array?.first)
    #expect(item["title"]?.string == "Ferry \"Lund\"")
    #expect(item["id"]?.string == "tag:news.example,2026-11-30:wiredesk:story:3")
    #expect(item["date_modified"]?.string == "1970-01-01T00:00:05Z")
  }

  @Test("a page is in the reader's way nowhere: one heading, a way past the navigation, a language")
  func page() {
    let page = FrontPage(
      stories: [story("A")], next: nil, wish: FrontWish(), arrivals: Array(repeating: 2, count: 48),
      sources: [], now: Timestamp(milliseconds: 1_790_000_000_000))
    let text = String(decoding: page.answer.body, as: UTF8.self)
    #expect(text.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
    #expect(text.split(separator: "<h1").count == 2)
    #expect(text.contains("<a href=\"#content\" class=\"skip\">"))
    #expect(text.contains("<main id=\"content\">"))
    #expect(text.contains("<h2 lang=\"ar\" dir=\"rtl\"><a href=\"/story/S3\">A</a></h2>"))
    #expect(text.split(separator: "<script").count == 2 && !text.contains("style="))
    #expect(text.contains("<script src=\"/live.js\" defer></script>"))
    #expect(text.contains("96 articles in 24 hours"))
  }
}

/// The children of each entry, by their names; of several the last.
private final class EntryReader: NSObject, XMLParserDelegate {
  var entries: [[String: String]] = []
  private var text = ""

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    if name == "entry" { entries.append([:]) }
    text = ""
  }
  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    if !entries.isEmpty { entries[entries.count - 1][name] = text }
  }
}
