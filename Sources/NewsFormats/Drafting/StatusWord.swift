import NewsModel

/// The words by which formats say what may be done with an article.
///
/// Sources: IPTC NewsCodes pubstatusg2 (`stat:usable`, `stat:withheld`, `stat:canceled`) and pubstatus of
/// NewsML 1.2; NITF 3.6, `docdata/@management-status`; ninjs `pubstatus`. The rest are those of plain JSON.
enum StatusWord {
  /// - Parameter text: a word, a QCode or the address of one, in letters of any case.
  /// - Returns: nil for what says nothing that is known.
  static func status(_ text: String) -> Article.Status? {
    let word = text.split { $0 == ":" || $0 == "/" || $0 == "#" }.last ?? ""
    return words[word.lowercased().filter(\.isLetter)]
  }

  private static let words: [String: Article.Status] = {
    let byStatus: [(Article.Status, [String])] = [
      (.usable, ["usable", "published", "publish", "active"]),
      (.corrected, ["corrected", "correction", "rectified", "rectify", "rectification"]),
      (.withheld, ["withheld", "hold", "held", "draft", "private", "pending"]),
      (.embargoed, ["embargoed", "embargo"]),
      (
        .cancelled,
        [
          "canceled", "cancelled", "cancel", "cancellation", "killed", "kill", "deleted", "delete",
          "withdrawn", "withdraw", "withdrawal", "retracted", "retract", "retraction", "annulled",
          "annul",
        ]
      ),
      (.test, ["test"]),
    ]
    return Dictionary(
      uniqueKeysWithValues: byStatus.flatMap { status, words in words.map { ($0, status) } })
  }()
}
