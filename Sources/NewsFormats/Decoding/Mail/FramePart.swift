/// What one paragraph of a mail is to the frame around its text.
enum FramePart {
  /// Speaks of the mail itself or of the subscription: `View in browser`, `You receive this because …`.
  case frame
  /// Stands beside such: an address, a copyright, links to other places.
  case beside
  /// Anything short: a title, a name, a line of a list.
  case short
  case prose

  /// In bytes. Legal notices below a newsletter's text have up to a thousand.
  private static let longest = 700
  /// Words of a sentence: what has fewer is a line. Signs, where words have no spaces between them.
  private static let proseWords = 9
  private static let proseSigns = 24
  /// Words around one link, as in `To leave this list send a mail to`: a report says more.
  private static let wordsAround = 8

  init(_ paragraph: MailFurniture.Paragraph) {
    guard paragraph.text.count <= Self.longest else {
      self = .prose
      return
    }
    let words = FrameWords(paragraph)
    if words.isEmpty {
      self = words.links > 0 ? .beside : .short
    } else if Self.isFrame(words) {
      self = .frame
    } else if Self.isBeside(words) {
      self = .beside
    } else {
      self = words.isSentence(of: Self.proseWords, signs: Self.proseSigns) ? .prose : .short
    }
  }

  /// Wherever it stands: a bar of links about the subscription.
  static func isOnlyLinks(_ paragraph: MailFurniture.Paragraph) -> Bool {
    guard paragraph.text.count <= longest, paragraph.linkShare ?? 100 >= 60 else { return false }
    let words = FrameWords(paragraph)
    return words.links > 0 && words.count <= 3 * words.links && isFrame(words)
  }

  private static func isFrame(_ words: FrameWords) -> Bool {
    let isQuoted = words.opensQuote
    if !isQuoted, FramePhrases.ofThisMail.count(in: words.plain) > 0 { return true }
    let isLinked = words.links > 0
    guard isLinked else { return false }
    if FramePhrases.views.count(in: words.plain) > 0 { return words.count <= 3 * wordsAround }
    if words.leavesByLink { return words.count <= 2 * wordsAround }
    guard FramePhrases.leaving.count(in: words.plain) > 0 else { return false }
    if words.isCopyright || words.isAddress { return true }
    return words.isMostlyLinks || words.count <= wordsAround * words.links
      || FramePhrases.openings.begin(words.plain)
      || !isQuoted && FramePhrases.reader.count(in: words.plain) > 0
  }

  private static func isBeside(_ words: FrameWords) -> Bool {
    words.isButton || words.isOnly(FramePhrases.elsewhere) || words.isAddress || words.isCopyright
      || FramePhrases.notices.count(in: words.plain) > 0
      || FramePhrases.besides.begin(words.plain)
  }
}
