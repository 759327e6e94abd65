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

@Suite("The words of a text, eight bytes at a time")
struct WordCountTests {
  /// The plain way: every run of letters.
  private static func plain(_ text: String) -> Int {
    text.utf8.split { !(0x61...0x7A).contains($0 | 0x20) }.count
  }

  @Test("they are those that a look at each byte finds, wherever a word of eight ends")
  func counts() {
    var random = SystemRandomNumberGenerator()
    let alphabet = Array("aZmN @[`{_'09\n-".utf8)
    for length in 0...200 {
      let bytes = (0..<length).map { _ in alphabet.randomElement(using: &random) ?? 0x20 }
      let text = String(decoding: bytes, as: UTF8.self)
      let found = bytes.withUnsafeBufferPointer { LanguageGuess.asciiWords(in: $0) }
      #expect(found == Self.plain(text), "\(text)")
    }
  }

  @Test("one letter that is not ASCII, at any place, and they are not counted", arguments: 0..<20)
  func foreign(place: Int) {
    var bytes = Array("the old stone bridge".utf8)
    bytes[place] = 0xC3
    #expect(bytes.withUnsafeBufferPointer { LanguageGuess.asciiWords(in: $0) } == nil)
  }

  @Test("English needs one word in sixteen that only it has, however early they come")
  func share() {
    func isEnglish(_ text: String) -> Bool {
      LanguageGuess.withSample(of: text, limitBytes: 640) { LanguageGuess.isPlainlyEnglish($0) }
    }
    let three = "the and of "
    #expect(isEnglish(three + String(repeating: "bar ", count: 45)))
    #expect(!isEnglish(three + String(repeating: "bar ", count: 46)))
    #expect(isEnglish(String(repeating: "bar ", count: 45) + three))
    #expect(!isEnglish("the and " + String(repeating: "bar ", count: 4)))
    #expect(
      isEnglish(three + String(repeating: "é", count: 2) + String(repeating: " bar", count: 20)))
    #expect(
      !isEnglish(three + String(repeating: "é", count: 9) + String(repeating: " bar", count: 20)))
  }
}

@Suite("The language that a copy claims")
struct LanguageLabelTests {
  private static let english =
    "The council voted on Tuesday to close the old harbour bridge after engineers found cracks in two of its piers, the mayor said, and traffic will be led over the northern ring road until spring, with buses every ten minutes instead of every twenty."
  private static let german =
    "Der Stadtrat hat am Dienstag beschlossen, die alte Hafenbrücke zu sperren, nachdem Ingenieure Risse in zwei Pfeilern gefunden hatten; der Verkehr wird bis zum Frühjahr über die Nordumgehung geleitet, und die Busse fahren alle zehn Minuten statt alle zwanzig."
  private static let portuguese =
    "A câmara decidiu na terça-feira fechar a velha ponte do porto depois de os engenheiros terem encontrado fendas em dois dos pilares, disse o presidente, e o trânsito vai ser desviado pela circular do norte até à primavera, com autocarros de dez em dez minutos."
  private static let danish =
    "Byrådet besluttede tirsdag at lukke den gamle havnebro, efter at ingeniører havde fundet revner i to af pillerne, og trafikken bliver ledt over den nordlige ringvej indtil foråret, sagde borgmesteren, mens busserne kører hvert tiende minut i stedet for hvert tyvende."
  private static let russian =
    "Городской совет решил во вторник закрыть старый мост в гавани, после того как инженеры нашли трещины в двух опорах, сообщил мэр, и движение до весны пойдёт по северной кольцевой дороге, а автобусы будут ходить каждые десять минут вместо двадцати."

  @Test(
    "one that is far from the text gives way to it",
    arguments: [
      ("pt-br", english, "en"), ("de", english, "en"), ("en", german, "de"),
      ("en-us", portuguese, "pt"),
      ("en-gb", danish, "da"), ("en", russian, "ru"), ("fr", german, "de"),
      ("zh-cn", russian, "ru"),
    ])
  func overruled(tag: String, text: String, language: String) {
    #expect(LanguageGuess.overruling(tag, text: text) == language)
    #expect(
      LanguageGuess.overruling(tag, text: String(repeating: text + "\n", count: 40)) == language)
  }

  @Test(
    "a sentence in a script of one language says so, whatever the label",
    arguments: [
      ("en", "துறைமுகத்தின் புதிய பாலம் செவ்வாய்க்கிழமை திறக்கப்படும் என்று நகராட்சி தெரிவித்தது", "ta"),
      ("de", "বন্দরের নতুন সেতু মঙ্গলবার খুলে দেওয়া হবে বলে পৌরসভা জানিয়েছে আজ সকালে", "bn"),
      ("ru", "ఓడరేవు కొత్త వంతెన మంగళవారం తెరవబడుతుందని నగరపాలక సంస్థ తెలిపింది", "te"),
    ])
  func scripts(tag: String, text: String, language: String) {
    #expect(LanguageGuess.overruling(tag, text: text) == language)
    #expect(LanguageGuess.overruling(language, text: text) == nil)
  }

  @Test(
    "one that is near it, or right, or none, stays, and so does that of a short or mixed text",
    arguments: [
      ("en-gb", english), ("de-at", german), ("pt-br", portuguese), ("gl", portuguese),
      ("nb", danish),
      ("sv", danish), ("uk", russian), ("bg", russian), ("und", english), ("mul", german),
      ("de", "The council voted on Tuesday to close the old harbour bridge."),
      ("de", String(german.prefix(160)) + " " + String(english.prefix(160))), ("pt", ""),
    ])
  func kept(tag: String, text: String) {
    #expect(LanguageGuess.overruling(tag, text: text) == nil)
  }
}
