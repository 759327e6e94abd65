import NewsModel
import NewsText
import Testing

/// Surface forms with their weighted counts, in the order of the alphabet.
private func counts(_ headline: String, _ body: String, _ language: String? = nil) -> [String] {
  let terms = TermExtractor().terms(headline: headline, body: body, language: language)
  return terms.terms.map { "\(terms.surface($0)) \($0.count)" }.sorted()
}

@Suite("Terms")
struct TermExtractorTests {
  @Test(
    "a text is divided into the terms it speaks of",
    arguments: [
      ("harbour", ["harbour 2"]),
      ("Harbours HARBOUR harbour", ["Harbours 6"]),
      ("Café cafe CAFE\u{301}", ["Café 6"]),
      ("the minister's minister’s ministers", ["minister 6"]),
      ("O’Neill won", ["O’Neill 2", "won 2"]),
      ("It’s what they’ve said on Monday", []),
      (
        "12,500 ferries left at 9:30 in 2026 and 1,999",
        ["1,999 2", "12,500 2", "9:30 2", "ferries 2", "left 2"]
      ),
      ("214 of 12500 and 12,500; 7", ["12500 4", "214 2"]),
      ("x y z", []),
      ("fog‑bound ferry-port", ["bound 2", "ferry 2", "fog 2", "port 2"]),
      ("snake_case", ["case 2", "snake 2"]),
      ("", []),
    ])
  func words(text: String, expected: [String]) {
    #expect(
      counts("", text).filter { !$0.hasPrefix("well ") } == expected.filter { $0 != "well 2" })
  }

  @Test(
    "a country is found by its name, its people, its capital and what its power is called after",
    arguments: [
      ("Japan", "@jp 2"), ("the Japanese", "@jp 2"), ("in Tokyo", "@jp 2"),
      ("South Korea’s", "@kr 2"), ("North Korean", "@kp 2"), ("the Kremlin", "@ru 2"),
      ("U.S.", "@us 2"), ("the US", "@us 2"), ("United States of America", "@us 2"),
      ("Washington D.C.", "@us 2"), ("Port-au-Prince", "@ht 2"), ("Türkiye", "@tr 2"),
      ("São Tomé", "@st 2"), ("Great news from Paris, Paris", "@fr 4"),
    ])
  func countries(text: String, expected: String) {
    #expect(counts("", text).filter { $0.hasPrefix("@") } == [expected])
  }

  @Test(
    "a word in lower case names no country",
    arguments: ["they told us", "Us", "turkey and jordan", "a polish"])
  func noCountries(text: String) {
    #expect(counts("", text).allSatisfy { !$0.hasPrefix("@") })
  }

  @Test("the longest name counts, once")
  func longestName() {
    #expect(counts("", "South Korean") == ["@kr 2", "Korean 2", "South 2"])
  }

  @Test("the headline counts three times, the first sixty words twice, the rest once")
  func places() {
    let filler = Array(repeating: "filler", count: 59).joined(separator: " ")
    #expect(counts("Ferry", filler + " ferry") == ["Ferry 4", "filler 118"])
    #expect(counts("", filler + " ferry") == ["ferry 2", "filler 118"])
    #expect(counts("Tokyo", filler + " Tokyo").contains("@jp 4"))
  }

  @Test("countries, words only met inside their names, and figures are no subject")
  func subjects() {
    let extractor = TermExtractor()
    func noSubject(_ text: String) -> [String] {
      let terms = extractor.terms(headline: "", body: text, language: "en")
      return terms.terms.filter { !$0.isSubject }.map { terms.surface($0) }.sorted()
    }
    #expect(noSubject("South Korean ferry") == ["@kr", "Korean", "South"])
    #expect(noSubject("South Korean ferry heads south with 214") == ["214", "@kr", "Korean"])
  }

  @Test("evidence is shown as it was written, with its place")
  func surfaces() throws {
    let terms = TermExtractor().terms(headline: "Élan’s", body: "Über élan", language: "en")
    let term = try #require(terms.terms.first { terms.surface($0) == "Élan" })
    let range = try #require(terms.surfaceRange(term))
    #expect(range.inHeadline && range.bytes == 0..<5)
    #expect(term.count == 5)
  }

  @Test("terms come in ascending order and never twice, whatever the text")
  func order() {
    let words = (0..<5000).map { "word\(String($0, radix: 26).filter(\.isLetter))x" }
    let terms = TermExtractor().terms(
      headline: "", body: words.joined(separator: " "), language: nil)
    let hashes = terms.terms.map(\.hash)
    #expect(hashes == Array(Set(hashes)).sorted())
    #expect(hashes.count <= TermCounts.termLimit)
  }

  @Test("an extractor's past changes nothing")
  func memoryless() {
    let used = TermExtractor()
    for index in 0..<300 {
      _ = used.terms(headline: "Number \(index)", body: "ferries of the harbour", language: "en")
    }
    let text = "A ferry of the port authority ran aground near Busan, South Korea."
    let fresh = TermExtractor().terms(headline: "Ferry", body: text, language: nil)
    #expect(used.terms(headline: "Ferry", body: text, language: nil).terms == fresh.terms)
  }

  @Test(
    "text that is no text gives no terms and does no harm",
    arguments: [
      "\u{0}\u{1}", "....", "''''", "’s", "\u{301}\u{301}", "😀 🇯🇵", "1 2 3.", "'s s's 's",
      String(repeating: "’", count: 1000),
    ])
  func oddText(text: String) {
    #expect(counts("", text).isEmpty)
  }

  @Test("a word of a million letters costs one term")
  func endlessWord() {
    #expect(counts("", String(repeating: "a", count: 1_000_000)).count == 1)
  }
}

@Suite("Terms of other languages")
struct TermLanguageTests {
  @Test(
    "words of other languages meet in their stems",
    arguments: [
      ("de", "Häuser", "Hauses"), ("fr", "continuait", "continuer"),
      ("ru", "вернулись", "вернулась"),
      ("es", "casas", "casa"), ("sv", "flickorna", "flickor"), ("nb", "bilene", "bilen"),
    ])
  func stems(language: String, one: String, other: String) {
    let extractor = TermExtractor()
    let first = extractor.terms(headline: "", body: one, language: language)
    let second = extractor.terms(headline: "", body: other, language: language)
    #expect(first.terms.map(\.hash) == second.terms.map(\.hash))
  }

  @Test("a language without stemmer counts first letters, a script without words pairs of letters")
  func pieces() {
    let extractor = TermExtractor()
    func hashes(_ text: String, _ language: String?) -> [UInt32] {
      extractor.terms(headline: "", body: text, language: language).terms.map(\.hash)
    }
    #expect(hashes("kuvernööri", "et") == hashes("kuvernöörile", "et"))
    #expect(hashes("kuvernööri", "et") != hashes("kuberner", "et"))
    #expect(hashes("เรือเฟอร์รี่", "th").count == 11)
  }

  @Test(
    "without a tag the text itself tells its language, with one the tag does",
    arguments: [
      ("The harbour office said on Monday that the ferries will sail again this week.", nil, "en"),
      ("Der Hafenmeister sagte am Montag, dass die Fähren diese Woche wieder fahren.", nil, "de"),
      ("Le port a annoncé lundi que les ferries reprendront la mer cette semaine.", nil, "fr"),
      ("El puerto anunció el lunes que los transbordadores saldrán esta semana.", nil, "es"),
      ("Паромы снова выйдут в море на этой неделе, сообщила администрация порта.", nil, "ru"),
      ("Havnevesenet opplyste mandag at fergene går som normalt igjen denne uken.", nil, "no"),
      ("港务局周一表示，渡轮将于本周恢复航行。", nil, "zh"),
      ("港湾局は月曜日、フェリーが今週運航を再開すると発表した。", nil, "ja"),
      ("أعلنت إدارة الميناء يوم الاثنين أن العبارات ستستأنف رحلاتها هذا الأسبوع.", nil, "ar"),
      ("ok", nil, "en"), ("…", nil, "en"), ("Hafen", "de-AT", "de"), ("hei", "nb", "no"),
      ("grad", "bs", "hr"),
      ("Grad je miran", "sr-Latn", "hr"), ("Град је миран", "sr", "sr"), ("lungsod", "tl", "fil"),
      ("The ferries will sail again.", "sv", "sv"), ("The ferries will sail again.", "x", "en"),
    ] as [(String, String?, String)])
  func language(text: String, tag: String?, expected: String) {
    #expect(TermLanguage(tag: tag, text: text).subtag == expected)
  }

  @Test(
    "words that carry nothing are left out in every language with a list",
    arguments: [
      ("de", "der Hafen und die Fähre", ["Fähre 2", "Hafen 2"]),
      ("fr", "le port et la grève", ["grève 2", "port 2"]),
      ("ru", "или порт и паром", ["паром 2", "порт 2"]),
      ("ro", "portul și feribotul din oraș", ["feribotul 2", "oraș 2", "portul 2"]),
      ("ar", "الميناء في المدينة", ["المدينة 2", "الميناء 2"]),
      ("tr", "liman ve feribot için 214 yolcu", ["214 2", "feribot 2", "liman 2", "yolcu 2"]),
    ])
  func stopWords(language: String, text: String, expected: [String]) {
    #expect(counts("", text, language) == expected)
  }

  @Test(
    "a common word of a language is expected in an article, a rare one is not, in any of its forms",
    arguments: [
      ("ar", "الحكومة", "المرجان"), ("da", "regeringen", "koralrevet"),
      ("de", "Regierung", "Ankerkette"),
      ("es", "gobierno", "arrecife"), ("fi", "hallitus", "riutta"), ("fr", "gouvernement", "récif"),
      ("hu", "kormány", "korallzátony"), ("it", "governo", "scogliera"),
      ("nl", "regering", "scheepswrak"),
      ("no", "regjeringen", "korallrevet"), ("pt", "governo", "estibordo"),
      ("ro", "guvernul", "recifului"),
      ("ru", "правительство", "рифа"), ("sv", "regeringen", "korallrevet"),
      ("tr", "hükümeti", "resif"),
    ])
  func priors(language: String, common: String, rare: String) throws {
    let extractor = TermExtractor()
    let priors = try [common, rare].map { word in
      let terms = extractor.terms(headline: "", body: word, language: language).terms
      return try #require(terms.first).prior
    }
    #expect(priors[0] > 0.015 && priors[1] < 0.002, "\(priors)")
  }

  @Test("the same word is another term in another language")
  func apart() {
    let extractor = TermExtractor()
    let english = extractor.terms(headline: "", body: "minister", language: "en")
    let german = extractor.terms(headline: "", body: "minister", language: "de")
    #expect(Set(english.terms.map(\.hash)).isDisjoint(with: german.terms.map(\.hash)))
  }

  @Test(
    "a language is read from its primary subtag, else from the script",
    arguments: [
      ("en-US", "x", "en"), ("EN", "x", "en"), ("pt_br", "x", "pt"), (nil, "Latin text", "en"),
      (nil, "Текст по-русски", "und"), ("", "Latin", "en"), ("english", "Latin", "en"),
      ("x", "Latin", "en"), ("12", "Latin", "en"), ("deu", "x", "deu"),
    ])
  func tags(tag: String?, text: String, expected: String) {
    #expect(TermLanguage(tag: tag, text: text).subtag == expected)
  }

  @Test("letters with accents apart are the letters with accents")
  func composed() {
    let extractor = TermExtractor()
    let composed = extractor.terms(headline: "", body: "Häuser", language: "de")
    let apart = extractor.terms(headline: "", body: "Ha\u{308}user", language: "de")
    #expect(composed.terms.map(\.hash) == apart.terms.map(\.hash))
  }
}
