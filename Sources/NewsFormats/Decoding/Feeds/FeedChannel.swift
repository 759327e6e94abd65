/// What a feed says about itself and its entries inherit.
struct FeedChannel {
  private(set) var title: [UInt8]?
  private(set) var language: [UInt8]?
  /// Where the feed or its site lies: what relative references mean without an `xml:base`.
  private(set) var link: String?
  /// RFC 4287, section 4.2.1: the feed's authors are those of an entry without any.
  private(set) var byline: [UInt8]?
  /// WordPress' logins and the names behind them.
  private(set) var writers: [String: String] = [:]
  private(set) var inherited: (language: String?, base: String?) = (nil, nil)
  /// A WordPress export: HTML without paragraph tags.
  let isExport: Bool

  init(isExport: Bool) { self.isExport = isExport }

  /// Reads the head: what stands before the first entry.
  init(_ head: FeedEntry, _ events: XMLEvents, _ names: FeedNames, isExport: Bool) {
    self.isExport = isExport
    inherited = head.inherited
    let reading = FeedArticle(
      events: events, names: names, entry: head, channel: FeedChannel(isExport: isExport))
    for element in head.elements(.title) where title == nil {
      if let text = reading.text(element), !text.isBlank { title = text.line }
    }
    for element in head.elements(.language) where language == nil {
      let text = reading.content(element)
      if text.contains(where: { $0 > 0x20 }) { language = text }
    }
    if language == nil, let given = head.inherited.language, !given.isEmpty {
      language = Array(given.utf8)
    }
    readLink(head, reading)
    let people = head.elements(.author).prefix(FeedArticle.mostAuthors).filter(\.isAtom)
      .map { reading.person($0, in: head) }.filter { !$0.isEmpty }
    if !people.isEmpty { byline = Array(people.joined(separator: ", ").utf8) }
    readWriters(head, reading)
  }

  private mutating func readLink(_ head: FeedEntry, _ reading: FeedArticle) {
    for element in head.elements(.link) where link == nil {
      let text =
        reading.attribute("href", of: element.attributes) ?? reading.content(element)
      let url = String(decoding: text.filter { $0 > 0x20 }, as: UTF8.self)
      if RelativeReference.isAbsolute(url) { link = url }
    }
  }

  /// Whether a link leads to the site or its feed: houses exist that link every item there.
  func isSite(_ url: String) -> Bool {
    if url == link { return true }
    var parts = 0
    var last: UInt8 = 0x2F
    for byte in url.utf8 {
      if byte != 0x2F, last == 0x2F { parts += 1 }
      last = byte
    }
    return parts <= 2
  }

  private mutating func readWriters(_ head: FeedEntry, _ reading: FeedArticle) {
    // A site may have thousands, and each is in its place: both lists are walked once.
    var logins = head.elements(.writerLogin)[...]
    var names = head.elements(.writerName)[...]
    func text(_ parts: inout ArraySlice<FeedElement>, in writer: FeedElement) -> String? {
      parts = parts.drop { $0.inside.lowerBound < writer.inside.lowerBound }
      guard let part = parts.first, writer.inside.contains(part.inside.lowerBound) else {
        return nil
      }
      return String(decoding: reading.content(part).filter { $0 >= 0x20 }, as: UTF8.self)
    }
    for writer in head.elements(.writer) {
      let (login, name) = (text(&logins, in: writer), text(&names, in: writer))
      if let login, let name, !name.isEmpty { writers[login] = name }
    }
  }
}
