/// The files that a scan has found, to be given out in the order in which they arrived: an update comes
/// after what it updates, and a copy soon after its original, also when a whole day waits.
///
/// Holds the oldest only: what is younger is left to the next scan. About 100 bytes each.
struct OldestFiles: Sendable {
  private struct Found: Sendable, Comparable {
    /// When the file got its name or its last byte (st_ctime), nanoseconds; a file's own time
    /// (st_mtime) may be from another machine and another day.
    var changed: Int64
    var file: InboxFile

    static func < (one: Found, other: Found) -> Bool {
      // The kernel's clock ticks every 4 ms: numbered names tell more.
      one.changed == other.changed
        ? one.file.name < other.file.name : one.changed < other.changed
    }
  }

  /// Collecting: in any order. Giving out: the oldest last.
  private var files: [Found] = []
  private let limit: Int
  /// Nothing from this time on is taken any more.
  private var cutoff = Int64.max
  private(set) var isGivingOut = false
  /// Some were left to the next scan.
  private(set) var isCut = false
  /// Monotonic time of the first one.
  private var since: Int64 = 0

  init(limit: Int) { self.limit = limit }

  var isEmpty: Bool { files.isEmpty }
  var count: Int { files.count }

  /// Parameter now: monotonic nanoseconds.
  mutating func add(_ file: InboxFile, changed: Int64, now: Int64) {
    guard changed < cutoff else {
      isCut = true
      return
    }
    if files.isEmpty { since = now }
    files.append(Found(changed: changed, file: file))
    // With room to spare, so that a file costs O(log limit).
    guard files.count >= limit + max(1, limit / 4) else { return }
    files.sort()
    files.removeLast(files.count - limit)
    cutoff = files[limit - 1].changed
    isCut = true
  }

  /// How long the first one has waited, nanoseconds.
  func age(now: Int64) -> Int64 { files.isEmpty ? 0 : now - since }

  mutating func giveOut() {
    files.sort(by: >)
    isGivingOut = !files.isEmpty
    cutoff = .max
  }

  /// The oldest one; only after `giveOut`. Nil when there is none: then it collects again.
  mutating func next() -> InboxFile? {
    guard let found = files.popLast() else { return nil }
    if files.isEmpty { isGivingOut = false }
    return found.file
  }
}
