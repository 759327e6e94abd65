package import NewsLinux
package import NewsModel
package import NewsStore

/// Rids what lies beside the database of articles that were forgotten: the spool, the search index and the
/// write-ahead log, in this order. What cannot be done now stays noted in the database, and is done later.
package struct ForgottenTraces {
  private let store: StoreReader
  private let spool: Folder
  private let settings: DeskSettings

  /// - Parameters:
  ///   - store: the database.
  ///   - spool: its open folder.
  ///   - settings: by which files are read.
  package init(store: StoreReader, spool: Folder, settings: DeskSettings) {
    self.store = store
    self.spool = spool
    self.settings = settings
  }

  /// What was done, and what is left to do.
  package struct Report: Sendable {
    package var cleared = 0
    package var removedFiles = 0
    /// Files that hold an article and were only read: they stay where they are.
    package var left: [FileName] = []
    /// Paths below failed/ of what held a part of it and is gone.
    package var dropped: [FileName] = []
    /// Why something is left to do; nil when nothing is.
    package var waiting: String?

    package init() {}
  }

  /// Of which nothing is left in the spool and the index.
  package struct Cleared: Sendable {
    package var articles: [ArticleID]
    /// The log may have the text of these or others.
    package var isInLog = false
    /// Of these only files were left.
    package var again: [StoreReader.Redelivery]
    /// Up to where files without an article are gone; nil for no change.
    package var mark: StoreReader.AgeMark?

    init(
      articles: [ArticleID] = [], again: [StoreReader.Redelivery] = [],
      mark: StoreReader.AgeMark? = nil
    ) {
      self.articles = articles
      self.again = again
      self.mark = mark
    }
  }

  /// - Parameters:
  ///   - goesOn: asked before each file; false ends it.
  ///   - search: makes the full-text index anew.
  ///   - conclude: notes that nothing is left of these, and empties the log before; false while a reader holds the log.
  /// - Returns: what was done.
  /// - Throws: what keeps something from being done: all of it is tried again by the next call.
  package func clear(
    goesOn: @escaping () -> Bool = { true }, search: () throws -> Void,
    conclude: (Cleared) throws -> Bool
  ) throws -> Report {
    var report = Report()
    let (uncleared, again) = (try store.uncleared(), try store.redeliveries())
    guard !(uncleared.isEmpty && again.isEmpty) else { return report }
    var erasure = SpoolErasure(store: store, spool: spool, goesOn: goesOn)
    let erased = try erasure.erase(uncleared, again: again, reading: settings)
    report.removedFiles = erased.removed
    report.left = erased.left
    if !(erased.waiting.isEmpty && erased.waitingAgain.isEmpty) {
      report.waiting = "a file that holds it is still on its way to done/"
    }
    // Of what came again nothing has come to the index.
    if !uncleared.isEmpty { try search() }
    var cleared = Self.cleared(uncleared, again, erased)
    cleared.isInLog = !uncleared.isEmpty
    if try conclude(cleared) {
      report.cleared = cleared.articles.count
    } else {
      report.waiting = heldLog
    }
    return report
  }

  private static func cleared(
    _ uncleared: [StoreReader.Uncleared], _ again: [StoreReader.Redelivery],
    _ erased: SpoolErasure.Report
  ) -> Cleared {
    func isWaiting(_ item: Int64, _ edition: Int64) -> Bool {
      erased.waitingAgain.contains(Redeliveries.Key(item: item, edition: edition))
    }
    return Cleared(
      articles: uncleared.filter {
        !erased.waiting.contains($0.deposit) && !isWaiting($0.item, $0.edition)
      }.map(\.article),
      again: again.filter { !isWaiting($0.item, $0.edition) })
  }

  private var heldLog: String {
    let readers = store.logReaders()
    return
      "\(readers.isEmpty ? "some program" : readers.joined(separator: ", ")) keeps reading the database, and so"
      + " its log cannot be emptied"
  }
}

extension Store {
  /// Notes that nothing is left of these articles beside the database, once the log is empty.
  ///
  /// - Parameters:
  ///   - cleared: what is gone from the spool and the index.
  ///   - now: when.
  /// - Returns: false while a reader holds the log, which still has the articles' text.
  /// - Throws: any failure.
  package func concludeForgetting(
    _ cleared: ForgottenTraces.Cleared, at now: Timestamp
  ) throws -> Bool {
    if !cleared.again.isEmpty { try transaction { try $0.settle(cleared.again) } }
    if let mark = cleared.mark { try transaction { try $0.store(mark) } }
    if !cleared.isInLog { return true }
    guard try emptyLog() else { return false }
    try transaction { try $0.noteCleared(cleared.articles, at: now) }
    return true
  }
}
