import NewsLinux
import NewsModel

/// One inbox as the watch sees it: the folder that is open, its scan, and when to look again.
struct WatchedInbox: Sendable {
  /// Between full scans while events are not enough; nanoseconds.
  static let pollingInterval: Int64 = 5_000_000_000

  let inbox: Inbox
  let index: Int
  private(set) var root: Folder?
  private var rootFacts: FileFacts?
  /// Not nil when events on this file system cannot be trusted.
  private var networkName: String?
  private(set) var condition = InboxWatch.Condition.starting
  var scan: InboxScan
  /// A full scan is to follow, whatever runs now.
  var wantsFullScan = true
  var nextRootCheck: Int64 = 0
  var nextFullScan: Int64 = 0
  /// Events since the last full scan began.
  var eventsSinceScan = 0
  /// New names of the last full scan; nil before the first.
  private(set) var foundByLastScan: Int?
  /// Files that the last full scan had no room for.
  private var omittedByLastScan = 0
  private(set) var passedOver: [InboxWatch.PassedOverName] = []
  private(set) var passedOverCount = 0
  private(set) var leftAlone = 0

  /// Nanoseconds.
  private let scanInterval: Int64
  private let limits: InboxWatch.Limits

  /// `limits` is this inbox's share of them.
  init(_ inbox: Inbox, index: Int, scanInterval: Int64, limits: InboxWatch.Limits) {
    self.scanInterval = scanInterval
    self.inbox = inbox
    self.index = index
    self.limits = limits
    scan = InboxScan(finding: OldestFiles(limit: limits.foundFiles))
  }

  var place: FolderPlace { FolderPlace(inbox: index, path: []) }
  var trustsEvents: Bool { networkName == nil }

  /// Files that scans have found and nobody has been given.
  var foundCount: Int { max(scan.oldest.count + scan.oldest.omitted, omittedByLastScan) }

  /// Nothing is left to find: the last full scan found nothing new, and no event came since.
  var isQuiet: Bool {
    if case .unreachable = condition { return true }
    return !wantsFullScan && !scan.isActive && foundByLastScan == 0 && eventsSinceScan == 0
  }

  /// Opens the configured path and compares it with the folder that is open.
  ///
  /// - Returns: true when it is another folder than before (or none any more): then the old one's
  ///   watches must go.
  mutating func checkRoot(now: Int64) -> Bool {
    // The kernel tells of a removal only when the last descriptor closes, and one is ours; of a mount
    // over it, never. So its name is looked up every second, which costs 5 µs.
    nextRootCheck = now + 1_000_000_000
    do {
      let folder = try Folder.open(inbox.path)
      let facts = try folder.facts()
      if let rootFacts, facts.isSameFile(as: rootFacts) { return false }
      if case .network(let name) = try folder.fileSystemKind() {
        networkName = name
      } else {
        networkName = nil
      }
      return beginAgain(in: folder, facts, .starting)
    } catch {
      return beginAgain(in: nil, nil, .unreachable(reason: error.description))
    }
  }

  /// True when another folder was open before.
  private mutating func beginAgain(
    in folder: Folder?, _ facts: FileFacts?, _ now: InboxWatch.Condition
  ) -> Bool {
    let isReplaced = root != nil
    (root, rootFacts) = (folder, facts)
    condition = now
    scan = InboxScan(finding: OldestFiles(limit: limits.foundFiles))
    wantsFullScan = true
    foundByLastScan = nil
    omittedByLastScan = 0
    return isReplaced
  }

  mutating func beginFullScan(now: Int64) {
    wantsFullScan = false
    eventsSinceScan = 0
    scan.becomeFull(at: now)
  }

  /// The scan has read its last folder.
  ///
  /// - Returns: true when it was a full one.
  mutating func endScan(now: Int64) -> Bool {
    // What it had no room for is still to be found.
    let rest = scan.oldest.rest
    if rest != nil { wantsFullScan = true }
    guard scan.isFull else {
      // Only sub-folders that turned up: the next full scan gives the picture.
      for entry in scan.passedOver { passOver(entry) }
      scan = InboxScan(finding: OldestFiles(limit: limits.foundFiles))
      return false
    }
    (passedOver, passedOverCount, leftAlone) =
      (scan.passedOver, scan.passedOverCount, scan.leftAlone)
    foundByLastScan = scan.found
    omittedByLastScan = scan.oldest.omitted
    condition = conditionNow
    // A scan that took long is not repeated at once: at most a tenth of the time goes into scans,
    // and yet every file is found within 90 s (P7).
    let pause = condition.isDegraded ? min(Self.pollingInterval, scanInterval) : scanInterval
    nextFullScan = now + min(60_000_000_000, max(pause, 10 * (now - scan.startedAt)))
    scan = InboxScan(finding: OldestFiles(limit: limits.foundFiles, after: rest))
    return true
  }

  /// As this scan has found it.
  private var conditionNow: InboxWatch.Condition {
    if let networkName {
      .polling(reason: "a network file system (\(networkName)) does not report every change")
    } else if let reason = scan.unwatched {
      .polling(reason: reason)
    } else {
      .watching
    }
  }

  /// A folder could not be watched: at once, not only at the scan's end.
  mutating func notWatched(_ reason: String, now: Int64) {
    scan.unwatched = reason
    condition = .polling(reason: reason)
    nextFullScan = min(nextFullScan, now + Self.pollingInterval)
  }

  mutating func passOver(_ file: InboxFile, _ kind: FileFacts.Kind, cause: String? = nil) {
    passOver(InboxWatch.PassedOverName(file: file, kind: kind, cause: cause))
  }

  private mutating func passOver(_ entry: InboxWatch.PassedOverName) {
    guard !passedOver.contains(entry) else { return }
    passedOverCount += 1
    if passedOver.count < 100 { passedOver.append(entry) }
  }
}
