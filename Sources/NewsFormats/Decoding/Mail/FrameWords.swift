/// The words of a paragraph beside its links.
struct FrameWords {
  /// As `NoticeWords.plain` has them.
  let plain: [UInt8]
  let links: Int
  let count: Int
  /// The text's first sign opens a quotation.
  let opensQuote: Bool
  let isMostlyLinks: Bool
  private let isAllLink: Bool
  /// An address of a link says that it is for leaving.
  let leavesByLink: Bool
  private let text: [UInt8]
  /// Letters of scripts that write no spaces.
  private let signs: Int

  init(_ paragraph: MailFurniture.Paragraph) {
    var (links, leaves) = (0, false)
    var rest: [UInt8] = []
    for word in paragraph.text.split(whereSeparator: { $0 <= 0x20 }) {
      if Self.isLink(word) {
        links += 1
        leaves = leaves || Self.leaves(word)
      } else {
        if !rest.isEmpty { rest.append(0x20) }
        rest += word
      }
    }
    if paragraph.linkShare ?? 0 > 0 { links = max(links, 1) }
    text = rest
    let said = String(decoding: rest, as: UTF8.self)
    plain = NoticeWords.plain(said)
    signs = said.unicodeScalars.count { $0.value >= 0x2E80 }
    // Two signs are a word, where no spaces are written.
    count = max(plain.isEmpty ? 0 : plain.count { $0 == 0x20 } + 1, signs / 2)
    opensQuote = said.unicodeScalars.first.map { "\"“„«»'‘「『".unicodeScalars.contains($0) } ?? false
    isMostlyLinks = paragraph.linkShare.map { $0 >= 30 } ?? false
    isAllLink = paragraph.linkShare.map { $0 >= 95 } ?? false
    (self.links, leavesByLink) = (links, leaves)
  }

  var isEmpty: Bool { plain.isEmpty }

  func isSentence(of words: Int, signs least: Int) -> Bool {
    guard count >= words || signs >= least else { return false }
    return Self.stops.contains { stop in
      stop.withUnsafeBufferPointer { stop in
        text.withUnsafeBufferPointer { ByteRuns.first(stop, in: $0) != nil }
      }
    }
  }

  /// Nothing but words and phrases of a list, in any order.
  func isOnly(_ phrases: Set<String>) -> Bool {
    guard !plain.isEmpty, plain.count <= 120 else { return false }
    let words = String(decoding: plain, as: UTF8.self).split(separator: " ")
    var index = 0
    while index < words.count {
      let length = (1...3).reversed().first { length in
        index + length <= words.count
          && phrases.contains(words[index..<index + length].joined(separator: " "))
      }
      guard let length else { return false }
      index += length
    }
    return true
  }

  /// One or two words that are a link: `Like`, and names of several that stand without a space.
  var isButton: Bool { isAllLink && count < 3 }

  /// A house, its street and its code: `12 Quay Street, Orsett, OR1 2AB`. Results have no code.
  var isAddress: Bool {
    guard text.count <= 250, count > 3 else { return false }
    let words = plain.split(separator: 0x20)
    let codes = words.count { word in
      let figures = word.count { (0x30...0x39).contains($0) }
      return figures == word.count
        ? (4...6).contains(figures) : figures > 0 && (3...7).contains(word.count)
    }
    let commas = text.count { $0 == 0x2C }
    return codes > 0
      && (commas > 1 || words.contains { $0.allSatisfy { (0x30...0x39).contains($0) } })
      && !isSentence(of: 14, signs: 40) && words.count <= 30
      && (commas > 1 || codes > 1)
  }

  var isCopyright: Bool {
    text.starts(with: "©".utf8) || plain.starts(with: "copyright".utf8)
      || text.count <= 200
        && text.withUnsafeBufferPointer { text in
          Self.copyright.withUnsafeBufferPointer { ByteRuns.first($0, in: text) != nil }
        }
  }

  private static let copyright = Array("©".utf8)

  private static func isLink(_ word: ArraySlice<UInt8>) -> Bool {
    word.contains(0x40)
      || word.withUnsafeBufferPointer { word in
        address.withUnsafeBufferPointer { ByteRuns.first($0, in: word) != nil }
      } || word.starts(with: "www.".utf8) || word.starts(with: "(www.".utf8)
  }
  private static let address = Array("://".utf8)

  private static func leaves(_ word: ArraySlice<UInt8>) -> Bool {
    let small = word.prefix(300).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    return small.withUnsafeBufferPointer { small in
      leaving.contains { $0.withUnsafeBufferPointer { ByteRuns.first($0, in: small) != nil } }
    }
  }
  private static let leaving = [
    "unsub", "optout", "opt-out", "/listinfo", "-leave@", "-request@", "disable_email", "abmeld",
    "desabonn", "desinscri", "signoff", "majordomo",
  ].map { Array($0.utf8) }

  private static let stops = [".", "!", "?", "。", "！", "？", "…", "،", "।"].map { Array($0.utf8) }
}
