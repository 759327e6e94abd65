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
      let openings = lines.filter(mayBeMark)
      func isMarked(_ words: [String]) -> Bool { openings.contains { opens($0, with: words) } }
      if let source = article.source, isTestSource(source) { return .test }
      if isRepeated(article) { return .test }
      let isClosed = lines.contains(where: closes)
      if article.body.utf8.count <= noticeBytes,
        !openings.isEmpty || isClosed || mayDemandKill(article)
      {
        let notice = NoticeToEditors(article)
        if isMarked(tests), notice.isNotForPublication { return .test }
        let isKill =
          (isClosed || isMarked(notices)) && notice.speaksToPrinters
          || isMarked(kills) && notice.concernsCopy || notice.demandsKill
          || (isClosed || isMarked(notices) || isMarked(kills)) && demandsKillByName(article)
        if isKill { return .cancelled }
        if isMarked(advisories), notice.isNote {
          return notice.takesCopyBack ? .cancelled : .withheld
        }
      }
      return CorrectionMark.isIn(article) ? .corrected : nil
    }

    /// - Parameters:
    ///   - headline: of an article.
    ///   - take: its mark of take, where the format has one.
    /// - Returns: the number of the version that it says it is; 0 when it says none.
    package static func version(headline: String, take: String?) -> Int {
      VersionMark.number(headline: headline, take: take)
    }

    /// - Parameter facts: of an article.
    /// - Returns: its mark of take; where it has none, what its slug or note says of its version.
    package static func take(of facts: Article.Facts) -> String? {
      facts.take ?? VersionMark.take(slug: facts.slug, note: facts.editorNote)
    }

    /// - Parameter headline: of an article.
    /// - Returns: it without the marks of status that open it and the signs behind them.
    package static func title(of headline: String) -> Substring {
      var line = opening(headline)
      while mayBeMark(line), let mark = marks.first(where: { opens(line, with: [$0]) }) {
        line = opening(String(line.dropFirst(mark.count).drop { ":-–—/|)]】!,.：".contains($0) }))
      }
      return line
    }

    /// A line without a bracket before its first word, and without a cry before a sign: `ACHTUNG - STORNO`.
    private static func opening(_ line: String) -> Substring {
      func bare(_ line: Substring) -> Substring {
        // Nearly all begin with a letter, and nothing is to be taken off.
        if let first = line.utf8.first, (0x61...0x7A).contains(first | 0x20) { return line }
        return line.drop { $0.isWhitespace || "([*¡«\"-–—+【".contains($0) }
      }
      let line = bare(line[...])
      // Few headlines begin with two capitals.
      let first = Array(line.utf8.prefix(2))
      guard first.count == 2, first.allSatisfy({ $0 &- 0x61 > 25 }) else { return line }
      guard let cry = cries.first(where: { line.hasPrefix($0) }) else { return line }
      let rest = line.dropFirst(cry.count)
      let sign = rest.first { !$0.isWhitespace }
      return sign.map { ":-–—!/".contains($0) } == true
        ? bare(rest.drop { $0.isWhitespace || ":!/".contains($0) }) : line
    }

    /// A slug or a title with the mark behind it: `BC-Harbour KILL`, `Quay closed (KILL)`. In a line that is all
    /// capitals it is a word.
    private static func closes(_ line: Substring) -> Bool {
      guard line.utf8.last.map({ $0 & 0xDF == 0x4C || $0 == 0x29 || $0 == 0x5D }) == true else {
        return false
      }
      let line = line.last == ")" || line.last == "]" ? line.dropLast() : line
      guard line.hasSuffix("KILL"), line.contains(where: \.isLowercase) else { return false }
      return line.dropLast(4).last.map { !$0.isLetter && !$0.isNumber } ?? false
    }

    /// Nearly every headline is seen by its first two letters to hold no mark. An accent may stand behind either
    /// of them, as a sign of its own.
    private static func mayBeMark(_ line: Substring) -> Bool {
      let first = Array(line.utf8.prefix(3))
      guard first.count == 3, first.allSatisfy({ $0 < 0x80 }) else { return !first.isEmpty }
      return beginnings.contains(Array(first.prefix(2)))
    }

    private static let marks = tests + notices + kills + advisories + corrections
    private static let beginnings = Set(marks.map { Array($0.utf8.prefix(2)) })

    /// A word of the list in capitals and a sign or nothing behind it.
    private static func opens(_ line: Substring, with words: [String]) -> Bool {
      words.contains { word in
        guard line.hasPrefix(word) else { return false }
        let rest = line.dropFirst(word.count)
        guard let sign = rest.first(where: { !$0.isWhitespace }) else { return true }
        return ":-–—/|)]】!,.：".contains(sign) || sign == "(" && rest.first != "("
      }
    }

    /// Whether the first lines hold a word, in letters of any case: what spares most copy the look at its words.
    private static func holds(_ word: StaticString, _ text: String) -> Bool {
      var text = text
      let length = word.utf8CodeUnitCount
      return text.withUTF8 { bytes in
        let first = word.utf8Start[0]
        return (0..<max(0, min(bytes.count, headBytes) - length + 1)).contains { start in
          bytes[start] | 0x20 == first
            && (1..<length).allSatisfy { bytes[start + $0] | 0x20 == word.utf8Start[$0] }
        }
      }
    }

    /// What a kill without a mark says somewhere.
    private static func mayDemandKill(_ article: Article) -> Bool {
      [article.headline, article.facts.editorNote ?? "", article.body].contains { text in
        holds("kill", text)
          && (holds("mandator", text) || holds("kill th", text) || holds("kill our", text))
      }
    }

    /// `Kill urn:x:1; the substitute is urn:x:2`.
    private static func demandsKillByName(_ article: Article) -> Bool {
      KillText(
        KilledNames.text(
          headline: article.headline, body: article.body, note: article.facts.editorNote)
      ).demandsKill
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
  /// Head no news.
  private static let notices = [
    "KILL", "MANDATORY KILL", "BULLETIN KILL", "STORY KILL", "STORY KILLED", "KILL NOTICE",
    "KILL ADVISORY", "STORY WITHDRAWN", "STORY REMOVED", "STORY DELETED", "STORY CANCELLED",
    "STORY RETRACTED", "ANNULATION", "DÉPÊCHE ANNULÉE", "À SUPPRIMER", "STORNO", "STORNIERUNG",
    "MELDUNG ZURÜCKGEZOGEN", "ZURÜCKZIEHUNG", "ANULACIÓN", "ANNULLAMENTO", "ANULAÇÃO", "INTREKKING",
    "ANULOWANIE", "АННУЛИРОВАНО", "АННУЛИРУЕТСЯ", "АННУЛЯЦИЯ", "取り消し", "撤稿",
  ]
  /// Head news as well.
  private static let kills = [
    "KILLED", "WITHDRAWN", "WITHDRAWAL", "CANCELLED", "CANCELED", "DELETE", "DELETED", "RETRACTED",
    "RETRACTION", "REMOVED", "ANNULÉ", "ANNULÉE", "SUPPRESSION", "ZURÜCKGEZOGEN", "RÜCKZUG",
    "ANULADO", "ANULADA", "ANULA", "ELIMINACIÓN", "ANNULLATO", "ANNULLATA", "CANCELAMENTO",
    "INGETROKKEN", "ANULOWANE", "WYCOFANIE", "ОТЗЫВ", "ÅTERKALLAD", "TRUKKET", "İPTAL", "取消", "취소",
    "إلغاء",
  ]
  private static let cries = [
    "ACHTUNG", "ATTENTION", "URGENT", "EILT", "WICHTIG", "ATENCIÓN", "ATTENZIONE", "ATENÇÃO",
    "ВНИМАНИЕ", "UWAGA", "IMPORTANT",
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
}
