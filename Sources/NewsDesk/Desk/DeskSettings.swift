import NewsFormats
package import NewsInbox
package import NewsMatching
package import NewsModel

/// What a desk is told from outside: plain numbers, no files. The defaults are the manual's.
package struct DeskSettings: Sendable, Equatable {
  /// Decode workers; one a core.
  package var workers: Int
  package var timing = Timing()
  /// Articles received longer ago than this are not compared with any more; nil: all are.
  package var remember: Duration?
  /// Sizes of the index of copies: they change speed and memory, and no verdict.
  package var copyLimits = CopyIndex.Limits()
  package var limits = Limits()
  /// With more files than this ready to be claimed, a transaction waits for more of them; changes speed,
  /// and no outcome.
  package var backlog = CommitDelay.backlog
  /// Names that providers use for the fields of JSON and header lines, by field, before the usual
  /// ones. Keys: `fieldNames`.
  package var ownFieldNames: [String: [String]] = [:]
  /// Those that the run before had, where the database does not say; nil when nobody knows.
  package var earlierFieldNames: [String: [String]]?
  /// What done/ and failed/ keep; by default everything.
  package var retention: [KeptFiles.Place: RetentionRule] = [:]
  /// Articles received longer ago than so many days are forgotten; nil: none is.
  package var articleDays: Int?
  /// Of the event log so many are kept whatever their age; the older of the rest go after 90 days. What
  /// follows the log relies on it, so it is no configuration.
  package var newestEvents: Int64 = 1_000_000
  /// With less room than this on the spool's or the state's file system nothing is claimed; 0: however
  /// little there is.
  package var leastFreeBytes: Int64 = 0

  /// The fields that copy may name.
  package static let fieldNames = ArticleFieldNames.fields

  package init(workers: Int) { self.workers = workers }
}

extension DeskSettings {
  var articleFieldNames: ArticleFieldNames { ArticleFieldNames(own: ownFieldNames) }
}
