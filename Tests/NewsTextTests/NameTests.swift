import NewsText
import Testing

/// Names of people and places here are invented, but for towns, which must be in the list.
@Suite("Names")
struct NameTests {
  private static func extractor() -> TermExtractor { TermExtractor() }

  /// `Krell sure lede`, ascending; words that are only mentioned are left out.
  private static func names(_ headline: String, _ body: String, _ language: String) -> [String] {
    let terms = extractor().terms(headline: headline, body: body, language: language)
    return terms.names.filter(\.isName).map { name in
      var words = [terms.surface(terms.terms[Int(name.term)])]
      if name.marks.contains(.sure) { words.append("sure") }
      if name.marks.contains(.lede) { words.append("lede") }
      if name.marks.contains(.place) { words.append("place") }
      return words.joined(separator: " ")
    }.sorted()
  }

  @Test("a word with a capital inside a sentence is a name, one at its start only when it is rare")
  func capitals() {
    let names = Self.names(
      "", "Investigators met Orla Venn on Tuesday. Reports say Brixworthy fled.", "en")
    #expect(names == ["Brixworthy sure lede", "Orla sure lede", "Venn sure lede"])
  }

  @Test("a word that is also written small is no name")
  func noNames() {
    #expect(Self.names("", "They saw the Harbour open, and the harbour closed.", "en") == [])
  }

  @Test("a headline in title case makes no names of its words")
  func titleCase() {
    let names = Self.names("Storm Floods Villages Along Quarrow River", "", "en")
    #expect(!names.contains { $0.contains("sure") && !$0.contains("place") }, "\(names)")
    #expect(names.contains("Quarrow"))
  }

  @Test("the lede is the headline and two sentences, and an acronym stands in none")
  func lede() {
    let names = Self.names(
      "Fire at Tolvik quay", "It began at dawn. Crews of the NKZB came. Later Ansa Wirt left.", "en"
    )
    #expect(names == ["Ansa sure", "NKZB sure", "Tolvik sure lede", "Wirt sure"])
  }

  @Test("a first and a last name are one entity, two people are two")
  func entities() {
    let terms = Self.extractor().terms(
      headline: "", body: "Later Ansa Wirt met Bero Quint there.", language: "en")
    let entities = Dictionary(
      uniqueKeysWithValues: terms.names.map { name in
        (terms.surface(terms.terms[Int(name.term)]), name.entity)
      })
    #expect(entities["Ansa"] == entities["Wirt"])
    #expect(entities["Bero"] == entities["Quint"])
    #expect(entities["Ansa"] != entities["Bero"])
  }

  @Test(
    "forms of one name are one, and an adjective of a town is the town",
    arguments: [
      ("ru", "пришёл Веригин вчера", "видели Веригина вчера"),
      ("ru", "пожар в Вологде вчера", "на вологодский завод; это Вологда вчера"),
      ("pl", "wczoraj Bytom ogłosił", "wczoraj w Bytomiu ogłoszono"),
      ("tr", "dün Kastamonu valisi", "dün Kastamonu'da vali"),
    ])
  func forms(language: String, one: String, other: String) {
    func keys(_ text: String) -> Set<UInt32> {
      let terms = Self.extractor().terms(headline: "", body: text, language: language)
      return Set(terms.names.filter(\.isName).map(\.key))
    }
    #expect(!keys(one).isDisjoint(with: keys(other)), "\(keys(one)) \(keys(other))")
  }

  @Test("in German only towns are names for certain")
  func german() {
    let names = Self.names("", "Nach dem Brand in Oldenburg sucht die Polizei den Täter.", "de")
    #expect(names == ["Oldenburg sure lede place"])
  }

  @Test("a rare German noun may be a name, unless it is made of two words")
  func rareNouns() {
    let text = "Am Abend wurde Tennhoff geborgen. Der Kellerbrand in Hegge ist gelöscht."
    let names = Self.names("", text, "de")
    #expect(names.contains { $0.hasPrefix("Tennhoff") })
    #expect(!names.contains { $0.hasPrefix("Kellerbrand") })
  }

  @Test(
    "what the word for a town stands behind is a place, in the list or not",
    arguments: [
      ("zh", "沙木市一家工厂发生火灾", "沙木"), ("ko", "지난밤 김해시 공장에서 불이 났다", "김해"),
      ("ja", "石巻市の工場で火災", "石巻"), ("zh", "绵阳市安州区一家工厂发生爆炸", "安州"),
    ])
  func eastAsianPlaces(language: String, text: String, place: String) {
    #expect(Self.names("", text, language).contains("\(place) sure lede place"))
  }

  @Test(
    "kickers are taken off a headline",
    arguments: [
      ("URGENT: Ferry sinks", "Ferry sinks"), ("UPDATE 2-Ferry sinks", "Ferry sinks"),
      ("1ST LD Ferry sinks", "Ferry sinks"), ("FLASH", ""),
      ("BREAKING NEWS | Ferry sinks", "Ferry sinks"),
      ("URGENT UPDATE 3: Ferry sinks", "Ferry sinks"), ("СРОЧНО Паром затонул", "Паром затонул"),
      ("【速報】フェリー沈没", "フェリー沈没"), ("Live: Ferry sinks", "Ferry sinks"),
      ("Live Nation sues", "Live Nation sues"),
      ("Alert crew saves ferry", "Alert crew saves ferry"),
      ("LIVE music returns", "LIVE music returns"), ("3 dead in fire", "3 dead in fire"),
      ("Update your software", "Update your software"), ("[URGENT] Ferry sinks", "Ferry sinks"),
    ])
  func kickers(headline: String, expected: String) {
    let extractor = Self.extractor()
    func hashes(_ text: String) -> [UInt32] {
      extractor.terms(headline: text, body: "", language: "en").terms.map(\.hash)
    }
    #expect(hashes(headline) == hashes(expected))
    #expect(
      extractor.terms(headline: headline, body: "", language: "en").headlineHash
        == extractor.terms(headline: expected, body: "", language: "en").headlineHash)
  }

  @Test("of more names than are looked at, those of the lede are")
  func manyNames() {
    func name(_ index: Int) -> String {
      let letters = "bcdfghklmnprstvz".unicodeScalars.map { Character($0) }
      return "Q" + String([index / 256, index / 16 % 16, index % 16].map { letters[$0] }) + "ov"
    }
    let lede = (0..<60).map(name)
    let others = (60..<1800).map(name)
    let names = Self.names(
      "",
      "they saw \(lede.joined(separator: " and ")). Rain came. Later \(others.joined(separator: " and ")).",
      "en")
    #expect(names.count == 1024)
    #expect(lede.allSatisfy { names.contains("\($0) sure lede") })
  }

  @Test("a German word of more letters than any name is joined of others")
  func longCompounds() {
    let names = Self.names(
      "", "Im Gespräch war die Quorvaxelbrimskuldarnentrockvelpionik von Brelkov.", "de")
    #expect(names == ["Brelkov"])
  }
}

@Suite("Words of scripts without spaces")
struct SegmenterTests {
  private func words(_ text: String, _ language: String) -> [String] {
    let terms = TermExtractor().terms(headline: "", body: text, language: language)
    return terms.terms.sorted { ($0.surface(terms)) < ($1.surface(terms)) }.map {
      $0.surface(terms)
    }
  }

  @Test(
    "a sentence is divided into words of its language; numerals and grammar are left out",
    arguments: [
      ("zh", "日本首相访问三个城市", ["城市", "日本首相", "访问"]),
      ("ja", "首相は工場の火災を調べた", ["工場", "火災", "首相"]),
      ("ko", "경찰은 사고 원인을 조사하고", ["경찰", "사고", "원인", "조사"]),
    ])
  func division(language: String, text: String, expected: [String]) {
    let found = words(text, language)
    #expect(expected.allSatisfy(found.contains), "\(found)")
  }

  @Test("what is left of a name counts in pairs of characters")
  func lone() {
    #expect(words("龘鱻麤", "zh") == ["鱻麤", "龘鱻"])
  }

  @Test("a foreign name in katakana is one word")
  func katakana() {
    #expect(words("船長ヴェルドマーク氏", "ja").contains("ヴェルドマーク"))
  }

  /// Whose small letter has more or fewer bytes: Ⱥ, İ, K (the sign of kelvin).
  private static let unequal = (0x80...0x1FFFF).compactMap(Unicode.Scalar.init).filter {
    $0.properties.lowercaseMapping.utf8.count != String($0).utf8.count
  }

  @Test("a pair is shown as it stands in the text, however many bytes its small letters have")
  func unequalLetters() {
    #expect(Self.unequal.count > 20)
    let extractor = TermExtractor()
    for letter in Self.unequal {
      let word = String(repeating: String(letter), count: 4)
      for (text, pair) in [("\(word) abc", "\(word) abc"), ("xy \(word)", "xy \(word)")] {
        let terms = extractor.terms(headline: "", body: text, language: "vi")
        let found = terms.terms.map { $0.surface(terms) }
        #expect(found.contains(pair), "U+\(String(letter.value, radix: 16)): \(found)")
      }
    }
  }

  @Test("Vietnamese counts syllables, and pairs of them that stand side by side")
  func vietnamese() {
    #expect(words("tàu chìm. Cảng", "vi") == ["Cảng", "chìm", "tàu", "tàu chìm"])
  }
}

extension TermCounts.Term {
  fileprivate func surface(_ terms: TermCounts) -> String { terms.surface(self) }
}
