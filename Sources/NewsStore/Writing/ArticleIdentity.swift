package import NewsModel

/// What makes an article "the same again": source, the provider's identifier and version, and the
/// text; without an identifier, source and text only (docs/deposits.md, "The same again"). An alert that has
/// none of its own counts once a day: a warning's words come again.
package struct ArticleIdentity: Hashable, Sendable {
  /// The source the article is stored under: what the copy says, else the deposit's.
  package var source: String
  package var uri: String?
  package var version: String?
  package var text: TextDigest
  /// A text that may not be published, or no longer, is not the same again. The others say nothing of their
  /// own: copy of an older database has none of them.
  package var status: Article.Status
  /// Of an embargo: another end is another edition.
  package var embargo: Timestamp?
  /// Days since 1970, of an alert without an identifier.
  package var day: Int64?

  /// Of an article that is stored under this source, with this digest of its text.
  package init(_ article: Article, source: String, text: TextDigest) {
    self.init(
      source: source, uri: article.uri, version: article.version, text: text,
      status: article.status)
    if status == .embargoed { embargo = article.embargo }
    let isAlert = article.headlineIsDerived && article.headline == article.body
    if isAlert, article.uri == nil || article.uri == article.url {
      day = article.published.map { $0.milliseconds / 86_400_000 }
    }
  }

  package init(
    source: String, uri: String?, version: String?, text: TextDigest,
    status: Article.Status = .usable
  ) {
    self.source = source
    self.uri = uri
    self.version = uri == nil ? nil : version
    self.text = text
    self.status = status
  }

  /// What the store keeps of an identity: two 64-bit hashes, keyed by the database's secret seed.
  ///
  /// `item` is the same for all versions of one provider's item, so one index answers both "is it
  /// known?" (both halves) and "which versions of this item are there?" (the first half). An index
  /// of texts would be ten times larger, and a random 16-byte key dirties one leaf an article, not
  /// two. 128 secret bits do not collide; an item found by its 64 bits alone is verified.
  package func key(seed: UInt64) -> (item: Int64, edition: Int64) {
    var item = SipHash(seed: seed)
    item.combine(source)
    if let uri {
      item.combine(1)
      item.combine(uri)
    } else {
      item.combine(0)
      item.combine(text.high)
      item.combine(text.low)
    }
    var edition = SipHash(seed: ~seed)
    edition.combine(text.high)
    edition.combine(text.low)
    edition.combine(version == nil ? 0 : 1)
    edition.combine(version ?? "")
    switch status {
    case .withheld, .embargoed, .cancelled: edition.combine(status.rawValue)
    case .usable, .corrected, .test, .retracted: break
    }
    if let embargo { edition.combine(UInt64(bitPattern: embargo.milliseconds)) }
    if let day { edition.combine(UInt64(bitPattern: day)) }
    return (Int64(bitPattern: item.finish()), Int64(bitPattern: edition.finish()))
  }
}

/// SipHash-2-4: a keyed hash, so that nobody can make keys collide on purpose. Swift's own `Hasher`
/// is seeded anew in each process. Source: Aumasson and Bernstein, "SipHash: a fast short-input
/// PRF" (2012). Input is taken as 64-bit words; texts are preceded by their length.
struct SipHash {
  private var v0: UInt64
  private var v1: UInt64
  private var v2: UInt64
  private var v3: UInt64

  init(seed: UInt64) {
    // The second half of the key is derived, since the database keeps 64 secret bits.
    self.init(key: (seed, seed &* 0x9E37_79B9_7F4A_7C15 ^ seed >> 29))
  }

  init(key: (UInt64, UInt64)) {
    v0 = key.0 ^ 0x736F_6D65_7073_6575
    v1 = key.1 ^ 0x646F_7261_6E64_6F6D
    v2 = key.0 ^ 0x6C79_6765_6E65_7261
    v3 = key.1 ^ 0x7465_6462_7974_6573
  }

  mutating func combine(_ word: UInt64) {
    v3 ^= word
    round()
    round()
    v0 ^= word
  }

  mutating func combine(_ text: String) {
    combine(UInt64(text.utf8.count))
    var word: UInt64 = 0
    var filled: UInt64 = 0
    for byte in text.utf8 {
      word |= UInt64(byte) << (8 * filled)
      filled += 1
      if filled == 8 {
        combine(word)
        word = 0
        filled = 0
      }
    }
    if filled > 0 { combine(word) }
  }

  consuming func finish() -> UInt64 {
    v2 ^= 0xFF
    for _ in 0..<4 { round() }
    return v0 ^ v1 ^ v2 ^ v3
  }

  private mutating func round() {
    v0 = v0 &+ v1
    v1 = rotate(v1, 13) ^ v0
    v0 = rotate(v0, 32)
    v2 = v2 &+ v3
    v3 = rotate(v3, 16) ^ v2
    v0 = v0 &+ v3
    v3 = rotate(v3, 21) ^ v0
    v2 = v2 &+ v1
    v1 = rotate(v1, 17) ^ v2
    v2 = rotate(v2, 32)
  }

  private func rotate(_ word: UInt64, _ count: UInt64) -> UInt64 {
    word << count | word >> (64 - count)
  }
}
