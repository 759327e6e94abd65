import Logging
import NewsInbox
import NewsModel
import Synchronization

/// Tells a person for whom `run --once` waits: without a word it would look as if it hung. Each file once a cause.
struct WaitingNotice: ~Copyable {
  /// What has not moved for so long is told of, in nanoseconds.
  static let after: Int64 = 1_000_000_000
  /// Of more files than these only the number.
  private static let most = 5

  private let told = Mutex<Set<InboxWatch.WaitingFile>>([])

  /// - Parameters:
  ///   - watch: knows what waits.
  ///   - log: where it is told.
  func tell(_ watch: InboxWatch, _ log: Logger) {
    let files = watch.waitingFiles(limit: Self.most)
    let count = watch.counts.waiting
    let new = told.withLock { told in
      files.map { file in
        var known = file
        known.ageNanoseconds = 0
        return known
      }.filter { told.count < Self.most && told.insert($0).inserted }
    }
    for file in new {
      log.notice("waiting for \(quoted(file.file.name.text)): \(file.cause.text)")
    }
    if !new.isEmpty, count > Self.most { log.notice("waiting for \(count) files in all") }
  }
}
