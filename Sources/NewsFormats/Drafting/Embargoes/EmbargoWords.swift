/// The words of notices of embargoes, folded as by `DateLetters.folded`.
enum EmbargoWords {
  /// How much a mark says by itself.
  enum Strength {
    /// Goods are under an embargo, too.
    case plain
    /// Of copy only, most of the time.
    case sure
    /// Asks not to publish: says nothing without a day or an hour.
    case request
    /// Says when it is published, as programmes and laws do: says nothing without an hour.
    case offer
  }
  struct Mark {
    var words: [Substring]
    var strength: Strength
  }

  /// The longest first. A final `*` stands for any ending.
  static let marks: [Mark] =
    (parsed(
      """
      embargo|embargos|эмбарго|εμπαργκο|ambargo
      """, .plain)
    + parsed(
      """
      embargoed|under embargo|under strict embargo|under press embargo|news embargo|press embargo|embargo notice
      medienembargo|embargo presse|حظر النشر|엠바고|unter embargo|sperrfrist*|sperrvermerk*|presse sperrfrist|sous embargo|embargado|embargada
      bajo embargo|sob embargo|embargato|embargata|sotto embargo|onder embargo
      pod embargiem|pod embargem|под эмбарго|sub embargo|ambargolu|sperrefrist*
      klausul|belagd med embargo|embargoitu|embargossa|υπο εμπαργκο|محظور النشر
      禁发|禁發|报道禁发|禁止发布|エンバーゴ|報道解禁|解禁日時|解禁时间|解禁時間|보도제한|보도시점|발표금지|엠바고
      """, .sure)
    + parsed(
      """
      not for publication|not for release|not for broadcast|not for use|not to be published
      not to be released|not for publication or broadcast|do not publish|do not release|do not use
      hold for release|hold for publication|nicht veroffentlichen|nicht zur veroffentlichung|veroffentlichung nicht
      ne pas publier|ne pas diffuser|no publicar|no difundir|non pubblicare|non diffondere|nao publicar
      nao divulgar|niet publiceren|niet voor publicatie|не публиковать|nie publikowac|nezverejnovat
      far ej publiceras|ma ikke offentliggores|ma ikke publiseres|nem kozolheto|يمنع النشر|لا تنشر|请勿发布
      """, .request)
    + parsed(
      """
      for release|for publication|hold until|gesperrt|sperret|klausuleret|محظور|veroffentlichung|frei|freigegeben|frei zur veroffentlichung
      publication|diffusion|a publier|publicar|da pubblicare|публикация|publikacja|publiceras
      fri for publicering|julkaistavissa|julkaisuvapaa|vapaa julkaistavaksi|解禁|発表
      """, .offer)).sorted { $0.words.count > $1.words.count }

  private static func parsed(_ lines: String, _ strength: Strength) -> [Mark] {
    lines.split { $0 == "|" || $0 == "\n" }.map { phrase in
      Mark(words: phrase.split { $0 == " " || $0 == "'" }, strength: strength)
    }
  }

  /// Between a mark and its time.
  static let connectors = set(
    """
    auf until till til to before prior at on from for by the is ends end ending expires lifts use only publication
    release broadcast bis ab am um vor zum frei der den jusqu jusque au a avant le la l du des pour fin partir
    hasta el las los para antes de del dia y ate as ao dos das partir fino alle al all prima delle ore dalle
    tot op om voor do godz dnia przed o i w в до на с по к od dne din pana ora inainte kl klo asti saakka
    den från fram frem inden för till ig kadar saat hasta μεχρι τις στις ως ωσ εωσ στισ حتى الى الساعة يوم
    まで 至 到 前 まで不可 期间 期 期至 까지 日时 日時 时间 時間
    """)

  /// Without a time, and for as long as its provider likes.
  static let openEnds = set(
    "further notice weiteres nuovo ordre nouvel aviso nuevo avviso ordine nader order")

  /// In the same clause as the mark, they end the embargo.
  static let lifted = set(
    """
    lifted lift over ended expired removed off broken aufgehoben abgelaufen entfallt entfallen beendet hinfallig
    leve levee termine termine expire levantado levantada levanta finalizado terminado revocato rimosso scaduto
    suspenso encerrado opgeheven vervallen zniesione снято отменено ophævet ophaevet opphevet havt havd
    kumottu kaldirildi 解除 해제
    """)

  /// Before a mark, in a line that is about this copy.
  static let openers = set(
    """
    this the following above below story report release material text press news item information study content
    all is are be strictly remains remain please note attention editors editor eds media nb important urgent
    copy message under observe respect your our and attn notice research paper
    diese dieser dieses die der das meldung text bericht pressemitteilung unterliegt einer ist bitte achtung
    beachten redaktionen mit es gilt bis zum wichtig hinweis
    ce cet cette texte depeche communique article est la le les attention redactions merci de noter
    esta este noticia nota informacion texto es la el atencion redacciones redactores ojo
    questo questa notizia testo comunicato e la il lo attenzione redazioni nota
    esta este noticia materia texto atencao redacoes a o
    dit deze bericht is het persbericht let op этот эта материал сообщение находится вниманию редакций
    本稿 本文 この 記事 は 本报道 此稿 稿件 注意 重要
    """)

  /// In a time, and saying nothing of their own.
  static let ofTimes = set(
    """
    at on the of de del den am um a à le la el los las les kl klo alle ore dalle om op la ora o w godz dnia dne
    v в на г года р ч uhr h hrs hours hour local time o clock ortszeit heure heures locale hora horas local
    ora klockan tid pm am lokal t день saat th st nd rd and next this i next this mo di mi do fr sa so lu ma
    früh abends morgens nachts morning evening afternoon night tonight sharp exactly genau today's
    de la mañana tarde noche du matin soir matinee mattina sera manhã tarde noite noc rano wieczorem утра вечера
    午前 午後 上午 下午 晚上 凌晨 早上 まで 時 时 点 點 시 오전 오후 까지 月 日 年 曜日 北京时间 北京時間 日本時間 한국시간
    في يوم الساعة حتى
    """)

  /// Before an hour that is one number: `ore 12`.
  static let hourLeads = set(
    "ore kl klo klockan godz saat alle um las les ora orele klokken pukul kello")
  static let hourLetters: Set<String> = ["h", "u", "時", "时", "点", "點", "시", "ч"]
  static let hours = set(
    """
    uhr h hrs hours hour hr am pm a p o heures heure horas hora ore uur uhrzeit ч час часов godz klo klockan
    時 时 点 點 시 u utc local lt
    """)
  static let namedHours: [String: Int64] = table(
    [
      (
        720,
        "noon midday mittag mittags midi mediodia mezzogiorno meiodia middag poludnie poledne полдень 正午 정오"
      ),
      (
        1440,
        "midnight mitternacht minuit medianoche mezzanotte meianoite middernacht polnoc pulnoc полночь midnatt "
          + "midnat keskiyo 자정"
      ),
    ])

  /// Beside those of dates. Winter's: nobody says which it is.
  static let zones: [String: Int64] = table(
    [
      (0, "london zulu greenwich"), (60, "paris berlin brussels"), (-300, "et eastern"),
      (480, "北京时间 北京時間"), (540, "日本時間 한국시간"),
    ])

  /// 0 is Monday.
  static let weekdays: [String: Int64] = table(
    [
      (
        0,
        "monday mon montag lundi lunes lunedi segunda maandag poniedzialek poniedziałek pondeli понедельник måndag "
          + "mandag maanantai maanantaina pazartesi luni hetfo δευτερα الاثنين 月曜日 月曜 星期一 周一 월요일"
      ),
      (
        1,
        "tuesday tue tues dienstag mardi martes martedi terca dinsdag wtorek utery вторник tisdag tirsdag "
          + "tiistai tiistaina sali marti kedd τριτη الثلاثاء 火曜日 火曜 星期二 周二 화요일"
      ),
      (
        2,
        "wednesday wed mittwoch mercredi miercoles mercoledi quarta woensdag sroda środa srode streda среда среду "
          + "onsdag keskiviikko keskiviikkona çarşamba carsamba miercuri szerda τεταρτη الاربعاء 水曜日 水曜 星期三 周三 수요일"
      ),
      (
        3,
        "thursday thu thur thurs donnerstag jeudi jueves giovedi quinta donderdag czwartek ctvrtek четверг torsdag "
          + "torstai torstaina persembe joi csutortok πεμπτη الخميس 木曜日 木曜 星期四 周四 목요일"
      ),
      (
        4,
        "friday fri freitag vendredi viernes venerdi sexta vrijdag piatek piątek patek пятница пятницу fredag "
          + "perjantai perjantaina cuma vineri pentek παρασκευη الجمعة 金曜日 金曜 星期五 周五 금요일"
      ),
      (
        5,
        "saturday sat samstag sonnabend samedi sabado sabato zaterdag sobota sobote суббота субботу lordag lördag "
          + "lauantai lauantaina cumartesi sambata szombat σαββατο السبت 土曜日 土曜 星期六 周六 토요일"
      ),
      (
        6,
        "sunday sun sonntag dimanche domingo domenica zondag niedziela niedziele nedele воскресенье sondag söndag "
          + "sunnuntai sunnuntaina pazar duminica vasarnap κυριακη الاحد 日曜日 日曜 星期日 星期天 周日 일요일"
      ),
    ])
  static let daysAhead: [String: Int64] = table(
    [
      (0, "today heute hoy oggi hoje vandaag dzis dnes сегодня idag tonight 本日 今日 今天 오늘 اليوم"),
      (
        1,
        "tomorrow morgen demain manana domani amanha jutro zitra завтра imorgon huomenna yarin 明日 明天 내일 غدا"
      ),
    ])

  /// What scripts without spaces are cut at, the longest first.
  static let unspaced: [[Character]] = {
    let lists = [
      connectors, lifted, openers, ofTimes, hours, Set(namedHours.keys), Set(zones.keys),
    ]
    var words = lists.reduce(into: Set<String>()) { $0.formUnion($1) }
    words.formUnion(marks.flatMap { $0.words.map(String.init) })
    words.formUnion(weekdays.keys)
    words.formUnion(daysAhead.keys)
    words.formUnion(DateWords.halves.keys)
    return words.filter { ($0.unicodeScalars.first?.value ?? 0) >= 0x3040 }.map { Array($0) }
      .sorted { $0.count > $1.count }
  }()

  private static func set(_ words: String) -> Set<String> {
    Set(words.split(whereSeparator: \.isWhitespace).map { DateLetters.folded(String($0)) })
  }
  private static func table(_ lists: [(Int64, String)]) -> [String: Int64] {
    var table: [String: Int64] = [:]
    for (value, words) in lists {
      for word in set(words) { table[word] = value }
    }
    return table
  }
}
