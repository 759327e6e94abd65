import NewsFormats
import NewsModel
import Testing

@Suite("Pages that show no article")
struct ClosedPageTests {
  private func decoded(_ title: String, _ inside: String) -> Decoded {
    decode(
      "<html><head><title>\(title)</title></head><body>\(inside)</body></html>", as: "a.html")
  }

  @Test(
    "a login, an offer, a region, repairs, a list of files: refused, with the reason",
    arguments: [
      (
        "Sign in – Tide", "<h1>Sign in</h1><p>Enter your e-mail address and password.</p>", "log in"
      ),
      (
        "Anmelden", "<h1>Anmelden</h1><p>Bitte melden Sie sich an, um diesen Artikel zu lesen.</p>",
        "log in"
      ),
      ("Connexion", "<h1>Connexion</h1><p>Identifiez-vous pour lire la suite.</p>", "log in"),
      ("Tide", "<p>Чтобы прочитать статью, войдите в аккаунт.</p>", "log in"),
      ("Tide", "<p>続きを読むにはログインしてください。</p>", "log in"),
      ("Tide", "<p>This content is not available in your region.</p>", "not shown"),
      ("Tide", "<p>Este contenido no está disponible en su país.</p>", "not shown"),
      (
        "Tide", "<h1>We will be back soon</h1><p>The site is down for maintenance.</p>", "not shown"
      ),
      (
        "Redirecting",
        "<p>You are being redirected. If nothing happens click <a href=x>here</a>.</p>", "not shown"
      ),
      ("Tide", "<p>Sie werden weitergeleitet.</p>", "not shown"),
      ("Loading…", "<div id=app>Loading…</div>", "not shown"),
      (
        "Age check",
        "<p>You must be eighteen or older to see this page. Please confirm your age.</p>",
        "not shown"
      ),
      (
        "Index of /news",
        "<h1>Index of /news</h1><pre><a href=a>a</a> 2026-11-22 3K\n<a href=b>b</a> 2026-11-22 3K</pre>",
        "list"
      ),
      (
        "Search results", "<h1>Search results for mill</h1><p>23 results were found for it.</p>",
        "list"
      ),
    ])
  func closed(title: String, inside: String, reason: String) {
    let found = decoded(title, inside)
    #expect(found.articles.isEmpty && found.code == "no-text")
    #expect(String(describing: found.failure).contains(reason))
  }

  @Test(
    "news of logins, repairs and regions are news",
    arguments: [
      "Customers could not log in to the app of the bank on Monday, it said in the evening.",
      "The old bridge is undergoing maintenance until May and closed to lorries, the city said.",
      "Voters must register by Friday, the council of Elvik said.",
      "The mill at Elvik is for sale again.",
      "Index of Consumer Prices rises by two points, the office of figures said.",
      "Kinder gehen in die Bücherei, um zu lesen, sagte der Bürgermeister.",
    ])
  func news(text: String) {
    #expect(
      decoded("News from Elvik", "<h1>News from Elvik</h1><p>\(text)</p>").articles.count == 1)
    #expect(
      decoded(text, "<h1>\(text)</h1>\(Pages.elements(Pages.paragraphs))").articles.count == 1)
  }

  @Test(
    "an offer in a box of any such name is none of the text",
    arguments: [
      "paywall", "paywall-overlay", "premium-wall", "piano-offer", "reg-wall", "article-gate",
      "abo-box",
    ])
  func offers(name: String) throws {
    let box =
      "<div class='\(name)'><h3>Keep reading</h3><p>You have read your three stories of this month.</p>"
      + "<p>Get three months for £1.</p><button>Go on</button></div>"
    let page = Pages.page(inside: Pages.elements(Pages.paragraphs) + box)
    let article = try #require(decode(page, as: "a.html").articles.first)
    #expect(article.body == Pages.paragraphs.joined(separator: "\n"))
  }

  @Test("what subscribers read stays, prices and all, under such a name")
  func paid() throws {
    let last =
      "The mill cost £3 million, and its new owner opened an account for gifts at the bank, he said on Monday."
    for tag in ["<p class=paywall>\(last)</p>", "<div class='premium-wall'><p>\(last)</p></div>"] {
      let page = Pages.page(inside: Pages.elements(Pages.paragraphs) + tag)
      let article = try #require(decode(page, as: "a.html").articles.first)
      #expect(article.body.hasSuffix(last), "\(tag)")
    }
  }

  @Test(
    "a headline of lower rank is none of the text",
    arguments: [
      "<h1>Tide</h1><article><h2>%</h2>#</article>", "<article><h3>%</h3>#</article>",
      "<h1 class=site-title>Tide</h1><h2>News of the coast</h2><article><h2>%</h2>#</article>",
      "<header><h1><a href=/>Tide</a></h1></header><main><h2>%</h2><p class=date>Nov 22, 2026</p>#</main>",
    ])
  func headline(form: String) throws {
    let inside = form.replacing("%", with: "Quay closed after inspection")
      .replacing("#", with: Pages.elements(Pages.paragraphs))
    let article = try #require(
      decoded("Quay closed after inspection | Tide", inside).articles.first)
    #expect(article.headline == "Quay closed after inspection")
    #expect(article.body == Pages.paragraphs.joined(separator: "\n"))
  }
}
