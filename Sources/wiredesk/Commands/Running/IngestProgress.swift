import Dispatch
import NewsAnswers
import NewsDesk
import NewsLinux
import NewsModel
import Synchronization

/// How far `ingest` has got, on a terminal, several times a second: in bytes, since one archive may be all there is, and
/// in records.
final class IngestProgress: Sendable {
  private let files = Atomic<Int>(0)
  private let fileCount: Int
  private let totalBytes: Int
  private let counts: LiveCounts
  private let queue = DispatchQueue(label: "wiredesk.progress")
  private let line = Mutex(ProgressLine())
  private let isEnded = Atomic<Bool>(false)

  init(_ files: [GivenFile], _ counts: LiveCounts) {
    fileCount = files.count
    totalBytes = files.reduce(0) { $0 + Int($1.sizeBytes) }
    self.counts = counts
    tick()
  }

  /// So many files have been read. The last is told at once: a short run has no other word.
  func note(files count: Int) {
    files.store(count, ordering: .relaxed)
    if count == fileCount { show() }
  }

  func end() {
    isEnded.store(true, ordering: .relaxed)
    line.withLock { $0.end() }
  }

  private func tick() {
    queue.asyncAfter(deadline: .now() + .milliseconds(250)) { [weak self] in
      guard let self, !isEnded.load(ordering: .relaxed) else { return }
      show()
      tick()
    }
  }

  private func show() {
    let (read, records) =
      (counts.bytes.load(ordering: .relaxed), counts.records.load(ordering: .relaxed))
    let words =
      "\(files.load(ordering: .relaxed))/\(fileCount) files, \(read >> 20)/\(totalBytes >> 20) MiB,"
      + " \(counted(records, "record")) "
    line.withLock { line in
      if !isEnded.load(ordering: .relaxed) {
        line.show(min(read, totalBytes), of: totalBytes) { words }
      }
    }
  }
}
