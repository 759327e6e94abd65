/// A page that is no article but tells its reader why there is none: an error, a check for machines,
/// a question about cookies. Crawlers save them under the article's name.
enum Notice: String {
  case missing = "an error page"
  case challenge = "a check for machines"
  case consent = "a question about cookies"
  case login = "a request to log in or pay"
  case closed = "a word that it is not shown"
  case list = "a list of files or finds"

  /// In bytes: longer texts are articles, about cookies too.
  private enum Most {
    static let notice = 1600
    /// What says in its text that it is missing says little else.
    static let missing = 400
    static let challengeWithoutMark = 120
    static let titleWithoutMark = 40
    static let consent = 8000
    static let name = 80
    /// Who does not show an article says little.
    static let closed = 400
  }

  /// What a page is instead of an article; nil for articles.
  ///
  /// - Parameters:
  ///   - names: `<title>`, its parts and the page's `<h1>`.
  ///   - text: its paragraphs in UTF-8, divided by line feeds.
  init?(names: [String], text: [UInt8]) {
    if names.contains(where: { name in Self.directories.contains(where: name.hasPrefix) }) {
      self = .list
      return
    }
    guard let kind = Self.kind(names: names, text: text) else { return nil }
    self = kind
  }

  private static func kind(names: [String], text: [UInt8]) -> Notice? {
    guard text.count <= Most.consent else { return nil }
    let speaksOfConsent = text.withUnsafeBufferPointer(NoticeWords.mayAskForConsent)
    guard text.count <= Most.notice || speaksOfConsent else { return nil }
    let names = names.map { NoticeWords.plain($0) }
    if text.count <= Most.notice, isMissing(names) {
      return .missing
    }
    let lines = text.split(separator: 0x0A).map {
      NoticeWords.plain(String(decoding: $0, as: UTF8.self))
    }
    if text.count <= Most.missing, lines.contains(where: NoticeWords.missingLines.begin) {
      return .missing
    }
    if text.count <= Most.notice, isChallenge(lines, names: names, bytes: text.count) {
      return .challenge
    }
    if speaksOfConsent, isConsent(lines, names: names) { return .consent }
    return text.count <= Most.closed ? refusal(lines, names: names) : nil
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

  /// What servers put above the files of a folder; "Index of Consumer Prices" goes on otherwise.
  private static let directories = ["Index of /", "Directory listing for /", "Directory: /"]

  /// Where the title says it, or half of the letters do: news speak of logins and repairs too.
  private static func refusal(_ lines: [[UInt8]], names: [[UInt8]]) -> Notice? {
    func isSaid(by phrases: Phrases, titles: Phrases) -> Bool {
      let marked = lines.filter { phrases.count(in: $0) > 0 }
      let isNamed = names.contains { titles.begin($0) && $0.count < Most.titleWithoutMark }
      let letters = lines.reduce(0) { $0 + $1.count }
      return isNamed && !marked.isEmpty || marked.reduce(0) { $0 + $1.count } * 2 > letters
    }
    if isSaid(by: NoticeWords.logins, titles: NoticeWords.loginTitles) { return .login }
    if isSaid(by: NoticeWords.closings, titles: NoticeWords.closingTitles) { return .closed }
    if lines.allSatisfy(NoticeWords.loading.contains) { return .closed }
    return names.contains(where: NoticeWords.listTitles.begin)
      && isSaid(by: NoticeWords.lists, titles: NoticeWords.listTitles)
      ? .list : nil
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
