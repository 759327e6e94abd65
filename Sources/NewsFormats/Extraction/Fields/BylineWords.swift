/// The words around names in bylines, in some twenty languages; all in small letters.
enum BylineWords {
  /// Begin a byline: "By Anna Muster", "Von Anna Muster".
  static let signs = set(
    """
    by von vom por par di door przez av af af. yazan автор
    """)
  /// Those of them that are no part of a name.
  static let onlySigns = set("by przez yazan автор")
  /// Follow the first word of a label: "Texto y fotos:", "Testo di:", "Автор статьи:".
  static let besideLabels = set(
    """
    статьи материала публикации fotos foto photos photo imágenes bilder bild zdjęcia di de da von by articolo
    artikels article texte texto tekstu artykułu
    """)
  /// A cheap look before the dear one: whether a word of a line, or its colon, may begin a byline. Few
  /// lines have either.
  static func maySign(_ line: String) -> Bool {
    var line = line
    return line.withUTF8 { bytes in
      var start = 0
      for index in 0...bytes.count {
        let byte = index < bytes.count ? bytes[index] : 0x20
        // A full-width colon; a word that is not Latin.
        if byte == 0x3A || byte == 0xEF || byte == 0xD0 || byte == 0xD1 { return true }
        if byte & 0xDF >= 0x41, byte & 0xDF <= 0x5A { continue }
        if isSign(bytes[start..<index]) { return true }
        start = index + 1
      }
      return false
    }
  }
  /// Of a word of ASCII letters.
  private static func isSign(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard (2...5).contains(word.count) else { return false }
    return latinSigns[Int(word[word.startIndex] & 0x1F)].contains { sign in
      sign.count == word.count && zip(sign, word).allSatisfy { $0 == $1 | 0x20 }
    }
  }
  /// By first letter.
  private static let latinSigns: [[[UInt8]]] = (0..<32).map { letter in
    signs.map { Array($0.utf8) }.filter { Int($0[0]) == 0x60 + letter }
  }

  /// Begin one before a colon: "Author: Anna Muster", "Text: Anna Muster".
  static let labels = set(
    """
    redacción redação redazione rédaction redactie redakcja textu tekstas verfasser verfasserin
    author authors autor autorin autoren autor/in autorka auteur auteurs autore autores autora autrice
    автор авторы автори reporter words text texte texto testo tekst teksti текст redaktion redakteur
    redaktör rédacteur redactor redattore journalist journaliste periodista giornalista
    szerző írta yazar haber συντάκτης de kirjoittaja skribent författare forfatter schrijver auteurs
    作者 文 撰文 取材 记者 記者 责任编辑 責任編輯 编辑 編輯 筆者 문 기자 글 بقلم كتب الكاتب
    """)
  /// Stand before a name and are no part of it: "Written by", "Ein Beitrag von".
  static let openings = set(
    """
    written posted published words geschrieben verfasst veröffentlicht erstellt gepostet eingestellt
    beitrag beitragvon artikel kolumne pressemitteilung reportage kommentar gastbeitrag ein eine
    textu tekstas verfasser verfasserin
    author authors autor autorin autoren auteur auteurs autore autores text texte texto testo tekst reporter post
    reported a cura entretien interview texts
    article story report interview reporting writing escrito publicado publié écrit rédigé propos recueillis scritto
    redactie opublikowane opublikował napisał napisane skriven skrevet geplaatst geschreven und an
    guest
    """)
  /// Between the parts of a day and before it.
  static let ofDays = set(
    """
    on am le el op den the de del dnia dne kl at um alle om à o posted published datum date fecha
    data дата uhr
    """)
  /// What a person is, not who.
  static let roles = set(
    """
    reporter correspondent editor writer journalist columnist contributor senior staff chief
    freelance bureau deputy managing associate assistant editor-in-chief redakteur redakteurin
    reporterin korrespondent korrespondentin volontär volontärin autorin chefredakteur
    chefredakteurin journalistin pressesprecher pressesprecherin projektleiter projektleiterin
    journaliste rédacteur rédactrice correspondant correspondante periodista redactor redactora
    corresponsal giornalista inviato inviata corrispondente verslaggever redacteur jornalista
    repórter redator redatora dziennikarz dziennikarka korespondent журналист корреспондент
    обозреватель редактор political business sports foreign science special
    """)
  /// Behind a name another matter begins.
  static let enders = set(
    """
    on am in at um le il el op mis vor updated published posted publiziert aktualisiert
    photographs photography photo photos foto fotos fotografías bilder bild
    veröffentlicht gepostet actualizado alle all stand datum date lesezeit follow shares email
    contact kommentare comments @ /
    """)
  /// Small words within a name, and between names.
  static let particles = set(
    """
    van von vom zu zum zur der den dem de del della dei degli di da dal dalla das do dos du des la le
    las los el al bin ibn ben abu bint af av ter ten te t' d' d y e i og och and und et en & und mit with
    avec con med und ja és ve och va und a
    """)
  /// Left over in front of a date that was cut off.
  static let danglers = set(
    """
    mon tue wed thu fri sat sun mo di mi do fr sa so le den the von und and y et e en i
    monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag
    freitag samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes
    martes miércoles jueves viernes sábado domingo
    """)
  /// Lines in an author's place that name nobody.
  static let notNames = [
    "kommentar", "comment", "share", "teilen", "follow", "keine", "no ", "about", "über", "more",
    "mehr", "all posts", "alle", "tags", "filed", "abgelegt", "leave", "name", "e-mail", "datum",
    "read",
    "a note", "search", "gast", "guest", "stand", "quelle", "source", "admin", "unknown",
    "anonymous", "webmaster", "administrator", "bild ", "foto", "photo", "image", "http",
  ]
  /// Make of a name one of a house: a person in the page comes before it.
  static let houses = set(
    """
    redaktion redaktionsteam magazin magazine verlag zeitung stiftung e.v. ev gmbh ag inc inc. ltd
    llc media news newsroom newsdesk agencies agency agentur team staff editorial editors presse
    press pressestelle redazione redacción redaccion redação rédaction redactie redakcja online tv
    blog group gruppe institut institute desk bund verband verein editor
    """)

  private static func set(_ words: String) -> Set<String> {
    Set(words.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { String($0) })
  }
}
