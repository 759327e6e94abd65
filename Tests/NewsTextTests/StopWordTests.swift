import Testing

@testable import NewsText

@Suite("Stop-words and elision")
struct StopWordTests {
  private static func words(_ text: String, _ language: String) -> [String] {
    let terms = TermExtractor().terms(headline: "", body: text, language: language)
    return terms.terms.map { terms.surface($0) }
  }

  @Test(
    "days, months, numerals and verbs of saying are no subject, in any language",
    arguments: [
      (
        "de", "Fünf Schafe entkamen am Mittwoch im August, teilte die Polizei mit",
        "Fünf Mittwoch August teilte"
      ),
      ("fr", "Cinq moutons volés samedi en août, a indiqué le maire", "Cinq samedi août indiqué"),
      ("es", "Cinco ovejas robadas el jueves, informó la alcaldesa", "Cinco jueves informó"),
      ("pl", "W środę pięć owiec uciekło, poinformowała gmina", "środę pięć poinformowała"),
      ("cs", "V sobotu v srpnu uteklo pět ovcí, uvedla obec", "sobotu srpnu pět uvedla"),
      ("el", "Την Κυριακή πέντε πρόβατα χάθηκαν, ανακοίνωσε ο δήμος", "Κυριακή πέντε ανακοίνωσε"),
      ("id", "Pada Rabu lima domba hilang, kata lurah", "Rabu lima kata"),
      ("fa", "روز سه‌شنبه هشت گوسفند گم شد", "سه‌شنبه هشت"),
      ("hi", "शनिवार को पाँच भेड़ें खो गईं", "शनिवार पाँच"),
      ("sr", "У петак је пет оваца побегло, саопштила је општина", "петак пет саопштила"),
      ("zh", "星期二，羊群逃走，记者报道", "星期二 记者 报道"),
      ("ja", "火曜日に羊が逃げ、発表された", "火曜日 発表"),
    ])
  func leftOut(language: String, text: String, stops: String) {
    let words = Self.words(text, language)
    #expect(!words.isEmpty)
    for stop in stops.split(separator: " ") { #expect(!words.contains(String(stop)), "\(words)") }
  }

  @Test("what stands behind l' and d' is the name, with its own capital")
  func elision() throws {
    func name(_ text: String, _ language: String) throws -> TermName {
      let terms = TermExtractor().terms(headline: "", body: text, language: language)
      return try #require(
        terms.names.first { terms.surface(terms.terms[Int($0.term)]).hasPrefix("Ar") })
    }
    let plain = try name("Le feu a pris hier à Arbresle dans une grange.", "fr")
    for text in ["Le maire d'Arbresle est venu.", "Le maire d’Arbresle est venu."] {
      let elided = try name(text, "fr")
      #expect(elided.key == plain.key)
      #expect(elided.marks.contains(.sure))
    }
    #expect(try name("Il sindaco di Arzago", "it").key == name("Nell'Arzago vecchio", "it").key)
    #expect(Self.words("La mairie a dit l'accord et d'", "fr").contains("accord"))
  }

  @Test(
    "a few words tell their language by script or stop-words, where the detector is not sure",
    arguments: [
      ("es", "Un gato sin cola y los perros de la isla"),
      ("nl", "Het vuur in de kerk van Dorpum is uit"),
      ("de", "Der Hund und die Katze"), ("he", "כבשים ברחו מהחווה"), ("el", "Πρόβατα το έσκασαν"),
      ("th", "แกะหนี"), ("ko", "양 떼 탈출"), ("ja", "羊が逃げた"), ("en", "Sheep Orm Quell"),
      ("en", "The sheep of the mayor were in the garden"),
    ])
  func vote(language: String, text: String) {
    #expect(TermLanguage(tag: nil, text: text).subtag == language)
  }
}
