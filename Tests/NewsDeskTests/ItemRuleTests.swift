import NewsInbox
import NewsModel
import NewsStore
import Synchronization
import Testing

@testable import NewsDesk

/// Whose identifier decides: files that come one after the other, and what becomes of their articles.
@Suite("An item and its versions")
struct ItemRuleTests {
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    /// In the order in which they come.
    var files: [(name: String, text: String)]
    var stored: Int
    var updates = 0
    var unchanged = 0
  }

  static let fog =
    "The ferry from the island left the harbour two hours late on Monday because of the fog, and the "
    + "masters of three other ships decided to wait for the afternoon tide."
  static let strike =
    "Die Hafenarbeiter haben am Montag die Arbeit niedergelegt, weil die Verhandlungen über höhere "
    + "Löhne nach Angaben der Gewerkschaft ohne Ergebnis geblieben sind."
  static let mill =
    "An old mill at Tarn turns again since Sunday; its owner, who has repaired the wheel by hand for six "
    + "years, wants to grind rye of the whole valley there."

  static func rss(_ items: String...) -> (name: String, text: String) {
    (
      "a.xml",
      "<rss version=\"2.0\"><channel><title>Tide</title><link>https://tide.example/</link>"
        + items.joined() + "</channel></rss>"
    )
  }
  static func item(
    _ title: String, _ text: String, guid: String? = nil, link: String? = nil, day: Int? = nil
  ) -> String {
    let parts = [
      "<title>\(title)</title>", guid.map { "<guid isPermaLink=\"false\">\($0)</guid>" },
      link.map { "<link>https://tide.example/\($0)</link>" },
      day.map { "<pubDate>\($0) Nov 2026 09:00:00 GMT</pubDate>" },
      text.isEmpty ? nil : "<description>\(text)</description>",
    ]
    return "<item>\(parts.compactMap { $0 }.joined())</item>"
  }
  static func json(_ id: String, _ title: String, _ text: String, _ more: String = "") -> String {
    "{\"id\":\(id),\"title\":\"\(title)\",\"text\":\"\(text)\"\(more)}\n"
  }

  static let cases = [
    Case(
      testDescription: "one guid for all items of a house makes no versions",
      files: [
        rss(item("Fog", fog, guid: "x", link: "1"), item("Strike", strike, guid: "x", link: "2"))
      ],
      stored: 2),
    Case(
      testDescription: "data sets that count from 1 make no versions",
      files: [("a.jsonl", json("1", "Fog", fog)), ("b.jsonl", json("1", "Mill", mill))], stored: 2),
    Case(
      testDescription: "the same in tables",
      files: [
        ("a.csv", "id,title,text\n1,Fog,\"\(fog)\"\n"),
        ("b.csv", "id,title,text\n1,Mill,\"\(mill)\"\n"),
      ], stored: 2),
    Case(
      testDescription: "an identifier whose title agrees makes a version, whatever the text",
      files: [("a.jsonl", json("1", "Fog", fog)), ("b.jsonl", json("1", "Fog", strike))],
      stored: 2, updates: 1),
    Case(
      testDescription:
        "the address of a site makes no versions, in files of their own and in one feed",
      files: [
        ("a.json", json("1", "Fog", fog, #","link":"https://tide.example/""#)),
        ("b.json", json("2", "Mill", mill, #","link":"https://tide.example/""#)),
        (
          "c.json",
          "{\"title\":\"Strike\",\"text\":\"\(strike)\",\"link\":\"https://tide.example\"}"
        ),
        (
          "d.json",
          "{\"title\":\"Toll\",\"text\":\"\(mill) \(fog)\",\"link\":\"https://tide.example\"}"
        ),
      ], stored: 4),
    Case(
      testDescription: "an item whose link has another tail at each look is the same again",
      files: [
        rss(item("Fog", fog, link: "fog?s=1", day: 22)),
        rss(item("Fog", fog, link: "fog?s=2", day: 22)),
        rss(item("Fog", fog, link: "fog?s=3", day: 23)),
      ], stored: 2, unchanged: 1),
    Case(
      testDescription: "so it is where no time is given, and the page is the same",
      files: [
        rss(item("Fog", fog, link: "fog?s=1")), rss(item("Fog", fog, link: "fog?s=2#top")),
        rss(item("Fog", fog, link: "fog;s=3")), rss(item("Fog", fog, link: "?p=4")),
      ], stored: 2, unchanged: 2),
    Case(
      testDescription: "so it is when another source had the text first",
      files: [
        ("a.jsonl", json("1", "Fog", fog, ",\"source\":\"agency\"")),
        rss(item("Fog", fog, link: "fog?s=1", day: 22)),
        rss(item("Fog", fog, link: "fog?s=2", day: 22)),
        rss(item("Fog", fog, link: "fog?s=3", day: 22)),
      ], stored: 2, unchanged: 2),
    Case(
      testDescription: "an embargo and its release are two editions, and each is the same again",
      files: [
        ("a.json", json("1", "Fog", fog)),
        ("b.json", json("1", "Fog", fog, ",\"embargoed\":\"2090-01-01T00:00:00Z\"")),
        ("c.json", json("1", "Fog", fog, ",\"embargoed\":\"2090-01-02T00:00:00Z\"")),
        ("d.json", json("1", "Fog", fog, ",\"embargoed\":\"2090-01-02T00:00:00Z\"")),
        ("e.json", json("1", "Fog", fog)),
      ], stored: 3, updates: 2, unchanged: 2),
    Case(
      testDescription: "an embargo that has ended is none",
      files: [
        ("a.json", json("1", "Fog", fog, ",\"embargoed\":\"2020-01-01T00:00:00Z\"")),
        ("b.json", json("1", "Fog", fog)), ("c.json", json("2", "Mill", mill)),
        ("d.json", json("2", "Mill", mill, ",\"embargoed\":\"2020-01-01T00:00:00Z\"")),
      ], stored: 2, unchanged: 2),
    Case(
      testDescription: "an identifier whose link agrees makes a version",
      files: [
        rss(item("Fog", fog, guid: "x", link: "1")),
        rss(item("Strike", strike, guid: "x", link: "1")),
      ], stored: 2, updates: 1),
    Case(
      testDescription: "an identifier whose text agrees makes a version",
      files: [
        ("a.jsonl", json("1", "Fog", fog)),
        ("b.jsonl", json("1", "Late ferry", fog + " It is in.")),
      ], stored: 2, updates: 1),
    Case(
      testDescription: "an identifier with a version is the provider's word",
      files: [
        ("a.jsonl", json("1", "Fog", fog, ",\"version\":1")),
        ("b.jsonl", json("1", "Mill", mill, ",\"version\":2")),
      ], stored: 2, updates: 1),
    Case(
      testDescription: "an item without guid is known by its link",
      files: [rss(item("Fog", fog, link: "1")), rss(item("Ferry late", strike, link: "1"))],
      stored: 2, updates: 1),
    Case(
      testDescription: "so is a record without identifier",
      files: [
        ("a.jsonl", "{\"title\":\"A\",\"text\":\"\(fog)\",\"url\":\"https://tide.example/1\"}"),
        ("b.jsonl", "{\"title\":\"B\",\"text\":\"\(strike)\",\"url\":\"https://tide.example/1\"}"),
      ], stored: 2, updates: 1),
    Case(
      testDescription: "a link of two items of a file is no identifier; their titles may tell",
      files: [
        rss(item("Fog", fog, link: "n"), item("Strike", strike, link: "n")),
        rss(item("Mill", mill, link: "n"), item("Fog", strike + fog, link: "n")),
      ], stored: 4, updates: 1),
    Case(
      testDescription: "the site's own link is none",
      files: [rss(item("Fog", fog, link: "")), rss(item("Mill", mill, link: ""))], stored: 2),
    Case(
      testDescription: "an item that comes again is unchanged, with and without guid",
      files: [
        rss(item("Fog", fog, link: "1"), item("Strike", strike)),
        rss(item("Mill", mill, link: "2"), item("Fog", fog, link: "1"), item("Strike", strike)),
      ], stored: 3, unchanged: 2),
    Case(
      testDescription: "an alert without guid counts once a day",
      files: [
        rss(item("Storm warning", "", day: 21)), rss(item("Storm warning", "", day: 22)),
        rss(item("Storm warning", "", day: 22)),
      ], stored: 2, unchanged: 1),
    Case(
      testDescription: "two feeds in one file number for themselves",
      files: [
        (
          "a.xml",
          rss(item("Fog", fog, guid: "1")).text
            + rss(item("Mill", mill, guid: "1")).text.replacing("Tide", with: "Ebb")
        )
      ], stored: 2),
  ]

  @Test("an identifier makes a version where something else agrees", arguments: cases)
  func files(each: Case) throws {
    let desk = try TestDesk()
    try desk.start()
    for (number, file) in each.files.enumerated() {
      try desk.drop("harbour/\(number)-\(file.name)", file.text)
      try desk.untilDrained()
    }
    desk.desk.stop()
    let articles = try desk.account.articles
    #expect(articles.stored == each.stored)
    #expect(articles.update == each.updates)
    #expect(articles.unchanged == each.unchanged)
    try desk.close()
  }

  private static func nitf(_ status: String, release: String?) -> String {
    """
    <nitf><head><docdata management-status="\(status)"><doc-id id-string="urn:fog"/>\
    \(release.map { "<date.release norm=\"\($0)\"/>" } ?? "")</docdata></head><body><body.head><hedline>\
    <hl1>Fog</hl1></hedline></body.head><body.content><p>\(fog)</p></body.content></body></nitf>
    """
  }

  /// Files, at which hour each comes, and the statuses of what is stored.
  static let releases: [([(hour: Int, text: String)], [Article.Status])] = {
    let free = nitf("usable", release: nil)
    let ahead = nitf("usable", release: "20261130T120000Z")
    let later = nitf("usable", release: "20261130T140000Z")
    let given = nitf("embargoed", release: "20261130T120000Z")
    return [
      // The same bytes, before the release and behind it.
      ([(10, ahead), (11, ahead), (13, ahead), (15, ahead)], [.embargoed]),
      ([(10, given), (13, given)], [.embargoed]), ([(13, ahead), (15, ahead)], [.usable]),
      // An embargo that is imposed afterwards, and one that is lifted.
      ([(10, free), (11, given), (11, given)], [.usable, .embargoed]),
      ([(10, free), (11, ahead)], [.usable, .embargoed]),
      ([(10, given), (11, free), (13, given)], [.embargoed, .usable]),
      ([(10, ahead), (11, later), (13, later), (15, ahead)], [.embargoed, .embargoed]),
      // Behind its end it says nothing.
      ([(10, ahead), (13, free)], [.embargoed]), ([(10, free), (13, given)], [.usable]),
      ([(10, ahead), (13, later)], [.embargoed, .embargoed]),
    ]
  }()

  @Test(
    "an embargo counts until its end, whatever the hour at which a text is read",
    arguments: releases.indices)
  func embargoes(index: Int) throws {
    let (files, statuses) = Self.releases[index]
    let start = try #require(Timestamp(rfc3339: "2026-11-30T00:00:00Z"))
    let hour = Atomic<Int>(0)
    let desk = try TestDesk(now: {
      Timestamp(
        milliseconds: start.milliseconds + Int64(hour.load(ordering: .relaxed)) * 3_600_000)
    })
    try desk.start()
    for (number, file) in files.enumerated() {
      hour.store(file.hour, ordering: .relaxed)
      try desk.drop("harbour/\(number).xml", file.text)
      desk.desk.watch.requestScan()
      try desk.untilDrained()
    }
    desk.desk.stop()
    let stored = try (1...statuses.count).compactMap {
      try desk.store.reader.article(ArticleID(rawValue: Int64($0)))?.article.status
    }
    #expect(stored == statuses)
    #expect(try desk.account.articles.stored == statuses.count)
    try desk.close()
  }
}
