import Testing

@testable import NewsText

@Suite("The language of a text")
struct LanguageGuessTests {
  @Test(
    "prose in one language is known by it",
    arguments: [
      (
        "en",
        "The ferry from the island left the harbour two hours late on Monday because of the fog, and the masters of three other ships decided to wait."
      ),
      (
        "de",
        "Die Hafenarbeiter haben am Montag die Arbeit niedergelegt, weil die Verhandlungen über höhere Löhne ohne Ergebnis geblieben sind."
      ),
      (
        "fr",
        "Le ferry a quitté le port avec deux heures de retard lundi à cause du brouillard, et trois autres navires ont attendu la marée."
      ),
      (
        "ru",
        "Правительство сообщило в понедельник, что цены на хлеб и молоко в этом году вырастут не более чем на пять процентов, хотя министр сельского хозяйства раньше говорил о десяти."
      ),
      (
        "he",
        "המעבורת מן האי יצאה מן הנמל ביום שני באיחור של שעתיים בגלל הערפל, כך מסרו בנמל, ושלוש ספינות אחרות המתינו."
      ),
      (
        "nb",
        "Fergen fra øya forlot havnen to timer for sent på mandag på grunn av tåke, og tre andre skip ventet på tidevannet om ettermiddagen."
      ),
    ])
  func prose(tag: String, text: String) {
    #expect(LanguageGuess.tag(of: text) == tag)
    #expect(LanguageGuess.tag(of: String(repeating: text + "\n", count: 50)) == tag)
  }

  @Test(
    "what is short, or no prose, or in several languages, is not guessed",
    arguments: ["", "Harbour closed", "12 34 56 78", String(repeating: "0123456789 ", count: 40)])
  func untold(text: String) { #expect(LanguageGuess.tag(of: text) == nil) }
}
