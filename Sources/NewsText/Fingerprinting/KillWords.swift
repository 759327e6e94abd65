/// The words of kills in the languages of the agencies, in small letters. `*` ends the beginning of an inflected word;
/// one that begins with it may stand inside a word of a script without spaces.
enum KillWords {
  enum Kind {
    case kill, use, useLast, substitute, replaces, replacedBy, inPlaceOf, instead, stays, mention,
      see
  }

  /// The kind of the longest phrase that begins at a word of a clause, and how many words it has.
  static func kind(
    at index: Int, _ words: [KillText.Word], _ clause: Range<Int>
  ) -> (Kind, Int)? {
    let word = words[index]
    guard !word.isName else { return nil }
    var best: (kind: Kind, length: Int)?
    for initial in word.initials {
      for (kind, phrase) in phrases[initial] ?? [] where phrase.count > best?.length ?? 0 {
        let end = index + phrase.count
        if end <= clause.upperBound,
          zip(phrase, words[index..<end]).allSatisfy({ fits($1.key, $0) })
        {
          best = (kind, phrase.count)
        }
      }
    }
    return best ?? version(at: index, words, clause).map { (.substitute, $0) }
  }

  /// `Corrected version`, `dépêche corrigée`, `new version`: a word for the text beside one for its better state.
  private static func version(
    at index: Int, _ words: [KillText.Word], _ clause: Range<Int>
  ) -> Int? {
    guard index + 1 < clause.upperBound else { return nil }
    for (a, b) in [(words[index], words[index + 1]), (words[index + 1], words[index])]
    where b.isVersion || b.isCopy {
      if b.isVersion && newer.contains(where: { fits(a.key, $0) })
        || corrected.contains(where: { fits(a.key, $0) })
      {
        return 2
      }
    }
    return nil
  }

  static func isVersion(_ word: String) -> Bool { versions.contains { fits(word, $0) } }

  private static func fits(_ word: String, _ pattern: String) -> Bool {
    // `D'utiliser`, `l'article`.
    if let mark = word.firstIndex(where: { "'’".contains($0) }),
      word.distance(from: word.startIndex, to: mark) < 3, !pattern.contains("'")
    {
      return fits(String(word[word.index(after: mark)...]), pattern)
    }
    // `واستخدام`: and use.
    if word.hasPrefix("و"), word.count > 3, !pattern.hasPrefix("و") {
      return fits(String(word.dropFirst()), pattern)
    }
    if pattern.hasPrefix("*") { return word.contains(pattern.dropFirst().dropLast()) }
    return pattern.hasSuffix("*") ? word.hasPrefix(pattern.dropLast()) : word == pattern
  }

  static func isCopy(_ word: String) -> Bool {
    texts.contains { word.hasPrefix($0) }
      || NoticeToEditors.copyWithoutSpaces.contains { word.contains($0) }
  }

  /// `And`, or a word with it before.
  static func beginsClause(_ word: String) -> Bool {
    and.contains(word) || word.hasPrefix("و") && word.count > 3
  }

  static func isDenial(_ word: KillText.Word) -> Bool {
    // `No. 7`.
    if word.key == "no", word.text.last == "." { return false }
    return denials.contains(word.key) || wideDenials.contains { word.key.contains($0) }
      || word.key.hasPrefix("n'") || word.key.hasPrefix("n’")
  }

  /// `Was replaced`, `wurde ersetzt`.
  static func isPassive(_ stem: String, among words: ArraySlice<KillText.Word>) -> Bool {
    passives.contains { stem.hasPrefix($0) }
      || words.contains { auxiliaries.contains($0.key) && !$0.isName }
  }

  /// By the first byte of their first word; `*` for those that may stand inside one.
  private static let phrases: [UInt8: [(kind: Kind, words: [String])]] = {
    let lists: [(Kind, [String])] = [
      (.kill, kills), (.use, uses), (.useLast, lastUses), (.substitute, substitutes),
      (.replaces, replacing), (.replacedBy, replacedBy), (.inPlaceOf, inPlaceOf),
      (.instead, insteads), (.stays, stays), (.mention, mentions), (.see, sees),
    ]
    var phrases: [UInt8: [(kind: Kind, words: [String])]] = [:]
    for (kind, list) in lists {
      for phrase in list {
        guard let first = phrase.utf8.first else { continue }
        phrases[first, default: []].append((kind, phrase.split(separator: " ").map(String.init)))
      }
    }
    return phrases
  }()
}

extension KillWords {
  private static let kills = [
    "kill*", "withdraw*", "delet*", "disregard*", "retract*", "cancel*", "remov*", "ignor*",
    "discard*", "zurückgezogen*", "zurückziehen", "lösch*", "gelöscht*", "stornier*", "streich*",
    "annul*", "supprim*", "retir*", "anul*", "elimin*", "borr*", "ritirat*", "ritirar*", "cancell*",
    "ingetrokken", "intrek*", "verwijder*", "wycof*", "usun*", "отзыв*", "отозван*", "аннулир*",
    "удал*", "återkalla*", "makulera*", "trukket", "slett*", "slet", "peru*", "poist*", "iptal",
    "*取消*", "*取り消*", "*撤*", "*削除*", "*删除*", "취소*", "삭제*", "إلغاء", "يلغى", "ακυρώ*",
    "αποσύρ*", "zruš*",
  ]
  private static let uses = [
    "use", "utilisez", "utiliser", "employez", "utilice", "utilicen", "utilizar", "usen", "usar",
    "usare", "usate", "utilizzare", "utilizzate", "utilizzi", "utilizem", "usem", "gebruik",
    "gebruikt", "używać", "użyć", "proszę użyć", "используйте", "использовать", "använd", "bruk",
    "brug", "anvend", "benyt", "käytä", "käyttäkää", "gilt", "gelten", "χρησιμοποιήστε", "použijte",
    "استخدموا", "استخدام",
  ]
  /// Where the verb may stand at the end.
  private static let lastUses = [
    "verwenden", "verwendet", "nutzen", "benutzen", "gebruiken", "kullanın", "kullanınız",
    "*使用*", "사용하*", "사용해*",
  ]
  private static let substitutes = [
    "substitut*", "sub", "replacement*", "rewrite", "re-write", "resent as", "reissued as",
    "refiled as", "republished as", "ersatz*", "neufassung*", "korrekturfassung*", "neu gesendet",
    "remplacement*", "rectificatif*", "sustitut*", "reemplazo*", "sostitutiv*", "sostituzion*",
    "vervangend*", "vervanging*", "zastępcz*", "замена", "замену", "заменой", "ersättning*",
    "erstatning*", "korvaava*", "*訂正版*", "*修正版*", "*更正版*", "*替代*",
    "수정본*", "정정본*", "بديل*", "البديل*", "المصحح*",
  ]
  private static let replacing = [
    "replac*", "supersed*", "ersetz*", "remplac*", "reemplaz*", "sustitui*", "sustituy*",
    "sostitui*", "substitui*", "substituí*", "vervang*", "vervangen", "ersätt*", "erstatt*",
    "corrects", "zastąpić", "zastąp", "заменить", "замените", "zastępuje", "заменяет", "nahrazuje",
    "korvaa",
  ]
  private static let replacedBy = [
    "in favour of", "in favor of", "zugunsten von", "zugunsten der", "au profit de", "a favor de",
    "заменен*", "заменён*", "заменяется", "zastąpion*", "nahrazen*", "korvataan", "korvattu",
    "αντικαθίσταται", "αντικαταστάθηκε",
    "*替换为*", "*改为*",
  ]
  private static let inPlaceOf = [
    "instead of", "in place of", "in lieu of", "rather than", "anstelle", "anstelle von",
    "an stelle", "anstatt", "statt", "à la place de", "à la place du", "au lieu de", "au lieu du",
    "plutôt que", "en lieu et place de", "piuttosto che", "y no", "e non", "e não",
    "en lugar de", "en vez de", "al posto di", "al posto della", "invece di", "invece della",
    "em vez de", "em lugar de", "no lugar de", "in plaats van", "zamiast", "вместо", "místo",
    "i stället för", "istället för", "i stedet for", "*代替*",
  ]
  private static let insteads = [
    "instead", "in its place", "in their place", "in its stead", "stattdessen", "statt dessen",
    "à la place", "en su lugar", "en cambio",
    "al suo posto", "invece", "em seu lugar", "em vez disso", "in plaats daarvan", "zamiast tego",
    "zamiast niej", "вместо него", "вместо нее", "вместо неё", "вместо этого", "místo toho",
    "i stället", "istället", "i stedet", "sen sijaan", "bunun yerine", "yerine", "*代わり*", "대신",
    "بدلا منه", "بدلا منها", "*差し替え*", "*差替*", "*为准*", "*為準*", "대체*",
  ]
  private static let stays = [
    "is correct", "are correct", "ist korrekt", "ist richtig", "est correcte", "es correct*",
    "è corrett*", "está corret*", "remains valid", "remain valid", "is still valid",
    "remains usable", "is unaffected",
    "are unaffected", "is not affected", "are not affected", "stands", "bleibt gültig",
    "bleibt verwendbar", "bleiben gültig", "nicht betroffen", "reste valable", "reste valide",
    "restent valables", "sigue siendo válid*", "sigue vigente", "no está afectad*", "resta valid*",
    "continua válid*", "permanece válid*", "blijft geldig", "pozostaje ważn*", "остается в силе",
    "остаётся в силе", "gäller fortfarande",
  ]
  /// What these stand before is older, and nobody says that it is wrong.
  private static let mentions = [
    "a correction to", "a correction of", "which corrected", "which replaced", "which updated",
    "an update to", "an update of", "a follow to", "a follow-up to",
  ]
  private static let sees = [
    "see", "refer to", "cf", "siehe", "vgl", "voir", "véase", "vedi", "ver", "zie", "zob", "см",
    "se", "ks",
  ]

  /// Of texts, whoever corrects them.
  private static let texts =
    NoticeToEditors.copy + ["item", "article", "artikel", "artículo", "articolo", "artigo", "news"]
  private static let versions = [
    "version", "versions", "versionen", "fassung", "fassungen", "versión", "versione", "versão",
    "versie", "wersj*", "верси*", "verze", "versjon*", "versio", "sürüm*",
  ]
  private static let corrected = [
    "corrected", "correct", "right", "korrigiert*", "berichtigt*", "corrigé*", "rectifié*",
    "corregid*", "rectificad*",
    "corrett*", "corrigid*", "gecorrigeerd*", "poprawion*", "исправленн*", "rättad*", "korrigerad*",
    "rettet*", "korrigert*", "korrigeret", "korjattu*", "opraven*", "düzeltilmiş",
  ]
  private static let newer = [
    "correct", "revised", "amended", "updated", "new", "newer", "latest", "right", "richtige",
    "korrekte",
    "neue", "neuere", "aktualisiert*", "nouvelle", "bonne", "nueva", "nuova", "nova", "nieuwe",
    "nowa", "nową", "новая", "новую", "ny", "nya", "nye", "uusi", "nová", "yeni",
  ]
  private static let passives = [
    "replaced", "superseded", "remplacé", "reemplazad", "sustituid", "sostituit", "substituíd",
    "vervangen", "ersatt", "erstattet",
  ]
  private static let auxiliaries: Set<String> = ["wird", "wurde", "wurden", "werden", "worden"]
  static let by: Set<String> = [
    "by", "with", "durch", "mit", "par", "por", "da", "dal", "dalla", "dall'articolo", "con", "com",
    "pela", "pelo", "door", "av", "af", "med",
    "на", "przez", "από",
  ]
  static let of: Set<String> = [
    "of", "for", "to", "von", "vom", "für", "zu", "zum", "zur", "der", "des", "de", "du", "del",
    "della", "di", "do", "da", "para", "pour", "van", "voor", "av", "af", "för", "for", "till",
    "til", "dla", "для", "сообщения", "материала", "новости", "depeszy", "wiadomości",
  ]
  static let articles: Set<String> = [
    "a", "an", "the", "our", "this", "that", "its", "now", "der", "die", "das", "dem", "den",
    "eine",
    "ein", "unsere", "unserer", "le", "la", "l", "les", "une", "un", "notre", "el", "una",
    "nuestra",
    "il", "lo", "o", "a", "uma", "het", "een", "number", "no", "nr", "id", "with", "only",
  ]
  static let links: Set<String> = [
    "is", "as", "are", "was", "ist", "als", "est", "comme", "es", "como", "è", "come", "é", "jest",
    "jako", "как", "это", "är", "som", "er", "on", "—", "–", "-",
  ]
  static let and: Set<String> = [
    "and", "but", "und", "aber", "sondern", "et", "mais", "y", "e", "pero", "sino", "ma", "mas",
    "en", "maar", "oraz", "lecz",
    "i", "и", "а", "och", "og", "ja", "ve", "和", "および", "و", "και",
  ]
  private static let denials: Set<String> = [
    "not", "no", "never", "without", "don't", "don’t", "neither", "nor", "nicht", "kein", "keine",
    "keinen", "ohne", "pas", "plus", "ne", "aucun", "aucune", "sans", "sin", "ningún", "non",
    "nessun", "nessuna", "senza", "não", "sem", "nenhum", "nenhuma", "niet", "geen", "zonder",
    "nie", "bez", "не", "нет", "без", "inte", "ingen", "utan", "ikke", "uden", "uten", "ei",
    "älkää", "älä", "ilman", "kullanmayın", "لا", "عدم", "μην", "δεν", "όχι",
  ]
  private static let wideDenials = ["勿", "不要", "しないで", "しない", "ません", "하지"]
  static let beforeNoUse: Set<String> = [
    "for", "in", "its", "who", "that", "which", "any", "of", "further", "para", "por", "para su",
  ]
  static let but: Set<String> = [
    "but", "sondern", "mais", "sino", "ma", "bensì", "mas", "maar", "lecz", "ale", "а", "utan",
    "men", "vaan",
  ]
  /// `La sustituye urn:x:2`.
  static let objects: Set<String> = ["la", "lo", "las", "los", "le", "les", "li"]
  /// `Nahrazuje ji urn:x:2`.
  static let objectsBehind: Set<String> = ["ji", "jej", "ho", "ją", "его", "её", "ее"]
  static let abbreviations: Set<String> = [
    "no", "nr", "núm", "num", "ref", "id", "cf", "vs", "vgl", "art", "см",
  ]
  static let signs: [Unicode.Scalar: String] = [
    "，": ", ", "、": ", ", "；": "; ", "。": ". ", "！": "! ", "？": "? ", "：": ": ",
    "（": " (", "）": ") ", "「": " \"", "」": "\" ", "『": " \"", "』": "\" ", "،": ", ",
  ]
}
