import NewsBytes
import NewsFormats
package import NewsInbox
package import NewsMatching

/// What a desk is told from outside: plain numbers, no files. The defaults are the manual's.
package struct DeskSettings: Sendable, Equatable {
  /// Decode workers; one a core.
  package var workers: Int
  /// Between two full scans of every inbox, for ever: events are hints, the scan is the truth.
  package var scanInterval: Duration = .seconds(30)
  /// How long a file must lie unchanged where no lease can tell.
  package var quiet: Duration = .seconds(2)
  /// Under this age a document that ends too early waits for its rest.
  package var young: Duration = .seconds(30)
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
  /// What done/ and failed/ keep; by default everything.
  package var retention: [KeptFolder: RetentionRule] = [:]
  /// With less room than this on the spool's or the state's file system nothing is claimed; 0: however
  /// little there is.
  package var leastFreeBytes: Int64 = 0

  /// The fields that copy may name.
  package static let fieldNames = ArticleFieldNames.fields

  /// Per document and file (P10).
  package struct Limits: Sendable, Equatable {
    package var documentTextBytes = 16 << 20
    package var fileBytes = 16 << 30
    package var depth = 256
    package var layers = 2
    package var ratio = 200
    package var documentCPU: Duration = .seconds(10)
    package init() {}
  }

  package init(workers: Int) { self.workers = workers }
}

extension DeskSettings {
  var articleFieldNames: ArticleFieldNames { ArticleFieldNames(own: ownFieldNames) }

  var decodingLimits: DecodingLimits {
    DecodingLimits(
      documentTextBytes: limits.documentTextBytes, fileBytes: limits.fileBytes,
      depth: limits.depth, layers: limits.layers, ratio: limits.ratio,
      documentCPU: limits.documentCPU)
  }

  var watchLimits: WatchLimits {
    var watch = WatchLimits()
    watch.timing.quietWithoutLease = quiet.nanoseconds
    watch.timing.youth = young.nanoseconds
    watch.scanInterval = scanInterval.nanoseconds
    return watch
  }
}
