import NewsModel

/// The words by which formats say what may be done with an article.
///
/// Sources: IPTC NewsCodes pubstatusg2 (`stat:usable`, `stat:withheld`, `stat:canceled`) and pubstatus of
/// NewsML 1.2; NITF 3.6, `docdata/@management-status`; ninjs `pubstatus`. The rest are those of plain JSON.
enum StatusWord {
  /// - Parameter text: a word, a QCode or the address of one, in letters of any case.
  /// - Returns: nil for what says nothing that is known.
  static func status(_ text: String) -> Article.Status? {
    var word = text[...]
    while word.utf8.last.map(isDivider) == true { word.removeLast() }
    if let divider = word.utf8.lastIndex(where: isDivider) {
      word = word[word.utf8.index(after: divider)...]
    }
    // Nearly all are small letters already.
    if word.utf8.allSatisfy({ $0 &- 0x61 < 26 }) { return words[String(word)] }
    return words[word.lowercased().filter(\.isLetter)]
  }

  private static func isDivider(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ":") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "#")
  }

  private static let words: [String: Article.Status] = {
    let byStatus: [(Article.Status, [String])] = [
      (
        .usable,
        ["usable", "published", "publish", "active", "live", "released"]
      ),
      (
        .corrected,
        [
          "corrected", "correction", "correct", "rectified", "rectify", "rectification", "amended",
          "korrigiert", "berichtigt", "corrigé", "corregido",
        ]
      ),
      (
        .withheld,
        [
          "withheld", "withhold", "hold", "held", "onhold", "draft", "private", "pending",
          "holdforrelease", "inreview", "unpublished", "scheduled",
          "notforpublication", "gesperrt", "entwurf", "zurückgehalten", "brouillon", "borrador",
        ]
      ),
      (.embargoed, ["embargoed", "embargo", "underembargo", "sperrfrist"]),
      (
        .cancelled,
        [
          "canceled", "cancelled", "cancel", "cancellation", "killed", "kill", "deleted", "delete",
          "withdrawn", "withdraw", "withdrawal", "retracted", "retract", "retraction", "annulled",
          "annul", "spiked", "spike", "removed", "recalled", "trashed", "trash", "takendown",
          "takedown", "mandatorykill", "storniert", "zurückgezogen", "gelöscht", "annulé",
          "supprimé", "anulado", "eliminado", "annullato",
        ]
      ),
      (.test, ["test", "testing", "testmeldung", "testmessage"]),
    ]
    return Dictionary(
      uniqueKeysWithValues: byStatus.flatMap { status, words in words.map { ($0, status) } })
  }()
}
