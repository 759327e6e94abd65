package import NewsInbox
package import NewsModel
package import NewsStore

/// Takes articles out of the database for good. What is left of them is on record first, so that a start ends
/// what was begun, and takes out again what an older backup brings back (`catchUp`).
///
/// For who may write to the store: the store queue, or whoever holds the state's lock.
package struct Forgetting {
  /// Of one transaction: a story's members are read for each.
  static let atOnce = 500

  private let store: Store
  private let log: OrderLog.Forgotten

  package init(store: Store, log: OrderLog.Forgotten) {
    self.store = store
    self.log = log
  }

  /// What came of it.
  package struct Report: Sendable {
    /// Taken out now, ascending.
    package var articles: [ArticleID] = []
    /// Taken out before.
    package var already: [ArticleID] = []
    /// Articles that have the same text, or nearly: copies are articles of their own, and stay.
    package var copies: [ArticleID] = []
  }

  /// Takes articles out.
  ///
  /// - Parameters:
  ///   - articles: their numbers, in any order.
  ///   - forgotten: when, by whom and why.
  /// - Returns: what was taken out.
  /// - Throws: `CorrectionRefusal.noArticle`, and then nothing has changed; an `InboxError` while nothing can be
  ///   put on record; a `StoreFailure`, and then the next start ends it.
  package func forget(
    _ articles: [ArticleID], _ forgotten: Article.Tombstone.Forgotten
  ) throws -> Report {
    let articles = Set(articles).sorted()
    var report = Report()
    for id in articles {
      guard let row = try store.reader.article(id) else { throw CorrectionRefusal.noArticle(id) }
      if row.forgotten != nil { report.already.append(id) }
    }
    report.copies = try store.reader.copies(of: articles)
    let already = report.already
    if !already.isEmpty { try store.transaction { try $0.lookAgain(for: already) } }
    var rest = articles[...]
    while !rest.isEmpty {
      let tombstones = try store.reader.tombstones(of: Array(rest.prefix(Self.atOnce)), forgotten)
      rest = rest.dropFirst(Self.atOnce)
      try log.append(tombstones)
      report.articles += try catchUp()
    }
    // The file on record may be another than the database knows, and as long: then from its beginning. A line
    // is applied only where its number and its keys agree.
    let done = Set(report.articles + report.already)
    if !done.isSuperset(of: articles) { report.articles += try apply(from: 0) }
    return report
  }

  /// Something on record may have a text.
  package var isBehind: Bool {
    get throws {
      let known = try store.reader.forgottenThrough()
      return try log.read(from: known).end != known
    }
  }

  /// Takes out what is on record as forgotten and has a text: after a death in between, or where an older
  /// backup was put back.
  ///
  /// - Returns: what was taken out, ascending.
  /// - Throws: as `forget` does.
  @discardableResult
  package func catchUp() throws -> [ArticleID] {
    try apply(from: store.reader.forgottenThrough())
  }

  /// Slice by slice, each in a transaction of its own: what is on record only grows.
  private func apply(from known: Int64) throws -> [ArticleID] {
    var (taken, place): ([ArticleID], Int64) = ([], known)
    while true {
      let (tombstones, end) = try log.read(from: place)
      if end == place { return taken.sorted() }
      taken += try apply(tombstones, through: end)
      place = end
    }
  }

  private func apply(_ tombstones: [Article.Tombstone], through end: Int64) throws -> [ArticleID] {
    try store.transaction { writer in
      let taken = try tombstones.filter { try writer.forget($0) }
      try writer.noteForgotten(through: end)
      guard let first = taken.first else { return [] }
      let what =
        taken.count == 1
        ? "article \(first.article.rawValue)"
        : "\(taken.count) articles, the first \(first.article.rawValue),"
      try writer.insertEvent(
        EventRow(
          time: first.forgotten.time, kind: "forgotten", article: first.article,
          story: first.story, text: "\(first.forgotten.user) had \(what) forgotten"))
      return taken.map(\.article)
    }
  }
}
