/// A page that is no article but tells its reader why there is none: an error, a check for machines,
/// a question about cookies. Crawlers save them under the article's name.
enum Notice: String {
  case missing = "an error page"
  case challenge = "a check for machines"
  case consent = "a question about cookies"

  /// In bytes: longer texts are articles, about cookies too.
  private enum Most {
    static let notice = 1600
    /// What says in its text that it is missing says little else.
    static let missing = 400
    static let challengeWithoutMark = 120
    static let titleWithoutMark = 40
    static let consent = 8000
    static let name = 80
  }

  /// What a page is instead of an article; nil for articles.
  ///
  /// - Parameters:
  ///   - names: `<title>`, its parts and the page's `<h1>`.
  ///   - text: its paragraphs in UTF-8, divided by line feeds.
  init?(names: [String], text: [UInt8]) {
    guard text.count <= Most.consent else { return nil }
    let speaksOfConsent = text.withUnsafeBufferPointer(NoticeWords.mayAskForConsent)
    guard text.count <= Most.notice || speaksOfConsent else { return nil }
    let names = names.map { NoticeWords.plain($0) }
    if text.count <= Most.notice, Self.isMissing(names) {
      self = .missing
      return
    }
    let lines = text.split(separator: 0x0A).map {
      NoticeWords.plain(String(decoding: $0, as: UTF8.self))
    }
    if text.count <= Most.missing, lines.contains(where: NoticeWords.missingLines.begin) {
      self = .missing
      return
    }
    if text.count <= Most.notice, Self.isChallenge(lines, names: names, bytes: text.count) {
      self = .challenge
    } else if speaksOfConsent, Self.isConsent(lines, names: names) {
      self = .consent
    } else {
      return nil
    }
  }

  /// "404 dead in floods" is a headline: behind a code nothing but an error's word may stand.
  private static func isMissing(_ names: [[UInt8]]) -> Bool {
    names.contains { name in
      if NoticeWords.missingAlone.contains(name) { return true }
      guard NoticeWords.missing.begin(name), name.count < Most.name else { return false }
      let rest = Array(name.drop { (0x30...0x39).contains($0) })
      return rest.count == name.count || rest.isEmpty || NoticeWords.errorWords.count(in: rest) > 0
    }
  }

  /// A headline may begin so, too: without a mark in the text the title says that and little else.
  private static func isChallenge(_ lines: [[UInt8]], names: [[UInt8]], bytes: Int) -> Bool {
    let named = names.filter { NoticeWords.challengeTitles.begin($0) }
    let isAlone = !named.isEmpty && named.allSatisfy { $0.count < Most.titleWithoutMark }
    if isAlone, bytes < Most.challengeWithoutMark { return true }
    let marks = lines.reduce(0) { $0 + NoticeWords.challenges.count(in: $1) }
    return marks > 1 || !named.isEmpty && marks > 0
  }

  /// Paragraphs that speak to the reader about cookies, and little else.
  private static func isConsent(_ lines: [[UInt8]], names: [[UInt8]]) -> Bool {
    let about = lines.map { (letters: $0.count, marks: NoticeWords.consents.count(in: $0)) }
    guard about.reduce(0, { $0 + $1.marks }) > 1 else { return false }
    let letters = about.reduce(0) { $0 + $1.letters }
    let asking = about.reduce(0) { $0 + ($1.marks > 0 ? $1.letters : 0) }
    let isNamed = names.contains { NoticeWords.consentTitles.count(in: $0) > 0 }
    return asking * 100 >= letters * (isNamed ? 40 : 60)
  }
}
