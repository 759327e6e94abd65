import NewsModel
import NewsText
import Testing

/// What a kill takes back of all that it names.
@Suite("The words of kills")
struct KillTextTests {
  private static func names(_ body: String) -> Article.KilledNames {
    Article.KilledNames(headline: "KILL", body: body, slug: nil, uri: nil)
  }

  /// In each `urn:x:1` and what ends in `:k` is to be killed, `urn:x:2` and what ends in `:s` to stay.
  static let substitutes = [
    "Kill urn:x:1; the substitute is urn:x:2.",
    "Please kill urn:x:1. A substitute story, urn:x:2, has moved.",
    "Kill urn:x:1 and use urn:x:2 instead.",
    "Use urn:x:2 instead of urn:x:1.",
    "Instead of urn:x:1 use urn:x:2.",
    "Please use urn:x:2, not urn:x:1.",
    "Use urn:x:2 not urn:x:1.",
    "Do not use urn:x:1. Use urn:x:2.",
    "Clients are asked not to use urn:x:1 and to use urn:x:2.",
    "Kill urn:x:1, which was replaced by urn:x:2.",
    "urn:x:1 is replaced by urn:x:2.",
    "urn:x:1 is superseded by urn:x:2",
    "urn:x:2 replaces urn:x:1.",
    "Replace urn:x:1 with urn:x:2.",
    "Kill and replace urn:x:1 with urn:x:2.",
    "Kill urn:x:1 - see corrected version urn:x:2.",
    "Kill urn:x:1 (corrected version: urn:x:2).",
    "Story urn:x:1 (substitute urn:x:2) is killed.",
    "Kill urn:x:1. See urn:x:2.",
    "A corrected version of urn:x:1 has been sent as urn:x:2.",
    "The substitute for urn:x:1 is urn:x:2.",
    "Substitute urn:x:2 for urn:x:1.",
    "urn:x:2 is a substitute for urn:x:1.",
    "Kill urn:x:1. urn:x:2, a corrected version, has moved.",
    "Disregard urn:x:1 in favor of urn:x:2.",
    "Kill these:\nurn:x:1\nurn:y:k\nUse these:\nurn:x:2\nurn:y:s",
    "Kill urn:x:1 and urn:y:k; substitutes are urn:x:2 and urn:y:s.",
    "The corrected versions of urn:x:1 and urn:y:k are urn:x:2 and urn:y:s.",
    "Kill urn:x:1. The report urn:x:2 is not affected.",
    "Kill urn:x:1; do not kill urn:x:2.",
    "Kill urn:x:1. urn:x:2 stands.",
    "Kill urn:x:1. There is no substitute for urn:y:k.",
    "Kill the corrected story urn:x:1.",
    "A mandatory kill: urn:x:1, urn:y:k and urn:z:k. No substitute will be sent.",
    "Die Meldung urn:x:1 wird zurückgezogen. Ersatz: urn:x:2",
    "Die Meldung urn:x:1 wurde durch urn:x:2 ersetzt.",
    "urn:x:1 wird ersetzt durch urn:x:2.",
    "urn:x:2 ersetzt urn:x:1.",
    "Bitte verwenden Sie urn:x:1 nicht mehr; verwenden Sie stattdessen urn:x:2.",
    "Bitte urn:x:1 nicht verwenden. Bitte urn:x:2 verwenden.",
    "Die berichtigte Fassung von urn:x:1 lautet urn:x:2.",
    "Bitte statt urn:x:1 die Neufassung urn:x:2 verwenden.",
    "La dépêche urn:x:1 est annulée et remplacée par urn:x:2.",
    "Prière de ne pas utiliser urn:x:1. Merci d'utiliser urn:x:2 à la place.",
    "N'utilisez pas urn:x:1 mais urn:x:2 : version corrigée urn:x:2.",
    "Annulez urn:x:1, voir la version corrigée urn:x:2.",
    "La noticia urn:x:1 queda anulada; la sustituye urn:x:2, versión corregida.",
    "Se anula urn:x:1, sustituida por urn:x:2.",
    "No utilizar urn:x:1. Utilicen en su lugar urn:x:2.",
    "La notizia urn:x:1 è annullata e sostituita da urn:x:2.",
    "Non usare urn:x:1. Usare invece urn:x:2.",
    "A notícia urn:x:1 foi anulada e substituída por urn:x:2.",
    "Gelieve urn:x:1 niet te gebruiken. Het bericht is vervangen door urn:x:2.",
    "Bericht urn:x:1 wordt door urn:x:2 vervangen.",
    "Depesza urn:x:1 zostaje anulowana. Zastąpiona przez urn:x:2.",
    "Сообщение urn:x:1 аннулировано. Исправленная версия: urn:x:2.",
    "Просим использовать urn:x:2 вместо urn:x:1.",
    "Сообщение urn:x:1 заменено сообщением urn:x:2.",
    "Använd inte urn:x:1. Rättad version: urn:x:2.",
    "urn:x:1 ersätts av urn:x:2.",
    "Ikke bruk urn:x:1. Bruk urn:x:2 i stedet.",
    "Kill urn:x:1. Please run urn:x:2 in its place.",
    "The story urn:x:1 must not be used. The right story is urn:x:2.",
    "Kill urn:x:1. Story urn:x:2 is correct.",
    "Kill urn:x:1. Story urn:y:k is not correct.",
    "Kill urn:x:1, a correction to urn:x:2.",
    "Please kill urn:x:1, which corrected urn:x:2.",
    "Die Meldung urn:x:1 bitte löschen. Die korrekte Fassung ist urn:x:2.",
    "Meldung urn:x:1 ist hinfällig, es gilt urn:x:2.",
    "Statt urn:x:1 gilt urn:x:2.",
    "Просим заменить urn:x:1 на urn:x:2.",
    "Proszę zastąpić urn:x:1 przez urn:x:2.",
    "Zrušte prosím urn:x:1, nahrazuje ji urn:x:2.",
    "请撤销urn:x:1，以urn:x:2为准。",
    "urn:x:1を取り消し、urn:x:2に差し替えます。",
    "urn:x:1 기사를 취소하고 urn:x:2 기사로 대체합니다.",
    "يرجى إلغاء urn:x:1 واستخدام urn:x:2 بدلا منه.",
    "Παρακαλούμε ακυρώστε urn:x:1 και χρησιμοποιήστε urn:x:2.",
    "Kill urn:x:1, not urn:x:2.",
    "Kill urn:x:1 but not urn:x:2.",
    "Do not use urn:x:1 but urn:x:2.",
    "Bitte nicht urn:x:1, sondern urn:x:2 verwenden.",
    "请勿使用urn:x:1，请使用urn:x:2。",
    "撤稿urn:x:1。更正版urn:x:2。",
    "urn:x:1は使用しないでください。代わりにurn:x:2を使用してください。",
    "urn:x:1 대신 urn:x:2 사용하십시오. urn:x:1 취소.",
  ]

  @Test("what is sent in the place of a killed report is not killed", arguments: substitutes)
  func stay(text: String) {
    let names = Self.names(text)
    let all = Set(text.split { !$0.isASCII || $0.isWhitespace || ",;().".contains($0) })
      .map(String.init).filter { $0.hasPrefix("urn:") }.sorted()
    let killed = all.filter { $0.hasSuffix(":1") || $0.hasSuffix(":k") }
    #expect(names.identifiers.filter { $0.hasPrefix("urn:") }.sorted() == killed)
    #expect(
      names.spared.filter { $0.hasPrefix("urn:") }.sorted() == all.filter { !killed.contains($0) })
    for uri in all {
      #expect(
        Article.KilledNames.spare(
          uri, in: Article.KilledNames.text(headline: "KILL", body: text, note: nil))
          == !killed.contains(uri), "\(uri)")
    }
  }

  /// In each `urn:x:1` is to be killed, and what ends in `:m` is only mentioned.
  static let mentions = [
    "Kill urn:x:1. It moved an hour after our report urn:x:m on the same vote.",
    "Please kill urn:x:1, which was sent by mistake while urn:x:m was being edited.",
    "Kill urn:x:1. The reporter had earlier written urn:x:m about the harbour.",
    "Kill urn:x:1. Readers of urn:x:m had written to us about the figures.",
    "Die Meldung urn:x:1 wird zurückgezogen. Sie ging kurz nach der Übersicht urn:x:m über den Dienst.",
    "La dépêche urn:x:1 est annulée. Elle reprenait des chiffres parus dans urn:x:m la semaine dernière.",
    "Se anula urn:x:1. Los datos procedían de un reportaje anterior urn:x:m sobre el puerto.",
    "Använd inte urn:x:1. Siffrorna kom från en tidigare artikel urn:x:m om hamnen.",
    "Kill:\nurn:x:1\nThe figures were those of last week's table urn:x:m and not of this one.",
  ]

  @Test("what its running text only mentions is not taken back", arguments: mentions)
  func mentioned(text: String) {
    let names = Self.names(text)
    #expect(names.identifiers.filter { $0.hasPrefix("urn:") } == ["urn:x:1"])
    let slugs = text.replacing("urn:x:1", with: "BC-EU--Port").replacing(
      "urn:x:m", with: "BC-US--Storm Damage")
    #expect(!Self.names(slugs).slugs.contains { $0.hasPrefix("BC-US") || $0 == "Damage" })
    #expect(Self.names(slugs).slugs.contains("BC-EU--Port"))
  }

  @Test("nor where a field names what is, and the text nothing but that")
  func named() {
    let text =
      "It was sent in error an hour after urn:x:m and the long table BC-US--Storm had moved."
    for (slug, uri) in [("BC-EU--Port", nil), (nil, "urn:x:1"), ("BC-EU--Port", "urn:x:1")] {
      let names = Article.KilledNames(headline: "KILL", body: text, slug: slug, uri: uri)
      #expect(names.identifiers == (uri.map { [$0] } ?? []))
      #expect(names.slugs == (uri == nil ? ["BC-EU--Port"] : []))
    }
    // Where nothing else is named, it is the report: a kill that is overlooked is worse.
    let only = Article.KilledNames(
      headline: "KILL", body: text, slug: "ADV-KILL-NOTE", uri: nil)
    #expect(only.identifiers.contains("urn:x:m"))
  }
}
