/// Lines that stand in articles of every house and belong to none.
enum StockPhrase {
  static let mostLetters = 120
  static let openings: [[UInt8]] = """
    advertisement|anzeige|werbung|publicidad|publicité|pubblicità|reklama|реклама
    read more|read also|also read|read next|read:|see also|see:|related|more on|more from|more:|watch:|listen:|don't miss|you may also|you might also|recommended|further reading|click here|subscribe|follow us|share this|share on|like this|support us|download our|join our|continue reading|explore further|print this|source:|sources:|photo:|photos:|image:|images:|picture:|credit:|file photo|about the author|tags:|filed under|topics:|categories:|category:|posted in|all rights reserved|copyright|©|(c) |newsletter|leave a comment|leave a reply
    mehr zum thema|mehr zu|mehr dazu|mehr von|lesen sie|lies auch|lesen sie auch|auch interessant|das könnte|siehe auch|weiterführende links|zum weiterlesen|zum thema|weiterlesen|hier geht|jetzt teilen|teilen|quelle:|quellen:|foto:|fotos:|bild:|bilder:|bildquelle|beitragsbild|titelbild|über den autor|über die autor|schlagwörter|schlagworte|stichworte|themen:|kategorie|drucken|alle rechte|unterstütze|abonnieren|jetzt abonnieren|folge uns|folgen sie|video:|alle angaben ohne
    lee también|lea también|leer más|lea más|ver también|te puede interesar|le puede interesar|relacionad|foto:|fuente:|suscríb|compartir|síguenos|etiquetas
    à lire aussi|lire aussi|lire la suite|voir aussi|sur le même|crédit|photo :|crédits photo|source :|partager|abonnez
    leggi anche|leggi tutto|vedi anche|fonte:|condividi|iscriviti
    leia também|leia mais|veja também|saiba mais|fonte:|compartilhe
    lees ook|lees verder|bekijk ook|bron:|delen
    czytaj także|czytaj też|czytaj więcej|zobacz także|zobacz też|zobacz również|czytaj również|źródło|fot.|udostępnij|drukuj|więcej]
    читайте также|смотрите также|подробнее|источник|фото:|подписывайтесь|поделиться|читайте:
    """.split { $0 == "|" || $0 == "\n" }.map { Array($0.trimmed.utf8) }

  static func opens(_ text: [UInt8]) -> Bool {
    let lower = Array(String(decoding: text.prefix(60), as: UTF8.self).lowercased().utf8)
    return openings.contains { lower.starts(with: $0) }
  }
}
extension Substring { var trimmed: Substring { drop { $0 == " " } } }
