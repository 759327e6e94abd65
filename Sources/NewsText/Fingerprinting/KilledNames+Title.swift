import NewsModel

/// A kill may mean an article by its title, where an identifier says too little.
///
/// Its own title begins with its mark (`KILL: Quay closed`), and what it takes back may have one of its own
/// (`CORRECTED-Quay closed`, `UPDATE 2-Quay closed`): none of them counts, nor do signs and the size of letters.
extension Article.KilledNames {
  /// A kill's text is short; what stands behind is the text that is killed, perhaps.
  private static let titleTextBytes = 1500
  /// A title of fewer words may stand in any text.
  private static let wordsInText = 3

  /// - Parameters:
  ///   - title: of the article.
  ///   - headline: of the kill.
  ///   - text: the kill's, in which the title may be named, too; without what stays (`killing`).
  /// - Returns: false for a title without letters.
  package static func holdTitle(
    _ title: String, headline: String, text: String
  ) -> Bool {
    let wanted = words(Article.StatusMark.title(of: title))
    let own = Article.StatusMark.title(of: headline)
    guard !wanted.isEmpty else { return false }
    // `KILL: Quay closed (wrong figures)`.
    for own in [own, own.prefix { !"([;".contains($0) }] {
      let words = words(own)
      if words == wanted { return true }
      let isRevised = Article.StatusMark.version(headline: title, take: nil) > 0
      if isRevised, words.count > 1, wanted.suffix(words.count) == words[...] { return true }
    }
    guard wanted.count >= wordsInText else { return false }
    let all = words(String(decoding: text.utf8.prefix(titleTextBytes), as: UTF8.self)[...])
    return all.indices.contains { all[$0...].starts(with: wanted) }
  }

  private static func words(_ line: Substring) -> [Substring] {
    line.lowercased().split { !$0.isLetter && !$0.isNumber }.map { $0[...] }
  }
}
