extension Grower {
  static let pages = [
    Grower("attributes of one tag", "a.html", 250) { count in
      page("<p\(attributes(count))>\(sentence)\(sentence)</p>")
    },
    Grower("attributes without values", "a.html", 250) { count in
      page("<p\(text(count) { " a\($0)" })>\(sentence)\(sentence)</p>")
    },
    Grower("attributes behind a tag whose quotes are cut", "a.html", 250) { count in
      let long = String(repeating: "x", count: 16_330)
      return page("<p a=\"\(long)>y\" b=\"z\"><b\(attributes(count))>\(sentence)</b></p>")
    },
    Grower("hidden paragraphs behind much text", "a.html", 12) { count in
      let shown = text(count) { "<p>\(text(40) { "Tide \($0) rose. " })\($0)</p>" }
      let hidden = text(count) {
        "<div style='display:none'><p>Nobody \($0) in the office has seen it, so it is.</p></div>"
      }
      return
        "<html><body><article><h1>Tide</h1><div>\(shown)</div>\(hidden)</article></body></html>"
    },
    Grower("headings and a long title", "a.html", 200) { count in
      page(
        text(count) { "<h1>storm \($0)</h1>" } + "<p>\(sentence)\(sentence)</p>",
        head: "<meta property=og:title content='\(text(40 * count) { _ in "abcd " })'>")
    },
    Grower("articles described and a long title", "a.html", 4000) { count in
      let objects = text(60) {
        "{\"@type\":\"NewsArticle\",\"headline\":\"Storm closes road \($0)\"},"
      }
      return page(
        "<p>\(sentence)\(sentence)</p>",
        head: "<meta property=og:title content='\(text(4 * count) { _ in "abcd " })'>"
          + Pages.linked("[\(objects){}]"))
    },
    Grower("names of one author", "a.html", 1000) { count in
      page(
        "<p>\(sentence)\(sentence)</p>",
        head: Pages.linked(
          "{\"@type\":\"NewsArticle\",\"author\":[{\"name\":[\(text(count) { "\"Ann \($0)\"," })\"\"]}]}"
        ))
    },
    Grower("paragraphs between headline and text", "a.html", 120) { count in
      let lede = text(count) { "<p>\(sentence)\($0).</p>" }
      let rest = text(3 * count) { "<p>\(sentence)\($0).</p>" }
      return page("<div><h1>Tide</h1>\(lede)<div>\(rest)</div></div>")
    },
    Grower("paywalls in each other around much text", "a.html", 100) { count in
      let walls = text(60) { _ in "<div class=paywall>" }
      return page("<article>\(walls)\(text(count) { "<p>\(sentence)\($0)</p>" })</article>")
    },
    Grower("comments and scripts that do not end", "a.html", 3000) { count in
      page("<p>\(sentence)</p>" + text(count) { _ in "<!-- x -- <script>y" })
    },
    Grower("starts of scripts that do not end", "a.html", 20_000) { count in
      page("<p>\(sentence)</p>" + text(count) { _ in "<script" })
    },
    Grower("days without a text", "a.html", 300) { count in
      page(
        "<h1>Tide</h1><p>\(text(20 * count) { _ in "x " })\(text(count) { _ in "<time></time>" })</p>"
          + text(count) { _ in "<p>Updated: 22.11.2026</p>" })
    },
  ]

  private static func page(_ body: String, head: String = "") -> String {
    "<html><head>\(head)</head><body>\(body)</body></html>"
  }
}
