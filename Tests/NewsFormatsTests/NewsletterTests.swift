import NewsModel
import Testing

@testable import NewsFormats

@Suite("Newsletters")
struct NewsletterTests {
  static let ferry = "The ferry from Elvik is late again, the harbour office said on Tuesday."

  func bodies(_ type: String, _ text: String) -> [String] {
    MailPartTests.bodies(MailPartTests.head(type) + text)
  }

  @Test("what is not shown is no text: preheaders, pixels, forms")
  func hidden() {
    let html = """
      <html><head><style>p{}</style></head><body>
      <div style="display: none; max-height:0">Late ferries, open bridges</div>
      <span style="FONT-SIZE:0px">and more</span>
      <table><tr><td style="font-size:0.9em"><p>\(Self.ferry)</p></td></tr></table>
      <form><input value="x"><button>Send</button></form><img width=1 src="https://t.example/p">
      </body></html>
      """
    #expect(bodies("text/html", html) == [Self.ferry])
  }

  @Test(
    "how to see it elsewhere and how to leave is no text, in any language",
    arguments: [
      ("View in browser", "Unsubscribe"), ("Im Browser ansehen", "Newsletter abbestellen"),
      ("Voir dans le navigateur", "Se désabonner"), ("Ver en el navegador", "Darse de baja"),
      ("Открыть в браузере", "Отписаться"), ("ブラウザで表示", "配信停止はこちら"),
    ])
  func furniture(view: String, leave: String) {
    let html = """
      <p>Wrong on your screen? <a href="https://a.example/v">\(view)</a></p>
      <h1>Ferries</h1><p>\(Self.ferry)</p>
      <p>Why this mail? <a href="https://a.example/u">\(leave)</a></p>
      <p>Harbour News, Quay 1, Elvik</p>
      """
    #expect(bodies("text/html; charset=utf-8", html) == ["Ferries\n" + Self.ferry])
    let plain = """
      \(view): https://a.example/v

      \(Self.ferry)

      \(leave):
      https://a.example/u
      """
    #expect(bodies("text/plain; charset=utf-8", plain) == [Self.ferry])
  }

  @Test("prose about leaving a list stays, since it has no link")
  func prose() {
    let said = "Readers can unsubscribe whenever they like, the council said."
    #expect(bodies("text/html", "<p>\(Self.ferry)</p><p>\(said)</p>")[0].hasSuffix(said))
    let linked = "<p>\(said) <a href='https://a.example'>Unsubscribe</a></p>"
    #expect(bodies("text/html", linked)[0].hasPrefix(said), "all there is stays")
  }

  @Test("a reply in HTML is without the mail that it repeats, and a forwarded one is whole")
  func replies() {
    let quote =
      "<div class=\"gmail_quote\">On Sunday, Per wrote:<blockquote>Late?</blockquote></div>"
    #expect(bodies("text/html", "<div>\(Self.ferry)</div>" + quote) == [Self.ferry])
    let forwarded =
      "<p>See below.</p><div class=\"gmail_quote\">---------- Forwarded message ----------<p>\(Self.ferry)</p></div>"
    #expect(bodies("text/html", forwarded)[0].hasSuffix(Self.ferry))
    #expect(bodies("text/html", quote)[0].hasSuffix("Late?"))
  }
}
