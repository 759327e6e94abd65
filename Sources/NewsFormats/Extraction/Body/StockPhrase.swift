/// Lines that houses print in and around articles of every kind: adverts' labels, "Read more",
/// picture credits, invitations. They are known by how they begin, in ten languages.
enum StockPhrase {
  /// A longer paragraph that begins so is text.
  static let mostLetters = 120

  /// `line` is UTF-8, and its white space single.
  static func opens(_ line: [UInt8]) -> Bool {
    let lower = Array(String(decoding: line.prefix(64), as: UTF8.self).lowercased().utf8)
    guard lower.count >= 2 else { return false }
    return openings[Int(lower[0])].contains { lower.starts(with: $0) }
  }

  /// By first byte, in small letters.
  private static let openings: [[[UInt8]]] = {
    var table: [[[UInt8]]] = Array(repeating: [], count: 256)
    for line in phrases.split(separator: "\n") {
      for phrase in line.split(separator: "|") {
        let bytes = Array(phrase.utf8)
        table[Int(bytes[0])].append(bytes)
      }
    }
    return table
  }()

  private static let phrases = """
    advertisement|read more|read also|also read|read next|read:|see also|see:|related|more on
    more from|more:|watch:|listen:|don't miss|you may also|you might also|recommended
    further reading|click here|subscribe|follow us|share this|share on|like this|support us
    download our|join our|continue reading|explore further|print this|source:|sources:|photo:
    photos:|image:|images:|picture:|credit:|file photo|about the author|tags:|filed under|topics:
    categories:|category:|posted in|all rights reserved|copyright|©|(c) |newsletter
    leave a comment|leave a reply|if you enjoyed|if you liked|did you enjoy|did you like
    enjoyed this|stay up to date|stay up-to-date|keep up with|sign up|for the latest|get the latest
    this article is the copyright|this post contains|this article contains affiliate
    we may earn|as an amazon associate|we recommend the best|most popular|trending|you may like
    you might like|more stories|latest news|latest stories|read further|explore more|what to read
    written permission|reprinted with permission|for more information|external content
    anzeige|werbung|mehr zum thema|mehr zu|mehr dazu|mehr von|lesen sie|lies auch|auch interessant
    das könnte|siehe auch|weiterführende link|zum weiterlesen|zum thema|weiterlesen|hier geht
    jetzt teilen|teilen|quelle:|quellen:|foto:|fotos:|bild:|bilder:|bildquelle|beitragsbild
    titelbild|über den autor|über die autor|schlagwörter|schlagworte|stichworte|themen:|kategorie
    drucken|alle rechte|unterstütze|abonnieren|jetzt abonnieren|folge uns|folgen sie|video:
    alle angaben ohne|weitere informationen|weitere infos|weitere beiträge|weitere artikel
    weitere themen|weitere tipps|weitere links|weitere meldungen|weitere nachrichten
    weitere news|neueste artikel|neueste beiträge|aktuelle artikel|aktuelle beiträge
    beliebte artikel|meistgelesen|externer inhalt|empfohlener redaktioneller inhalt
    empfehlungen aus de|schon gelesen|lust auf mehr|gefällt dir|gefällt ihnen|hat dir der artikel
    hat ihnen der artikel|hat dir dieser|hat ihnen dieser|möchten sie den artikel|artikel drucken
    rezept drucken|seite drucken|artikel teilen|bild anzeigen|bilder anzeigen|quellen ausblenden
    quellen anzeigen|quellen einblenden|als pdf|dieser text wurde veröffentlicht
    dieser artikel erschien|dieser beitrag erschien|dieser text erschien|zuerst erschienen
    unsere empfehlung|das könnte sie|das könnte dich|passend zum thema|vielen dank für ihr interesse
    publicidad|lee también|lea también|leer más|lea más|ver también|te puede interesar
    le puede interesar|relacionad|notas relacionadas|noticias relacionadas|artículos relacionados
    más noticias|más información en|lo más leído|lo más visto|fuente:|suscríb|compartir|síguenos|etiquetas
    publicité|vous aimerez aussi|à lire également|lire également|pour aller plus loin|en savoir plus
    à voir aussi|sur le même sujet|les plus lus|si vous souhaitez critiquer|à lire aussi|lire aussi|lire la suite|voir aussi|sur le même|crédit|photo :|source :
    partager|abonnez
    potrebbe interessarti|articoli correlati|per approfondire|i più letti
    pubblicità|leggi anche|leggi tutto|vedi anche|fonte:|condividi|iscriviti
    notícias relacionadas|veja mais|mais lidas
    leia também|leia mais|veja também|saiba mais|compartilhe
    zie ook|lees meer|meer nieuws|gerelateerd|meest gelezen|läs också|läs mer|les også|læs også
    lees ook|lees verder|bekijk ook|bron:|delen
    przeczytaj także|przeczytaj też|polecamy|polecane|najczęściej czytane
    reklama|czytaj także|czytaj też|czytaj więcej|zobacz także|zobacz też|zobacz również
    czytaj również|źródło|fot.|udostępnij|drukuj|więcej]
    реклама|читайте также|смотрите также|подробнее|источник|фото:|подписывайтесь|поделиться
    читайте:|по теме:
    """
}
