/// Lines that houses print in and around articles of every kind: adverts' labels, "Read more",
/// picture credits, invitations. They are known by how they begin, in ten languages.
enum StockPhrase {
  /// A longer paragraph that begins so is text.
  static let mostLetters = 120

  /// Parameter line: white space single, UTF-8.
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
    leave a comment|leave a reply
    anzeige|werbung|mehr zum thema|mehr zu|mehr dazu|mehr von|lesen sie|lies auch|auch interessant
    das könnte|siehe auch|weiterführende link|zum weiterlesen|zum thema|weiterlesen|hier geht
    jetzt teilen|teilen|quelle:|quellen:|foto:|fotos:|bild:|bilder:|bildquelle|beitragsbild
    titelbild|über den autor|über die autor|schlagwörter|schlagworte|stichworte|themen:|kategorie
    drucken|alle rechte|unterstütze|abonnieren|jetzt abonnieren|folge uns|folgen sie|video:
    alle angaben ohne
    publicidad|lee también|lea también|leer más|lea más|ver también|te puede interesar
    le puede interesar|relacionad|fuente:|suscríb|compartir|síguenos|etiquetas
    publicité|à lire aussi|lire aussi|lire la suite|voir aussi|sur le même|crédit|photo :|source :
    partager|abonnez
    pubblicità|leggi anche|leggi tutto|vedi anche|fonte:|condividi|iscriviti
    leia também|leia mais|veja também|saiba mais|compartilhe
    lees ook|lees verder|bekijk ook|bron:|delen
    reklama|czytaj także|czytaj też|czytaj więcej|zobacz także|zobacz też|zobacz również
    czytaj również|źródło|fot.|udostępnij|drukuj|więcej]
    реклама|читайте также|смотрите также|подробнее|источник|фото:|подписывайтесь|поделиться
    читайте:
    """
}
