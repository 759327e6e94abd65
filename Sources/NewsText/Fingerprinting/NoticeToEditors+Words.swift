/// All in small letters; of inflected words the beginning.
extension NoticeToEditors {
  static let editors = [
    "editors", "eds", "rédaction", "redaktion", "redaccion", "editores", "redazion", "redações",
    "редакци", "redacties", "redakcj", "redaktör", "redaktør", "redaksjon", "toimituks",
  ]
  /// They print the copy, or have bought something else.
  static let customers = [
    "subscribers", "clients", "customers", "abonnés", "abonados", "abbonati", "assinantes",
    "clientes", "clienti", "подписчик", "abonnees", "abonenc", "клиент",
  ]
  /// What stands before those who are addressed.
  static let calls: Set<Substring> = [
    "attention", "attn", "to", "dear", "note", "notice", "aux", "avis", "chers", "achtung", "an",
    "liebe", "hinweis", "a", "aviso", "atención", "alle", "agli", "ai", "avviso", "attenzione",
    "aos", "às", "atenção", "aan", "вниманию", "внимание", "сведению", "для", "do", "dla", "uwaga",
    "till", "til", "urgent", "important",
  ]
  /// Behind these a comma is a greeting's.
  static let loudCalls: Set<Substring> = [
    "attention", "attn", "dear", "achtung", "liebe", "chers", "atención", "attenzione", "atenção",
  ]
  static let fillers: Set<Substring> = [
    "all", "our", "the", "news", "die", "les", "des", "nos", "los", "las", "nuestros", "i", "le",
    "de", "onze", "к", "всех", "wszystkich", "alla",
  ]
  /// What begins what they are asked.
  static let pleases = [
    "please", "kindly", "should kill", "should disregard", "should not", "should delete",
    "should remove", "should withdraw", "must kill", "must not", "are asked", "are requested",
    "are advised", "bitte", "prière", "merci de", "veuillez", "sont priés", "se ruega", "favor",
    "por favor", "si prega", "sono pregat", "просим", "gelieve", "prosimy", "vänligen", "vennligst",
    "venligst",
  ]
  /// Copy, and nothing that shops sell: an `item` or `Artikel` is.
  static let copy = [
    "story", "stories", "dispatch", "meldung", "bericht", "dépêche", "noticia", "despacho",
    "notizia", "dispaccio", "notícia", "сообщени", "материал", "новост", "depesz", "wiadomoś",
    "nyheten", "meldingen", "الخبر", "خبر",
  ]
  static let copyWithoutSpaces = ["記事", "配信", "稿件", "报道", "報道", "新闻", "新聞", "기사"]
  /// What is asked of those who have copy.
  static let requests = [
    "please kill", "please disregard", "please do not use", "please do not publish",
    "please remove", "please delete", "please withdraw", "please ignore", "please discard",
    "do not use", "do not publish", "should kill", "must kill", "asked to kill", "asked not to use",
    "prière de", "merci de", "merci d'", "veuillez", "vous prions", "bitte nicht", "bitte lösch",
    "bitte verwend", "bitte streich", "bitte ignor", "bitte die", "wir bitten", "nicht verwenden",
    "nicht mehr verwenden", "se ruega", "rogamos", "por favor", "favor no", "favor anul",
    "favor elimin", "favor de no", "favor descon", "si prega", "preghiamo", "pedimos", "просим",
    "просьба", "gelieve", "verzoeken", "prosimy", "prosi się", "vänligen", "vennligst", "venligst",
    "يرجى", "使用しないで", "請勿", "请勿", "사용하지 마",
  ]
  /// What a mark like KILL makes an order, and other marks do not: a seat, a drug may be meant.
  static let orders = [
    "do not use", "don't use", "do not publish", "not to use", "not be used", "not to publish",
    "not be published", "kill the story", "kill this story", "kill the item", "kill story",
    "please kill", "mandatory kill", "please remove", "please delete", "please disregard",
    "should be disregarded", "disregard the", "ne pas utiliser", "ne plus utiliser",
    "ne pas tenir compte", "ne pas diffuser", "ne pas publier", "nicht verwenden",
    "nicht mehr verwenden", "nicht veröffentlichen", "zu löschen", "no utilizar", "no utilicen",
    "no usar", "no publicar", "non utilizzare", "non usare", "non pubblicare", "não utilizar",
    "não usar", "não publicar", "desconsider", "не использовать", "не публиковать",
    "niet gebruiken",
    "niet te gebruiken", "niet publiceren", "nie używać", "nie wykorzystywać", "nie publikować",
    "använd inte", "ikke bruk", "brug ikke", "使用しない", "請勿", "请勿", "사용하지",
  ]
  static let kills = [
    "kill the", "kill this", "please kill", "withdraw the", "withdraws the", "withdrawing the",
    "annuler la", "annule la", "anula la", "annulla la", "аннулирует", "отзывает",
  ]
  static let withdrawn = [
    "withdrawn", "retracted", "zurückgezogen", "storniert", "annulé", "anulad", "annullat",
    "аннулирован", "отозван", "ingetrokken", "anulowan", "wycofan", "återkalla", "trukket",
  ]
  static let mandatory = [
    "a kill is mandatory", "the kill is mandatory", "this kill is mandatory", "kill is mandatory",
    "kill mandatory", "this is a mandatory kill",
  ]
  static let demands = [
    "please kill the story", "please kill this story", "please kill the item", "kill the story",
    "kill this story", "mandatory kill of", "please kill our",
  ]
  static let notForPublication = [
    "do not publish", "not for publication", "ne pas publier", "ne pas diffuser",
    "nicht veröffentlichen", "nicht zur veröffentlichung", "no publicar", "non pubblicare",
    "não publicar", "niet publiceren", "не публиковать", "не для публикации", "nie publikować",
    "please ignore", "please disregard", "ignore this", "bitte ignorieren", "merci d'ignorer",
    "por favor ignor", "ignorar", "игнорируйте", "просим игнорировать",
  ]
  static let ofTrials: Set<Substring> = [
    "test", "tests", "message", "transmission", "nachricht", "testmeldung", "essai", "prueba",
    "teste", "prova",
  ]
}
