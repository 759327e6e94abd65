/// The files that a scan has found, to be given out in the order in which they arrived: an update comes
/// after what it updates, and a copy soon after its original, also when a whole day waits.
///
/// Holds the oldest only, about 100 bytes each: what is younger is left to the next scan, which goes on
/// after them. So files that cannot be taken, however many, keep nobody else from having a turn.
struct OldestFiles: Sendable {
  /// A file, and its place in the order.
  struct Found: Sendable, Comparable {
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
  /// Where the scan before has left off.
  private let start: Found?
  /// The oldest that is not held for want of room comes after this one.
  private var cutoff: Found?
  /// Up to here none was left out; nil when none was left out at all.
  private(set) var rest: Found?
  private(set) var isGivingOut = false
  /// How many it was shown and had no room for.
  private(set) var omitted = 0
  /// Monotonic time of the first one.
  private var since: Int64 = 0

  /// Files up to `start`, which is `rest` of the scan before, have had their turn.
  init(limit: Int, after start: Found? = nil) {
    self.limit = limit
    self.start = start
  }

  var isEmpty: Bool { files.isEmpty }
  var count: Int { files.count }

  /// `now` counts monotonic nanoseconds.
  mutating func add(_ found: Found, now: Int64) {
    if let start, found <= start { return }
    if let cutoff, found > cutoff {
      omitted += 1
      return
    }
    if files.isEmpty { since = now }
    files.append(found)
    // With room to spare, so that a file costs O(log limit).
    guard files.count >= limit + max(1, limit / 4) else { return }
    files.sort()
    omitted += files.count - limit
    files.removeLast(files.count - limit)
    cutoff = files.last
    rest = [rest, cutoff].compactMap { $0 }.min()
  }

  /// How long the first one has waited, nanoseconds.
  func age(now: Int64) -> Int64 { files.isEmpty ? 0 : now - since }

  mutating func giveOut() {
    files.sort(by: >)
    isGivingOut = !files.isEmpty
    cutoff = nil
  }

  /// The oldest one; only after `giveOut`. Nil when there is none: then it collects again.
  mutating func next() -> InboxFile? {
    guard let found = files.popLast() else { return nil }
    if files.isEmpty { isGivingOut = false }
    return found.file
  }
}
