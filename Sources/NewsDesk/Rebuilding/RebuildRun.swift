import NewsInbox
import NewsLinux
import NewsModel
import NewsStore

/// The recorded deposits of one rebuild on their way into the new store: article after article by its
/// recorded number, each person's decision between the articles where it was made.
struct RebuildRun {
  private let rebuild: DatabaseRebuild
  private let files: StoredFiles
  private(set) var admitting: Readmission
  /// By their place among the entries: deposits of which not every range of articles is admitted.
  private var begun: [Int: RecordedDeposit] = [:]
  /// The next entry to begin.
  private var next = 0
  private var pending: ArraySlice<RecordedCorrection>
  /// Files of leave mode that lie in their inbox as they were.
  private(set) var seen: [(entry: OrderLog.Entry, facts: FileFacts)] = []

  init(_ rebuild: DatabaseRebuild, files: StoredFiles, admitting: Readmission) {
    self.rebuild = rebuild
    self.files = files
    self.admitting = admitting
    pending = rebuild.corrections.sorted { $0.after < $1.after }[...]
  }

  /// Admits everything on record.
  ///
  /// - Parameter onDeposit: How many have been begun.
  /// - Throws: What the store or reading throws.
  mutating func admitRecorded(onDeposit: (Int) -> Void) throws {
    let ranges = rebuild.entries.enumerated().flatMap { index, recorded in
      recorded.entry.articles.map { (range: $0, deposit: index) }
    }.sorted { $0.range.lowerBound < $1.range.lowerBound }
    for (range, index) in ranges {
      try correct(before: range.lowerBound)
      try begin(through: index, onDeposit: onDeposit)
      try admit(range, of: index)
    }
    try begin(through: rebuild.entries.count - 1, onDeposit: onDeposit)
    try correct(before: .max)
    try admitting.drainHeldBack()
  }

  /// What was decided before an article of this number was there.
  private mutating func correct(before article: Int64) throws {
    while let correction = pending.first, correction.after.rawValue < article {
      try admitting.correct(correction)
      pending.removeFirst()
    }
  }

  private mutating func begin(through last: Int, onDeposit: (Int) -> Void) throws {
    while next <= last {
      let entry = rebuild.entries[next].entry
      let (deposit, file) = try rebuild.open(
        rebuild.entries[next], files, admitting.preparation)
      if entry.place == .left, let file { seen.append((entry, try file.facts())) }
      try admitting.begin(deposit)
      // One without new articles is over when the same again are known.
      if entry.articles.isEmpty {
        try admitting.drain(deposit)
      } else {
        begun[next] = deposit
      }
      next += 1
      onDeposit(next)
    }
  }

  private mutating func admit(_ range: ClosedRange<Int64>, of index: Int) throws {
    guard let deposit = begun[index] else { return }
    var pending = pending
    defer { self.pending = pending }
    try admitting.admit(deposit, range) { article in
      // In the middle of a container's run: between two of its articles.
      guard let correction = pending.first, correction.after.rawValue <= article else {
        return nil
      }
      return pending.removeFirst()
    }
    if range.upperBound == rebuild.entries[index].entry.articles.last?.upperBound {
      begun[index] = nil
      try admitting.drain(deposit)
    }
  }

  /// Takes what lies in done/ and no record names, behind all others.
  mutating func takeUnrecorded() throws { try rebuild.takeUnrecorded(files, &admitting) }

  /// Commits the rest.
  ///
  /// - Returns: what was done.
  mutating func finish() throws -> DatabaseRebuild.Report {
    try admitting.finish(numbers: rebuild.old?.numbers())
    admitting.report.damagedLines = rebuild.damagedLines
    admitting.report.hasOldDatabase = rebuild.old != nil
    return admitting.report
  }
}
