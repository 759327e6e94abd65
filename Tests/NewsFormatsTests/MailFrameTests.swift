import NewsModel
import Testing

@testable import NewsFormats

/// What stands around the text of newsletters and lists, and what only seems to.
@Suite("Frames of mail")
struct MailFrameTests {
  static let text = [
    "The harbour council voted on Tuesday to close the old quay for two years, its chair said after a long debate.",
    "Work on the northern wall will cost 42 million crowns, and the ferries move to the western pier.",
    "Fishermen fear for their moorings, but the mayor promised that nobody would be turned away.",
  ]

  private func bodies(_ type: String, _ text: String) -> [String] {
    MailPartTests.bodies(MailPartTests.head(type + "; charset=utf-8") + text)
  }

  private func plain(_ parts: [String]) -> [String] {
    bodies("text/plain", parts.joined(separator: "\n\n") + "\n")
  }

  private func html(_ parts: [String]) -> [String] {
    bodies("text/html", parts.map { "<p>\($0)</p>" }.joined())
  }

  static let said = [
    "Readers who want to unsubscribe from the alerts can do so at @, the council said, but most of the 9,000 have stayed.",
    "Residents may opt out of the scheme at @ until Friday, the clerk told reporters.",
    "Wer die Zeitung abbestellen will, findet unter @ ein Formular, sagte der Verleger, doch kaum jemand tue es.",
    "Les abonnés qui veulent se désabonner le peuvent sur @, a dit le directeur, mais peu le font.",
    "Quien quiera darse de baja puede hacerlo en @, dijo el director, pero pocos lo hacen.",
    "Chi vuole cancellarsi può farlo su @, ha detto il direttore, ma pochi lo fanno.",
    "Wie zich wil afmelden kan dat op @ doen, zei de directeur, maar weinigen doen het.",
    "Den som vill avsluta prenumeration kan göra det på @, sade chefen, men få gör det.",
    "Желающие могут отписаться на @, сказал директор, но мало кто это делает.",
    "配信停止を希望する人は @ で手続きできると社長は述べたが、実際にする人は少ない。",
    "想要取消订阅的读者可以在 @ 办理，社长星期二在港口的记者会上说，但很少有人这样做。",
  ]

  @Test(
    "a sentence of the text stays, and all below it, though it speaks of leaving", arguments: said)
  func stays(sentence: String) {
    let link = "https://harbour.example/alerts"
    let linked = sentence.replacing("@", with: "<a href='\(link)'>the page</a>")
    for place in 1...3 {
      var parts = Self.text
      parts.insert(sentence.replacing("@", with: link), at: place)
      #expect(plain(parts) == [parts.joined(separator: "\n")])
      #expect(plain(parts + ["Unsubscribe: \(link)/u"]) == [parts.joined(separator: "\n")])
      parts[place] = linked
      let shown = sentence.replacing("@", with: "the page")
      #expect(
        html(parts).first?.contains(shown) == true
          && html(parts).first?.contains(Self.text[2]) == true)
    }
  }

  private static let rule = "_______________________________________________"
  static let lists = [
    "\(rule)\nHarbour mailing list\nharbour@lists.example\nhttps://lists.example/mailman/listinfo/harbour",
    "\(rule)\nharbour mailing list -- harbour@lists.example\nTo unsubscribe send an email to harbour-leave@lists.example",
    "\(rule)\nHafen Mailingliste\nhafen@listen.example\nhttps://listen.example/mailman/listinfo/hafen",
    "-- \nYou received this message because you are subscribed to the Google Groups \"harbour\" group.\nTo unsubscribe from this group send an email to harbour+unsubscribe@groups.example.",
    "---\nPour vous désabonner de cette liste, envoyez un message à sympa@listes.example\nhttps://listes.example/sympa/info/harbour",
    "########################\n\nTo unsubscribe from the HARBOUR list, click the following link:\nhttps://listserv.example/wa.exe?SUBED1=HARBOUR",
    "-=-=-=-=-=-\nGroups.io Links: You receive all messages sent to this group.\nMute: https://groups.example/mt/1\nUnsubscribe: https://groups.example/unsub\n-=-=-=-=-=-",
  ]

  @Test("a list's footer goes alone, with a blank line before it and without", arguments: lists)
  func footers(footer: String) {
    let whole = Self.text.joined(separator: "\n")
    #expect(plain(Self.text + [footer]) == [whole])
    let tight = Self.text.joined(separator: "\n\n") + "\n" + footer
    #expect(plain([tight]) == [whole])
  }

  private static func link(_ words: String) -> String {
    "<a href='https://n.example/c'>\(words)</a>"
  }
  /// Above and below the text.
  static let frames: [([String], [String])] = [
    (
      [link("View this email in your browser")],
      [
        link("Share") + " " + link("Tweet") + " " + link("Forward"),
        "Copyright © 2026 Harbour Post, All rights reserved.",
        "Our mailing address is:<br>Harbour Post<br>12 Quay Street<br>Orsett OR1 2AB",
        "Want to change how you receive these emails? You can \(link("update your preferences")) or \(link("unsubscribe")).",
      ]
    ),
    (
      [link("Im Browser ansehen")],
      [
        "This email was sent to reader.name@example.net",
        "You've received it because you've subscribed to our newsletter.",
        link("View in browser") + " | " + link("Unsubscribe"),
        "Harbour Post, 12 Quay Street, 1234, Orsett",
      ]
    ),
    (
      ["Forwarded this email? \(link("Subscribe here")) for more"],
      [
        "© 2026 Ada Quay<br>548 Market Street, San Francisco, CA 94104<br>\(link("Unsubscribe"))",
        link("Get the app"),
      ]
    ),
    (
      ["November 30, 2026 | \(link("Read Online"))"],
      [
        "Update your email preferences or unsubscribe \(link("here"))", "© 2026 Harbour Post",
        "228 Park Ave S, #29976, New York, New York 10003, United States",
        link("Powered by beehiiv"),
      ]
    ),
    (
      ["No images? \(link("Click here"))"],
      [
        "You received this email because you subscribed at harbour.example.",
        link("Forward") + " " + link("Preferences") + " | " + link("Unsubscribe"),
      ]
    ),
    (
      ["Wenn diese E-Mail nicht korrekt dargestellt wird, \(link("klicken Sie bitte hier"))."],
      [
        "Wenn Sie diese E-Mail nicht mehr empfangen möchten, können Sie diese \(link("hier")) kostenlos abbestellen.",
        "Hafenpost GmbH<br>Kaistraße 12<br>26789 Leer<br>Register: HRB 12345",
      ]
    ),
    (
      [link("Voir dans le navigateur")],
      ["Vous l'avez reçu car vous êtes inscrit à notre newsletter.", link("Se désinscrire")]
    ),
    (
      [link("Ver en el navegador")],
      [
        "Síguenos: " + link("Facebook") + " " + link("Instagram"),
        "Has recibido este correo porque te suscribiste a nuestro boletín.", link("Darse de baja"),
      ]
    ),
    (
      [link("Visa i webbläsaren")],
      [
        "Du får det här mejlet eftersom du prenumererar på vårt nyhetsbrev.",
        link("Avsluta prenumerationen"),
      ]
    ),
    (
      [link("Zobacz w przeglądarce")],
      ["Otrzymujesz tę wiadomość, ponieważ zapisałeś się na nasz newsletter.", link("Wypisz się")]
    ),
    ([link("ブラウザで見る")], ["このメールは配信登録された方にお送りしています。", link("配信停止はこちら")]),
  ]

  @Test("of a newsletter the frame goes and the text stays", arguments: frames)
  func newsletters(above: [String], below: [String]) {
    #expect(html(above + Self.text + below) == [Self.text.joined(separator: "\n")])
  }

  @Test("what is short above a footer stays: a name, a result")
  func shortLines() {
    for last in ["Ada Quay, Orsett", "Orsett 2, Kelby 1, Marle 0"] {
      let parts = Self.text + [last]
      #expect(
        plain(parts + ["Unsubscribe: https://n.example/u"]) == [parts.joined(separator: "\n")])
    }
  }
}
