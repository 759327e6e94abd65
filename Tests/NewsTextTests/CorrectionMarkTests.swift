import NewsModel
import NewsText
import Testing

@Suite("Marks of corrections and versions")
struct CorrectionMarkTests {
  private func status(
    _ headline: String, note: String? = nil, slug: String? = nil,
    body: String = "The quay closed on Monday."
  ) -> Article.Status? {
    var article = Article(headline: headline, body: body, format: "ninjs")
    (article.facts.editorNote, article.facts.slug) = (note, slug)
    return Article.StatusMark.status(of: article)
  }

  @Test(
    "a headline says that it is a correction, before it or behind it",
    arguments: [
      "CORRECTED-Quay closed", "CORRECTED Quay closed", "(Correction: name) Quay closed",
      "CORRECTS Quay closed", "Clarification: Quay closed", "(C O R R E C T I O N) Quay closed",
      "C O R R E C T I O N: Quay closed", "Correction : Quay closed", "Corrige: Quay closed",
      "ERRATA - Quay closed", "Rättelse: kajen stängd", "Oprava: nábřeží zavřeno",
      "ИСПРАВЛЕНО: причал закрыт", "【訂正】岸壁閉鎖", "[정정] 부두 폐쇄", "DÜZELTME - Quay closed",
      "Quay closed (Correction)", "Quay closed - CORRECTED", "Quay closed [korrigiert]",
      "EILT - KORREKTUR: Kai zu", "UPDATE 2-CORRECTED-Quay closed", "**CORRECTION** Quay closed",
      "Corrected version: Quay closed", "Corrects headline: Quay closed", "更正 码头关闭",
      "Fe de erratas: Muelle cerrado", "Helyesbítés: Lezárták a rakpartot",
    ])
  func headlines(headline: String) {
    #expect(status(headline) == .corrected)
  }

  @Test(
    "so do its note to editors and its first line",
    arguments: [
      "CORRECTS spelling of name in paragraph 2", "Corrected: adds missing word", "CORRECTION",
      "Berichtigung: Name im zweiten Absatz", "Corrige le nom au 2e paragraphe",
      "RECTIFICACIÓN del nombre", "Eds: CORRECTS name of chair", "ADDS quotes; CORRECTS name",
      "This story has been corrected to say Monday", "(Berichtigt: Name)", "訂正：名前",
      "Redaktionen: Berichtigt wird der Name",
    ])
  func notes(note: String) {
    #expect(status("Quay closed", note: note) == .corrected)
  }

  @Test(
    "a first line in brackets or addressed to editors is a mark",
    arguments: [
      "(Corrects name of chair in paragraph 2)", "CORRECTION: The chair is Ada Berg.",
      "Eds: Corrects name in lead.", "Korrigierte Fassung", "[Corrects spelling]",
    ])
  func firstLines(line: String) {
    #expect(status("Quay closed", body: line + "\nThe quay closed on Monday.") == .corrected)
  }

  @Test("a part of a slug is a mark in capitals that the others have not")
  func slugs() {
    #expect(status("Quay closed", slug: "BC-Quay-CORRECTION") == .corrected)
    #expect(status("Quay closed", slug: "Quay/CORRECTED") == .corrected)
    #expect(status("Quay closed", slug: "MARKET-CORRECTION") == nil)
    #expect(status("Quay closed", slug: "Market-Correction") == nil)
  }

  @Test(
    "news with the same words is none",
    arguments: [
      "Correction officers strike", "Corrections department opens prison",
      "CORRECTIONS OFFICERS WALK OUT OF KELBY PRISON", "Corrected exams returned to pupils",
      "Korrekturen am Haushalt nötig", "Berichtigung des Wahlergebnisses gefordert",
      "Rettifica dei conti pubblici chiesta", "Oprava mostu v Kelby začne",
      "Errata of a novel sold",
      "Clarification of law sought by judges", "Corrective surgery for lion cub",
      "Market correction (again) feared", "Ships change course (corrected for wind), study finds",
      "Corrects himself: minister says taxes may rise", "Correct answers in Kelby quiz",
      "Clarifies butter in a minute: a new pan",
    ])
  func news(headline: String) {
    #expect(status(headline) == nil)
    #expect(status("Quay closed", body: headline + ", it was said.\nMore.") == nil)
  }

  @Test(
    "a note about corrections is no correction",
    arguments: [
      "Adds quote of correction officers' union", "Recasts with reaction to market correction",
      "With photos of corrected map", "ADDS comment on corrections policy",
    ])
  func newsInNotes(note: String) {
    #expect(status("Quay closed", note: note) == nil)
  }

  @Test(
    "the number of a version is read in the manners of many agencies",
    arguments: [
      ("2. Aktualisierung: Kai zu", 2), ("(2. Neu: Zahlen) Kai zu", 2), ("(Neu: Zahlen) Kai zu", 1),
      ("MISE À JOUR 3 - Quai fermé", 3), ("AGGIORNAMENTO 2 - Molo chiuso", 2),
      ("RPT-UPDATE 3-Quay closed", 3), ("CORRECTED-UPDATE 2-Quay closed", 2), ("更新2：码头关闭", 2),
      ("ОБНОВЛЕНИЕ 2 - причал закрыт", 2), ("2. Ersatzmeldung: Kai zu", 2),
      ("Ersatzmeldung: Kai zu", 1), ("Version 3: Quay closed", 3), ("Quay closed (Update 2)", 2),
      ("Quay closed, 2nd Ld", 2), ("Quay closed (v3)", 3), ("Update 10: Quay closed", 10),
      ("Version 2 of the plan fails", 0), ("Neu: Fähre nach Kelby", 0),
      ("Update on flood defences", 0), ("Kelby beats Orsett, 2 to 1", 0),
      ("Orsett sold (12 dead)", 0),
      ("2. Fassung des Gesetzes scheitert", 0), ("Lead in water worries parents", 0),
    ])
  func versions(headline: String, number: Int) {
    #expect(Article.StatusMark.version(headline: headline, take: nil) == number)
  }

  @Test("a slug or a note says it where there is no mark of take")
  func takes() {
    var facts = Article.Facts()
    facts.slug = "Ghent-Dockers"
    #expect(Article.StatusMark.take(of: facts) == nil)
    facts.editorNote = "UPDATE 2- adds quotes"
    let take = Article.StatusMark.take(of: facts)
    #expect(Article.StatusMark.version(headline: "Quay", take: take) == 2)
    facts.take = "3rd Ld"
    #expect(Article.StatusMark.take(of: facts) == "3rd Ld")
  }
}
