import NewsBytes
import NewsText

/// How many admitted articles hold each term: the live half of idf.
///
/// What is asked is the state at the last *border*, a count of admissions that follows from the
/// count alone (`isBorder`); what came since waits. Between two borders the answers stand still, so
/// that a worker's weights are those of the store queue (P6). It costs nothing that can be measured:
/// development mean .9091 against .9115 with counts of the very last article.
///
/// Open addressing, 4 MiB for good. When 393,216 terms are counted all counts and totals are
/// halved and terms of count 0 go: the table stays bounded whatever is dropped, and follows the
/// news. A function of what was admitted and of nothing else.
struct DocumentCounts {
  private static let bits: UInt64 = 19
  private var keys: [TermHash]
  private var counts: [UInt32]
  private(set) var termCount = 0
  /// Articles by language, ascending by language.
  private(set) var articles: [(language: UInt32, count: UInt32)] = []
  /// Since the last border, in order of admission.
  private var waiting: [(language: TermLanguage, terms: [TermHash])] = []
  private let multiplier: UInt64
  private let limit: Int

  /// - Parameters:
  ///   - seed: decides where in the table a term stands, and nothing else.
  ///   - limit: terms before halving; smaller in tests.
  init(seed: UInt64, limit: Int) {
    keys = Array(repeating: 0, count: 1 << Int(Self.bits))
    counts = Array(repeating: 0, count: 1 << Int(Self.bits))
    // Mixed: a small seed, as tests give, would put all terms in one place.
    multiplier = mixed(seed) | 1
    self.limit = min(limit, StoryRules.countedTermLimit)
  }

  func articleCount(_ language: TermLanguage) -> UInt32 {
    articles.first { $0.language == language.rawValue }?.count ?? 0
  }

  func count(_ term: TermHash) -> UInt32 {
    let slot = slot(of: term)
    return keys[slot] == 0 ? 0 : counts[slot]
  }

  /// One more article holds these terms; they are counted at the next border. `admitted` is how
  /// many articles there are with this one. True at a border.
  mutating func note(
    _ terms: [TermHash], _ language: TermLanguage, admitted: UInt64
  ) -> Bool {
    waiting.append((language, terms))
    guard Self.isBorder(admitted) else { return false }
    for article in waiting { count(article.terms, article.language) }
    waiting = []
    return true
  }

  /// Every article at first, then every 2^n-th while that is less than 1 in 8 to 1 in 16, at last
  /// every 256th. Every checkpoint is a border, because 256 divides 1,024 and so do the smaller.
  static func isBorder(_ admitted: UInt64) -> Bool {
    let wanted = max(1, min(StoryRules.borderInterval, admitted / 16))
    let step = UInt64(1) << UInt64(63 - wanted.leadingZeroBitCount)
    return admitted % step == 0
  }

  private mutating func count(_ terms: [TermHash], _ language: TermLanguage) {
    for term in terms {
      let slot = slot(of: term)
      if keys[slot] == 0 {
        keys[slot] = term
        counts[slot] = 0
        termCount += 1
      }
      counts[slot] &+= 1
    }
    set(articleCount(language) &+ 1, articlesOf: language.rawValue)
    while termCount > limit { halve() }
  }

  private mutating func set(_ count: UInt32, articlesOf language: UInt32) {
    let index = articles.firstIndex { $0.language >= language } ?? articles.count
    if index < articles.count, articles[index].language == language {
      articles[index].count = count
    } else {
      articles.insert((language, count), at: index)
    }
  }

  private mutating func halve() {
    let old = entries
    keys = Array(repeating: 0, count: keys.count)
    termCount = 0
    for entry in old where entry.count > 1 { insert(entry.term, entry.count / 2) }
    articles = articles.map { ($0.language, $0.count / 2) }.filter { $0.count > 0 }
  }

  /// In no order.
  var entries: [(term: TermHash, count: UInt32)] {
    var entries: [(term: TermHash, count: UInt32)] = []
    entries.reserveCapacity(termCount)
    for slot in keys.indices where keys[slot] != 0 { entries.append((keys[slot], counts[slot])) }
    return entries
  }

  private mutating func insert(_ term: TermHash, _ count: UInt32) {
    let slot = slot(of: term)
    if keys[slot] == 0 { termCount += 1 }
    keys[slot] = term
    counts[slot] = count
  }

  @inline(__always)
  private func slot(of term: TermHash) -> Int {
    var slot = Int((UInt64(term) &* multiplier) >> (64 - Self.bits))
    while keys[slot] != 0, keys[slot] != term { slot = (slot + 1) & (keys.count - 1) }
    return slot
  }
}

extension DocumentCounts {
  func write(to writer: inout ByteWriter) {
    writer.varint(UInt64(articles.count))
    for (language, count) in articles {
      writer.varint(UInt64(language))
      writer.varint(UInt64(count))
    }
    writer.varint(UInt64(termCount))
    for (term, count) in entries {
      writer.fixed(UInt64(term), bytes: 4)
      writer.varint(UInt64(count))
    }
  }

  mutating func read(from reader: inout ByteReader) throws(DamagedBytes) {
    for _ in 0..<(try reader.count(limit: 1 << 20)) {
      let language = try reader.number32()
      set(try reader.number32(), articlesOf: language)
    }
    for _ in 0..<(try reader.count(limit: StoryRules.countedTermLimit)) {
      let term = TermHash(try reader.fixed(bytes: 4))
      guard term != 0 else { throw DamagedBytes() }
      insert(term, try reader.number32())
    }
  }
}
