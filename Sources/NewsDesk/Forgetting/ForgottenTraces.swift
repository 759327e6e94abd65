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
    /// Why something is left to do; nil when nothing is.
    package var waiting: String?

    package init() {}
  }

  /// - Parameters:
  ///   - goesOn: asked before each file; false ends it.
  ///   - search: makes the full-text index anew.
  ///   - conclude: empties the log and notes that nothing is left of these articles; false while a reader holds
  ///     the log.
  /// - Returns: what was done.
  /// - Throws: what keeps something from being done: all of it is tried again by the next call.
  package func clear(
    goesOn: @escaping () -> Bool = { true }, search: () throws -> Void,
    conclude: ([ArticleID]) throws -> Bool
  ) throws -> Report {
    var report = Report()
    let uncleared = try store.uncleared()
    guard !uncleared.isEmpty else { return report }
    var erasure = SpoolErasure(store: store, spool: spool, goesOn: goesOn)
    let erased = try erasure.erase(uncleared, reading: settings)
    report.removedFiles = erased.removed
    report.left = erased.left
    if !erased.waiting.isEmpty {
      report.waiting = "a file that holds it is still on its way to done/"
    }
    try search()
    let cleared = uncleared.filter { !erased.waiting.contains($0.deposit) }.map(\.article)
    if try conclude(cleared) { report.cleared = cleared.count } else { report.waiting = heldLog }
    return report
  }

  private var heldLog: String {
    let readers = store.logReaders()
    return
      "\(readers.isEmpty ? "some program" : readers.joined(separator: ", ")) keeps reading the database, and so"
      + " its log cannot be emptied"
  }
}

extension Store {
  /// Empties the log, and notes that nothing is left of these articles beside the database.
  ///
  /// - Returns: false while a reader holds the log.
  package func concludeForgetting(_ articles: [ArticleID], at now: Timestamp) throws -> Bool {
    guard try emptyLog() else { return false }
    try transaction { try $0.noteCleared(articles, at: now) }
    return true
  }
}
