import Testing

@testable import NewsText

/// Numbers by their value, whatever their form.
@Suite("Figures")
struct FigureTests {
  /// The figures of a text, as they stand there, by the numbers that they go by.
  private static func figures(_ text: String, _ language: String) -> [TermHash: String] {
    let terms = TermExtractor().terms(headline: "", body: text, language: language)
    return terms.terms.filter(\.isFigure).reduce(into: [:]) { $0[$1.hash] = terms.surface($1) }
  }

  @Test(
    "one value is one term, whatever its form",
    arguments: [
      (
        "en",
        [
          "140,000 hens", "140 000 hens", "140K hens", "140k hens", "0.14 million hens",
          "140 thousand hens", "140.000 hens", "１４０，０００ hens", "0.14m hens",
        ]
      ),
      (
        "en",
        [
          "$2.4 billion", "$2.4bn", "$2,400 million", "$2.4B", "$2400m", "2,400,000,000",
          "a $2.4-billion plan",
        ]
      ),
      ("en", ["a $6.5 trillion plan", "a $6.5T plan", "a $6.5 trln plan"]),
      ("de", ["1,4 Mio. Gäste", "1,4 Millionen Gäste", "1.400.000 Gäste", "1400000 Gäste"]),
      ("de", ["3 Mrd. Euro", "3 Milliarden Euro", "3.000.000.000 Euro", "3000 Mio. Euro"]),
      ("fr", ["2,5 tonnes de cuivre", "2.500 kilos de cuivre", "2500 kg de cuivre"]),
      ("es", ["1,5 millones de olivos", "1.500.000 olivos", "1,5 M de olivos"]),
      ("es", ["2.300 millones", "2,3 mil millones", "2.300.000.000"]),
      ("pt", ["1,2 milhão", "1.200.000", "1,2 mi"]),
      ("ru", ["1,2 млн тонн", "1,2 миллиона тонн", "1 200 000 тонн", "1.2 млн тонн"]),
      ("pl", ["340 tys. osób", "340 000 osób", "0,34 mln osób"]),
      ("hi", ["14 लाख लोग", "१४ लाख लोग", "14,00,000 लोग"]),
      ("zh", ["14万人", "14万余人", "１４万人", "十四万人", "140000人", "140,000人"]),
      ("ja", ["1万4千人が", "14,000人が", "1万4000人が", "１万４千人が", "一万四千人が"]),
      ("ko", ["3만 5천 명이", "35,000명이"]),
      ("vi", ["2,5 triệu con", "2.500.000 con"]),
      ("ar", ["3 ملايين طائر", "٣ ملايين طائر", "3,000,000 طائر"]),
    ])
  func forms(language: String, texts: [String]) {
    let all = texts.map { Self.figures($0, language) }
    for (text, found) in zip(texts, all) {
      #expect(found.count == 1 && found.keys.first == all[0].keys.first, "\(text): \(found)")
    }
  }

  @Test(
    "other values are other terms",
    arguments: [
      ("en", "140,000", "14,000"), ("en", "2.4 million", "2.4 billion"), ("en", "31", "3.1"),
      ("de", "1,4 Mio.", "1,4 Mrd."), ("ja", "1万4千人", "1万5千人"), ("zh", "十四万人", "四十万人"),
    ])
  func others(language: String, one: String, other: String) {
    let (a, b) = (Self.figures(one, language), Self.figures(other, language))
    #expect(a.count == 1 && b.count == 1 && a.keys.first != b.keys.first)
  }

  @Test("what belongs to a figure is shown with it, and is no word beside it")
  func surface() {
    let terms = TermExtractor().terms(
      headline: "", body: "Greve custa 1,2 milhão de reais", language: "pt")
    #expect(terms.terms.filter(\.isFigure).map { terms.surface($0) } == ["1,2 milhão"])
    #expect(!terms.terms.contains { terms.surface($0) == "milhão" })
    #expect(Self.figures("这座桥耗资十四万元。", "zh").values.sorted() == ["十四万"])
  }

  @Test(
    "years, days, lone signs and words that only begin like numerals are no figures",
    arguments: [
      ("en", "In 2014 a gull was seen 3 times."), ("ja", "12日午前9時、三重県の四人が千葉へ向かった。"),
      ("zh", "十二月二十三日，万一下雨，三四个人在一起十分高兴。"), ("ko", "12일 오전"),
    ])
  func noFigures(language: String, text: String) {
    #expect(Self.figures(text, language).isEmpty, "\(Self.figures(text, language))")
  }

  @Test("times and scores stay as they are written, and nothing overflows")
  func odd() {
    #expect(Self.figures("at 12:30 and 12.30.15", "en").count == 2)
    let long = String(repeating: "9", count: 400)
    #expect(!Self.figures("\(long) million \(long),\(long)", "en").isEmpty)
    _ = Self.figures(String(repeating: "九亿", count: 300), "zh")
    _ = Self.figures(String(repeating: "9亿", count: 300), "zh")
    _ = Self.figures(String(repeating: "1 000 ", count: 300), "fr")
  }
}
