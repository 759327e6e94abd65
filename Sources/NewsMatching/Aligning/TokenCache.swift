import NewsText

/// The token streams used last, within a budget of bytes. Only speed depends on it, never a verdict.
struct TokenCache {
  private struct Entry {
    var stream: TokenStream
    var newer: UInt32?
    var older: UInt32?
  }

  private var entries: [UInt32: Entry] = [:]
  private var newest: UInt32?
  private var oldest: UInt32?
  private(set) var byteCount = 0
  let byteLimit: Int

  init(byteLimit: Int) { self.byteLimit = byteLimit }

  /// The stream of an article, if it is still here; it is the newest now.
  mutating func stream(of article: UInt32) -> TokenStream? {
    guard let entry = entries[article] else { return nil }
    if newest != article {
      unlink(article)
      link(article)
    }
    return entry.stream
  }

  mutating func insert(_ stream: TokenStream, of article: UInt32) {
    guard entries[article] == nil, stream.byteCount <= byteLimit else { return }
    entries[article] = Entry(stream: stream)
    byteCount += stream.byteCount
    link(article)
    while byteCount > byteLimit, let last = oldest {
      unlink(last)
      byteCount -= entries.removeValue(forKey: last)?.stream.byteCount ?? 0
    }
  }

  mutating func remove(_ article: UInt32) {
    guard let entry = entries[article] else { return }
    unlink(article)
    byteCount -= entry.stream.byteCount
    entries[article] = nil
  }

  private mutating func link(_ article: UInt32) {
    entries[article]?.older = newest
    entries[article]?.newer = nil
    if let newest { entries[newest]?.newer = article } else { oldest = article }
    newest = article
  }

  private mutating func unlink(_ article: UInt32) {
    guard let entry = entries[article] else { return }
    if let newer = entry.newer { entries[newer]?.older = entry.older } else { newest = entry.older }
    if let older = entry.older { entries[older]?.newer = entry.newer } else { oldest = entry.newer }
  }
}

#if DEBUG
  extension TokenCache {
    func checkInvariants() {
      precondition(byteCount == entries.values.reduce(0) { $0 + $1.stream.byteCount })
      precondition(byteCount <= byteLimit)
      var seen = 0
      var next = newest
      while let article = next {
        seen += 1
        precondition(seen <= entries.count)
        next = entries[article]?.older
      }
      precondition(seen == entries.count)
    }
  }
#endif
