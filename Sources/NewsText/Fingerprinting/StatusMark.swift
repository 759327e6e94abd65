package import NewsModel

extension Article {
  /// The words by which copy says what it is, in its headline or its mark of take: `KILL:`, `CORRECTED-`,
  /// `UPDATE 2-`, `3rd Ld-Writethru`, `TEST – DO NOT PUBLISH`.
  ///
  /// A mark opens a line, stands in capitals and has a sign behind it; a headline *about* a killing or a test has
  /// not. Of a kill, of test copy and of a note to editors alone this is not enough: the text must speak to editors,
  /// too, as such copy always does.
  package enum StatusMark {
    /// Words of people who write for editors: such copy is short, and says so in its first lines.
    private static let headBytes = 700
    /// A notice is not longer; a report may be.
    private static let noticeBytes = 2500

    /// What the article says of itself; nil when it says nothing.
    ///
    /// - Parameter article: as decoded. The source that it names itself may be one for trying; a folder of that
    ///   name is anybody's.
    /// - Returns: `corrected`, `cancelled`, `withheld` (a note to editors) or `test`.
    package static func status(of article: Article) -> Article.Status? {
      let lines = [article.headline, article.facts.take].compactMap { $0.map(opening) }
        .filter(mayBeMark)
      func marks(_ words: [String]) -> Bool { lines.contains { opens($0, with: words) } }
      if let source = article.source, isTestSource(source) { return .test }
      let isNotice = article.body.utf8.count <= noticeBytes
      if isNotice, marks(tests) && says(doNotPublish + ignore, article) || isRepeated(article) {
        return .test
      }
      if isNotice, marks(kills), speaksToEditors(article) { return .cancelled }
      if isNotice, isMandatoryKill(article) { return .cancelled }
      if isNotice, marks(advisories), speaksToEditors(article) {
        return says(withdrawn, article) ? .cancelled : .withheld
      }
      return marks(corrections) ? .corrected : nil
    }

    /// - Parameters:
    ///   - headline: of an article.
    ///   - take: its mark of take, where the format has one.
    /// - Returns: the number of the version that it says it is; 0 when it says none.
    package static func version(headline: String, take: String?) -> Int {
      for (line, isTake) in [(take, true), (headline, false)] {
        guard let line else { continue }
        let words = line.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "." }.prefix(8)
          .map(String.init)
        if let version = version(Array(words), isTake: isTake) { return version }
      }
      return 0
    }

    /// `2nd ld`, `ld 2`, `update 2`, `2. zf`, `writethru`. A headline begins with its mark: what takes third lead in
    /// a league is news.
    private static func version(_ words: [String], isTake: Bool) -> Int? {
      for (index, word) in words.enumerated() {
        let next = index + 1 < words.count ? words[index + 1] : ""
        let before = index > 0 ? words[index - 1] : ""
        if ["ld", "lead", "zf", "zusammenfassung", "sub", "update"].contains(word) {
          if isTake || index == 1, let number = ordinal(before) { return number }
        }
        if index == 0, ["update", "lead", "wrapup", "actualiza", "actualización"].contains(word),
          let number = Int(next), number < 100
        {
          return number
        }
        if word.hasPrefix("writethr") { return 1 }
      }
      return nil
    }

    /// `2nd`, `3.`, `2ème`, `2e`, `1er`.
    private static func ordinal(_ word: String) -> Int? {
      let digits = word.prefix { $0.isASCII && $0.isNumber }
      guard (1...2).contains(digits.count),
        ["st", "nd", "rd", "th", ".", "ème", "e", "er"]
          .contains(String(word.dropFirst(digits.count)))
      else { return nil }
      return Int(digits)
    }

    /// A line without a bracket before its first word.
    private static func opening(_ line: String) -> Substring {
      // Nearly all begin with a letter, and nothing is to be taken off.
      if let first = line.utf8.first, (0x61...0x7A).contains(first | 0x20) { return line[...] }
      return line.drop { $0.isWhitespace || "([*¡«\"-–—+【".contains($0) }
    }

    /// Nearly every headline is seen by its first two letters to hold no mark. An accent may stand behind either
    /// of them, as a sign of its own.
    private static func mayBeMark(_ line: Substring) -> Bool {
      let first = Array(line.utf8.prefix(3))
      guard first.count == 3, first.allSatisfy({ $0 < 0x80 }) else { return !first.isEmpty }
      return beginnings.contains(Array(first.prefix(2)))
    }

    private static let beginnings = Set(
      (tests + kills + advisories + corrections).map { Array($0.utf8.prefix(2)) })

    /// A word of the list in capitals and a sign or nothing behind it.
    private static func opens(_ line: Substring, with words: [String]) -> Bool {
      words.contains { word in
        guard line.hasPrefix(word) else { return false }
        let rest = line.dropFirst(word.count)
        guard let sign = rest.first(where: { !$0.isWhitespace }) else { return true }
        return ":-–—/|)]】!,.：".contains(sign) || sign == "(" && rest.first != "("
      }
    }

    private static func says(_ phrases: [String], _ article: Article) -> Bool {
      let text = head(article)
      return phrases.contains { text.contains($0) }
    }

    /// It says what editors are to do, or addresses them: `ATTENTION EDITORS`, `Note to subscribers`, `Redaktionen:`.
    /// What is said of them, of newspapers' editors or of those who subscribed, is news.
    private static func speaksToEditors(_ article: Article) -> Bool {
      let text = head(article)
      return orders.contains { text.contains($0) } || addressesEditors(text)
    }

    private static func addressesEditors(_ text: String) -> Bool {
      let words = text.split { !$0.isLetter && $0 != "'" && $0 != ":" }
      return words.indices.contains { index in
        let word = words[index].drop { $0 == ":" }
        guard addressees.contains(where: { word.hasPrefix($0) }) else { return false }
        return word.hasSuffix(":") || words[..<index].suffix(2).contains { addresses.contains($0) }
      }
    }

    /// Headline and first lines, in small letters.
    private static func head(_ article: Article) -> String {
      let body = String(decoding: article.body.utf8.prefix(headBytes), as: UTF8.self)
      return (article.headline + "\n" + (article.facts.editorNote ?? "") + "\n" + body).lowercased()
    }

    /// Whether the first lines hold four letters, in any case: spares most copy the look at its words.
    private static func holds(_ word: StaticString, _ text: String) -> Bool {
      var text = text
      return text.withUTF8 { bytes in
        let first = word.utf8Start[0]
        return (0..<max(0, min(bytes.count, headBytes) - 3)).contains { start in
          bytes[start] | 0x20 == first
            && (1..<4).allSatisfy { bytes[start + $0] | 0x20 == word.utf8Start[$0] }
        }
      }
    }

    /// Without a mark: `ATTENTION EDITORS`, and a kill in so many words.
    private static func isMandatoryKill(_ article: Article) -> Bool {
      guard
        [article.headline, article.facts.editorNote ?? "", article.body].contains(where: {
          holds("kill", $0)
        })
      else { return false }
      let text = head(article)
      return mandatory.contains { text.contains($0) } && addressesEditors(text)
    }

    /// `TEST TEST TEST`.
    private static func isRepeated(_ article: Article) -> Bool {
      guard holds("test", article.headline) else { return false }
      let words = article.headline.lowercased().split { !$0.isLetter }
      return words.count > 1 && Set(words) == ["test"]
    }

    /// A house that is one for trying: `test`, `Test Provider`, `wire-test`.
    private static func isTestSource(_ source: String) -> Bool {
      guard holds("test", source) else { return false }
      let words = source.lowercased().split { !$0.isLetter && !$0.isNumber }
      guard words.contains("test") else { return false }
      let kinds: Set<Substring> = [
        "provider", "source", "agency", "wire", "feed", "desk", "service",
      ]
      return words.count == 1 || words.count == 2 && !kinds.isDisjoint(with: words)
    }
  }
}

extension Article.StatusMark {
  private static let tests = [
    "TEST", "TESTS", "ESSAI", "PRUEBA", "TESTE", "PROVA", "ТЕСТ", "PRÓBA", "テスト", "测试",
  ]
  private static let kills = [
    "KILL", "KILLED", "MANDATORY KILL", "BULLETIN KILL", "STORY KILL", "STORY KILLED",
    "KILL NOTICE",
    "WITHDRAWN", "STORY WITHDRAWN", "WITHDRAWAL", "CANCELLED", "CANCELED", "DELETE", "RETRACTED",
    "ANNULATION", "ANNULÉ", "ANNULÉE", "DÉPÊCHE ANNULÉE", "À SUPPRIMER", "SUPPRESSION",
    "ZURÜCKGEZOGEN", "ZURÜCKZIEHUNG", "RÜCKZUG", "STORNO", "STORNIERUNG", "MELDUNG ZURÜCKGEZOGEN",
    "ANULACIÓN", "ANULADO", "ANULADA", "ANULA", "ELIMINACIÓN", "ANNULLAMENTO", "ANNULLATO",
    "ANNULLATA", "ANULAÇÃO", "ANULADO", "CANCELAMENTO", "INGETROKKEN", "INTREKKING", "ANULOWANE",
    "ANULOWANIE", "WYCOFANIE", "АННУЛИРОВАНО", "АННУЛИРУЕТСЯ", "АННУЛЯЦИЯ", "ОТЗЫВ", "ÅTERKALLAD",
    "TRUKKET", "İPTAL", "取り消し", "取消", "撤稿", "취소", "إلغاء",
  ]
  private static let advisories = [
    "ADVISORY", "ADVISORY NOTE", "NOTE TO EDITORS", "EDITORS' NOTE", "EDITORS", "EDITOR'S NOTE",
    "ATTENTION EDITORS", "AVIS AUX CLIENTS", "AVIS AUX RÉDACTIONS", "AVERTISSEMENT", "HINWEIS",
    "REDAKTIONELLER HINWEIS", "ACHTUNG REDAKTIONEN", "AVISO", "AVISO A LOS CLIENTES",
    "NOTA A LOS EDITORES", "AVVISO", "AVVISO AI CLIENTI", "AVISO AOS EDITORES",
    "К СВЕДЕНИЮ РЕДАКЦИЙ",
  ]
  private static let corrections = [
    "CORRECTED", "CORRECTION", "CORRECTS", "CLARIFICATION", "CORRECTIF", "RECTIFICATIF",
    "RECTIFICATION",
    "KORREKTUR", "BERICHTIGUNG", "BERICHTIGT", "KORRIGIERT", "CORRECCIÓN", "CORREGIDO", "CORREGIDA",
    "RECTIFICACIÓN", "RETTIFICA", "CORREZIONE", "CORREÇÃO", "CORRIGIDO", "CORRIGIDA", "CORRIGE",
    "CORRECTIE", "RECTIFICATIE", "ИСПРАВЛЕНО", "ИСПРАВЛЕНИЕ", "ПОПРАВКА", "KOREKTA", "SPROSTOWANIE",
    "RÄTTELSE", "KORRIGERING", "RETTELSE", "KORJAUS", "DÜZELTME", "訂正", "更正", "정정", "تصحيح",
    "Correction", "Corrected",
  ]
  private static let withdrawn = [
    "withdrawn", "withdraw", "kill", "retracted", "zurückgezogen", "annulé", "anulad", "annullat",
  ]
  private static let mandatory = ["kill is mandatory", "mandatory kill", "please kill the story"]
  private static let doNotPublish = [
    "do not publish", "not for publication", "ne pas publier", "ne pas diffuser",
    "nicht veröffentlichen", "nicht zur veröffentlichung", "no publicar",
    "non pubblicare", "não publicar", "niet publiceren", "не публиковать", "не для публикации",
    "nie publikować",
  ]
  private static let ignore = [
    "please ignore", "please disregard", "ignore this", "bitte ignorieren", "merci d'ignorer",
    "por favor ignore", "ignorar", "игнорируйте",
  ]
  /// What such copy asks of those who must act. What people should not use is news: a seat, a drug.
  private static let orders = [
    "please kill", "kill is mandatory", "please disregard", "please do not use", "please remove",
    "do not use this story", "do not use the story", "do not use this item", "editors' note",
    "prière de ne pas", "merci de ne pas", "veuillez ne pas", "bitte nicht verwenden",
    "bitte nicht mehr verwenden", "meldung nicht verwenden", "meldung nicht mehr verwenden",
    "ruega no", "rogamos no", "favor no", "prega di non", "pedimos que não", "просим не",
    "просим снять", "gelieve niet", "prosimy nie", "prosimy o nie", "vänligen använd inte",
    "使用しないで", "請勿使用", "请勿使用", "사용하지 마",
  ]
  private static let addressees = [
    "editors", "subscribers", "clients", "rédaction", "abonnés", "redaktion", "redaccion",
    "editores", "abonados", "redazion", "abbonati", "redações", "редакци", "подписчик", "redacties",
    "redakcj", "redaktioner", "redaksjon",
  ]
  /// What stands up to two words before those who are addressed.
  private static let addresses: Set<Substring> = [
    "attention", "attn", "to", "dear", "aux", "chers", "achtung", "an", "liebe", "las", "los", "a",
    "alle", "agli", "ai", "aos", "às", "aan", "вниманию", "сведению", "для", "do", "dla", "till",
    "til",
  ]
}
