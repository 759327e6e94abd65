import NewsModel
import Testing

@testable import NewsFormats

@Suite("Notices of embargoes")
struct EmbargoNoticeTests {
  /// A Monday.
  private static let monday = Timestamp(rfc3339: "2026-11-30T12:00:00Z")

  private func notice(
    _ line: String, _ place: EmbargoNotice.Place = .headline
  ) -> EmbargoNotice? {
    guard EmbargoTrigger.isIn(line, place) else { return nil }
    return EmbargoNotice.reading(line, place, after: Self.monday)
  }

  @Test(
    "an embargo is read where it is said, in the words of many agencies",
    arguments: [
      ("EMBARGOED until 0001 GMT Tuesday Dec 1", "2026-12-01T00:01:00Z"),
      ("EMBARGOED UNTIL 00:01 GMT, TUESDAY 1 DECEMBER 2026. NOT FOR USE", "2026-12-01T00:01:00Z"),
      ("Embargo: 30.11.2026, 18:00 Uhr", "2026-11-30T18:00:00Z"),
      ("Embargo: Mo, 30.11. - 18.00 Uhr", "2026-11-30T18:00:00Z"),
      ("Sperrfrist: Dienstag, 1. Dezember, 10.00 Uhr MEZ", "2026-12-01T09:00:00Z"),
      ("Sous embargo jusqu'au 1er décembre 2026 à 18h00", "2026-12-01T18:00:00Z"),
      ("EMBARGADO HASTA EL MARTES A LAS 18.00 HORAS", "2026-12-01T18:00:00Z"),
      ("Sob embargo até 2 de dezembro de 2026, 10h", "2026-12-02T10:00:00Z"),
      ("EMBARGO fino alle ore 12 di martedì 1 dicembre", "2026-12-01T12:00:00Z"),
      ("Onder embargo tot dinsdag 06.00 uur", "2026-12-01T06:00:00Z"),
      ("EMBARGO do 1 grudnia 2026, godz. 10:00", "2026-12-01T10:00:00Z"),
      ("ЭМБАРГО до 18:00 мск 1 декабря", "2026-12-01T15:00:00Z"),
      ("【エンバーゴ】12月1日18時まで", "2026-12-01T18:00:00Z"),
      ("エンバーゴ：12月1日午前9時", "2026-12-01T09:00:00Z"),
      ("禁发：12月1日 10:00 前", "2026-12-01T10:00:00Z"),
      ("엠바고: 12월 1일 오전 9시", "2026-12-01T09:00:00Z"),
      ("SPERREFRIST: 1. desember kl. 06.00", "2026-12-01T06:00:00Z"),
      ("NOT FOR PUBLICATION BEFORE 0600 GMT ON DECEMBER 1", "2026-12-01T06:00:00Z"),
      ("This story is strictly embargoed until 6 p.m. EST today", "2026-11-30T23:00:00Z"),
      ("EMBARGOED UNTIL 1800 GMT - Quay closed", "2026-11-30T18:00:00Z"),
      ("EMBARGOED UNTIL 0900: three killed on quay", "2026-11-30T09:00:00Z"),
      ("Embargo until 0600 GMT", "2026-12-01T06:00:00Z"),
      ("EMBARGOED until midnight Monday: quay closed", "2026-12-01T00:00:00Z"),
      ("Quay closed (EMBARGOED until 1800 GMT Tuesday)", "2026-12-01T18:00:00Z"),
      ("Quay closed - EMBARGO 1 DEC 18:00 GMT", "2026-12-01T18:00:00Z"),
      ("Embargo 12/1, 6 a.m. ET", "2027-01-12T11:00:00Z"),
      ("Embargo 12/31/2026 6 a.m. ET", "2026-12-31T11:00:00Z"),
      ("EMBARGOED until 2026-12-01T06:00:00+01:00", "2026-12-01T05:00:00Z"),
    ])
  func times(line: String, end: String) {
    #expect(notice(line) == .until(Timestamp(rfc3339: end)))
  }

  @Test(
    "one without a time holds until somebody says otherwise",
    arguments: [
      "EMBARGOED: quay closed", "[EMBARGO] Quay closed", "(Sperrfrist) Kai gesperrt", "EMBARGO",
      "EMBARGOED UNTIL FURTHER NOTICE", "Sous embargo", "Sperrfrist bis auf weiteres",
    ])
  func open(line: String) {
    #expect(notice(line) == .until(nil))
  }

  @Test(
    "news about embargoes, deadlines and what is published is under none",
    arguments: [
      "Embargo on Russian oil takes effect", "Embargo: EU discusses oil sanctions",
      "Oil embargo until 2027 agreed in Brussels", "Embargo until 2027 on oil agreed",
      "Embargo until Tuesday on fish from Kelby", "Embargo: 30 ships held in port",
      "Embargo: Tuesday's vote in doubt", "Embargoed goods reach the harbour",
      "Embargoed: the goods that nobody may buy", "Under embargo, the islanders turn to fishing",
      "Under embargo: how the islanders live", "Sperrfrist für Arbeitslose soll kürzer werden",
      "Sperrfrist: Wer zu früh kündigt, bekommt kein Geld", "Press embargo broken by the ministry",
      "L'embargo sur le pétrole prolongé jusqu'en 2027", "Embargo hasta 2027 para el petróleo",
      "Frei bis Dienstag: Schulen in Kelby", "Hold until Tuesday, the mayor tells drivers",
      "解禁になったアユ釣り、12月1日から", "Publication of the list on Tuesday", "Release on Tuesday",
      "For release of prisoners, ministers meet Tuesday", "Diffusion mardi du film sur Kelby",
      "Gesperrt bis Freitag: Tunnel bei Kelby wird saniert",
      "Gesperrt bis 1. Dezember, 6 Uhr: Tunnel bei Kelby", "Embargo from Tuesday 0600 GMT on fish",
      "Cuba: embargo, 60 years on", "Quay closed - embargo until Tuesday on fish",
    ])
  func news(line: String) {
    #expect(notice(line) == nil)
  }

  @Test("what is lifted binds nobody, whatever stands beside it")
  func lifted() {
    for line in [
      "Embargo lifted", "EMBARGO LIFTED: quay closed", "Sperrfrist aufgehoben", "Embargo levé",
    ] {
      #expect(notice(line) == .lifted)
    }
    var facts = Article.Facts()
    facts.editorNote = "EMBARGO LIFTED."
    #expect(
      EmbargoNotice.of(
        headline: "EMBARGOED until 0600 GMT: quay", facts: facts, body: "A.", after: Self.monday)
        == .lifted)
  }

  private func articles(_ text: String, as name: String = "a.txt") -> [Article] {
    var bytes = Array(text.utf8)[...]
    let decoder = DepositDecoder(
      name: FileName(name), limits: Limits(), received: Self.monday, cpuClock: { .zero }
    ) { buffer in
      let count = min(buffer.count, bytes.count)
      buffer.copyBytes(from: bytes.prefix(count))
      bytes = bytes.dropFirst(count)
      return count
    }
    var found: [Article] = []
    while case .article(let article, _)? = try? decoder.next() { found.append(article) }
    return found
  }

  private let text =
    "The council of Kelby closed the quay on Monday.\n\nFerries leave from the pier."

  @Test("a note, the first line and the last one count; one that is over, and a sentence, do not")
  func places() {
    let tuesday = Timestamp(rfc3339: "2026-12-01T06:00:00Z")
    for copy in [
      "EMBARGOED until 0600 GMT Tuesday\n\n\(text)",
      "Quay closed\n\n\(text)\n\nEmbargo: 1.12., 6 Uhr",
      "Quay closed\n\nSperrfrist: Dienstag, 6.00 Uhr\n\n\(text)",
      "Headline: Quay\nEmbargo: Tuesday, 06:00 GMT\n\n\(text)",
    ] {
      let article = articles(copy).first
      #expect(article?.status == .embargoed && article?.embargo == tuesday, "\(copy)")
    }
    for copy in [
      "EMBARGOED until 0600 GMT Sunday Nov 29\n\n\(text)", "Embargo: EU discusses oil\n\n\(text)",
      "Quay closed\n\n\(text)\n\nThe embargo until 1 December, 6 GMT, is a trick, he said.",
    ] {
      #expect(articles(copy).first?.status == .usable, "\(copy)")
    }
  }

  @Test(
    "fields of JSON say it by a flag, a time or words",
    arguments: [
      (#""embargoed": true"#, Article.Status.embargoed, nil),
      (#""embargoed": false"#, .usable, nil),
      (#""embargo": "none""#, .usable, nil), (#""embargoed": 1"#, .embargoed, nil),
      (#""embargo": "06:00 GMT on Tuesday""#, .embargoed, "2026-12-01T06:00:00Z"),
      (#""embargoUntil": "2026-12-01T06:00:00Z""#, .embargoed, "2026-12-01T06:00:00Z"),
      (
        #""embargoed": true, "embargo_date": "2026-12-01T06:00:00Z""#, .embargoed,
        "2026-12-01T06:00:00Z"
      ),
      (#""headline": "EMBARGOED: quay", "status": "usable""#, .embargoed, nil),
    ] as [(String, Article.Status, String?)])
  func json(fields: String, status: Article.Status, end: String?) {
    let article = articles(#"{"body": "The quay is closed.", \#(fields)}"#, as: "a.json").first
    #expect(article?.status == status)
    #expect(article?.embargo == end.flatMap { Timestamp(rfc3339: $0) })
  }

  @Test("an element of a feed that is called so says it, in any namespace")
  func feed() {
    for element in ["embargo", "prism:embargoDate"] {
      let name = element.hasPrefix("prism") ? " xmlns:prism=\"http://prismstandard.org/\"" : ""
      let article = articles(
        """
        <rss version="2.0"\(name)><channel><title>A</title><item><title>Quay</title>\
        <\(element)>2026-12-01T06:00:00Z</\(element)><description>\(text)</description></item>\
        </channel></rss>
        """, as: "a.xml"
      ).first
      #expect(article?.embargo == Timestamp(rfc3339: "2026-12-01T06:00:00Z"))
    }
  }
}
