/// The words behind a number that make it greater, and the marks of a language's numbers.
struct NumberWords: Sendable {
  /// Before the tenths.
  let decimal: UInt8
  /// By `TermToken.hash`: powers of ten.
  private var powers: [UInt64: Int] = [:]
  /// In scripts without spaces the next word begins at once: by their UTF-8.
  private var prefixes: [(bytes: [UInt8], power: Int)] = []
  /// What makes a number before it a day, a month, a time.
  private var dateMarks: [[UInt8]] = []

  init(_ language: TermLanguage) {
    let subtag = language.subtag
    decimal = UInt8(ascii: Self.pointed.contains(subtag) ? "." : ",")
    let isUnspaced = ["zh", "ja", "ko", "th"].contains(subtag)
    var scanner = TermScanner(language: language, keepsAccents: language != .english)
    for (power, words) in Self.words[subtag] ?? [:] {
      if isUnspaced {
        prefixes += words.split(separator: " ").map { (Array($0.utf8), power) }
        continue
      }
      var words = words
      words.withUTF8 { scanner.scan($0, tokenLimit: .max) }
      for token in scanner.tokens { powers[token.hash] = power }
    }
    prefixes.sort { $0.bytes.count > $1.bytes.count }
    dateMarks = (Self.dates[subtag] ?? "").split(separator: " ").map { Array($0.utf8) }
  }

  /// The power of ten that a word stands for.
  func power(_ token: TermToken) -> Int? { powers[token.hash] }

  /// True where the next word begins behind the number at once, as in Chinese.
  var isUnspaced: Bool { !prefixes.isEmpty }

  /// The multiplier that a run of an unspaced script begins with.
  func prefix(of run: some Sequence<UInt8>) -> (bytes: [UInt8], power: Int)? {
    prefixes.first { run.starts(with: $0.bytes) }
  }

  /// True for what makes the number before it a day, a month, a time.
  func isDate(before text: some Sequence<UInt8>) -> Bool {
    dateMarks.contains { text.starts(with: $0) }
  }

  private static let pointed: Set<String> = [
    "en", "zh", "ja", "ko", "hi", "bn", "ta", "te", "mr", "ne", "gu", "pa", "th", "he", "ur", "ms",
    "fil", "tl", "und",
  ]

  private static let dates = ["zh": "年 月 日 号 號 时 時 点 點 分", "ja": "年 月 日 時 分", "ko": "년 월 일 시 분"]

  /// A tonne is a thousand kilograms.
  private static let words: [String: [Int: String]] = [
    "en": [
      3: "thousand k tonne tonnes", 5: "lakh lakhs", 6: "million millions mln mn m",
      7: "crore crores", 9: "billion billions bn bln b", 12: "trillion trillions tn trn trln t",
    ],
    "de": [
      3: "tausend tsd tonne tonnen t", 6: "million millionen mio mill",
      9: "milliarde milliarden mrd md", 12: "billion billionen bio",
    ],
    "fr": [
      3: "mille tonne tonnes t", 6: "million millions mio m", 9: "milliard milliards md mds mrd",
    ],
    "es": [3: "mil tonelada toneladas", 6: "millón millones mill m"],
    "ca": [3: "mil tona tones", 6: "milió milions m"],
    "pt": [
      3: "mil tonelada toneladas", 6: "milhão milhões milhao milhoes mi m",
      9: "bilhão bilhões bi mil-milhões", 12: "trilhão trilhões tri",
    ],
    "it": [
      3: "mila tonnellata tonnellate", 6: "milione milioni mln", 9: "miliardo miliardi mld mrd",
    ],
    "ro": [3: "mii mie tone", 6: "milion milioane mil mln", 9: "miliard miliarde mld"],
    "nl": [3: "duizend ton", 6: "miljoen miljoenen mln", 9: "miljard miljarden mrd mld"],
    "sv": [
      3: "tusen ton", 6: "miljon miljoner mn milj mkr", 9: "miljard miljarder md mdr mdkr",
    ],
    "da": [
      3: "tusind ton tons", 6: "million millioner mio mill", 9: "milliard milliarder mia mrd",
    ],
    "no": [3: "tusen tonn", 6: "million millioner mill mio", 9: "milliard milliarder mrd mia"],
    "fi": [3: "tuhat tuhatta tonnia", 6: "miljoona miljoonaa milj", 9: "miljardi miljardia mrd"],
    "hu": [3: "ezer tonna tonnányi", 6: "millió", 9: "milliárd"],
    "pl": [
      3: "tysiąc tysiące tysięcy tys ton tony", 6: "milion miliony milionów mln",
      9: "miliard miliardy miliardów mld",
    ],
    "cs": [
      3: "tisíc tisíce tun tuny", 6: "milion miliony milionů mil",
      9: "miliarda miliardy miliard mld",
    ],
    "sk": [
      3: "tisíc tisíce ton tony", 6: "milión milióny miliónov mil",
      9: "miliarda miliardy miliárd mld",
    ],
    "hr": [
      3: "tisuća tisuće tona tone", 6: "milijun milijuna mil",
      9: "milijarda milijarde milijardi mlrd",
    ],
    "sl": [
      3: "tisoč ton tone", 6: "milijon milijona milijone milijonov",
      9: "milijarda milijarde milijard",
    ],
    "sr": [
      3: "hiljada hiljade hiljadu tona tone хиљада хиљаде хиљаду тона тоне",
      6: "milion miliona милион милиона",
      9: "milijarda milijarde milijardi милијарда милијарде милијарди",
    ],
    "ru": [
      3: "тысяча тысячи тысяч тыс тонна тонны тонн", 6: "миллион миллиона миллионов млн",
      9: "миллиард миллиарда миллиардов млрд", 12: "триллион триллиона триллионов трлн",
    ],
    "uk": [
      3: "тисяча тисячі тисяч тис тонна тонни тонн", 6: "мільйон мільйона мільйони мільйонів млн",
      9: "мільярд мільярда мільярди мільярдів млрд",
    ],
    "bg": [3: "хиляда хиляди хил тон тона", 6: "милион милиона млн", 9: "милиард милиарда млрд"],
    "el": [
      3: "χιλιάδες χιλ τόνοι τόνους τόνων", 6: "εκατομμύριο εκατομμύρια εκατ",
      9: "δισεκατομμύριο δισεκατομμύρια δισ",
    ],
    "tr": [3: "bin ton", 6: "milyon mn", 9: "milyar mlr mr"],
    "id": [3: "ribu ton", 6: "juta", 9: "miliar", 12: "triliun"],
    "ms": [3: "ribu tan", 6: "juta", 9: "bilion"],
    "vi": [3: "nghìn ngàn tấn", 6: "triệu", 9: "tỷ tỉ"],
    "ar": [3: "ألف آلاف الف طن", 6: "مليون ملايين", 9: "مليار مليارات"],
    "fa": [3: "هزار", 6: "میلیون", 9: "میلیارد"],
    "ur": [3: "ہزار", 5: "لاکھ", 6: "ملین", 7: "کروڑ", 9: "ارب"],
    "he": [3: "אלף אלפים טון טונות", 6: "מיליון", 9: "מיליארד"],
    "hi": [3: "हज़ार हजार टन", 5: "लाख", 7: "करोड़ करोड", 9: "अरब"],
    "mr": [3: "हजार", 5: "लाख", 7: "कोटी"],
    "ne": [3: "हजार", 5: "लाख", 7: "करोड", 9: "अर्ब"],
    "bn": [3: "হাজার", 5: "লাখ লক্ষ", 7: "কোটি"],
    "ta": [3: "ஆயிரம்", 5: "லட்சம் இலட்சம்", 7: "கோடி"],
    "zh": [2: "百", 3: "千", 4: "万 萬", 8: "亿 億", 7: "千万 千萬", 6: "百万 百萬"],
    "ja": [2: "百", 3: "千", 4: "万", 8: "億", 12: "兆"],
    "ko": [3: "천", 4: "만", 8: "억", 12: "조"],
    "th": [3: "พัน", 4: "หมื่น", 5: "แสน", 6: "ล้าน"],
  ]
}
