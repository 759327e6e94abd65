/// The one table of months' names, for feeds and for pages: whole names in the cases that dates use,
/// and the short forms of CLDR and of newsrooms.
///
/// A line a month, a row a language. Names are kept as `DateLetters.folded` makes them, without
/// accents, so that `février`, `FEVRIER` and `fevrier` are one. What two languages use for two months
/// stands in none of the rows: `lip` (June in Zagreb, July in Warsaw), `srp`, `lis`.
enum MonthNames {
  /// 1 to 12; nil for a word that names no month, or could name two.
  ///
  /// - Parameters:
  ///   - word: folded.
  ///   - isAfterDot: whether a full stop stands before it: `22. listopada` is Croatian and October,
  ///     `22 listopada` Polish and November.
  /// - Returns: also for a whole name's beginning of four letters or more, where it is one month's.
  static func month(_ word: String, isAfterDot: Bool = false) -> Int64? {
    if isAfterDot, let other = croatian[word] { return other }
    if let exact = exact[word] { return exact }
    guard word.utf8.count > 3, !weekdays.contains(word) else { return nil }
    return month(beginning: word)
  }

  /// Names of two words: `تشرين الثاني`, `tháng mười`. Nil when the two are none.
  static func month(_ first: String, _ second: String) -> Int64? {
    switch first {
    case "كانون": second == "الثاني" ? 1 : second == "الاول" ? 12 : nil
    case "تشرين": second == "الاول" ? 10 : second == "الثاني" ? 11 : nil
    case _ where vietnameseMonth.contains(first): vietnamese[second]
    default: nil
    }
  }

  /// Before a number or a numeral it is a month's: `22 tháng 11`, `22 thg 11, 2026`.
  static let vietnameseMonth: Set<String> = ["thang", "thg"]

  /// Thai months go with years of the Buddhist era, 543 before ours.
  static func isBuddhist(_ word: String) -> Bool {
    word.unicodeScalars.first.map { (0x0E00...0x0E7F).contains($0.value) } ?? false
  }
  static let buddhistYears = 543

  /// `mười một` and `mười hai`, after `tháng mười`.
  static func month(afterTen word: String) -> Int64? {
    word == "mot" ? 11 : word == "hai" ? 12 : nil
  }

  private static let vietnamese: [String: Int64] = [
    "mot": 1, "gieng": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8,
    "chin": 9, "muoi": 10, "chap": 12,
  ]

  /// In Croatian the day is an ordinal with its full stop. The nominative with one could be Czech.
  private static let croatian: [String: Int64?] = ["listopada": 10, "listopad": nil]

  /// Days of the week that begin like a month: `marți`.
  private static let weekdays: Set<String> = ["marti"]

  private static func month(beginning word: String) -> Int64? {
    var low = 0
    var high = whole.count
    while low < high {
      let middle = (low + high) / 2
      if whole[middle].name < word { low = middle + 1 } else { high = middle }
    }
    let found = whole[low...].prefix { $0.name.hasPrefix(word) }
    guard let month = found.first?.month, found.allSatisfy({ $0.month == month }) else {
      return nil
    }
    return month
  }

  private static let exact = table(wholeOnly).merging(table(lines)) { $1 }

  private static func table(_ lines: [String]) -> [String: Int64] {
    var table: [String: Int64] = [:]
    for (index, line) in lines.enumerated() {
      for name in line.split(whereSeparator: \.isWhitespace) {
        table[DateLetters.folded(String(name))] = Int64(index) + 1
      }
    }
    return table
  }

  /// Names of five letters or more, sorted: shorter ones have no beginning of four.
  private static let whole: [(name: String, month: Int64)] =
    table(lines).filter { $0.key.unicodeScalars.count > 4 }.map { (name: $0.key, month: $0.value) }
    .sorted { $0.name < $1.name }
}

extension MonthNames {
  /// English · German, Dutch, Nordic · French, Spanish, Italian, Portuguese, Romanian · Polish, Czech,
  /// Croatian, Hungarian, Turkish, Indonesian · Greek · Russian, Ukrainian, Bulgarian · Arabic of
  /// Egypt, of the Levant and of the Maghreb · Hindi.
  static let lines = [
    """
    january jan  januar jänner januari jän  janvier janv enero ene gennaio gen janeiro ianuarie ian
    stycznia styczeń sty ledna leden led siječnja siječanj sij január ocak
    ιανουαρίου ιανουάριος γενάρη γενάρης ιαν  января январь янв січня січень січ януари ян
    يناير جانفي  जनवरी जन
    """,
    """
    february feb  februar feber februari  février févr fév febrero febbraio fevereiro fev februarie
    lutego luty lut února únor úno veljače veljača velj február febr şubat şub
    φεβρουαρίου φεβρουάριος φλεβάρη φλεβάρης φεβ  февраля февраль фев февр лютого лютий лют февруари
    فبراير شباط فيفري  फ़रवरी फर
    """,
    """
    march mar  märz mär mrz maart mrt mars marts  marzo março martie
    marca marzec března březen bře ožujka ožujak ožu március márc mart maret
    μαρτίου μάρτιος μάρτη μάρτης μαρ  марта март мар березня березень бер
    مارس اذار  मार्च
    """,
    """
    april apr  avril avr abril abr aprile aprilie
    kwietnia kwiecień kwi dubna duben dub travnja travanj tra április ápr nisan nis
    απριλίου απρίλιος απρίλη απρίλης απρ  апреля апрель апр квітня квітень квіт април
    ابريل نيسان افريل  अप्रैल
    """,
    """
    may  mai mei maj  mayo maggio mag maio
    maja května květen kvě svibnja svibanj svi május mayıs mayis
    μαΐου μάιος μάη μάης μαι  мая май травня травень трав
    مايو ايار ماي  मई
    """,
    """
    june jun  juni  juin junio giugno giu junho iunie iun
    czerwca czerwiec cze června červen čvn lipnja lipanj június jún haziran haz
    ιουνίου ιούνιος ιούνη ιούνης ιουν  июня июнь июн червня червень черв юни
    يونيو حزيران جوان  जून
    """,
    """
    july jul  juli  juillet juil julio luglio lug julho iulie iul
    lipca lipiec července červenec čvc srpnja srpanj július júl temmuz tem
    ιουλίου ιούλιος ιούλη ιούλης ιουλ  июля июль июл липня липень лип юли
    يوليو تموز جويلية يوليوز  जुलाई जुल
    """,
    """
    august aug  augustus augusti  août agosto ago
    sierpnia sierpień sie srpna srpen kolovoza kolovoz kol augusztus ağustos agustos ağu agustus agu agt
    αυγούστου αύγουστος αυγ  августа август авг серпня серпень серп
    اغسطس اب اوت غشت  अगस्त अग
    """,
    """
    september sep sept  septembre septiembre settembre set setembro septembrie
    września wrzesień wrz září zář rujna rujan ruj szeptember szept eylül eyl
    σεπτεμβρίου σεπτέμβριος σεπτέμβρη σεπτέμβρης σεπ σεπτ  сентября сентябрь сен сент вересня вересень вер
    септември септ  سبتمبر ايلول شتنبر  सितंबर सितम्बर सित
    """,
    """
    october oct  oktober okt  octobre octubre ottobre ott outubro out octombrie
    października październik paź října říjen říj október ekim eki
    οκτωβρίου οκτώβριος οκτώβρη οκτώβρης οκτ  октября октябрь окт жовтня жовтень жовт октомври
    اكتوبر  अक्टूबर अक्तूबर अक्तू
    """,
    """
    november nov  novembre noviembre novembro noiembrie noi
    listopada listopad listopadu studenoga studenog studeni stu kasım kasim kas
    νοεμβρίου νοέμβριος νοέμβρη νοέμβρης νοε  ноября ноябрь ноя нояб листопада листопад ноември ное
    نوفمبر نونبر  नवंबर नवम्बर नव
    """,
    """
    december dec  dezember dez desember des  décembre déc diciembre dic dicembre dezembro decembrie
    grudnia grudzień gru prosince prosinec pro prosinca prosinac aralık aralik ara desember
    δεκεμβρίου δεκέμβριος δεκέμβρη δεκέμβρης δεκ  декабря декабрь дек грудня грудень груд декември
    ديسمبر دجنبر  दिसंबर दिसम्बर दिस
    """,
  ]
}
