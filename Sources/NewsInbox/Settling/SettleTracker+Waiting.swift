import NewsLinux
import NewsModel

extension SettleTracker {
  /// Names that could not be opened or claimed when they were last tried. O(n).
  var refused: [InboxWatch.UntakenName] {
    entries.compactMap { file, entry in
      guard case .refused(let cause) = entry.cause else { return nil }
      return InboxWatch.UntakenName(file: file, cause: cause)
    }
  }

  /// Every known name, the longest waiting first, at most `limit`. O(n log n).
  func waitingFiles(limit: Int, now: Moment) -> [InboxWatch.WaitingFile] {
    let all = entries.map { file, entry in
      InboxWatch.WaitingFile(
        file: file, cause: entry.isOut ? .queued : entry.cause,
        ageNanoseconds: now.monotonicNanoseconds - entry.since)
    }
    return Array(
      all.sorted {
        ($1.ageNanoseconds, $0.file.name) < ($0.ageNanoseconds, $1.file.name)
      }.prefix(limit))
  }
}
