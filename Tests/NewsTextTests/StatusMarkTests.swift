import NewsModel
import NewsText
import Testing

@Suite("Marks of status and version")
struct StatusMarkTests {
  private func status(
    _ headline: String, _ body: String, source: String? = "Agency", take: String? = nil
  )
    -> Article.Status?
  {
    var article = Article(headline: headline, body: body, format: "text")
    article.facts.take = take
    article.source = source
    return Article.StatusMark.status(of: article)
  }

  @Test(
    "a kill is known by its mark and by what it says to editors, in the languages of agencies",
    arguments: [
      ("KILL: Port-Vote", "Please kill this story. A kill is mandatory."),
      ("WITHDRAWN-Port vote", "ATTENTION EDITORS: the story is withdrawn."),
      ("ADVISORY: Port vote", "Editors: the story is withdrawn."),
      ("KILL: Port vote", "Note to subscribers. The story has been replaced."),
      ("ANNULATION: vote au port", "Prière de ne pas tenir compte de la dépêche."),
      ("ZURÜCKGEZOGEN: Hafen", "Die Meldung bitte nicht verwenden."),
      ("ANULACIÓN / puerto", "Se ruega no utilizar la noticia."),
      ("ANNULLAMENTO - Porto", "Si prega di non utilizzare la notizia."),
      ("АННУЛИРОВАНО: порт", "Просим не использовать сообщение."),
      ("Note", "ATTENTION EDITORS - Please kill the story slugged PORT-VOTE."),
      ("KILL: Ferry late", "EDS: kill the story Ferry late. It is wrong."),
      ("KILL: Ferry late", "The report on the ferry is wrong. Do not use. A new one will follow."),
      ("KILL - Ferry late", "Subscribers should kill the story slugged BC-Ferry of Monday."),
      ("KILL/Ferry late", "Please do not publish the story of 0900 GMT."),
      ("BC-Ferry KILL", "A kill is mandatory. Make certain that nothing is published."),
      ("Ferry late (KILL)", "Editors, please remove the story sent at noon."),
      ("STORY REMOVED: Ferry late", "Clients are asked not to use it."),
      ("WITHDRAWN: Ferry late", "Please disregard the story. It was sent in error."),
      ("DELETED: Ferry late", "ATTENTION SUBSCRIBERS - The story on the ferry was a mistake."),
      ("STORNO: Fähre", "Bitte verwenden Sie die Meldung kel 0123 nicht mehr."),
      ("ACHTUNG - STORNIERUNG", "Die Meldung zur Fähre wird zurückgezogen."),
      ("ZURÜCKGEZOGEN: Fähre", "An alle Redaktionen: Die Meldung war falsch."),
      ("ANNULATION: bac en retard", "Merci de ne pas utiliser la dépêche, erronée."),
      ("ANNULÉ: bac en retard", "Veuillez ne pas tenir compte de la dépêche de midi."),
      ("ANULADO: transbordador", "Por favor no utilicen la noticia de las 12.00."),
      ("ANNULLATO: traghetto", "Si prega di non usare la notizia delle 12."),
      ("INGETROKKEN: veerboot", "Gelieve dit bericht niet te gebruiken."),
      ("ANULOWANE: prom", "Prosimy nie używać depeszy o promie."),
      ("取り消し：フェリー", "この記事は使用しないでください。"),
      ("Ferry late", "A kill is mandatory. The story moved at 0900 GMT."),
      ("KILL: Port", "Kill urn:x:1; the substitute is urn:x:2."),
      ("WITHDRAWN: Port", "Do not use urn:x:1. Use urn:x:2."),
    ])
  func kills(headline: String, body: String) {
    #expect(status(headline, body) == .cancelled)
  }

  @Test(
    "news about killings, withdrawals, tests and corrections is none of these",
    arguments: [
      ("KILL BILL returns to cinemas", "Editors loved it."),
      ("DELETED: The minister's posts", "He deleted https://posts.example/7 within an hour."),
      ("KILLED: A standard of names", "The number urn:x:1 was given to a book."),
      ("Kill: a film about a port", "The film opens on Monday."),
      ("CANCELLED: summer fair at Kelby", "Rain has washed the meadow out."),
      ("WITHDRAWN: bank stops its offer", "The bank said on Monday it would not go on."),
      ("TEST: which crane lifts most", "We have tried twelve cranes."),
      ("Test match ends in a draw", "Please ignore the rain, said the captain."),
      ("ADVISORY: boil water in Orsett", "Residents must boil water until Friday."),
      ("KILLED: Two newspaper editors in Orsett", "Two editors were shot on Monday."),
      ("CANCELLED: Harbour festival", "Subscribers of the club get their money back."),
      ("DELETE: What to do with old accounts", "Most services tell subscribers within a week."),
      ("TEST: Do not use these e-bikes", "Do not use them before they are repaired."),
      ("STORNO: Bahn gibt Geld zurück", "Die Redaktion beantwortet Fragen dazu am Telefon."),
      ("WITHDRAWN: child seats", "The seats must not be used, the makers told buyers."),
      ("Quay closed", "The editors of the paper wrote of a mandatory kill of all birds."),
      ("WITHDRAWN: bid for the Courier", "Its editors had feared for their desks."),
      ("Correction centre opens", "The prison has room for 100."), ("", "KILL"),
      ("KILLED: Two men in ferry accident", "The owner wrote to the editors of the Tide Gazette."),
      ("KILLED: Two men in ferry accident", "Editors are angry. Editor's note: it has sad scenes."),
      ("CANCELLED: Harbour ball", "Attention subscribers of the harbour pass: the ball is off."),
      ("CANCELLED: late show", "A letter to clients said that the show is off."),
      ("CANCELLED: late show", "To all subscribers: your money comes back by May."),
      (
        "DELETE: what to do with old photographs",
        "Please remove what nobody sees, the office says."
      ),
      ("KILL: the third album", "In a note to subscribers the band said that it comes in May."),
      ("ADVISORY: gale in Orsett", "The office sent a warning to subscribers. Ferries withdrew."),
      ("TEST: six e-bikes", "Do not publish your key, the makers say, and lock the wheel."),
      ("STORNO: Bahn gibt Geld zurück", "An die Redaktion schrieb der Vorstand am Montag."),
      ("RETRACTED: study on quay", "The journal's editors: 'we regret it'."),
      ("WITHDRAWN: skin cream", "Please do not use the cream, the makers told buyers."),
      ("ZURÜCKGEZOGEN: Kindersitz", "Bitte nicht mehr verwenden, sagt der Hersteller."),
      ("ANULADA: la ley del puerto", "El partido votó a favor de la ley, según la noticia."),
      ("Quay closed", "The union told clients: mandatory kill switches are to be built in."),
      ("Quay closed", "The hunter said: kill the story of the wolf with the wolf."),
      ("Korrektur am Aktienmarkt: Kurse fallen", "Die Kurse sind gefallen."),
      ("Korrektur-Fahnen hingen am Kai", "Sie hingen dort seit Montag."),
      ("THREE STORMS THAT KILL", "Do not use the lift in a storm, the brigade says."),
    ])
  func news(headline: String, body: String) {
    #expect(status(headline, body) == nil)
  }

  @Test("corrections, notes to editors and test copy are known by theirs")
  func others() {
    for mark in [
      "CORRECTED-", "CORRECTION: ", "RECTIFICATIF - ", "KORREKTUR: ", "RETTIFICA: ", "訂正:",
      "Korrektur: ", "(Berichtigung: Zahl) ", "Rectificatif : ", "Fe de errores: ", "Поправка: ",
    ] {
      #expect(status(mark + "port", "A.") == .corrected)
    }
    #expect(status("Port", "A.", take: "CORRECTION") == .corrected)
    // Whatever stands before the mark, and however its letters are composed.
    #expect(status(" ([ CORRECTED] port", "A.") == .corrected)
    #expect(status("RA\u{308}TTELSE: hamn", "A.") == .corrected)
    #expect(status("A\u{300} SUPPRIMER: port", "Avis aux abonnés.") == .cancelled)
    #expect(status("ADVISORY: port vote", "Editors: a new version will follow.") == .withheld)
    #expect(
      status("ADVISORY: port", "Editors: the story on two killed men is to grow.") == .withheld)
    #expect(status("AVIS AUX CLIENTS: vote au port", "Une synthèse suivra à midi.") == .withheld)
    #expect(status("TEST – DO NOT PUBLISH", "A line.") == .test)
    #expect(status("ESSAI - ne pas diffuser", "A line.") == .test)
    #expect(status("TEST: wire", "Please ignore.") == .test)
    #expect(status("Test test test", "A line.") == .test)
    #expect(status("Port", "A.", source: "Test Provider") == .test)
    #expect(status("Port", "A.", source: "test") == .test)
    #expect(status("Port", "A.", source: "Test Cricket News") == nil)
  }

  @Test(
    "the number of a version is read from headlines and takes",
    arguments: [
      ("UPDATE 2-Port votes", nil, 2), ("Port votes", "3rd Ld-Writethru", 3),
      ("Port", "Writethru", 1),
      ("2nd Ld Port votes", nil, 2), ("LEAD 4 vote au port", nil, 4), ("2ème LEAD Port", nil, 2),
      ("Port", "2ND LEAD", 2), ("3. Zusammenfassung Hafen", nil, 3), ("Port votes", nil, 0),
      ("Hamburg takes 3rd lead in chess league", nil, 0), ("Port", "1st Add", 0),
      ("UPDATE Port votes", nil, 0), ("Update 2026 brings cranes", nil, 0),
    ] as [(String, String?, Int)])
  func versions(headline: String, take: String?, number: Int) {
    #expect(Article.StatusMark.version(headline: headline, take: take) == number)
  }

  @Test(
    "a kill means the article of its own title, without marks, or one whose title it names in its text",
    arguments: [
      ("Ferry late again", "KILL: Ferry late again", "", true),
      ("Ferry late again", "KILL - ferry late again (wrong toll)", "", true),
      ("CORRECTED-Ferry late", "MANDATORY KILL: Ferry late", "", true),
      ("UPDATE 2-Ferry late again", "KILL: Ferry late again", "", true),
      ("UPDATE 2-Ferry late again", "KILL: UPDATE 2-Ferry late again", "", true),
      ("Fähre zu spät", "ACHTUNG - STORNO: FÄHRE ZU SPÄT", "", true),
      ("フェリー遅れる", "取り消し：フェリー遅れる", "", true),
      (
        "Ferry late again", "STORY KILLED", "Please kill the story 'Ferry late again' of noon.",
        true
      ),
      ("Ferry late", "STORY KILLED", "Please kill the story that the ferry late at noon.", false),
      ("Ferry late again", "KILL: Ferry late again tomorrow", "", false),
      ("Ferry late again tomorrow", "KILL: Ferry late again", "", false),
      ("", "KILL", "", false), ("KILL", "KILL", "", false),
    ])
  func titles(title: String, headline: String, text: String, isNamed: Bool) {
    #expect(Article.KilledNames.holdTitle(title, headline: headline, text: text) == isNamed)
  }

  @Test(
    "a site's address and a day in a kill's text are no identifiers of what it takes back",
    arguments: [
      "https://example.org/", "http://example.org", "2026-11-22", "22.11.2026", "22/11/2026",
      "2026-11-22T10:00:00Z",
    ])
  func mentioned(word: String) {
    let names = Article.KilledNames(
      headline: "KILL: Quay closed", body: "Please kill the story of \(word).", slug: nil, uri: nil)
    #expect(names.identifiers.isEmpty)
  }

  @Test(
    "what its text names as such is an identifier",
    arguments: ["https://example.org/a/7", "urn:x:quay-1", "tag:x.example,2026:7", "BC-Quay-0007"])
  func named(word: String) {
    let names = Article.KilledNames(
      headline: "KILL: Quay closed", body: "Please kill the story \(word).", slug: nil, uri: nil)
    #expect(names.identifiers == [word])
    #expect(Article.KilledNames.isUnmistakable(word) == (word != "BC-Quay-0007"))
  }

  @Test("a kill names identifiers and slugs, and no years, tolls and times")
  func names() {
    let names = Article.KilledNames(
      headline: "KILL: Bulgaria-Blast",
      body: """
        Please kill the story slugged BC-EU--Port Vote, which moved at 0930 on 2026, and \
        World/Bulgaria/Blast, DOC-2026-77. It said that 14 had died of COVID-19, and Jean-Paul Roux \
        spoke.
        """, slug: "BC-Own", uri: nil)
    #expect(names.identifiers.contains("DOC-2026-77"))
    #expect(!names.identifiers.contains { ["0930", "2026", "14"].contains($0) })
    #expect(
      names.slugs == [
        "BC-Own", "Bulgaria-Blast", "BC-EU--Port", "World/Bulgaria/Blast", "DOC-2026-77",
        "BC-EU--Port Vote",
      ])
    let long = Article.KilledNames(
      headline: "KILL", body: "Kill BC-EU--Ghent Port Vote from Ghent.", slug: nil, uri: nil)
    #expect(long.slugs.suffix(2) == ["BC-EU--Ghent Port", "BC-EU--Ghent Port Vote"])
    let many = Article.KilledNames(
      headline: "", body: (0..<500).map { "abc_\($0) B-c-\($0)" }.joined(separator: " "), slug: nil,
      uri: nil)
    #expect(many.identifiers.count == 24 && many.slugs.count == 8)
  }

  @Test(
    "where a kill has an identifier, its own or one that it names, only what it calls a slug is one"
  )
  func surely() {
    let text =
      "Please kill the story slugged BC-EU--Port Vote and World/Bulgaria/Blast (urn:w1:blast)."
    let named = Article.KilledNames(
      headline: "KILL: Bulgaria-Blast", body: text, slug: "POLITICS", uri: nil)
    #expect(named.identifiers.contains("urn:w1:blast") && named.slugs.first == "BC-EU--Port Vote")
    #expect(!named.slugs.contains("POLITICS") && !named.slugs.contains("Bulgaria-Blast"))
    let own = Article.KilledNames(headline: "KILL: Port-Vote", body: "", slug: "POLITICS", uri: "7")
    #expect(own.identifiers.first == "7" && own.slugs.isEmpty)
    let link = Article.KilledNames(
      headline: "KILL: Port-Vote", body: "See https://wire.example/kills.", slug: nil, uri: nil)
    #expect(link.slugs == ["Port-Vote"])
  }
}
