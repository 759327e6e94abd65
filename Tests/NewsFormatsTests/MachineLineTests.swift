import NewsModel
import Testing

@Suite("Text that is no news")
struct MachineLineTests {
  @Test(
    "it is refused and named",
    arguments: [
      (
        "User-agent: *\nDisallow: /admin\nSitemap: https://tide.example/map.xml\n",
        "without a sentence"
      ),
      (
        "tide.example, pub-1, DIRECT, f08c47\nebb.example, pub-2, RESELLER, a1\nx.example, 3, DIRECT\n",
        ""
      ),
      (
        "https://tide.example/1\nhttps://tide.example/2\nhttps://tide.example/3\n",
        "without a sentence"
      ),
      (
        "d41d8cd98f00b204e9800998ecf8427e  a.txt\nd41d8cd98f00b204e9800998ecf8427f  b.txt\n0cc175b9c0f1b6a831c399e269772661  c\n",
        "without a sentence"
      ),
      ("1 2.5 3\n4 5.5 6\n7 8.5 9\n", "without a sentence"),
      ("--- a/x.c\t2026-01-01\n+++ b/x.c\t2026-01-02\n@@ -1 +1 @@\n-int a;\n+int b;\n", "a patch"),
      (
        "@article{berg2026,\n  title = {The mill of the valley in May},\n  year = 2026\n}\n",
        "references"
      ),
      (
        "-- MySQL dump 10.13\nINSERT INTO a VALUES (1, 'The mill was sold in May to a company.');\n",
        "dump"
      ),
      (
        "1 of 2 DOCUMENTS\n\nTide Times\n\nQuay closed\n\nBYLINE: Ada Berg\n\nThe quay was closed on Monday.\n\n2 of 2 DOCUMENTS\n",
        "download"
      ),
      (
        "Document 1 of 25\n\nQuay closed\n\nThe quay was closed on Monday, the board said.\n",
        "download"
      ),
    ])
  func refused(text: String, name: String) {
    let found = decode(text, as: "a.txt")
    #expect(found.articles.isEmpty && found.code == "unknown-format", "\(text)")
    #expect(String(describing: found.failure).contains(name))
  }

  @Test(
    "short news, lists of names, results and texts of other scripts stay text",
    arguments: [
      "Ferry late\n", "Ada Berg\nBo Lind\nCy Dahl\n",
      "Elvik – Ostra Town 2–1\nSkarvik City – Bredmo 0–0\nVelmar United – Tavelby 3–2\n",
      "市民会館：閉館\n北川市：図書館\n公園：整備\n", "Quay closed\n\nThe board closed it.\n",
      "Title: Quay\nAuthor: Ada\nDate: 2026-11-22\n\nIt is closed.\n",
      "1 of 2 quays is closed, the board said on Monday.\n",
    ])
  func news(text: String) {
    #expect(decode(text, as: "a.txt").articles.count == 1, "\(text)")
  }

  @Test(
    "a description alone is no article; with a headline, a day or an address it is",
    arguments: [
      ("\"name\":\"tide\",\"version\":\"1.0\"", 0), ("\"@type\":\"Recipe\",\"name\":\"Bread\"", 0),
      ("\"title\":\"Quay\"", 1), ("\"url\":\"https://tide.example/1\"", 1),
      ("\"date\":\"2026-11-22\"", 1), ("\"id\":\"7\"", 1),
    ])
  func descriptions(members: String, count: Int) {
    let file =
      "{\(members),\"description\":\"The harbour board closed the eastern quay on Monday, after divers had found cracks in it.\"}"
    #expect(decode(file, as: "a.json").articles.count == count)
  }

  @Test(
    "heads of other markups name headline, author and day",
    arguments: [
      "% Quay closed\n% Ada Berg\n% November 22, 2026\n",
      "#+TITLE: Quay closed\n#+AUTHOR: Ada Berg\n#+DATE: 2026-11-22\n#+OPTIONS: toc:nil\n",
      ".. title: Quay closed\n.. slug: quay\n.. author: Ada Berg\n.. date: 2026-11-22 00:00:00 UTC\n",
      "= Quay closed\nAda Berg <ada@tide.example>\nv1.0, 2026-11-22\n:toc: left\n",
      "Title: Quay closed\nSlug: quay\nAuthor: Ada Berg\nDate: 2026-11-22\nStatus-of-it: x\n",
      "+++\ntitle = \"\"\"\nQuay\nclosed\"\"\"\nauthors = [\"Ada Berg\"]\ndate = 2026-11-22\n+++\n",
      "---\ntitle: Quay closed\nauthor: \"[[Ada Berg|Ada]]\"\ndate: 2026-11-22\n---\n\n# Quay closed\n",
    ])
  func heads(head: String) throws {
    let text =
      "The harbour board closed the eastern quay on Monday.\n\nFerries leave from the western one."
    let article = try #require(decode(head + "\n" + text, as: "a.md").articles.first)
    #expect(article.headline == "Quay closed" && article.byline == "Ada Berg")
    #expect(article.published?.rfc3339 == "2026-11-22T00:00:00Z")
    #expect(article.body == text.replacing("\n\n", with: "\n"))
  }

  @Test("an escaped quote of a headline is one")
  func quotes() throws {
    let file =
      "---\ntitle: \"Council: \\\"We save\\\"\"\n---\nThe council saves, it said on Monday.\n"
    #expect(
      try #require(decode(file, as: "a.md").articles.first).headline == "Council: \"We save\"")
  }
}
