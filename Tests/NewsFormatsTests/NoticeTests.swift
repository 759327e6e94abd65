import NewsFormats
import NewsModel
import Testing

@Suite("Pages that say why there is no article")
struct NoticeTests {
  private func decoded(_ title: String, _ paragraphs: [String]) -> Decoded {
    let page =
      "<html><head><title>\(title)</title></head><body><h1>\(title)</h1>"
      + "\(Pages.elements(paragraphs))</body></html>"
    return decode(page, as: "a.html")
  }

  @Test(
    "an error page is refused",
    arguments: [
      "404", "404 – Page not found", "Error 404 | Tidewater", "Seite nicht gefunden – Gezeiten",
      "Page introuvable", "Página no encontrada", "403 Forbidden", "ページが見つかりません",
    ])
  func missing(title: String) {
    let decoded = decoded(
      title, ["The page that you asked for does not exist, or has moved. Go to the front page."])
    #expect(decoded.code == "no-text")
  }

  @Test(
    "a check for machines is refused",
    arguments: [
      ("Just a moment...", "Enable JavaScript and cookies to continue to the page, please."),
      (
        "tidewater.example",
        "Checking your browser before you are let in. Ray ID: 7f3a. Please wait."
      ),
      (
        "Access Denied",
        "You don't have permission to access this page on this server. Reference ID 18."
      ),
      (
        "Are you a robot?",
        "We have seen unusual traffic from your network; please prove the contrary."
      ),
    ])
  func challenge(title: String, text: String) {
    #expect(decoded(title, [text]).code == "no-text")
  }

  @Test(
    "a question about cookies is refused",
    arguments: [
      [
        "We use cookies and other means to keep this house running, and so do our partners.",
        "If you choose “accept all”, we and our partners may store data on your device.",
      ],
      [
        "Wir und unsere 842 Partner möchten Daten auf Ihrem Gerät speichern und auslesen.",
        "Ihre Einwilligung können Sie jederzeit widerrufen; weiter mit Werbung oder mit einem Abo.",
      ],
      [
        "Nous utilisons des cookies, et nos partenaires aussi, pour lire votre appareil.",
        "Votre consentement peut être retiré à tout moment, en bas de chaque page.",
      ],
    ])
  func consent(paragraphs: [String]) {
    #expect(decoded("Before you continue", paragraphs).code == "no-text")
    #expect(decoded("Tidewater", paragraphs).code == "no-text")
  }

  @Test(
    "an article about any of these is one",
    arguments: [
      ("404 dead in floods on the coast", Pages.paragraphs[0]),
      ("Access denied: how the council keeps its books shut", Pages.paragraphs[3]),
      (
        "Minister wants an end to cookie banners",
        "Nobody reads them, the minister said: houses ask for consent and readers press any button."
      ),
      ("Page-turner of the year is found", Pages.paragraphs[2]),
      ("Just a moment in history", Pages.paragraphs.joined(separator: " ")),
    ])
  func news(title: String, text: String) {
    #expect(decoded(title, [text]).articles.count == 1)
  }
}
