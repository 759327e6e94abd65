import NewsLinux

/// The progress of a scan through one inbox: which folders are still to be read, and where in the
/// present one it stands. It goes on a slice at a time, so that a huge folder neither blocks the
/// queue nor is begun again.
struct InboxScan: Sendable {
  struct Reading: Sendable {
    var place: FolderPlace
    var folder: Folder
    var cursor: FolderCursor
  }
  /// Folders to read, last first; every path is in here once.
  private(set) var pending: [[UInt8]] = []
  private var pendingSet: Set<[UInt8]> = []
  var reading: Reading?
  /// What it has found and not yet given out.
  var oldest: OldestFiles
  /// It began at the inbox itself, so that its end means everything was seen.
  private(set) var isFull = false
  private(set) var startedAt: Int64 = 0
  /// New names it has found so far.
  var found = 0
  var unwatched: String?
  var passedOver: [InboxWatch.PassedOverName] = []
  var passedOverCount = 0
  /// Names that the inbox does not take.
  var leftAlone = 0

  init(finding oldest: OldestFiles) { self.oldest = oldest }

  var hasFolders: Bool { reading != nil || !pending.isEmpty }
  var isActive: Bool { hasFolders || !oldest.isEmpty }

  /// Begins again, at the inbox itself. What was pending is part of it, and what was found stays.
  mutating func becomeFull(at time: Int64) {
    (isFull, startedAt, reading) = (true, time, nil)
    (found, unwatched, passedOver, passedOverCount, leftAlone) = (0, nil, [], 0, 0)
    if pendingSet.insert([]).inserted { pending.insert([], at: 0) }
  }

  /// A folder that turned up: it and all below it are read in the course of this scan.
  mutating func add(_ path: [UInt8]) {
    if pendingSet.insert(path).inserted { pending.append(path) }
  }

  mutating func nextFolder() -> [UInt8]? {
    guard let path = pending.popLast() else { return nil }
    pendingSet.remove(path)
    return path
  }

  /// `status` lists some, and counts all.
  mutating func passOver(_ file: InboxFile, _ kind: FileFacts.Kind, cause: String? = nil) {
    passedOverCount += 1
    if passedOver.count < 100 {
      passedOver.append(InboxWatch.PassedOverName(file: file, kind: kind, cause: cause))
    }
  }
}
