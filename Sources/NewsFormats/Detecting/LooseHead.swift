/// What stands in a page's head, at the beginning of a document that has no tags of root and head: they may be
/// left out (HTML Living Standard 13.1.2.4). Blogs write the same on top of Markdown, and what begins like one of
/// its elements may be the first words of a text.
struct LooseHead {
  static let names: Set<String> = ["title", "meta", "link", "base", "style", "script"]
  /// Suffixes of what is text or a feed, whatever stands on top of it.
  private static let otherSuffixes: Set<String> = [
    ".md", ".markdown", ".txt", ".text", ".xml", ".rss", ".atom",
  ]

  /// Behind the last of its elements and comments, and the white space there; 0 where there is none.
  private(set) var end = 0
  /// Of its first `<title>`.
  private(set) var title: Range<Int>?
  private let bytes: UnsafeBufferPointer<UInt8>

  /// Cost: linear, up to the end of the head.
  ///
  /// - Parameter bytes: used no longer than this value.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    end = blankEnd(0)
    guard end < bytes.count, bytes[end] == 0x3C else {
      end = 0
      return
    }
    let start = end
    while let next = elementEnd(end) { end = blankEnd(next) }
    if end == start { end = 0 }
  }

  /// Whether it is the head of a page: behind it stands an element of a body.
  ///
  /// - Parameter suffix: of the document's name, from the dot on.
  /// - Returns: false for what is text or a feed by its name.
  func isOfPage(suffix: String) -> Bool {
    guard end > 0, end < bytes.count, bytes[end] == 0x3C, !Self.mayBeOther(suffix: suffix),
      let tag = MarkupTag(bytes, at: end)
    else { return false }
    return ElementName.kind(of: tag.name) != nil && !Self.names.contains(tag.name)
  }

  static func mayBeOther(suffix: String) -> Bool { otherSuffixes.contains(suffix) }

  /// Whether more bytes may say more: the head goes on to their end, or an element of it has none yet.
  var mayGoOn: Bool {
    guard end < bytes.count else { return true }
    guard bytes[end] == 0x3C else { return false }
    let name = bytes[(end + 1)...].prefix { (0x61...0x7A).contains($0 | 0x20) }
    return Self.names.contains(String(decoding: name, as: UTF8.self).lowercased())
  }

  private func blankEnd(_ start: Int) -> Int {
    bytes[start...].firstIndex { $0 > 0x20 } ?? bytes.count
  }

  private mutating func elementEnd(_ start: Int) -> Int? {
    guard start < bytes.count, bytes[start] == 0x3C else { return nil }
    if bytes[start...].starts(with: "<!--".utf8) {
      return place(of: "-->", from: start + 4).map { $0 + 3 }
    }
    guard let tag = MarkupTag(bytes, at: start), !tag.isEnd, Self.names.contains(tag.name) else {
      return nil
    }
    switch tag.name {
    case "meta", "link", "base":
      // `<link to the story>` is an author's; these say nothing without an attribute.
      return bytes[start..<tag.end].contains(0x3D) ? tag.end : nil
    case _ where tag.closesItself: return tag.end
    default:
      guard let closing = place(of: "</" + tag.name, from: tag.end),
        let close = ByteRuns.first(0x3E, in: bytes, from: closing)
      else { return nil }
      if tag.name == "title" {
        guard ByteRuns.first(0x3C, in: bytes, from: tag.end) == closing else { return nil }
        title = title ?? tag.end..<closing
      }
      return close + 1
    }
  }

  /// Of letters in any case; the word is in small ones, and begins with a sign.
  private func place(of word: String, from: Int) -> Int? {
    let word = Array(word.utf8)
    var from = from
    while let mark = ByteRuns.first(word[0], in: bytes, from: from) {
      from = mark + 1
      let rest = bytes[mark...].prefix(word.count)
      if rest.count == word.count,
        zip(rest, word).allSatisfy({ $0 == $1 || ($1 >= 0x61 && $0 | 0x20 == $1) })
      {
        return mark
      }
    }
    return nil
  }
}
