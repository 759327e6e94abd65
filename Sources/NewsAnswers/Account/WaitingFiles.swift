import NewsInbox
import NewsLinux
import NewsModel
import NewsStore

/// Files without an outcome, found by looking. Each is known by its inode, which a rename keeps, so that
/// one that moves meanwhile is met at least once and counted once.
struct WaitingFiles {
  struct Identity: Hashable {
    var device: UInt64
    var inode: UInt64

    init(_ facts: FileFacts) {
      device = facts.device
      inode = facts.inode
    }
  }
  struct Found {
    /// Index of the inbox it was met in.
    var inbox: Int?
    /// Its path below that inbox.
    var name: FileName
    /// Its path below claim/, where it was met.
    var claim: FileName?
  }
  private(set) var found: [Identity: Found] = [:]
  /// Whoever looks may not look everywhere.
  private(set) var isBarred = false
  /// Names of files and folders in inboxes that rule, include or ignore leaves alone.
  private(set) var leftAlone = 0
  /// Paths of folders that the daemon cannot enter: what lies there is not counted by who can.
  private let shut: Set<String>
  /// Paths that an inbox had before its desk was moved, by the one it has.
  private let pathsBefore: [String: [String]]

  init(pathsNow: [String: String] = [:], shut: Set<String> = []) {
    self.shut = shut
    pathsBefore = Dictionary(grouping: pathsNow.keys) { pathsNow[$0] ?? $0 }
  }

  /// Looks at an inbox: at all its files, but in leave mode not at those that were taken as they are.
  mutating func look(at inbox: Inbox, _ index: Int, _ store: StoreReader) throws(StoreFailure) {
    var files: [(FileName, FileFacts)] = []
    walk(inbox.pathText, inbox.filter, { try Folder.open(inbox.path) }) { files.append(($0, $1)) }
    for (name, facts) in files {
      if inbox.mode == .leave, try isSeen(name, facts, in: inbox, store) { continue }
      found[Identity(facts), default: Found(name: name)].inbox = index
    }
  }

  private func isSeen(
    _ name: FileName, _ facts: FileFacts, in inbox: Inbox, _ store: StoreReader
  ) throws(StoreFailure) -> Bool {
    for path in [inbox.pathText] + (pathsBefore[inbox.pathText] ?? []) {
      guard let seen = try store.seenFile(inbox: path, name: name) else { continue }
      if facts.hasSameContent(as: FileFacts(seen)) { return true }
    }
    return false
  }

  mutating func look(atClaims claim: [UInt8]) {
    var files: [(FileName, FileFacts)] = []
    walk("", Inbox.NameFilter(ignore: []), { try Folder.open(claim) }) { files.append(($0, $1)) }
    // Claimed files lie in a batch's folder; what lies beside is not ours.
    for (name, facts) in files where name.topFolder != nil {
      found[Identity(facts), default: Found(name: name)].claim = name
    }
  }

  /// All regular files below a folder. One that is gone, or may not be read, holds none that could be
  /// counted; folders come and go while this looks.
  private mutating func walk(
    _ root: String, _ filter: Inbox.NameFilter, at path: [UInt8] = [],
    _ open: () throws -> Folder, _ body: (FileName, FileFacts) -> Void
  ) {
    guard path.isEmpty || !shut.contains("\(root)/\(FileName(bytes: path).text)") else { return }
    do {
      let folder = try open()
      for entry in Self.delivered(try folder.entries()) {
        guard let facts = try folder.facts(of: entry.name) else { continue }
        let below = path.isEmpty ? entry.name : path + [0x2F] + entry.name
        switch facts.kind {
        case .folder where filter.takesFolder(entry.name):
          walk(root, filter, at: below, { try folder.folder(entry.name) }, body)
        case .regular where filter.takesFile(entry.name): body(FileName(bytes: below), facts)
        case .folder, .regular:
          if !entry.name.elementsEqual(Spool.nameInInbox.utf8) { leftAlone += 1 }
        default: continue
        }
      }
    } catch {
      if ["EACCES", "EPERM"].contains((error as? SystemError)?.name) { isBarred = true }
    }
  }

  /// Without a maildir's tmp/, whose deliveries have not been made: the watch does not go in either.
  private static func delivered(_ entries: [FolderCursor.Entry]) -> [FolderCursor.Entry] {
    let isMaildir = ["tmp", "new", "cur"].allSatisfy { name in
      entries.contains { $0.name.elementsEqual(name.utf8) }
    }
    return isMaildir ? entries.filter { !$0.name.elementsEqual("tmp".utf8) } : entries
  }
}
