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
      "Article not found", "Ошибка 404", "Błąd 404 – Gezeiten", "Fel 404", "Chyba 404", "오류 404",
      "Artykuł nie został znaleziony",
    ])
  func missing(title: String) {
    let decoded = decoded(
      title, ["The page that you asked for does not exist, or has moved. Go to the front page."])
    #expect(decoded.code == "no-text")
  }

  @Test(
    "so is one that says it in its text",
    arguments: [
      "We can’t find the page you’re looking for. It may have moved.",
      "Die gewünschte Seite wurde leider nicht gefunden.",
      "La page que vous cherchez n’existe plus.",
      "Запрошенная страница не существует или была удалена.", "Sidan du letar efter finns inte.",
    ])
  func missingByText(text: String) {
    #expect(decoded("Oops!", [text]).code == "no-text")
    #expect(decoded("Oops!", Pages.paragraphs + [text]).articles.count == 1)
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
        "Een moment geduld…",
        "We controleren of u geen robot bent. Schakel JavaScript in om door te gaan."
      ), ("Chwileczkę…", "Sprawdzamy, czy nie jesteś robotem. Włącz JavaScript."),
      ("Bir dakika lütfen", "İnsan olduğunuz doğrulanıyor. JavaScript'i etkinleştirin."),
      ("Um momento…", "Verificando se você é humano. Habilite JavaScript e cookies."),
      ("Security Checkpoint", "We're verifying your browser. Enable JavaScript to continue."),
      ("429 Too Many Requests", "You have sent too many requests. Try again later."),
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
        "Vi og vores partnere bruger cookies på din enhed. Du kan altid trække dit samtykke tilbage."
      ],
      [
        "Me ja kumppanimme käytämme evästeitä laitteellasi. Voit peruuttaa suostumuksesi milloin tahansa."
      ],
      [
        "Biz ve ortaklarımız cihazınızda çerezler kullanıyoruz. Onayınızı istediğiniz zaman geri alabilirsiniz."
      ],
      [
        "Mi és partnereink sütiket használunk az Ön eszközén. Hozzájárulását bármikor visszavonhatja."
      ],
      [
        "Εμείς και οι συνεργάτες μας χρησιμοποιούμε cookies στη συσκευή σας. Η συγκατάθεσή σας ανακαλείται."
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

  @Test(
    "a banner whose name says nothing goes, a text about cookies stays",
    arguments: ["<div class=zz-bar>BANNER</div>", "<section id=q7><div>BANNER</div></section>"])
  func banner(form: String) throws {
    let asking =
      "We and our 842 partners store and access information on your device, such as cookies, to show adverts. You can change your choices at any time."
    let page = Pages.page(below: form.replacing("BANNER", with: "<p>\(asking)</p>"))
    let body = try #require(decode(page, as: "a.html").articles.first).body
    #expect(body.split(separator: "\n").map(String.init) == Pages.paragraphs)
    let about = Pages.page(inside: Pages.elements(Pages.paragraphs + [asking]))
    #expect(try #require(decode(about, as: "a.html").articles.first).body.hasSuffix(asking))
  }
}
