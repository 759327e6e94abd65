import NewsModel
import Testing

@testable import NewsFormats

/// Who got a mail is stored nowhere, and what is repeated of another mail is none of its text.
@Suite("Recipients and repeated mail")
struct MailRecipientTests {
  private static let text = [
    "The harbour council voted on Tuesday to close the old quay for two years.",
    "Write to the harbour office at quay@harbour.example, its clerk Mary-Ann said.",
  ]

  private func articles(_ type: String, _ text: String, subject: String = "Quay closes")
    -> [Article]
  {
    decode(
      """
      From: Harbour Post <news@harbour.example>
      To: "Ann Berg" <Reader.Name@example.net>, news@harbour.example
      Cc: per@b.example
      Delivered-To: reader+quay@example.net
      Subject: \(subject)
      Message-ID: <1@harbour.example>
      Content-Type: \(type); charset=utf-8


      """ + text, as: "a.eml"
    ).articles
  }

  static let printed = [
    "This message was sent to reader.name@example.net by the harbour.",
    "Reader.Name@Example.NET has this from us, and per@b.example, too.",
    "Leave at https://n.example/u?e=reader.name%40example.net&x=1 or https://n.example/u?per@b.example whenever it suits.",
    "Or by a mail to leave-reader.name=example.net@n.example, as many of us have done.",
    "For reader+quay@example.net only, said the harbour to all of them.",
    "This newsletter was sent to somebody.else@d.example, and nobody asked for it.",
  ]

  @Test("a recipient's address is stored nowhere, in whichever form it stands", arguments: printed)
  func addresses(line: String) throws {
    let (first, last) = (Self.text[0], Self.text[1])
    let plain = articles("text/plain", [first, line, last].joined(separator: "\n\n"))
    let html = articles("text/html", "<p>\(first)</p><p>\(line)</p><p>\(last)</p>")
    for article in plain + html {
      let all = "\(article)".lowercased()
      for secret in ["reader.name", "per@b", "reader+quay", "somebody.else"] {
        #expect(!all.contains(secret), "\(article.body)")
      }
      #expect(article.body.contains("quay@harbour.example") && article.body.contains("Mary-Ann"))
    }
    #expect(plain.count == 1 && html.count == 1)
    let titled = articles("text/plain", last, subject: "For reader.name@example.net: Quay closes")
    #expect(titled.first?.headline == "For …: Quay closes")
  }

  @Test("addresses that only end or begin like one stay, and so does the writer's own")
  func others() {
    let body = "Ask super.per@b.example, per@b.example.org, per@b.examples or news@harbour.example."
    #expect(articles("text/plain", body).first?.body == body)
  }

  static let attributions = [
    "On Mon, Nov 30, 2026 at 10:00 AM Ada Quay wrote:", "Am 30.11.26 um 10:00 schrieb Ada Kai:",
    "Le lun. 30 nov. 2026 à 10:00, Ada Quai a écrit :",
    "Den mån 30 nov. 2026 kl 10:00 skrev Ada Kaj:",
    "El lun, 30 nov 2026 a las 10:00, Ada Muelle escribió:",
    "пн, 30 нояб. 2026 г. в 10:00, Ада Пирс:",
    "Ada Quay 于2026年11月30日周一 10:00写道：", "2026年11月30日 10:00、Adaさんは書きました:",
  ]

  @Test("who wrote what is quoted goes with it, in plain text and in HTML", arguments: attributions)
  func quoted(line: String) {
    let whole = Self.text.joined(separator: "\n")
    let plain =
      Self.text.joined(separator: "\n\n") + "\n\n\(line)\n\n> An older letter.\n> And more of it.\n"
    #expect(articles("text/plain", plain).map(\.body) == [whole])
    let html =
      Self.text.map { "<p>\($0)</p>" }.joined()
      + "<div>\(line)</div><blockquote type=\"cite\"><p>An older letter.</p></blockquote>"
    #expect(articles("text/html", html).map(\.body) == [whole])
    let last = "As the clerk put it in 2026:"
    #expect(
      articles(
        "text/html",
        html.replacing(line, with: "").replacing("cite", with: "x")
          + "<p>\(last)</p>"
      ).first?.body.hasSuffix(last) == true)
  }

  static let heads = [
    ["From", "Sent", "To", "Subject"], ["Von", "Gesendet", "An", "Betreff"],
    ["De", "Envoyé", "À", "Objet"],
    ["De", "Enviada em", "Para", "Assunto"], ["Van", "Verzonden", "Aan", "Onderwerp"],
    ["От", "Отправлено", "Кому", "Тема"],
    ["发件人", "发送时间", "收件人", "主题"], ["보낸 사람", "보낸 날짜", "받는 사람", "제목"],
  ]

  @Test("what Outlook repeats below its head goes, in plain text and in HTML", arguments: heads)
  func repeated(names: [String]) {
    let whole = Self.text.joined(separator: "\n")
    let values = ["Ada Quay", "30 November 2026 10:00", "reader.name@example.net", "RE: Quay"]
    let fields = zip(names, values).map { "\($0): \($1)" }
    let plain = (Self.text + [fields.joined(separator: "\n"), "Older."]).joined(separator: "\n\n")
    #expect(articles("text/plain", plain).map(\.body) == [whole])
    let own = Self.text.map { "<p>\($0)</p>" }.joined()
    for head in [
      "<div><p>" + fields.joined(separator: "<br>") + "</p></div>",
      fields.map { "<p>\($0)</p>" }.joined(),
    ] {
      let older = "<p>Older.</p>"
      #expect(articles("text/html", own + head + older).map(\.body) == [whole], "\(head)")
      // Forwarded below a few words it is what was sent.
      let long =
        older + String(repeating: "<p>The ferry from Kelby is late again today.</p>", count: 3)
      let forwarded = articles("text/html", "<p>See below.</p>" + head + long, subject: "Fwd: Quay")
      #expect(forwarded.first?.body.hasSuffix("late again today.") == true, "\(head)")
      let silent = articles("text/html", "<p>FYI</p>" + head + long)
      #expect(silent.first?.body.hasSuffix("late again today.") == true, "\(head)")
    }
  }
}
